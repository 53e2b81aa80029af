"""The command line: `assistant ingest|library|search|outline|draft|review|serve`.

Every command has `--json`: one JSON document on stdout, progress and messages on stderr. Exit code 0 on success, 1 where
findings reach `--fail-on`, 2 on bad input or a fault, with the reason in Chinese. Heavy packages load where they are used.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import (
    cli_back,
    cli_batch,
    cli_edit,
    cli_facts,
    cli_library,
    cli_pack,
    cli_suggest,
    cli_table,
    cli_word,
)
from assistant.errors import InputError
from assistant.outline.kinds import Kind
from assistant.terminal import AsJson, answer, progress_bar, say, told_in_chinese

if TYPE_CHECKING:
    from assistant.drafting.draft import Draft, TotalUsage
    from assistant.library.intake.taking import Ingested
    from assistant.review.findings import Finding

app = typer.Typer(
    help="项目支出绩效自评报告起草助手：事实决定写什么，往年报告只决定怎么写，每个数字都有出处。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_library.app, name="library")
app.add_typer(cli_facts.app, name="facts")
app.add_typer(cli_table.app, name="table")
cli_word.app.command("back")(cli_back.back)
app.add_typer(cli_word.app, name="word")
app.add_typer(cli_pack.app, name="pack")
app.command("suggest")(cli_suggest.suggest)
app.command("edit")(cli_edit.edit)

Pack = Annotated[
    str, typer.Option("--pack", "-p", help="地方模板：national、guangdong-project、guangdong-county、yunnan")
]


class Writer(StrEnum):
    """Who words the draft."""

    OFFLINE = "offline"
    MODEL = "model"


class Threshold(StrEnum):
    """From which severity on findings fail the command."""

    ERROR = "error"
    WARNING = "warning"


FailOn = Annotated[Threshold | None, typer.Option("--fail-on", help="有此级别以上的问题时退出码为1")]


def main() -> None:
    """The console script."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s", stream=sys.stderr)
    app()


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="往年报告文件、文件夹或压缩包（.docx .doc .wps .pdf .xlsx .html .txt .md 图片 .zip）"
        ),
    ] = None,
    samples: Annotated[bool, typer.Option("--samples", help="加入随附的样例报告")] = False,
    reindex: Annotated[bool, typer.Option("--reindex", help="按现在的向量模型重建已有资料的索引")] = False,
    as_json: AsJson = False,
) -> None:
    """把往年报告加入资料库；重复加入同一文件不会重复，中断后再运行一次即可接着做完。"""
    from assistant.resources import shipped
    from assistant.settings import Settings
    from assistant.wiring import open_library

    with told_in_chinese(as_json):
        wanted = [*(paths or []), *([shipped("corpus")] if samples else [])]
        if not wanted and not reindex:
            raise InputError(
                "没有给出文件", hint="请写明往年报告的文件或文件夹，或用 --samples 加入样例报告。"
            )
        library = open_library(Settings())
        if reindex:
            cli_library.rebuild(library)
        results: list[Ingested] = []
        with progress_bar() as bar, closing(library.ingest(wanted)) as incoming:
            total = len(library.plan(wanted))
            task = bar.add_task("加入资料库", total=total)
            for result in incoming:
                results.append(result)
                # A zip is one file of the plan and many results.
                total = max(total, len(results))
                bar.update(task, advance=1, total=total, description=result.file)
    for one in results:
        say(_told(one))
    if results:
        say(_summary(results))
    if as_json:
        answer({"documents": [_ingested(one) for one in results]})
    if any(one.status == "failed" for one in results):
        raise typer.Exit(2)


_STATUS = {"added": "已加入", "unchanged": "未变化", "failed": "失败"}


def _told(one: Ingested) -> str:
    remarks = [one.reason, *(one.notes if one.status == "added" else ())]
    if one.uncertain and one.status == "added":
        remarks.append(f"{one.uncertain}节的类型拿不准")
    return "　".join(
        [_STATUS[one.status], one.file, f"{one.sections}节 {one.passages}段", *filter(None, remarks)]
    )


def _summary(results: list[Ingested]) -> str:
    counts = Counter(one.status for one in results)
    said = "，".join(f"{name}{counts[status]}份" for status, name in _STATUS.items() if counts[status])
    unsure = sum(one.uncertain for one in results if one.status == "added")
    hint = f"。有{unsure}节的类型拿不准，可用 assistant library list --uncertain 查看并更正" if unsure else ""
    return f"合计：{said}{hint}。"


