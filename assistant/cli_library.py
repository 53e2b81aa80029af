"""`assistant library list|show|correct|remove|reindex`: what is in the library of past reports, and setting it right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import InputError
from assistant.terminal import AsJson, answer, progress_bar, say, told_in_chinese

if TYPE_CHECKING:
    from assistant.library.entry import Entry
    from assistant.library.library import Library
    from assistant.library.storage.index import DocumentRecord

app = typer.Typer(help="查看、更正、删除资料库中的往年报告，重建索引。", no_args_is_help=True)

Document = Annotated[str, typer.Argument(help="资料的名称、编号，或名称中不会混淆的一部分")]


def _library() -> Library:
    from assistant.settings import Settings
    from assistant.wiring import open_library

    return open_library(Settings())


@app.command("list")
def listed(
    uncertain: Annotated[bool, typer.Option("--uncertain", help="只列出有章节类型拿不准的")] = False,
    as_json: AsJson = False,
) -> None:
    """列出资料库中的往年报告。"""
    with told_in_chinese(as_json):
        records = [one for one in _library().documents() if one.uncertain or not uncertain]
    if as_json:
        answer({"documents": [record_json(one) for one in records]})
        return
    for one in records:
        unsure = f"　{one.uncertain}节拿不准" if one.uncertain else ""
        known = f"{one.year or '年度未识别'}　{one.unit or '单位未识别'}　{one.sections}节 {one.passages}段{unsure}"
        typer.echo(f"{one.id}　{one.name}　{known}{'　已更正' if one.corrected else ''}")
    say(f"共{len(records)}份。" if records else "没有符合的资料。资料库为空时请先运行 assistant ingest。")


@app.command()
def show(document: Document, as_json: AsJson = False) -> None:
    """看一份资料：基本信息、每节的类型和把握、值得注意的地方。"""
    with told_in_chinese(as_json):
        entry = _library().show(document)
    if as_json:
        answer(entry_json(entry))
    else:
        _shown(entry)


@app.command()
def correct(
    document: Document,
    section: Annotated[
        list[str] | None, typer.Option("--section", help="要更正的章节编号，见 show；可多次给出")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="该章节的类型，几个用逗号分开，空的撤销更正；与 --section 一一对应"),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="标题")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="单位")] = None,
    year: Annotated[str | None, typer.Option("--year", help="评价年度，四位数字")] = None,
    region: Annotated[str | None, typer.Option("--region", help="所在地区")] = None,
    project: Annotated[str | None, typer.Option("--project", help="项目名称")] = None,
    project_type: Annotated[str | None, typer.Option("--type", help="项目类型，如 construction")] = None,
    as_json: AsJson = False,
) -> None:
    """更正一份资料的章节类型或基本信息；以后重新入库、重建索引都保留。"""
    with told_in_chinese(as_json):
        sections, kinds = section or [], kind or []
        if len(sections) != len(kinds):
            raise InputError("--section 和 --kind 要成对给出", hint="例如 --section 2.1 --kind problems。")
        given = {
            "title": title,
            "unit": unit,
            "year": year,
            "region": region,
            "project": project,
            "project_type": project_type,
        }
        fields = {name: value for name, value in given.items() if value is not None}
        if not fields and not sections:
            raise InputError("没有给出要更正的内容", hint="请用 --section 和 --kind，或 --unit、--year 等。")
        chosen = {one: _kinds(names) for one, names in zip(sections, kinds, strict=True)}
        entry = _library().correct(document, fields, chosen)
    say(f"已更正：{entry.record.name}")
    if as_json:
        answer(entry_json(entry))
    else:
        _shown(entry)


@app.command()
def remove(
    documents: Annotated[list[str], typer.Argument(help="资料的名称、编号，或名称中不会混淆的一部分")],
    as_json: AsJson = False,
) -> None:
    """从资料库中删除资料；原来的文件不受影响。"""
    with told_in_chinese(as_json):
        library = _library()
        found = list({record.id: record for record in map(library.find, documents)}.values())
        for record in found:
            library.delete(record.id)
            say(f"已删除：{record.name}")
    if as_json:
        answer({"removed": [record_json(record) for record in found]})


@app.command()
def reindex(as_json: AsJson = False) -> None:
    """按现在的向量模型和程序重建索引；重建时原来的索引照常可用。"""
    with told_in_chinese(as_json):
        library = _library()
        passages = rebuild(library)
        documents = len(library.documents())
    if as_json:
        answer({"documents": documents, "passages": passages})


def rebuild(library: Library) -> int:
    """Rebuild the index with a progress bar; the number of passages."""
    with progress_bar() as bar:
        task = bar.add_task("重建索引", total=None)
        passages = library.reindex(lambda done, total: bar.update(task, completed=done, total=total))
    say(f"已按现在的向量模型重建索引：{passages}段")
    return passages


def _kinds(names: str) -> list[str]:
    return [name.strip() for name in re.split("[,，、]", names) if name.strip()]


def record_json(record: DocumentRecord) -> dict[str, Any]:
    """A document's record as JSON."""
    lists = {"faults": _lines(record.faults), "notes": _lines(record.notes)}
    return {**vars(record), **lists}


def entry_json(entry: Entry) -> dict[str, Any]:
    """A document with its sections as JSON."""
    sections = [
        {
            "id": one.id,
            "heading": one.heading,
            "level": one.level,
            "kinds": [kind.value for kind in one.kinds],
            "confidence": one.confidence,
            "uncertain": one.id in entry.uncertain,
        }
        for one in entry.sections
    ]
    # The record has the number of sections; here stand the sections themselves.
    return {**record_json(entry.record), "sections": sections}


def _shown(entry: Entry) -> None:
    record = entry.record
    typer.echo(f"{record.name}　{record.title}")
    known = {
        "编号": record.id,
        "单位": record.unit,
        "年度": record.year,
        "地区": record.region,
        "项目": record.project,
        "项目类型": record.project_type,
        "地方模板": record.pack,
        "写法质量": f"{record.quality:.2f}",
    }
    typer.echo("　".join(f"{name}：{value or '未识别'}" for name, value in known.items()))
    for remark in (*_lines(record.faults), *_lines(record.notes)):
        typer.echo(f"注意：{remark}")
    for one in entry.sections:
        kinds = "、".join(kind.label for kind in one.kinds) or "—"
        unsure = "　← 拿不准" if one.id in entry.uncertain else ""
        typer.echo(
            f"{'　' * (one.level - 1)}{one.id}　{one.heading}　［{kinds}］　{one.confidence:.2f}{unsure}"
        )
    if entry.uncertain:
        say(f"更正的办法：assistant library correct {record.id} --section 章节编号 --kind 类型")


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]
