"""`assistant word back DRAFT.json EDITED.docx`: what was changed in Word, as proposals; written only with `--accept`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.terminal import AsJson, answer, say, told_in_chinese

if TYPE_CHECKING:
    from assistant.drafting.draft import Draft
    from assistant.editing.proposal import Proposal
    from assistant.export.returned.commented import Remarked
    from assistant.export.returned.comparing import Returned

_MARKS = {"keep": ("", ""), "drop": ("[-", "-]"), "add": ("{+", "+}")}


def back(
    draft: Annotated[
        Path, typer.Argument(help="草稿（assistant draft -o 草稿.json 的结果），Word 文件由它导出")
    ],
    file: Annotated[Path, typer.Argument(help="在 Word 或 WPS 中改过的报告（.docx、.docm、.doc、.wps）")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="接受后写到这个 .json；不写则写回草稿")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="接受全部改动并写出草稿")] = False,
    as_json: AsJson = False,
) -> None:
    """取回在 Word 里改过的报告：列出每节的改动、对事实的影响、可改的数据、批注和其他不同，接受后才写出。"""
    with told_in_chinese(as_json):
        from assistant.export.returned.telling import told
        from assistant.wiring import draft_of

        made = draft_of(draft)
        found = _found(made, file)
        headings = {one.id: one.heading for one in made.sections}
        notes = told(found, headings)
        proposals = _proposals(made, found)
        place = (output or draft) if accept and proposals else None
        if place is not None:
            _write(place, made, found)
    if as_json:
        answer(_document(proposals, found, notes, place))
        return
    for proposal in proposals:
        _shown(proposal, headings)
    for one in found.comments:
        typer.echo(
            f"批注　{headings.get(one.section, '封面或附件')}　“{one.quote}”　{one.author}：{one.text}"
        )
    for note in notes:
        say(note)
    if place is not None:
        say(f"已写出 {place}（改动{len(proposals)}节）。")
    elif proposals:
        say("草稿没有改动。加 --accept 接受全部。")
    else:
        say("Word 文件里没有对正文的改动。")


def _found(made: Draft, file: Path) -> Returned:
    from assistant.export.of_draft import paper_of
    from assistant.export.returned.closest import closest
    from assistant.export.returned.reading import MAX_BYTES, read
    from assistant.files.whole import whole

    content = whole(file, MAX_BYTES, "请删去图片和嵌入对象后再取回。")
    return closest(file.name, paper_of(made), made.pack, read(file.name, content))


def _proposals(made: Draft, found: Returned) -> list[Proposal]:
    """One for each section that changed."""
    from assistant.editing.editor import Editor
    from assistant.errors import InputError
    from assistant.facts.load import facts_from_tree
    from assistant.outline.packs import load_pack
    from assistant.wiring_editing import sheet_of

    if made.facts is None:
        raise InputError("草稿里没有保存事实，不能核对改动", hint="请重新起草一次，再导出 Word。")
    editor, sheet = Editor(facts_from_tree(made.facts), load_pack(made.pack)), sheet_of(made)
    return [
        editor.compared(sheet, sheet.with_texts({one.id: found.texts[one.id]}), one.heading, "import")
        for one in sheet.leaves
        if one.id in found.texts
    ]


def _write(place: Path, made: Draft, found: Returned) -> None:
    from assistant.errors import InputError
    from assistant.facts.load import facts_from_tree
    from assistant.outline.packs import load_pack
    from assistant.wiring_documents import write_document
    from assistant.wiring_editing import redrafted, sheet_of

    if place.suffix.lower() != ".json":
        raise InputError(f"不能写到 {place.name}", hint="请用 .json 结尾；要 Word 文件请再导出。")
    sheet = sheet_of(made).with_texts(found.texts)
    write_document(place, redrafted(made, sheet, facts_from_tree(made.facts or {}), load_pack(made.pack)))


def _document(
    proposals: list[Proposal], found: Returned, notes: list[str], place: Path | None
) -> dict[str, Any]:
    return {
        "proposals": [one.model_dump(mode="json") for one in proposals],
        "comments": [_comment(one) for one in found.comments],
        "notes": notes,
        "authors": {id: list(names) for id, names in found.authors.items()},
        "written": str(place) if place else None,
    }


def _comment(one: Remarked) -> dict[str, Any]:
    return {
        "section": one.section,
        "quote": one.quote,
        "author": one.author,
        "text": one.text,
        "at": one.at.isoformat() if one.at else None,
        "done": one.done,
        "replies": [{"author": reply.author, "text": reply.text} for reply in one.replies],
    }


def _shown(proposal: Proposal, headings: dict[str, str]) -> None:
    typer.echo(proposal.instruction)
    for hunk in proposal.hunks:
        shown = "".join(f"{_MARKS[one.op][0]}{one.text}{_MARKS[one.op][1]}" for one in hunk.diff)
        typer.echo(f"　{hunk.id}　{shown}".replace("\n", "↵"))
    for change in proposal.changes:
        doubt = {"contradicted": "（与事实不符）", "untraced": "（没有依据）"}.get(change.status, "")
        typer.echo(f"　　事实：{change.before or '—'} → {change.after or '—'}{doubt}")
    for offer in proposal.offers:
        typer.echo(f"　　可改数据：{offer.title} {offer.before or '空'} → {offer.after}")
