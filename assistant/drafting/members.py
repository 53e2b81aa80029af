"""Which indicators a part of the report tells, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.drafting.views import Group
from assistant.facts.derived import met
from assistant.facts.model import Indicator

_PARTS: dict[str, Callable[[Indicator], bool]] = {
    "satisfaction": lambda one: "满意度" in f"{one.level1}{one.level2}",
    "benefits": lambda one: "效益" in f"{one.level1}{one.level2}" or "影响" in f"{one.level2}",
    "unmet": lambda one: met(one) is False,
}


def told_in(indicators: Sequence[Group], part: str) -> list[Group]:
    """The indicators of `satisfaction`, `benefits`, `unmet` or `outputs` (those that neither of the first two claims)."""
    if part in _PARTS:
        return [one for one in indicators if _PARTS[part](one.raw)]
    claimed = (_PARTS["satisfaction"], _PARTS["benefits"])
    return [one for one in indicators if not any(claims(one.raw) for claims in claimed)]


def losses(indicators: Sequence[Group]) -> list[Group]:
    """Indicators that lost points, the largest loss first."""
    lost = [(one.raw.weight - one.raw.score, one) for one in indicators if one.weight and one.score]
    return [one for points, one in sorted(lost, key=lambda pair: -pair[0]) if points > 0]