def _ingested(one: Ingested) -> dict[str, Any]:
    names = ("file", "status", "sections", "passages", "reason", "uncertain")
    return {**{name: getattr(one, name) for name in names}, "notes": list(one.notes)}


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="要找的内容")],
    kind: Annotated[Kind | None, typer.Option("--kind", help="只找某类章节")] = None,
    count: Annotated[int, typer.Option("-k", min=1, max=50, help="返回几段")] = 5,
    as_json: AsJson = False,
) -> None:
    """在往年报告里找写法相近的段落。"""
    from assistant.settings import Settings
    from assistant.wiring import open_library

    with told_in_chinese(as_json):
        library = open_library(Settings())
        hits = library.search(text, kind, count)
        if library.notice:
            say(library.notice)
    if as_json:
        answer({"hits": [_hit(hit) for hit in hits]})
        return
    for hit in hits:
        typer.echo(
            f"{hit.score:.4f}　{hit.passage.document}　{hit.passage.heading}\n    {hit.passage.text[:120]}"
        )
    if not hits:
        say("没有找到。资料库为空时请先运行 assistant ingest。")


def _hit(hit: Any) -> dict[str, Any]:
    passage = hit.passage
    return {
        "document": passage.document,
        "heading": passage.heading,
        "kind": passage.kind.value,
        "score": round(hit.score, 4),
        "text": passage.text,
        "masked": str(passage.masked),
    }


@app.command()
def outline(
    file: Annotated[Path, typer.Argument(help="一份往年报告")],
    as_json: AsJson = False,
) -> None:
    """看一份往年报告的章节结构和每节的类型。"""
    from assistant.settings import Settings
    from assistant.wiring import open_library

    with told_in_chinese(as_json):
        tree = open_library(Settings()).outline(file)
    if as_json:
        answer(tree.as_json())
        return
    typer.echo(f"{tree.title or file.name}　单位：{tree.unit or '未识别'}　年度：{tree.year or '未识别'}")
    for section in tree.as_json()["sections"]:
        kinds = "、".join(Kind(kind).label for kind in section["kinds"]) or "—"
        typer.echo(
            f"{'　' * (section['level'] - 1)}{section['heading']}　［{kinds}］　{section['confidence']:.2f}"
        )


@app.command()
def draft(
    output: Annotated[
        Path, typer.Option("-o", "--output", help="输出文件：.docx、.md 或 .json；批量时是文件夹")
    ],
    facts: Annotated[Path | None, typer.Argument(help="事实文件（.yaml 或 .json）")] = None,
    pack: Pack = "national",
    writer: Annotated[
        Writer, typer.Option("--writer", help="offline 不用模型；model 用大模型润色成文")
    ] = Writer.OFFLINE,
    resume: Annotated[bool, typer.Option("--resume", help="接着上次没写完的继续，已写好的节不重写")] = False,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", help="不沿用以前写过的节，全部请模型重写（与 --resume 同用时只续写本次）"),
    ] = False,
    final: Annotated[
        bool, typer.Option("--final", help="定稿：还有【待补充】【待核实】时不写文件，逐处列出")
    ] = False,
    annexes: Annotated[bool, typer.Option("--annexes/--no-annexes", help="Word 文件后附自评表")] = True,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", help="批量：一个文件夹里的全部事实文件，或有多个项目的工作簿（.xlsx）"),
    ] = None,
    below: Annotated[bool, typer.Option("--below", help="批量时连同下级文件夹")] = False,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, max=64, help="批量时同时起草几个项目（默认按处理器数）")
    ] = None,
    fail_on: FailOn = None,
    as_json: AsJson = False,
) -> None:
    """按事实起草一份完整的自评报告；--batch 一次起草多份，另出汇总表和单位自评报告。"""
    from assistant.settings import Settings

    if batch is not None:
        with told_in_chinese(as_json):
            if facts is not None or final or fresh or not annexes:
                raise InputError("--batch 不能与单个事实文件、--final、--fresh、--no-annexes 同用")
            document = cli_batch.run_batch(batch, output, pack, writer.value, below=below, workers=workers)
        if as_json:
            answer(document)
        _fail_batch(document, fail_on)
        return
    from assistant.facts.opening import open_facts
    from assistant.outline.packs import load_pack
    from assistant.wiring import make_draft
    from assistant.wiring_documents import check_output, write_document

    with told_in_chinese(as_json):
        if facts is None:
            raise InputError("没有给出事实文件", hint="请写明事实文件，或用 --batch 给出文件夹。")
        check_output(output)
        given, chosen, settings = open_facts(facts), load_pack(pack), Settings()
        made = _followed(make_draft(settings, given, chosen, writer.value, resume=resume, fresh=fresh))
        notes = write_document(output, made, final=final, annexes=annexes)
    for note in notes:
        say(note)
    say(f"已写入 {output}（{len(made.sections)}节，{sum(len(s.text) for s in made.sections)}字）")
    if made.writer == "model":
        say(_cost_told(made.usage))
    _tell_findings(made.findings, {one.id: one.heading for one in made.sections})
    if as_json:
        answer(made.model_dump(mode="json"))
    _fail(made.findings, fail_on)


