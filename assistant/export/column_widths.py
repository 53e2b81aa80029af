"""Widths of a table's columns in twips: in the layout's proportions, but never so narrow that a figure breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

# A digit of 10.5 pt in a face as wide as any that stands in for 宋体, and the cell's margins with a little room.
_DIGIT = 130
_MARGINS = 150


def fitted(widths: Sequence[float], longest: Mapping[int, int], wide: int) -> list[int]:
    """Whole twips, `wide` together; `longest` is the number of characters of the longest figure of a column, from 0."""
    floors = [_DIGIT * longest[at] + _MARGINS if at in longest else 0 for at in range(len(widths))]
    shares = [wide * one / sum(widths) for one in widths]
    narrow = {at for at, share in enumerate(shares) if share < floors[at]}
    rest = sum(share for at, share in enumerate(shares) if at not in narrow)
    room = wide - sum(floors[at] for at in narrow)
    if not narrow or room < rest / 2:
        return _whole(shares)
    return _whole([floors[at] if at in narrow else share * room / rest for at, share in enumerate(shares)])


def _whole(shares: Sequence[float]) -> list[int]:
    return [round(right) - round(left) for left, right in pairwise(accumulate(shares, initial=0.0))]
