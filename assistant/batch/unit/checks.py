"""Cross-checks of a unit's report, as findings: totals added again another way, projects against their own drafts.

The totals come from derived values of the facts; here they are added up again from the payments and budgets themselves and
compared with what the report's text says. A check never corrects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.batch.unit.member import Member, Unit
from assistant.batch.unit.totals import BUDGET, COUNT, MET, PAID, PREFIX, UNMET
from assistant.facts.derived import Derived
from assistant.facts.quantities import amount_text, number_text, rate
from assistant.review.findings import Finding, Severity
from assistant.review.mentions import find_mentions

_OVERVIEW = "overview"


def check(unit: Unit, totals: Mapping[str, Derived], texts: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with the unit's figures, or must be looked at; `texts` are the report's sections by id."""
    yield from _sums(unit, totals)
    yield from _told(totals, texts.get(_OVERVIEW, ""))
    for member in unit.members:
        yield from _left_out(member)
        yield from _against_draft(member)
    yield from _repeated(unit)


def _sums(unit: Unit, totals: Mapping[str, Derived]) -> Iterator[Finding]:
    """Rows and totals: the columns of the table added up again, from the facts themselves."""
    budgets = [_budget(one) for one in unit.members]
    payments = [_paid(one) for one in unit.members]
    both = [(b, p) for b, p in zip(budgets, payments, strict=True) if b is not None and p is not None]
    again: dict[str, Decimal | None] = {
        "budget_total": _added(budgets),
        "paid_total": _added(payments),
        "execution_rate": rate(sum((p for _, p in both), Decimal(0)), sum((b for b, _ in both), Decimal(0))),
        "projects": Decimal(len(unit.members)),
    }
    for name, value in again.items():
        found = totals.get(f"{PREFIX}{name}")
        stated = Decimal(found.value) if found and not isinstance(found.value, str) else None
        if stated != value:
            said, added = (number_text(one) if one is not None else "无" for one in (stated, value))
            title = found.title if found else name
            yield _finding(
                "unit_sum", "error", f"{title}写的是{said}，按各项目逐行相加是{added}", f"{PREFIX}{name}"
            )
    for member in unit.members:
        parts = [member.amount(name) for name in (COUNT, MET, UNMET)]
        if parts[0] is not None and parts[0] != (parts[1] or 0) + (parts[2] or 0):
            yield _finding(
                "unit_sum",
                "error",
                f"“{member.name}”达标和未达标的指标数之和不等于指标数",
                member.path(COUNT),
            )


def _told(totals: Mapping[str, Derived], text: str) -> Iterator[Finding]:
    """The text names the totals: read as anybody reads it, without knowing its sources."""
    said = {mention.key for mention in find_mentions(text)}
    for name, kind in (("budget_total", "amount"), ("paid_total", "amount"), ("execution_rate", "rate")):
        found = totals.get(f"{PREFIX}{name}")
        if found and (kind, number_text(Decimal(found.value))) not in said:
            yield _finding(
                "unit_text", "error", f"{found.title}{found.text}没有写进总体情况", found.name, _OVERVIEW
            )


def _left_out(member: Member) -> Iterator[Finding]:
    for name, title, path in (
        (BUDGET, "预算", "funds.initial_budget"),
        (PAID, "支出", "funds.payments"),
    ):
        if member.amount(name) is None:
            message = f"“{member.name}”没有填报{title}（或填报不全），没有计入{title}合计和总体预算执行率"
            yield _finding("unit_missing", "warning", message, member.path(path), _OVERVIEW)


def _against_draft(member: Member) -> Iterator[Finding]:
    """The amounts of the project's row stand in the sections about money of its own draft."""
    for name, title in ((BUDGET, "全年预算"), (PAID, "累计支出")):
        value = member.amount(name)
        if value and value not in member.amounts:
            message = f"“{member.name}”的{title}{amount_text(value)}没有出现在该项目报告的资金部分"
            yield _finding("unit_project", "warning", message, member.path(name), _OVERVIEW)


def _repeated(unit: Unit) -> Iterator[Finding]:
    for name, same in unit.repeated.items():
        files = "、".join(one.file for one in same)
        message = f"“{name}”有{len(same)}份内容不同的事实文件（{files}），合计中都已计入，请留下一份后再运行"
        yield _finding("unit_repeated", "error", message, same[0].path("project.name"), _OVERVIEW)
    for file in unit.twice:
        message = f"{file} 与另一份事实文件内容相同，合计中只计一次"
        yield _finding("unit_repeated", "warning", message, "", _OVERVIEW)


def among_units(units: list[Unit]) -> Iterator[Finding]:
    """What the batch as a whole mixes."""
    if len({one.name for one in units}) > 1:
        names = "、".join(dict.fromkeys(one.name for one in units))
        yield _finding(
            "units_mixed",
            "warning",
            f"这一批有{len({one.name for one in units})}个单位（{names}），已分别成文",
        )
    if len({one.year for one in units}) > 1:
        years = "、".join(str(year) for year in sorted({one.year for one in units}))
        yield _finding("years_mixed", "warning", f"这一批有不同年度（{years}）的项目，已分别成文")
    full = {one.name for one in units}
    for unit in units:
        for member in unit.members:
            short = member.facts.report.unit_short
            if short and short in full and short != unit.name:
                message = f"“{short}”是“{unit.name}”的简称，却作为另一个单位单独成文，请把单位全称填成一致"
                yield _finding("units_mixed", "error", message, member.path("report.unit"))
                break


def _budget(member: Member) -> Decimal | None:
    funds = member.facts.funds
    return funds.initial_budget if funds.adjusted_budget is None else funds.adjusted_budget


def _paid(member: Member) -> Decimal | None:
    amounts = [one.amount for one in member.facts.funds.payments]
    known = [one for one in amounts if one is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def _added(values: list[Decimal | None]) -> Decimal | None:
    known = [one for one in values if one is not None]
    return sum(known, Decimal(0)) if known else None


def _finding(rule: str, severity: Severity, message: str, path: str = "", section: str = "") -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        section=section,
        start=0,
        end=0,
        text="",
        message=message,
        path=path or None,
    )
