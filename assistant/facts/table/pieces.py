"""Which tables of a file belong to which project: a sheet with several forms is cut where the next one begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.facts.table.captions import caption, field_in, fields, half_plain
from assistant.files.grid import Cell, Grid

_NAME = "project.name"


@dataclass(frozen=True)
class Piece:
    """A grid, or the part of one, and the project that it names ("" for none)."""

    grid: Grid
    project: str


def pieces(grids: tuple[Grid, ...]) -> list[Piece]:
    """All pieces in order; one without a project's name goes on with the piece before it."""
    return [piece for grid in grids for piece in _cut(grid)]


def _cut(grid: Grid) -> Iterator[Piece]:
    named = [(row, name) for row in grid.rows() if (name := _name(grid.across(row), row))]
    starts: list[tuple[int, str]] = []
    for row, name in named:
        if not starts:
            starts.append((-(1 << 30), name))
        elif name != starts[-1][1]:
            starts.append((_first(grid, row), name))
    if len(starts) < 2:
        yield Piece(grid, starts[0][1] if starts else "")
        return
    ends = [row for row, _ in starts[1:]] + [1 << 30]
    for (start, name), end in zip(starts, ends, strict=True):
        cells = tuple(cell for cell in grid.cells if start <= cell.top < end)
        yield Piece(replace(grid, cells=cells), name)


def _name(cells: list[Cell], row: int) -> str:
    for at, cell in enumerate(cells):
        if cell.top != row:
            continue
        inside = field_in(cell.text)
        if inside and inside[0] == _NAME:
            return half_plain(inside[1])
        if fields().get(caption(cell.text)) == _NAME and at + 1 < len(cells):
            return half_plain(cells[at + 1].text)
    return ""


def _first(grid: Grid, row: int) -> int:
    """The first of the title rows above the row: each a single cell."""
    above = [one for one in grid.rows() if one < row]
    for one in reversed(above):
        if len(grid.starting(one)) > 1:
            break
        row = one
    return row
