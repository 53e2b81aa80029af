"""`assistant facts propose|accept`: facts read from documents and ledgers, and a person's choice among them.

JSON shapes: `Proposals.as_json` for propose; {"taken","same","clashes","renew"} for accept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import InputError
from assistant.terminal import AsJson, answer, say, told_in_chinese

if TYPE_CHECKING:
    from assistant.proposals.acceptance import Accepted
    from assistant.proposals.proposal import Proposal, Proposals


def propose(
    files: Annotated[
        list[Path], typer.Argument(help="上年报告、方案、批复（.docx、.pdf 等），支付台账（.xlsx、.csv）")
    ],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="提取结果文件（.json）")] = None,
    model: Annotated[bool, typer.Option("--model", help="规则提取较少的章节再请模型读一遍")] = False,
    total: Annotated[
        str | None, typer.Option("--total", help="申报的支出总额（万元），与台账各笔之和核对")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """从文件提取事实：每个值都附原文出处和把握程度，采用前不写入事实表。"""
    with told_in_chinese(as_json):
        from assistant.settings import Settings
        from assistant.wiring import propose_facts

        found = propose_facts(Settings(), files, with_model=model, declared=_amount(total))
        if output:
            _save(output, found)
    if as_json:
        answer(found.as_json())
        return
    _tell(found)
    if output:
        say(f"已写入 {output}；采用：assistant facts accept {output} --into FACTS.yaml --all")


def accept(
    proposals: Annotated[Path, typer.Argument(help="assistant facts propose -o 生成的 .json 文件")],
    into: Annotated[Path, typer.Option("--into", help="事实文件（.yaml、.json）；没有时新建")],
    only: Annotated[
        str | None,
        typer.Option("--only", help="只采用这些字段，逗号分隔；可以是一组（funds），有分歧的用 路径#序号"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="采用全部没有分歧的值")] = False,
    sure: Annotated[float, typer.Option("--sure", help="把握低于此值的不采用（0–1）", min=0, max=1)] = 0.0,
    last_year: Annotated[
        bool, typer.Option("--last-year", help="来自上年报告：只沿用名称和结构，金额、日期、结果只作提示")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """把选定的提取结果写入事实表；已填写的值不覆盖，列出分歧。"""
    with told_in_chinese(as_json):
        from assistant.proposals.acceptance import accept as put
        from assistant.proposals.choosing import choose, confident
        from assistant.proposals.facts_file import read_facts_file, write_facts_file
        from assistant.proposals.renewal import Renewal, doubts, renewal

        if every == bool(only):
            raise InputError("请说明采用哪些值", hint="--all 采用全部，--only 路径,路径 只采用一部分。")
        offered = _load(proposals)
        wanted = None if every else [one for one in (only or "").split(",") if one.strip()]
        chosen = confident(choose(offered, wanted), sure)
        parted = renewal(chosen) if last_year else Renewal(chosen, (), {})
        made = put(read_facts_file(into), parted.stays)
        remarks = parted.remarks | (doubts(made.taken) if last_year else {})
        write_facts_file(into, made.tree, remarks)
    if as_json:
        answer(_accepted_json(made, parted.renew))
        return
    _tell_accepted(made, parted.renew, into)


def _amount(text: str | None) -> Any:
    from decimal import Decimal, InvalidOperation

    if text is None:
        return None
    try:
        found = Decimal(text.removesuffix("万元").replace(",", ""))
    except InvalidOperation:
        raise InputError(f"--total 应为数字（万元），现为“{text[:20]}”") from None
    if not found.is_finite():
        raise InputError("--total 应为数字（万元）")
    return found


def _save(output: Path, found: Proposals) -> None:
    if output.suffix.lower() != ".json":
        raise InputError(f"不能写成“{output.suffix}”文件", hint="-o 请用 .json。")
    try:
        output.write_text(json.dumps(found.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{output} 写不进去：{error.strerror}", hint="请检查文件夹的权限。") from None


def _load(path: Path) -> Proposals:
    from assistant.proposals.proposal import proposals_from_json

    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"找不到文件 {path}", hint="请核对路径。") from None
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{path} 打不开或不是UTF-8文本") from None
    return proposals_from_json(text, path.name)


def _tell(found: Proposals) -> None:
    for one in found.proposals:
        typer.echo(
            f"{one.confidence:.0%}　{one.title}：{_value(one)}　［{_source(one)}］{'　需更新' if one.renew else ''}"
        )
    for conflict in found.conflicts:
        typer.echo(f"有分歧　{conflict.title}（{conflict.path}）")
        for at, some in enumerate(conflict.options(), 1):
            values = "；".join(f"{_value(one)}［{_source(one)}］" for one in some[:6])
            typer.echo(f"　{conflict.path}#{at}　{values}")
    for note in found.notes:
        typer.echo(f"说明：{note}")
    sure = sum(one.sure for one in found.proposals)
    say(f"提取{len(found.proposals)}个值，其中把握较大的{sure}个；分歧{len(found.conflicts)}处。")


def _value(one: Proposal) -> str:
    """The value as people read it: 285.6万元, a code by its Chinese title."""
    from assistant.proposals.grounding import fact_form

    entry = fact_form().entry(one.path)
    return entry.input.shown(one.value) + entry.unit


def _source(one: Proposal) -> str:
    quote = one.quotes[0]
    place = quote.cell or quote.heading
    return f"{quote.document}{'，' + place if place else ''}：{quote.text[:40]}"


def _accepted_json(made: Accepted, renew: Sequence[Proposal]) -> dict[str, Any]:
    def told(one: Proposal) -> dict[str, Any]:
        return {"path": one.path, "title": one.title, "value": one.value}

    clashes = [
        {**told(one.proposal), "path": one.path, "present": one.present, "reason": one.reason}
        for one in made.clashes
    ]
    return {
        "taken": [told(one) for one in made.taken],
        "same": [told(one) for one in made.same],
        "clashes": clashes,
        "renew": [told(one) for one in renew],
    }


def _tell_accepted(made: Accepted, renew: Sequence[Proposal], into: Path) -> None:
    say(f"已写入 {into}：采用{len(made.taken)}个，原已相同{len(made.same)}个，未写入{len(made.clashes)}个。")
    for clash in made.clashes:
        present = f"现为“{clash.present[:40]}”，" if clash.present else ""
        typer.echo(
            f"未写入　{clash.title}（{clash.path}）：{present}提取为“{clash.proposal.value[:40]}”。{clash.reason}"
        )
    for one in renew:
        typer.echo(f"需更新　{one.title}：上年为“{one.value[:40]}”")
