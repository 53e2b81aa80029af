"""Slips of the pen: a figure that no fact knows, but that a known one becomes by one usual mistake.

万元 for 元, a percentage for percentage points, the day of another year, a document number of another year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from assistant.review.mention import Key, Mention
from assistant.review.numerals import plain

_FEWEST_DIGITS = 3
_UNITS = {"万元": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10_000)}
# How far the wrong unit puts an amount off: 万元 for 元, 亿元 for 万元.
_FACTORS = (Decimal(10_000), Decimal("0.0001"), Decimal(100_000_000), Decimal("0.00000001"))

Known = Callable[[Key], str | None]


def slip(mention: Mention, known: Known) -> tuple[str, str] | None:
    """(path, right text) of the only fact that one slip away says the same; None where there is none or several."""
    found = {path: text for key, text in _meant(mention) if (path := known(key))}
    return next(iter(found.items())) if len(found) == 1 else None


def _meant(mention: Mention) -> Iterator[tuple[Key, str]]:
    kind, *parts = mention.key
    match kind:
        case "amount":
            yield from _other_units(mention)
        case "rate":
            yield ("points", parts[0]), f"{parts[0]}个百分点"
        case "points":
            yield ("rate", parts[0]), f"{parts[0]}%"
        case "date":
            year, month, day = parts
            for other in (int(year) - 1, int(year) + 1):
                yield ("date", str(other), month, day), f"{other}年{month}月{day}日"


def _other_units(mention: Mention) -> Iterator[tuple[Key, str]]:
    value = Decimal(mention.key[1])
    if len(value.normalize().as_tuple().digits) < _FEWEST_DIGITS:
        return
    for factor in _FACTORS:
        meant = value * factor
        yield ("amount", plain(meant)), f"{plain(meant)}万元"
