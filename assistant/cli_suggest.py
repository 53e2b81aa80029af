"""`assistant suggest FACTS`: problems that the facts show, with causes, measures, evidence and precedents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.errors import InputError
from assistant.outline.packs import DEFAULT_PACK
from assistant.terminal import AsJson, answer, say, told_in_chinese

if TYPE_CHECKING:
    from assistant.advice.suggestion import Advice, Suggestion
    from assistant.facts.model import ProjectFacts


def suggest(
    facts: Annotated[Path, typer.Argument(help="事实文件（.yaml）")],
    pack: Annotated[str, typer.Option("--pack", "-p", help="地方模板")] = DEFAULT_PACK,
    writer: Annotated[
        str, typer.Option("--writer", "-w", help="offline：按句式；model：由模型调整措辞")
    ] = "offline",
    last: Annotated[
        Path | None, typer.Option("--last", help="上年的事实文件：列出上年问题的整改情况")
    ] = None,
    accept: Annotated[
        str | None, typer.Option("--accept", help="把这些建议写入事实（编号，用逗号分开；all 为全部）")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写入建议后的事实文件（.yaml）")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """从事实数据找出偏差，给出问题、原因和整改措施，附往年写法（已隐去名称和数字）。没有偏差就不提问题。"""
    with told_in_chinese(as_json):
        from assistant.facts.opening import open_facts
        from assistant.outline.packs import load_pack
        from assistant.settings import Settings
        from assistant.wiring import make_advice

        given = open_facts(facts)
        advice = make_advice(
            Settings(), given, load_pack(pack), open_facts(last) if last else None, _writer(writer)
        )
        if accept is not None or output is not None:
            _accepted(advice, given, accept or "all", output)
    if as_json:
        answer(advice.model_dump(mode="json"))
    else:
        _shown(advice)


def _writer(name: str) -> Literal["offline", "model"]:
    if name == "offline" or name == "model":
        return name
    raise InputError(f"没有“{name}”这种写作方式", hint="请用 --writer offline 或 --writer model。")


def _accepted(advice: Advice, facts: ProjectFacts, wanted: str, output: Path | None) -> None:
    """Writes the facts with the chosen suggestions among their problems. Raises `InputError`."""
    from assistant.advice.followup import with_follow_ups
    from assistant.advice.suggestion import accepted
    from assistant.proposals.facts_file import write_facts_file

    if output is None:
        raise InputError("没有写明写到哪里", hint="请用 -o 新的事实.yaml 给出文件名；原文件不会改动。")
    ids = [one.strip() for one in wanted.split(",")]
    chosen = [one for one in advice.suggestions if wanted == "all" or one.id in ids]
    unknown = [id for id in ids if wanted != "all" and id not in {one.id for one in advice.suggestions}]
    if unknown:
        known = "、".join(one.id for one in advice.suggestions) or "（没有建议）"
        raise InputError(f"没有编号为 {unknown[0]} 的建议", hint=f"现有：{known}。")
    after = with_follow_ups(accepted(facts, chosen), advice.previous)
    write_facts_file(output, after.model_dump(mode="json", exclude_none=True))
    say(f"已把{len(chosen)}条建议写入 {output}。")


def _shown(advice: Advice) -> None:
    for number, one in enumerate(advice.suggestions, 1):
        typer.echo(f"{number}. {one.title}{_marks(one)}　[{one.id}]")
        typer.echo(f"   问题　{one.text or one.problem}")
        typer.echo(f"   原因　{one.cause}")
        for measure in one.measures:
            typer.echo(f"   措施　{measure}")
        for precedent in one.precedents[:1]:
            about = "，".join(str(part) for part in (precedent.year, precedent.unit_type) if part)
            typer.echo(
                f"   往年写法　{precedent.text[:120]}（{precedent.document}{'，' if about else ''}{about}）"
            )
    for one in advice.previous:
        typer.echo(f"上年整改　{one.sentence}")
    say(
        f"数据显示{len(advice.deviations)}处偏差，建议{len(advice.suggestions)}条。"
        if advice.suggestions
        else "填报数据没有显示偏差，不建议写问题。"
    )


def _marks(one: Suggestion) -> str:
    lost = f"（扣{one.points_lost.normalize():f}分）" if one.points_lost else ""
    return lost + ("（事实中已填报此问题）" if one.declared is not None else "")
