"""`assistant facts new|check|show`: the form of a project's facts, what is missing in it, and its scores by the rules.

JSON shapes: docs/facts.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import cli_proposals
from assistant.errors import InputError
from assistant.outline.packs import DEFAULT_PACK
from assistant.terminal import AsJson, answer, say, told_in_chinese

if TYPE_CHECKING:
    from assistant.facts.completeness import Completeness
    from assistant.facts.form import Form
    from assistant.facts.form_carry import CarriedOver, Carry
    from assistant.facts.model import ProjectFacts
    from assistant.facts.scoring.card import Scorecard
    from assistant.outline.pack import Pack
    from assistant.review.findings import Finding

app = typer.Typer(help="新建、检查、查看项目事实表（.yaml、.json 或 .xlsx 填报模板）。", no_args_is_help=True)
app.command("propose")(cli_proposals.propose)
app.command("accept")(cli_proposals.accept)

Facts = Annotated[Path, typer.Argument(help="事实文件（.yaml、.json）或填好的 .xlsx 填报模板")]
PackName = Annotated[str, typer.Option("--pack", "-p", help="地方模板")]


@app.command()
def new(
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件：.yaml 或 .xlsx")] = Path(
        "FACTS.yaml"
    ),
    last: Annotated[
        Path | None, typer.Option("--from", help="上年的事实文件：名称和结构沿用，日期、金额和结果清空重填")
    ] = None,
    pack: PackName = DEFAULT_PACK,
    force: Annotated[bool, typer.Option("--force", help="输出文件已存在时覆盖")] = False,
    as_json: AsJson = False,
) -> None:
    """新建一份空的事实表，每个字段有说明和例子；或从上年的事实沿用。"""
    with told_in_chinese(as_json):
        from assistant.facts.form_carry import carry_over
        from assistant.facts.opening import open_facts
        from assistant.outline.packs import load_pack

        _check_output(output, force)
        form = _form_of(load_pack(pack))
        carried = carry_over(open_facts(last), form) if last else None
        _write_form(form, output, carried)
    say(f"已写入 {output}")
    if carried:
        _tell_carried(carried)
    if as_json:
        kept, renewed = (carried.kept, carried.renewed) if carried else ((), ())
        answer(
            {
                "output": str(output),
                "kept": [_carry(x) for x in kept],
                "renewed": [_carry(x) for x in renewed],
            }
        )


def _check_output(output: Path, force: bool) -> None:
    if output.suffix.lower() not in (".yaml", ".yml", ".xlsx"):
        raise InputError(f"不能写成“{output.suffix}”文件", hint="请用 .yaml 或 .xlsx。")
    if output.exists() and not force:
        raise InputError(f"{output} 已经存在", hint="换一个文件名，或加 --force 覆盖。")


def _write_form(form: Form, output: Path, carried: CarriedOver | None) -> None:
    tree, remarks = (carried.tree, carried.remarks) if carried else ({}, {})
    if output.suffix.lower() == ".xlsx":
        from assistant.facts.offline_form.write import write_offline_form

        write_offline_form(form, output, tree, remarks)
        return
    from assistant.facts.form_yaml import form_yaml

    _write(output, form_yaml(form, tree, remarks))


def _write(output: Path, text: str) -> None:
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{output} 写不进去：{error.strerror}", hint="请检查文件夹的权限。") from None


def _tell_carried(carried: CarriedOver) -> None:
    doubtful = [one for one in carried.kept if one.check]
    say(f"沿用上年{len(carried.kept)}处，清空待更新{len(carried.renewed)}处。")
    say("沿用：" + "、".join(_titles(carried.kept)))
    say("需更新：" + "、".join(_titles(carried.renewed)))
    for one in doubtful:
        say(f"沿用的文字里有数字，请核对：{one.title}　{one.text[:60]}")


def _titles(carries: Iterable[Carry]) -> list[str]:
    return list(dict.fromkeys(one.title for one in carries))


def _carry(one: Carry) -> dict[str, Any]:
    return {"path": one.path, "title": one.title, "text": one.text, "check": one.check}


@app.command()
def check(facts: Facts, pack: PackName = DEFAULT_PACK, as_json: AsJson = False) -> None:
    """检查一份事实表：填得对不对、每一节还缺什么、填报得分与计分规则是否一致。"""
    with told_in_chinese(as_json):
        from assistant.facts.completeness import completeness
        from assistant.facts.derived import derive
        from assistant.facts.scoring.card import scorecard
        from assistant.outline.packs import load_pack
        from assistant.review.rules import RuleBook, review_facts

        chosen = load_pack(pack)
        given, unread = _read(facts)
        parts = completeness(given, chosen.needed())
        derived = derive(given)
        card = scorecard(given, derived, chosen.scoring)
        faults = [
            one for one in review_facts(given, derived, RuleBook.of(chosen)) if one.rule not in _COMPARED
        ]
    headings = {placed.section.id: placed.heading for placed in chosen.placed()}
    if as_json:
        document = {"facts": facts.name, "pack": chosen.id, **_completeness_json(parts, headings)}
        findings = [_finding(one) for one in faults]
        answer({**document, "findings": findings, "scores": _scores_json(card), "unread": unread})
        return
    _tell_completeness(parts, headings)
    for one in faults:
        typer.echo(f"［{_SEVERITIES[one.severity]}］{one.message}")
    _tell_scores(card)
    for one in unread:
        typer.echo(f"没有读取：{one['address']}　{one['text'][:60]}")


# The comparison of scores tells these with their figures.
_COMPARED = ("score_deviates", "execution_score")
_SEVERITIES = {"error": "错误", "warning": "提醒", "info": "提示"}


def _finding(one: Finding) -> dict[str, Any]:
    from assistant.facts.paths import title_of

    title = title_of(one.path) if one.path else ""
    return {
        "rule": one.rule,
        "severity": one.severity,
        "path": one.path,
        "title": title,
        "message": one.message,
    }


def _read(path: Path) -> tuple[ProjectFacts, list[dict[str, str]]]:
    """The facts, and the cells of a spreadsheet that no fact belongs to."""
    from assistant.facts.opening import SPREADSHEETS, open_facts

    if path.suffix.lower() not in SPREADSHEETS:
        return open_facts(path), []
    from assistant.facts.offline_form.read import read_offline_form

    reading = read_offline_form(path)
    unread = [{"address": one.address, "text": one.text} for one in reading.unread]
    return reading.facts(path.name), unread


def _completeness_json(parts: Mapping[str, Completeness], headings: Mapping[str, str]) -> dict[str, Any]:
    from assistant.facts.completeness import overall

    def needs(part: Completeness) -> dict[str, Any]:
        told = {"present": part.present, "missing": part.missing}
        return {name: [{"path": one.path, "title": one.title} for one in told[name]] for name in told}

    whole = overall(parts)
    sections = [
        {"id": id_, "heading": headings[id_], "share": part.share, **needs(part)}
        for id_, part in parts.items()
    ]
    return {"share": whole.share, "missing": needs(whole)["missing"], "sections": sections}


def _scores_json(card: Scorecard) -> dict[str, Any]:
    from assistant.facts.scoring.comparison import differences

    points = ("planned", "weight", "declared", "expected", "low", "high")
    rows = [
        {
            "path": one.path,
            "title": one.title,
            **{name: _figure(getattr(one, name)) for name in points},
            "applicable": one.applicable,
            "reason": one.reason,
            "formula": one.formula,
            "inputs": list(one.inputs),
        }
        for one in card.scores
    ]
    found = [
        {
            "path": one.path,
            "title": one.title,
            **{name: _figure(getattr(one, name)) for name in ("declared", "low", "high", "points")},
            "message": one.message,
        }
        for one in differences(card)
    ]
    totals = {name: _figure(getattr(card, name)) for name in ("declared", "expected", "low", "high")}
    return {**totals, "rows": rows, "differences": found}


def _figure(value: Decimal | None) -> str | None:
    """Decimals as text: a JSON number would be read as a float."""
    from assistant.facts.quantities import number_text

    return None if value is None else number_text(value)


def _tell_completeness(parts: Mapping[str, Completeness], headings: Mapping[str, str]) -> None:
    from assistant.facts.completeness import overall

    whole = overall(parts)
    needed = len(whole.present) + len(whole.missing)
    typer.echo(f"完整度{whole.share}%（需要{needed}项，已填{len(whole.present)}项）")
    for id_, part in parts.items():
        missing = f"　还缺：{'、'.join(one.title for one in part.missing)}" if part.missing else ""
        typer.echo(f"　{part.share:>3}%　{headings[id_]}{missing}")


def _tell_scores(card: Scorecard) -> None:
    from assistant.facts.scoring.comparison import differences

    if not card.scores:
        typer.echo("没有填写绩效指标，无法测算得分。")
        return
    typer.echo("按计分规则测算的得分（只作对照，不改填报得分）：")
    for one in card.scores:
        declared, expected = _figure(one.declared) or "未填", _figure(one.expected) or "—"
        typer.echo(
            f"　{one.title}　分值{_figure(one.weight) or '未填'}　填报{declared}　测算{expected}　{one.reason}"
        )
    total = _figure(card.expected)
    typer.echo(f"　合计　填报{_figure(card.declared) or '未填'}　测算{total or '有的指标无法测算'}")
    found = differences(card)
    for one in found:
        typer.echo(f"不一致：{one.message}")
    if not found:
        typer.echo("填报得分与计分规则没有不一致。")


@app.command()
def show(facts: Facts, as_json: AsJson = False) -> None:
    """看一份事实表：已填的每个字段，和由它们算出的数。"""
    with told_in_chinese(as_json):
        from assistant.facts.derived import derive
        from assistant.facts.form import make_form
        from assistant.facts.form_lines import filled

        given, _ = _read(facts)
        pages = filled(given, make_form())
        derived = list(derive(given).values())
    if as_json:
        entries = [
            {"path": one.path, "title": one.title, "text": one.text}
            for lines in pages.values()
            for one in lines
        ]
        found = [
            {"name": x.name, "title": x.title, "text": x.text, "formula": x.formula, "inputs": list(x.inputs)}
            for x in derived
        ]
        answer({"facts": facts.name, "entries": entries, "derived": found})
        return
    for page, lines in pages.items():
        typer.echo(f"【{page}】")
        for one in lines:
            typer.echo(f"　{one.title}：{one.text}")
    typer.echo("【由以上算出】")
    for one in derived:
        place = "".join(f"第{int(found) + 1}项" for found in re.findall(r"\[(\d+)\]", one.name))
        typer.echo(f"　{place}{one.title}：{one.text}（{one.formula}）")


@app.command("form", hidden=True)
def form_page(
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件")] = Path("docs/form.md"),
) -> None:
    """按字段说明生成 docs/form.md。"""
    with told_in_chinese(False):
        _write(output, form_page_text())


def form_page_text() -> str:
    """docs/form.md: the needs are those of the kinds of section that all packs share."""
    from assistant.facts.form import make_form
    from assistant.facts.form_doc import form_markdown
    from assistant.outline.packs import load_pack

    needs = load_pack(DEFAULT_PACK).needs
    return form_markdown(make_form({kind.label: paths for kind, paths in needs.items()}))


def _form_of(pack: Pack) -> Form:
    """The form with the sections of a pack that need each fact."""
    from assistant.facts.form import make_form

    headings = {placed.section.id: placed.section.heading for placed in pack.placed()}
    return make_form({headings[id_]: paths for id_, paths in pack.needed().items()})
