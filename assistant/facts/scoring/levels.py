"""Indicators told in words: the level that was reached, and the band of points that the level leaves to the evaluator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from assistant.facts.model import Indicator
from assistant.facts.quantities import number_text
from assistant.facts.scoring.rules import Level, ScoringRules
from assistant.facts.scoring.score import Earned, points_text, share_of


def qualitative(one: Indicator, weight: Decimal, rules: ScoringRules) -> Earned:
    """By the degree of completion; without one, by the words that name a level (then only a band is known)."""
    bands = list(_bands(rules.qualitative))
    if one.rate is not None:
        level, floor, ceiling = next(band for band in bands if one.rate * 100 >= band[1])
        points = share_of(weight, Fraction(one.rate), rules.places)
        done = number_text(one.rate * 100)
        reason = (
            f"完成程度{done}%，属“{level.name}”（分值的{number_text(floor)}%至{number_text(ceiling)}%），"
            f"{number_text(weight)}×{done}%={points_text(points)}"
        )
        low, high = _within(weight, floor, ceiling, rules.places)
        return Earned(points, min(low, points), max(high, points), reason, "分值×完成程度", ("rate",))
    named = _named(one.actual_text or "", rules.qualitative)
    if named is None:
        return Earned.unknown("没有填写完成程度（0到1），无法计算得分")
    level, floor, ceiling = next(band for band in bands if band[0] is named)
    low, high = _within(weight, floor, ceiling, rules.places)
    reason = f"完成情况属“{level.name}”，应得{number_text(low)}至{points_text(high)}，由评分人确定；填写完成程度后可算出得分"
    return Earned(None, low, high, reason, "分值×档次的比例", ("actual_text",))


def _bands(levels: Sequence[Level]) -> Iterator[tuple[Level, Decimal, Decimal]]:
    ceiling = Decimal(100)
    for level in levels:
        yield level, level.floor, ceiling
        ceiling = level.floor


def _named(text: str, levels: Sequence[Level]) -> Level | None:
    """The level that a text names; the longest words decide, so that 未达成 is not taken for 达成."""
    words = [(word, level) for level in levels for word in (level.name, *level.words) if word in text]
    return max(words, key=lambda pair: len(pair[0]))[1] if words else None


def _within(weight: Decimal, floor: Decimal, ceiling: Decimal, places: int) -> tuple[Decimal, Decimal]:
    return share_of(weight, Fraction(floor) / 100, places), share_of(weight, Fraction(ceiling) / 100, places)
