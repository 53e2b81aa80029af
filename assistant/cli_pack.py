"""`assistant pack derive|list|check`: the unit's own Word template as a locality pack, and the packs that there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import InputError
from assistant.terminal import AsJson, answer, say, told_in_chinese

if TYPE_CHECKING:
    from assistant.outline.deriving import PackDraft
    from assistant.outline.pack import Pack

app = typer.Typer(help="地方模板：由本单位的 Word 模板推出、列出、检查。", no_args_is_help=True)

_MAX_BYTES = 50 * 1024 * 1024


@app.command()
def derive(
    file: Annotated[Path, typer.Argument(help="本单位或财政部门下发的空白模板（.docx）")],
    id: Annotated[str, typer.Option("--id", help="模板编号：小写英文字母、数字和 -")] = "own",
    title: Annotated[str, typer.Option("--title", help="模板名称；不写就用文件名")] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写入的文件夹；不写就只看结果，不保存")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """由一份 Word 模板推出报告提纲；拿不准的章节会标出，核对后再用。"""
    with told_in_chinese(as_json):
        from assistant.files.whole import whole
        from assistant.settings import Settings
        from assistant.wiring import open_library
        from assistant.workspace.templates import check_id, derived, write_pack

        content = whole(file, _MAX_BYTES, "请删去图片和附件，只留报告模板后再试。")
        made = derived(open_library(Settings()), file.name, content, check_id(id), title)
        if output is not None:
            if (output / id).exists():
                raise InputError(
                    f"{output / id} 已经有了，没有覆盖", hint="请换一个编号（--id）或文件夹（-o）。"
                )
            folder = write_pack(output, id, made.draft, content)
            say(f"已写入 {folder}：pack.yaml 和 template.docx。放在数据文件夹的 packs 下就能选用。")
    if as_json:
        answer(draft_json(made.draft))
        return
    for one in made.draft.sections:
        kinds = "、".join(kind.label for kind in one.kinds) or "认不出"
        doubt = "" if one.sure else "　← 请核对"
        typer.echo(
            f"{'　' * (one.level - 1)}{one.place}　{one.heading}　［{kinds}］{doubt}{_untold(one.told)}"
        )
    for note in made.draft.notes:
        say(f"注意：{note}")


@app.command("list")
def listed(as_json: AsJson = False) -> None:
    """列出程序自带的和本机的地方模板。"""
    with told_in_chinese(as_json):
        from assistant.outline.packs import broken_packs, load_pack, pack_names, template_of

        packs = [(load_pack(name), template_of(name)) for name in pack_names()]
        broken = broken_packs()
    if as_json:
        known = [{**pack_json(pack), "template": str(file) if file else None} for pack, file in packs]
        answer({"packs": known, "broken": [{"id": id, "reason": why} for id, why in broken.items()]})
        return
    for pack, file in packs:
        typer.echo(f"{pack.id}　{pack.title}　{len(pack.placed())}个标题{'　有 Word 模板' if file else ''}")
    for id, why in broken.items():
        say(f"不能使用：{id}　{why}")


@app.command()
def check(
    pack: Annotated[str, typer.Argument(help="模板编号，或 pack.yaml 所在的文件夹")], as_json: AsJson = False
) -> None:
    """检查一个地方模板能不能用，列出它的提纲。"""
    with told_in_chinese(as_json):
        from assistant.outline.packs import load_pack, read_pack

        file = Path(pack) / "pack.yaml"
        found = read_pack(file, Path(pack).resolve().name) if file.is_file() else load_pack(pack)
    if as_json:
        answer(pack_json(found))
        return
    for placed in found.placed():
        kinds = "、".join(kind.label for kind in placed.section.kinds)
        typer.echo(f"{'　' * (placed.level - 1)}{placed.heading}{f'　［{kinds}］' if kinds else ''}")
    say(f"{found.title}：可以使用。")


def draft_json(draft: PackDraft) -> dict[str, Any]:
    """{"file", "pack", "sections": [{"place", "id", "heading", "level", "kinds", "sure", "told"}], "notes"}."""
    sections = [{**vars(one), "kinds": [kind.value for kind in one.kinds]} for one in draft.sections]
    return {
        "file": draft.file,
        "pack": pack_json(draft.pack),
        "sections": sections,
        "notes": list(draft.notes),
    }


def pack_json(pack: Pack) -> dict[str, Any]:
    """{"id", "title", "source", "report_title", "sections": [{"id", "heading", "level", "kinds", "patterns"}]}."""
    from assistant.outline.pack import patterns_of

    sections = [
        {
            "id": one.section.id,
            "heading": one.heading,
            "level": one.level,
            "kinds": [kind.value for kind in one.section.kinds],
            "patterns": list(patterns_of(one.section)),
        }
        for one in pack.placed()
    ]
    return {
        "id": pack.id,
        "title": pack.title,
        "source": pack.source,
        "report_title": pack.report_title,
        "sections": sections,
    }


def _untold(told: bool) -> str:
    return "" if told else "　只留标题"
