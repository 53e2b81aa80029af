"""Two people changed the form: three-way, field by field. What only one changed is taken, what both changed is contested.

Rows of a table are recognised by their id, by their content, by what they have in common, and last by their place.
"""

from __future__ import annotations

from typing import Any

from assistant.workspace.filling_cells import EMPTY, Cell, Cells, blank_row, texts

# From this share of equal fields on, two rows are the same one, changed.
_ALIKE = 0.5


def merged(base: Cells, mine: Cells, theirs: Cells, author: str = "") -> Cells:
    """The form with both sides' changes upon `base`; in a contested cell theirs stands, mine (`author`'s) is its rival."""
    names = dict.fromkeys((*theirs, *mine))
    return {name: _one(base.get(name), mine.get(name), theirs.get(name), author) for name in names}


def _one(base: Any, mine: Any, theirs: Any, author: str) -> Any:
    some = next(one for one in (theirs, mine, base) if one is not None)
    if isinstance(some, Cell):
        return _cell(base or EMPTY, mine or EMPTY, theirs or EMPTY, author)
    if isinstance(some, list):
        return _rows(base or [], mine or [], theirs or [], author)
    return merged(base or {}, mine or {}, theirs or {}, author)


def _cell(base: Cell, mine: Cell, theirs: Cell, author: str) -> Cell:
    if mine.text == base.text:
        return theirs
    if theirs.text in (base.text, mine.text):
        return Cell(mine.text, theirs.rival, theirs.author)
    return Cell(theirs.text, mine.text, author)


def _rows(base: list[Cells], mine: list[Cells], theirs: list[Cells], author: str) -> list[Cells]:
    of_mine, of_theirs = same_rows(base, mine), same_rows(base, theirs)
    origins = {place: origin for origin, place in of_theirs.items()}
    rows: list[Cells] = []
    for place, row in enumerate(theirs):
        origin = origins.get(place)
        if origin is None:
            rows.append(row)
        elif origin in of_mine:
            rows.append(merged(base[origin], mine[of_mine[origin]], row, author))
        elif _said(row) != _said(base[origin]):  # removed here, changed there: nothing is lost
            rows.append(row)
    kept = set(of_mine.values())
    removed = {place for origin, place in of_mine.items() if origin not in of_theirs}
    changed = [mine[one] for one in sorted(removed) if _said(mine[one]) not in map(_said, base)]
    added = [row for place, row in enumerate(mine) if place not in kept and not blank_row(row)]
    known = [_said(row) for row in rows]
    return [*rows, *changed, *(row for row in added if _said(row) not in known)]


def same_rows(before: list[Cells], after: list[Cells]) -> dict[int, int]:
    """Which row of `before` is which of `after`, by their places; rows that came or went are left out."""
    found: dict[int, int] = {}
    left, right = dict(enumerate(before)), dict(enumerate(after))

    def match(at: int, to: int) -> None:
        found[at] = to
        del left[at], right[to]

    for same in (_same_id, lambda one, other: _said(one) == _said(other)):
        for at, row in list(left.items()):
            # The nearest of equal rows: two payments may be alike.
            equal = [to for to, other in right.items() if same(row, other)]
            if equal:
                match(at, min(equal, key=lambda to: abs(to - at)))
    pairs = [
        (_likeness(row, other), -abs(at - to), at, to)
        for at, row in left.items()
        for to, other in right.items()
    ]
    for likeness, _, at, to in sorted(pairs, reverse=True):
        if likeness >= _ALIKE and at in left and to in right:
            match(at, to)
    if len(before) == len(after):
        for at in [at for at in left if at in right]:
            match(at, at)
    return found


def _same_id(one: Cells, other: Cells) -> bool:
    return bool(one.get("id", EMPTY).text) and one.get("id") == other.get("id")


def _said(row: Cells) -> dict[str, str]:
    return {path: cell.text for path, cell in texts(row) if cell.text}


def _likeness(one: Cells, other: Cells) -> float:
    said, there = _said(one), _said(other)
    both = len(said.keys() | there.keys())
    return sum(said[path] == there.get(path) for path in said) / both if both else 0.0
