"""Ruling lines → the grids of ruled tables. Knows lines only; what stands in the cells is put there by `layout`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

# More than these is a drawing.
_MOST = 300
_MOST_CELLS = 5000


@dataclass(frozen=True)
class Rule:
    """A ruling line at `at` (y where `across`, else x) from `start` to `end`."""

    across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Grid:
    """A table's boundaries, ascending, and for each row the cells' numbers from left to right.

    A cell over several columns stands once in its row; one over several rows stands in each of them.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    _cells: tuple[tuple[int, ...], ...]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    @property
    def rows(self) -> list[tuple[int, ...]]:
        rows = [tuple(dict.fromkeys(cells)) for cells in self._cells]
        return [cells for at, cells in enumerate(rows) if at == 0 or cells != rows[at - 1]]

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]

    def cell_at(self, x: float, y: float) -> int:
        """The number of the cell at a point that the grid holds."""
        return self._cells[bisect_right(self.ys, y) - 1][bisect_right(self.xs, x) - 1]


def grids(rules: Sequence[Rule], slack: float) -> list[Grid]:
    """The tables that the rules draw: at least two rows and two columns, every line within `slack` of the lines
    that it meets. A frame round a page or a line under a heading is no table.
    """
    joined = _joined([rule for rule in rules if rule.end - rule.start > 2 * slack], slack)
    found = (_grid(group, slack) for group in _groups(joined, slack))
    return [grid for grid in found if grid is not None]


def _joined(rules: list[Rule], slack: float) -> list[Rule]:
    """Rules drawn piece by piece (cell by cell), as whole ones."""
    found: list[Rule] = []
    for at, lane in _lanes(rules, slack):
        start, end = lane[0].start, lane[0].end
        for rule in lane[1:]:
            if rule.start > end + 2 * slack:
                found.append(Rule(rule.across, at, start, end))
                start = rule.start
                end = rule.end
            end = max(end, rule.end)
        found.append(Rule(lane[0].across, at, start, end))
    return found


def _lanes(rules: list[Rule], slack: float) -> Iterable[tuple[float, list[Rule]]]:
    for across in (True, False):
        ordered = sorted((rule for rule in rules if rule.across == across), key=lambda rule: rule.at)
        lane: list[Rule] = []
        for rule in ordered:
            if lane and rule.at - lane[0].at > slack:
                yield _mean(lane), sorted(lane, key=lambda rule: rule.start)
                lane = []
            lane.append(rule)
        if lane:
            yield _mean(lane), sorted(lane, key=lambda rule: rule.start)


def _mean(lane: list[Rule]) -> float:
    return sum(rule.at for rule in lane) / len(lane)


def _groups(rules: list[Rule], slack: float) -> list[list[Rule]]:
    """The rules by table: those that meet, directly or over others."""
    across, down = [r for r in rules if r.across], [r for r in rules if not r.across]
    if len(across) > _MOST or len(down) > _MOST:
        return []
    groups: list[list[Rule]] = [[rule] for rule in across]
    for rule in down:
        met = [
            group for group in groups if any(other.across and _meet(other, rule, slack) for other in group)
        ]
        groups = [group for group in groups if not any(group is other for other in met)]
        groups.append([rule, *(other for group in met for other in group)])
    return groups


def _meet(across: Rule, down: Rule, slack: float) -> bool:
    return (
        down.start - slack <= across.at <= down.end + slack
        and across.start - slack <= down.at <= across.end + slack
    )


def _grid(rules: list[Rule], slack: float) -> Grid | None:
    across, down = [r for r in rules if r.across], [r for r in rules if not r.across]
    if len(across) < 3 or not down:
        return None
    # A table may be open at its sides: there its horizontal rules end.
    edges = [min(rule.start for rule in across), max(rule.end for rule in across)]
    xs = _distinct([*(rule.at for rule in down), *edges], 2 * slack)
    ys = _distinct([rule.at for rule in across], slack)
    if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    cells = _cells(xs, ys, across, down, slack)
    whole = len({cell for line in cells for cell in line})
    if whole < 4 or sum(len(set(line)) > 1 for line in cells) < 2:
        return None
    return Grid(xs, ys, cells)


def _distinct(places: list[float], slack: float) -> tuple[float, ...]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > slack:
            found.append(place)
    return tuple(found)


def _cells(
    xs: tuple[float, ...], ys: tuple[float, ...], across: list[Rule], down: list[Rule], slack: float
) -> tuple[tuple[int, ...], ...]:
    """The number of the cell at each place of the grid; places with no rule between them are one cell."""
    wide, high = len(xs) - 1, len(ys) - 1
    parent = list(range(wide * high))

    def root(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = cell = parent[parent[cell]]
        return cell

    for line, (top, bottom) in enumerate(pairwise(ys)):
        for place, (left, right) in enumerate(pairwise(xs)):
            here = line * wide + place
            if place + 1 < wide and not _drawn(down, right, (top + bottom) / 2, 2 * slack):
                parent[root(here + 1)] = root(here)
            if line + 1 < high and not _drawn(across, bottom, (left + right) / 2, slack):
                parent[root(here + wide)] = root(here)
    return tuple(tuple(root(line * wide + place) for place in range(wide)) for line in range(high))


def _drawn(rules: list[Rule], at: float, through: float, slack: float) -> bool:
    return any(abs(rule.at - at) <= slack and rule.start <= through <= rule.end for rule in rules)
