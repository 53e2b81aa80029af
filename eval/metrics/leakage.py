"""What a text has of the past passages found for it that the facts lack: names, figures, copied spans.

Figures are read by their digits alone, not by the trace, so that this measure does not lean on the guard it measures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.review.leakage import COPIED, Foreign
from eval.metrics.slots import slots, without_slots

# A lone digit may stand anywhere; two digits of another report seldom do by chance.
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.]*\d)")
_DIGITS = 2


@dataclass(frozen=True)
class Leaked:
    """Counts: different `names` and `figures` of the passages, `copied` characters in spans of 25 or more, and `slots`
    (〔单位1〕) taken over from masked text.
    """

    names: int = 0
    figures: int = 0
    copied: int = 0
    slots: int = 0


def leaked(text: str, passages: Sequence[Foreign], own: str) -> Leaked:
    """`own` is all that the facts say, as text: what stands there is nobody else's."""
    names = {name for one in passages for name in one.names if len(name) > 1 and name not in own}
    figures = {number for one in passages for number in _numbers(one.text)} - _numbers(own)
    return Leaked(
        names=sum(name in text for name in names),
        figures=len(figures & _numbers(without_slots(text))),
        copied=_copied(text, passages, own),
        slots=slots(text),
    )


def _numbers(text: str) -> set[Decimal]:
    found = (one.group() for one in _NUMBER.finditer(text))
    return {Decimal(one) for one in found if sum(char.isdigit() for char in one) >= _DIGITS}


def _copied(text: str, passages: Sequence[Foreign], own: str) -> int:
    """Characters of the text inside a span of `COPIED` or more that stands in a passage and not in the own words."""
    windows = {one.text[at : at + COPIED] for one in passages for at in range(len(one.text) - COPIED + 1)}
    covered: set[int] = set()
    for at in range(len(text) - COPIED + 1):
        window = text[at : at + COPIED]
        if window in windows and window not in own:
            covered.update(range(at, at + COPIED))
    return len(covered)
