"""Claimed: the indicators of one project as a text may speak of them, with what is true of each.

Built once a review; `claims` asks it which of them a clause is about.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from assistant.facts.derived import gap_text, met
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.quantities import number_text
from assistant.review.comparisons import Measured
from assistant.review.mention import Key
from assistant.review.mentions import find_mentions


@dataclass(frozen=True)
class Claimed:
    """An indicator by its name, or by the figure that is no other indicator's.

    `longer` are the names of others that hold its own: where one of them stands, it is not meant.
    """

    indicator: Indicator
    met: bool
    name: str
    longer: tuple[str, ...]
    figure: Key | None
    measured: Measured

    def spoken_of(self, words: str, figures: Collection[Key]) -> bool:
        """Whether a clause with these figures is about it."""
        if len(self.name) >= 2 and self.name in words:
            return not any(name in words for name in self.longer)
        return self.figure in figures


def claimed(facts: ProjectFacts) -> tuple[Claimed, ...]:
    """The indicators whose result the facts know in figures."""
    figures = [_figure(one) for one in facts.indicators]
    targets = {_figure(one, target=True) for one in facts.indicators}
    names = [re.sub(r"(数量|总数|数)$", "", one.name or "") for one in facts.indicators]
    out: list[Claimed] = []
    for one, figure, name in zip(facts.indicators, figures, names, strict=True):
        verdict = met(one)
        if verdict is None or one.qualitative:
            continue
        telling = figure if figures.count(figure) == 1 and figure not in targets else None
        longer = tuple(other for other in names if name in other and name != other)
        out.append(Claimed(one, verdict, name, longer, telling, _measured(one)))
    return tuple(out)


def _measured(one: Indicator) -> Measured:
    actual, target = one.actual or Decimal(0), one.target or Decimal(0)
    side = (actual > target) - (actual < target)
    return Measured(_figure(one, target=True), _meant(gap_text(one)), side)


def _figure(one: Indicator, *, target: bool = False) -> Key | None:
    value = one.target if target else one.actual
    return None if value is None or not one.unit else _meant(f"{number_text(value)}{one.unit}")


def _meant(text: str) -> Key | None:
    return next((mention.key for mention in find_mentions(text)), None)
