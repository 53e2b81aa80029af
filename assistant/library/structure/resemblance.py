"""Which locality pack's outline a report follows, from its headings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.errors import PackError
from assistant.library.structure.section import Section
from assistant.outline.headings import Kinds, kinds_of, name_of
from assistant.outline.packs import load_pack, pack_names

# Of all headings on both sides, so much must pair off in order.
_ENOUGH = 0.5
_SAME_KINDS = 0.6
_MOST = 120
_Shape = tuple[int, str, Kinds]


def nearest_pack(sections: Sequence[Section]) -> str | None:
    """The id of the pack whose headings pair off best, in order, with the sections'; None below one half."""
    shapes = [
        (one.level, name_of(one.heading), one.kinds)
        for one in sections
        if one.told_by == "heading" and one.level <= 3
    ][:_MOST]
    likeness = {pack: _likeness(shapes, outline) for pack, outline in _outlines(tuple(pack_names())).items()}
    best = max(likeness, key=lambda pack: likeness[pack], default=None)
    return best if best is not None and likeness[best] >= _ENOUGH else None


@cache
def _outlines(names: tuple[str, ...]) -> dict[str, tuple[_Shape, ...]]:
    """Every pack's headings; a broken pack is nobody's pattern (its own command reports it)."""
    found: dict[str, tuple[_Shape, ...]] = {}
    for name in names:
        try:
            placed = load_pack(name).placed()
        except PackError:
            continue
        above: list[tuple[int, str]] = []
        shapes: list[_Shape] = []
        for one in placed:
            above = [pair for pair in above if pair[0] < one.level]
            kinds = kinds_of(one.heading, [heading for _, heading in above])[0]
            shapes.append((one.level, name_of(one.heading), kinds))
            above.append((one.level, one.heading))
        found[name] = tuple(shapes)
    return found


def _likeness(ours: Sequence[_Shape], theirs: Sequence[_Shape]) -> float:
    """Twice the weight of the best pairing in order, over the number of headings on both sides (0–1)."""
    if not ours or not theirs:
        return 0.0
    row = [0.0] * (len(theirs) + 1)
    for mine in ours:
        above = row
        row = [0.0]
        for at, other in enumerate(theirs):
            row.append(max(above[at] + _pair(mine, other), above[at + 1], row[at]))
    return 2 * row[-1] / (len(ours) + len(theirs))


def _pair(one: _Shape, other: _Shape) -> float:
    if one[1] == other[1]:
        return 1.0
    return _SAME_KINDS if one[0] == other[0] and set(one[2]) == set(other[2]) else 0.0
