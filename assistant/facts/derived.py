"""Values that follow from the facts: named formulas, computed once, traceable like any fact.

Names are paths in the same style as facts (`funds.execution_rate`, `indicators[1].completion`). Amounts are 万元, rates %.
Formulas: execution rate = Σ payments ÷ full-year budget; completion by direction of the indicator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.quantities import amount_text, number_text, rate, rate_text, span_text


@dataclass(frozen=True)
class Derived:
    """One derived value: `text` is how it is written, `inputs` the fact paths, `formula` how it is explained to people."""

    name: str
    title: str
    value: Decimal | int | str
    text: str
    inputs: tuple[str, ...]
    formula: str


@dataclass(frozen=True)
class Band:
    """A grade and the lowest score (of 100) that earns it."""

    grade: str
    floor: Decimal


def derive(facts: ProjectFacts, bands: Sequence[Band] = ()) -> Mapping[str, Derived]:
    """Every derived value that the facts allow, by name; what lacks an input is absent."""
    found: dict[str, Derived] = {}
    for source in (
        _funds(facts),
        _delays(facts),
        _indicators(facts),
        _scores(facts),
        _survey(facts),
        _counts(facts),
    ):
        found.update((one.name, one) for one in source)
    for one in _grade(facts, found, bands):
        found[one.name] = one
    return found


def _money(name: str, title: str, value: Decimal, inputs: Sequence[str], formula: str) -> Derived:
    return Derived(name, title, value, amount_text(value), tuple(inputs), formula)


def _rate(
    name: str, title: str, part: Decimal, whole: Decimal, inputs: Sequence[str], formula: str
) -> Iterator[Derived]:
    value = rate(part, whole)
    if value is not None:
        yield Derived(name, title, value, rate_text(value), tuple(inputs), formula)


def _funds(facts: ProjectFacts) -> Iterator[Derived]:
    funds = facts.funds
    budget_path = "funds.adjusted_budget" if funds.adjusted_budget is not None else "funds.initial_budget"
    budget = funds.adjusted_budget if funds.adjusted_budget is not None else funds.initial_budget
    if budget is not None:
        yield _money(
            "funds.year_budget", "全年预算数", budget, [budget_path], "调整后预算，未调整的为年初预算"
        )
    if funds.initial_budget is not None and funds.adjusted_budget is not None:
        change = abs(funds.adjusted_budget - funds.initial_budget)
        inputs = ["funds.initial_budget", "funds.adjusted_budget"]
        yield _money("funds.adjustment", "预算调整额", change, inputs, "｜全年预算数－年初预算数｜")
    arrived, arrival_paths = _total(facts.funds.arrivals, "funds.arrivals")
    paid, payment_paths = _total(facts.funds.payments, "funds.payments")
    if arrived is not None:
        yield _money("funds.arrived_total", "到位资金合计", arrived, arrival_paths, "Σ到位金额")
        if budget is not None:
            inputs = [*arrival_paths, budget_path]
            yield from _rate(
                "funds.arrival_rate", "资金到位率", arrived, budget, inputs, "到位资金÷全年预算数"
            )
            if arrived < budget:
                yield _money(
                    "funds.arrival_gap", "未到位资金", budget - arrived, inputs, "全年预算数－到位资金"
                )
    if paid is None:
        return
    yield _money("funds.paid_total", "累计支出", paid, payment_paths, "Σ支付金额")
    if budget is not None:
        inputs = [*payment_paths, budget_path]
        yield from _rate("funds.execution_rate", "预算执行率", paid, budget, inputs, "累计支出÷全年预算数")
    if facts.funds.arrivals and arrived is None:
        return  # arrivals are told, but not all of them: what is left cannot be known
    base, base_paths = (arrived, arrival_paths) if arrived is not None else (budget, [budget_path])
    if base is not None and base >= paid:
        title = "结余资金"
        yield _money(
            "funds.balance",
            title,
            base - paid,
            [*base_paths, *payment_paths],
            "到位资金（未填时为预算）－累计支出",
        )
    elif base is not None:
        title = "超出到位资金" if arrived is not None else "超出全年预算"
        yield _money(
            "funds.overspent",
            title,
            paid - base,
            [*base_paths, *payment_paths],
            "累计支出－到位资金（未填时为预算）",
        )
    if arrived is not None and budget is not None and arrived >= paid > budget:
        yield _money(
            "funds.over_budget",
            "超出全年预算",
            paid - budget,
            [*payment_paths, budget_path],
            "累计支出－全年预算数",
        )


def _total(items: Sequence[Any], path: str) -> tuple[Decimal | None, list[str]]:
    """The sum of the amounts; None where there is none or one is missing (a partial sum would be false)."""
    amounts = [item.amount for item in items]
    if not amounts or any(amount is None for amount in amounts):
        return None, []
    return sum(amounts, Decimal(0)), [f"{path}[{index}].amount" for index in range(len(amounts))]


def _delays(facts: ProjectFacts) -> Iterator[Derived]:
    period = facts.project.period
    for which, title in (("start", "开工"), ("end", "完工")):
        planned, actual = getattr(period, f"planned_{which}"), getattr(period, f"actual_{which}")
        if planned is None or actual is None or planned == actual:
            continue
        text, days = span_text(planned, actual)
        late = actual > planned
        name = f"project.period.{which}_{'delay' if late else 'lead'}"
        inputs = (f"project.period.planned_{which}", f"project.period.actual_{which}")
        yield Derived(
            name, f"{title}{'推迟' if late else '提前'}时间", days, text, inputs, "实际日期－计划日期"
        )


def _indicators(facts: ProjectFacts) -> Iterator[Derived]:
    for index, indicator in enumerate(facts.indicators):
        yield from _indicator(indicator, f"indicators[{index}]")


def completion(indicator: Indicator) -> Decimal | None:
    """How far a quantitative indicator was reached, in %: actual ÷ target for ≥ and =, target ÷ actual for a breached ≤."""
    if indicator.target is None or indicator.actual is None:
        return None
    if indicator.op == "<=":
        return (
            rate(indicator.target, indicator.actual) if indicator.actual > indicator.target else Decimal(100)
        )
    return rate(indicator.actual, indicator.target)


def met(indicator: Indicator) -> bool | None:
    """Whether the target was reached; None where the facts do not say, or the indicator does not apply."""
    if indicator.inapplicable:
        return None
    if indicator.qualitative:
        return None if indicator.rate is None else indicator.rate >= 1
    if indicator.target is None or indicator.actual is None:
        return None
    match indicator.op:
        case "<=":
            return indicator.actual <= indicator.target
        case "=":
            return indicator.actual == indicator.target
        case ">=":
            return indicator.actual >= indicator.target
    # Without a direction only an exact hit can be judged: a cost over its target must not be told as reached.
    return True if indicator.actual == indicator.target else None


def gap_text(indicator: Indicator) -> str:
    """The distance between target and actual value in words (14台, 4个百分点); empty where there is none."""
    if indicator.target is None or indicator.actual is None or indicator.target == indicator.actual:
        return ""
    unit = "个百分点" if indicator.unit == "%" else indicator.unit or ""
    return number_text(abs(indicator.target - indicator.actual)) + unit


def _indicator(indicator: Indicator, path: str) -> Iterator[Derived]:
    inputs = (f"{path}.target", f"{path}.actual")
    done = completion(indicator)
    if done is not None:
        yield Derived(
            f"{path}.completion", "完成率", done, rate_text(done), inputs, "实际完成值÷年度指标值（≤为倒数）"
        )
    if indicator.target is not None and indicator.actual is not None and indicator.target != indicator.actual:
        gap = abs(indicator.target - indicator.actual)
        yield Derived(
            f"{path}.gap", "与目标的差", gap, gap_text(indicator), inputs, "｜实际完成值－年度指标值｜"
        )
    if indicator.rate is not None:
        text = rate_text(indicator.rate * 100)
        yield Derived(
            f"{path}.rate_percent", "完成程度", indicator.rate * 100, text, (f"{path}.rate",), "完成程度×100%"
        )
    if indicator.weight is not None and indicator.score is not None and indicator.score < indicator.weight:
        lost = indicator.weight - indicator.score
        pair = (f"{path}.weight", f"{path}.score")
        yield Derived(f"{path}.lost", "扣分", lost, f"{number_text(lost)}分", pair, "分值－得分")


def _scores(facts: ProjectFacts) -> Iterator[Derived]:
    scored = list(_scored(facts))
    if not scored or any(one.score is None for _, one in scored):
        return
    for level in dict.fromkeys(one.level1 for _, one in scored if one.level1):
        yield from _level_scores(facts, level)
    if facts.execution_score.weight and facts.execution_score.score is None:
        return  # the execution rate counts, but its score is not known yet
    total = sum((one.score or Decimal(0) for _, one in scored), Decimal(0))
    paths = [f"indicators[{index}].score" for index, _ in scored]
    if facts.execution_score.score is not None:
        total += facts.execution_score.score
        paths.append("execution_score.score")
    yield _score("scores.total", "各项得分合计", total, paths, "Σ指标得分＋预算执行率得分")


def _scored(facts: ProjectFacts) -> Iterator[tuple[int, Indicator]]:
    """The indicators that count, with their places: an inapplicable one only if it was given a score."""
    for index, one in enumerate(facts.indicators):
        if not one.inapplicable or one.score is not None:
            yield index, one


def _level_scores(facts: ProjectFacts, level: str) -> Iterator[Derived]:
    members = [(index, one) for index, one in _scored(facts) if one.level1 == level]
    scored = sum((one.score or Decimal(0) for _, one in members), Decimal(0))
    yield _score(
        f"scores.{level}",
        f"{level}得分",
        scored,
        [f"indicators[{i}].score" for i, _ in members],
        f"Σ{level}得分",
    )
    weights = [one.weight for _, one in members]
    if all(weight is not None for weight in weights):
        total = sum((weight or Decimal(0) for weight in weights), Decimal(0))
        yield _score(
            f"weights.{level}",
            f"{level}分值",
            total,
            [f"indicators[{i}].weight" for i, _ in members],
            f"Σ{level}分值",
        )


def _score(name: str, title: str, value: Decimal, inputs: Sequence[str], formula: str) -> Derived:
    return Derived(name, title, value, f"{number_text(value)}分", tuple(inputs), formula)


def _survey(facts: ProjectFacts) -> Iterator[Derived]:
    survey = facts.satisfaction_survey
    if survey.sample and survey.returned is not None:
        inputs = ("satisfaction_survey.returned", "satisfaction_survey.sample")
        part, whole = Decimal(survey.returned), Decimal(survey.sample)
        yield from _rate(
            "satisfaction_survey.return_rate", "问卷有效率", part, whole, inputs, "收回有效问卷÷发放问卷"
        )


def _counts(facts: ProjectFacts) -> Iterator[Derived]:
    applicable = [(index, one) for index, one in enumerate(facts.indicators) if not one.inapplicable]
    judged = [(index, met(one)) for index, one in applicable]
    if not judged or any(reached is None for _, reached in judged):
        return
    judging = ((index, ("rate",) if one.qualitative else ("target", "actual")) for index, one in applicable)
    inputs = tuple(f"indicators[{index}].{leaf}" for index, leaves in judging for leaf in leaves)
    for name, title, number in (
        ("indicators.count", "指标数", len(judged)),
        ("indicators.met_count", "达到目标的指标数", sum(1 for _, reached in judged if reached)),
        ("indicators.unmet_count", "未达到目标的指标数", sum(1 for _, reached in judged if not reached)),
    ):
        yield Derived(name, title, number, f"{number}项", inputs, "按指标逐项计数")


def _grade(facts: ProjectFacts, found: Mapping[str, Derived], bands: Sequence[Band]) -> Iterator[Derived]:
    """The grade that the bands give for the declared score (or, without one, for the sum of the scores)."""
    declared = facts.evaluation.declared_score
    total = found.get("scores.total")
    score = declared if declared is not None else total.value if total else None
    if not isinstance(score, Decimal):
        return
    earned = next((band.grade for band in sorted(bands, key=lambda b: -b.floor) if score >= band.floor), None)
    if earned:
        inputs = ("evaluation.declared_score",) if declared is not None else total.inputs if total else ()
        yield Derived(
            "evaluation.grade_by_bands", "按分数段的等级", earned, earned, inputs, "按地方口径的等级分数段"
        )
