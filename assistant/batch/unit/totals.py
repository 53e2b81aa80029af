"""The figures of a unit: formulas over its projects' facts, each computed once, traceable like any derived value.

Amounts are 万元, rates %. A project whose facts do not give a figure is left out of the sum, which then says over how many
projects it goes; it is never taken for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from assistant.batch.unit.member import Member, Unit
from assistant.facts.choices import GRADES
from assistant.facts.derived import Derived
from assistant.facts.quantities import amount_text, rate, rate_text

PREFIX = "unit."
BUDGET, PAID = "funds.year_budget", "funds.paid_total"
COUNT, MET, UNMET = "indicators.count", "indicators.met_count", "indicators.unmet_count"
TITLES = {
    "projects": "项目数",
    "budgeted": "填报了预算的项目数",
    "budget_total": "全年预算合计",
    "spending": "填报了支出的项目数",
    "paid_total": "累计支出合计",
    "rated": "预算和支出都填报的项目数",
    "rated_budget": "预算和支出都填报的项目的全年预算合计",
    "rated_paid": "预算和支出都填报的项目的累计支出合计",
    "execution_rate": "总体预算执行率",
    "counted": "指标完成情况填报完整的项目数",
    "indicators": "绩效指标数",
    "indicators_met": "达到年度目标的指标数",
    "indicators_unmet": "未达到年度目标的指标数",
    "indicators_rate": "指标达标率",
    "graded": "有自评等级的项目数",
    "troubled": "反映了问题的项目数",
}


def totals_of(unit: Unit) -> Mapping[str, Derived]:
    """Every figure that the projects allow, by name (`unit.budget_total`); how many it covers only where not all."""
    everybody = unit.members
    budgeted = [one for one in everybody if one.amount(BUDGET) is not None]
    spending = [one for one in everybody if one.amount(PAID) is not None]
    rated = [one for one in budgeted if one in spending]
    found = [
        _number("projects", everybody, "project.name", "按项目计数", "个项目"),
        *_covering("budgeted", budgeted, everybody, BUDGET),
        *_sum("budget_total", budgeted, BUDGET, "Σ各项目全年预算数"),
        *_covering("spending", spending, everybody, PAID),
        *_sum("paid_total", spending, PAID, "Σ各项目累计支出"),
        *_execution(rated, everybody),
        *_indicators(everybody),
        *_grades(everybody),
    ]
    troubled = [one for one in everybody if is_troubled(one)]
    if troubled:
        found.append(_number("troubled", troubled, "problems", "按反映了问题的项目计数", "个项目"))
    return {one.name: one for one in found}


def is_troubled(member: Member) -> bool:
    """Whether the project has a problem to tell, declared or shown by its figures."""
    return any(one.text for one in member.told.values())


def counted(members: Sequence[Member]) -> list[Member]:
    """Projects of which is known how many indicators were met."""
    return [one for one in members if one.amount(COUNT) is not None]


def _execution(rated: Sequence[Member], everybody: Sequence[Member]) -> Iterator[Derived]:
    budget, paid = _added(rated, BUDGET), _added(rated, PAID)
    value = rate(paid, budget)
    if value is None:
        return
    if len(rated) < len(everybody):
        yield _number("rated", rated, BUDGET, "按预算和支出都填报的项目计数", "个项目")
        yield from _sum("rated_budget", rated, BUDGET, "Σ各项目全年预算数")
        yield from _sum("rated_paid", rated, PAID, "Σ各项目累计支出")
    inputs = (*_paths(rated, PAID), *_paths(rated, BUDGET))
    yield _derived("execution_rate", value, rate_text(value), inputs, "Σ累计支出÷Σ全年预算数")


def _indicators(everybody: Sequence[Member]) -> Iterator[Derived]:
    known = counted(everybody)
    if not known:
        return
    yield from _covering("counted", known, everybody, COUNT)
    sums = {}
    for name, source in (("indicators", COUNT), ("indicators_met", MET), ("indicators_unmet", UNMET)):
        sums[name] = int(_added(known, source))
        yield _derived(name, sums[name], f"{sums[name]}项", _paths(known, source), "Σ各项目指标数")
    value = rate(Decimal(sums["indicators_met"]), Decimal(sums["indicators"]))
    if value is not None:
        inputs = (*_paths(known, MET), *_paths(known, COUNT))
        yield _derived("indicators_rate", value, rate_text(value), inputs, "达到年度目标的指标数÷指标数")


def _grades(everybody: Sequence[Member]) -> Iterator[Derived]:
    graded = [(one, one.grade) for one in everybody if one.grade]
    if len(graded) < len(everybody) and graded:
        yield _number(
            "graded", [one for one, _ in graded], "evaluation.grade", "按有等级的项目计数", "个项目"
        )
    counts = Counter(known.value for _, known in graded)
    for grade in GRADES:
        if counts[grade]:
            inputs = tuple(one.path(known.path) for one, known in graded if known.value == grade)
            name = f"grades.{grade}"
            yield _derived(
                name, counts[grade], f"{counts[grade]}个", inputs, "按等级计数", f"等级为{grade}的项目数"
            )


def _covering(
    name: str, known: Sequence[Member], everybody: Sequence[Member], source: str
) -> Iterator[Derived]:
    """How many projects a sum goes over, where that is not all."""
    if known and len(known) < len(everybody):
        yield _number(name, known, source, "按填报的项目计数", "个项目")


def _number(name: str, members: Sequence[Member], source: str, formula: str, word: str) -> Derived:
    return _derived(name, len(members), f"{len(members)}{word}", _paths(members, source), formula)


def _sum(name: str, members: Sequence[Member], source: str, formula: str) -> Iterator[Derived]:
    if members:
        value = _added(members, source)
        yield _derived(name, value, amount_text(value), _paths(members, source), formula)


def _added(members: Sequence[Member], source: str) -> Decimal:
    return sum((one.amount(source) or Decimal(0) for one in members), Decimal(0))


def _paths(members: Sequence[Member], source: str) -> tuple[str, ...]:
    return tuple(one.path(source) for one in members)


def _derived(
    name: str, value: Decimal | int, text: str, inputs: tuple[str, ...], formula: str, title: str = ""
) -> Derived:
    return Derived(f"{PREFIX}{name}", title or TITLES[name], value, text, inputs, formula)
