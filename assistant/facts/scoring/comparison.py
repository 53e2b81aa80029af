"""Where declared scores differ from what the rules give: one sentence for each difference. Corrects nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant.facts.quantities import number_text
from assistant.facts.scoring.card import Scorecard
from assistant.facts.scoring.score import Score, points_text

MAX_NAMED = 3


@dataclass(frozen=True)
class Difference:
    """A declared score that the rules do not give. `points` is declared − expected, or the distance to the allowed band."""

    path: str
    title: str
    declared: Decimal
    low: Decimal
    high: Decimal
    points: Decimal
    message: str


def differences(card: Scorecard) -> tuple[Difference, ...]:
    """Every row whose declared score lies outside of the rules by more than the tolerance, then the total."""
    rows = tuple(_row(one) for one in card.scores if one.deviates(card.tolerance))
    total = _total(card, rows)
    return (*rows, total) if total else rows


def _row(one: Score) -> Difference:
    declared, low, high = one.declared or Decimal(0), one.low or Decimal(0), one.high or Decimal(0)
    points = declared - (high if declared > high else low)
    message = (
        f"“{one.title}”填报{points_text(declared)}，按计分规则{_due(one)}，{_apart(points)}：{one.reason}"
    )
    return Difference(one.score_path, one.title, declared, low, high, points, message)


def _due(one: Score) -> str:
    low, high = one.low or Decimal(0), one.high or Decimal(0)
    if one.expected is not None and low == high:
        return f"应得{points_text(one.expected)}"
    return f"应在{number_text(low)}至{points_text(high)}之间"


def _apart(points: Decimal) -> str:
    return f"{'多' if points > 0 else '少'}{points_text(abs(points))}"


def _total(card: Scorecard, rows: tuple[Difference, ...]) -> Difference | None:
    declared, low, high = card.declared, card.low, card.high
    if declared is None or low is None or high is None:
        return None
    if low - card.tolerance <= declared <= high + card.tolerance:
        return None
    points = declared - (high if declared > high else low)
    due = f"为{points_text(low)}" if low == high else f"应在{number_text(low)}至{points_text(high)}之间"
    why = _why(card, rows)
    message = f"自评总分{points_text(declared)}，按计分规则{due}，{_apart(points)}{why}"
    return Difference("evaluation.declared_score", "自评总分", declared, low, high, points, message)


def _why(card: Scorecard, rows: tuple[Difference, ...]) -> str:
    """The rows that the difference comes from, the largest first; and a total that is not the sum of its rows."""
    largest = sorted(rows, key=lambda row: -abs(row.points))
    named = "、".join(f"“{row.title}”{_apart(row.points)}" for row in largest[:MAX_NAMED])
    parts = [f"主要在{named}{'等' if len(rows) > MAX_NAMED else ''}"] if named else []
    summed = card.declared_sum
    if summed is not None and card.declared is not None and abs(summed - card.declared) > card.tolerance:
        parts.append(f"各项填报得分合计{points_text(summed)}，与自评总分不一致")
    return f"：{'；'.join(parts)}" if parts else ""
