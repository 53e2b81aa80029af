"""The score sheet: what each indicator should score by the scoring rules, beside what was declared, with the reason.

Rules: a reached target earns the full weight; a missed one its share (actual ÷ target, for ≤ target ÷ actual), capped;
a qualitative one a score inside the band of its level. Bands and deductions are local, so they are arguments. Points; two
decimals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.facts.derived import Derived, completion, met
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.quantities import number_text

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Bands:
    """Where the levels of a qualitative indicator end, in % of its weight: reached, partly reached, not reached."""

    upper: Decimal = Decimal(80)
    lower: Decimal = Decimal(60)

    def around(self, rate: Decimal) -> tuple[Decimal, Decimal]:
        """The band that a degree of completion (0–1) falls into, in %."""
        if rate >= 1:
            return self.upper, Decimal(100)
        if rate * 100 >= self.lower:
            # A level is closed below: 80% done may be judged reached or partly reached.
            return self.lower, Decimal(100) if rate * 100 >= self.upper else self.upper
        return Decimal(0), self.lower


@dataclass(frozen=True)
class Deduction:
    """What a reviewer takes off one indicator by the local review scale: % of its expected score, and why."""

    indicator: int
    percent: Decimal
    reason: str


@dataclass(frozen=True)
class ScoreLine:
    """One row: `expected` follows from the rules, any score from `low` to `high` keeps them; None where the facts are silent."""

    path: str
    name: str
    weight: Decimal | None
    declared: Decimal | None
    expected: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reason: str

    def deviates(self, tolerance: Decimal) -> bool:
        """Whether the declared score is outside of what the rules allow."""
        if self.declared is None or self.low is None or self.high is None:
            return False
        return not self.low - tolerance <= self.declared <= self.high + tolerance


@dataclass(frozen=True)
class ScoreSheet:
    """All rows; the totals are None where a row is missing its part."""

    lines: tuple[ScoreLine, ...]

    @property
    def expected(self) -> Decimal | None:
        """Σ expected scores."""
        return _sum([line.expected for line in self.lines])

    @property
    def declared(self) -> Decimal | None:
        """Σ declared scores."""
        return _sum([line.declared for line in self.lines])


def score_sheet(
    facts: ProjectFacts,
    derived: Mapping[str, Derived],
    bands: Bands | None = None,
    deductions: Sequence[Deduction] = (),
) -> ScoreSheet:
    """The sheet of one project: the execution rate first, then the indicators in their order."""
    lines = [*_execution(facts, derived)]
    for index, one in enumerate(facts.indicators):
        line = _indicator(f"indicators[{index}]", one, bands or Bands())
        for cut in (cut for cut in deductions if cut.indicator == index):
            line = _cut(line, cut)
        lines.append(line)
    return ScoreSheet(tuple(lines))


def _execution(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[ScoreLine]:
    scored, executed = facts.execution_score, derived.get("funds.execution_rate")
    if scored.weight is None:
        return
    share = Decimal(executed.value) if executed else None
    reason = (
        f"预算执行率{executed.text}，按分值乘以执行率计，不超过分值" if executed else "没有支出数据，无法计算"
    )
    due = _due(scored.weight, share)
    yield ScoreLine("execution_score", "预算执行率", scored.weight, scored.score, due, due, due, reason)


def _indicator(path: str, one: Indicator, bands: Bands) -> ScoreLine:
    name = one.name or path
    if one.weight is None:
        return ScoreLine(path, name, None, one.score, None, None, None, "没有填写分值")
    if one.qualitative:
        return _qualitative(path, name, one, one.weight, bands)
    reached, done = met(one), completion(one)
    if reached:
        return ScoreLine(
            path, name, one.weight, one.score, one.weight, one.weight, one.weight, "达到目标，得满分"
        )
    if done is None or reached is None:
        return ScoreLine(
            path, name, one.weight, one.score, None, None, None, "没有目标值、完成值或方向，无法计算"
        )
    if done > 100:  # an exact target that was exceeded
        reason = f"完成目标的{number_text(done)}%，超额，可得满分但须说明"
        return ScoreLine(path, name, one.weight, one.score, one.weight, Decimal(0), one.weight, reason)
    due = _due(one.weight, max(done, Decimal(0)))
    reason = f"未达到目标，完成{number_text(done)}%，按比例计分"
    return ScoreLine(path, name, one.weight, one.score, due, due, due, reason)


def _qualitative(path: str, name: str, one: Indicator, weight: Decimal, bands: Bands) -> ScoreLine:
    if one.rate is None:
        return ScoreLine(path, name, weight, one.score, None, None, None, "没有填写完成程度，无法计算")
    low, high = bands.around(one.rate)
    reason = f"定性指标完成程度{number_text(one.rate * 100)}%，应在分值的{number_text(low)}%至{number_text(high)}%之间"
    return ScoreLine(
        path,
        name,
        weight,
        one.score,
        _due(weight, one.rate * 100),
        _due(weight, low),
        _due(weight, high),
        reason,
    )


def _cut(line: ScoreLine, cut: Deduction) -> ScoreLine:
    if line.expected is None:
        return line
    left = (100 - cut.percent) / 100
    low, high = (
        (value * left).quantize(_CENT, ROUND_HALF_UP) if value is not None else None
        for value in (line.low, line.high)
    )
    expected = (line.expected * left).quantize(_CENT, ROUND_HALF_UP)
    reason = f"{line.reason}；{cut.reason}，扣{number_text(cut.percent)}%"
    return ScoreLine(line.path, line.name, line.weight, line.declared, expected, low, high, reason)


def _due(weight: Decimal, percent: Decimal | None) -> Decimal | None:
    if percent is None:
        return None
    return (weight * min(percent, Decimal(100)) / 100).quantize(_CENT, ROUND_HALF_UP)


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    if not values or None in values:
        return None
    return sum((value for value in values if value is not None), Decimal(0))