def _followed(events: Iterator[Any]) -> Draft:
    """Shows the events of a draft and returns it; on an error says how much is kept."""
    from assistant.drafting.events import Finished, SectionDone, SectionRepair, SectionStarted, Started
    from assistant.errors import ModelError

    headings: dict[str, str] = {}
    kept = 0
    with progress_bar() as bar:
        task = bar.add_task("起草", total=None)
        try:
            for event in events:
                match event:
                    case Started(sections):
                        headings = dict(sections)
                        bar.update(task, total=len(sections))
                    case SectionStarted(id):
                        bar.update(task, description=f"正在写 {headings[id]}")
                    case SectionRepair(id, number, faults):
                        bar.console.print(f"{headings[id]}：第{number}次修改，{len(faults)}处问题")
                    case SectionDone(section, key, _):
                        kept += bool(key)
                        bar.update(task, advance=1, description=section.heading)
                    case Finished(made):
                        return made
        except ModelError as error:
            note = f"已写好的{kept}节已保存，排除问题后加 --resume 继续；也可以用 --writer offline 不用模型起草。"
            raise type(error)(error.message, hint=f"{error.hint}{note}") from None
    raise InputError("起草没有完成", hint="请重新运行；加 --resume 可接着写。")


def _cost_told(usage: TotalUsage) -> str:
    """What the model cost, in one line."""
    cached = f"（其中缓存{usage.cached_tokens:,}）" if usage.cached_tokens else ""
    said = [
        f"模型用量：请求{usage.calls}次",
        f"输入{usage.prompt_tokens:,}词元{cached}",
        f"输出{usage.completion_tokens:,}词元",
        f"用时{usage.seconds:.0f}秒",
    ]
    if usage.reused:
        said.append(f"沿用以前写好的{usage.reused}节")
    if usage.cost is not None:
        said.append(f"费用约{usage.cost:.4f}元")
    return "，".join(said) + "。"


def _tell_findings(findings: list[Finding], headings: Mapping[str, str]) -> None:
    names = {"error": "错误", "warning": "提醒", "info": "待补"}
    for one in findings:
        where = f"{headings.get(one.section, one.section)}：" if one.section else ""
        say(f"［{names[one.severity]}］{where}{one.message}")


def _fail_batch(document: Mapping[str, Any], threshold: Threshold | None) -> None:
    """Exit code 2 where a project could not be drafted, 1 where findings of any reach the threshold."""
    if any(one["status"] == "failed" for one in document["projects"]):
        raise typer.Exit(2)
    counts = [one["findings"] for one in document["projects"]]
    if threshold and any(
        one["error"] or (threshold is Threshold.WARNING and one["warning"]) for one in counts
    ):
        raise typer.Exit(1)


def _fail(findings: list[Finding], threshold: Threshold | None) -> None:
    failing = {Threshold.ERROR: {"error"}, Threshold.WARNING: {"error", "warning"}}
    if threshold and any(one.severity in failing[threshold] for one in findings):
        raise typer.Exit(1)


@app.command()
def review(
    text: Annotated[Path, typer.Argument(help="要检查的报告：.docx、.md、.txt 或草稿 .json")],
    facts: Annotated[Path, typer.Option("--facts", help="事实文件（.yaml 或 .json）")],
    pack: Pack = "national",
    library: Annotated[
        bool,
        typer.Option(
            "--library/--no-library", help="与资料库的往年报告比对，找出串入的名称、数字和照抄的文字"
        ),
    ] = True,
    fail_on: FailOn = None,
    as_json: AsJson = False,
) -> None:
    """检查一份报告：每个数字和名称是否有依据，得分、等级是否一致，有没有串入往年报告的内容。"""
    from assistant.facts.opening import open_facts
    from assistant.outline.packs import load_pack
    from assistant.settings import Settings
    from assistant.wiring import review_file

    with told_in_chinese(as_json):
        result = review_file(Settings(), text, open_facts(facts), load_pack(pack), library=library)
    if as_json:
        findings = [one.model_dump(mode="json") for one in result.findings]
        answer({"findings": findings, "traced": result.traced, "untraced": result.untraced})
    else:
        _tell_findings(list(result.findings), result.headings)
        typer.echo(f"有依据 {result.traced} 处，无依据 {result.untraced} 处")
    _fail(list(result.findings), fail_on)


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口")] = 7860,
    samples: Annotated[
        bool, typer.Option("--samples", help="空的工作台先放入几个样例项目（仅本机单人使用时）")
    ] = False,
) -> None:
    """打开网页工作台。"""
    with told_in_chinese(False):
        from assistant.web.server import serve as serve_web

        serve_web(host, port, samples=samples)


if __name__ == "__main__":
    main()
