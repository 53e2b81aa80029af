"""A table as a value: cells with their place, what is printed in them and what is stored. The same for Excel and Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True)
class Cell:
    """One cell that is not empty; rows and columns count from 1, a merged cell reaches to `bottom` and `right`.

    `text` is what is printed, lines parted by newlines. `number` is the stored figure (95 where 95% is printed), None
    for text; `day` a stored date; `error` marks #REF! and its like.
    """

    address: str
    text: str
    top: int
    left: int
    bottom: int
    right: int
    number: Decimal | None = None
    day: date | None = None
    error: bool = False

    def overlaps(self, left: int, right: int) -> int:
        """How many of the columns from left to right the cell covers."""
        return max(0, min(self.right, right) - max(self.left, left) + 1)


@dataclass(frozen=True)
class Grid:
    """One table or sheet: its cells in reading order. `page`: a sheet of its own, not one of several tables on a page."""

    title: str
    cells: tuple[Cell, ...]
    page: bool = False

    @cached_property
    def _starting(self) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.top, []).append(cell)
        return found

    @cached_property
    def _standing(self) -> dict[int, list[Cell]]:
        """The cells of each row in which one begins, those merged from above included."""
        found: dict[int, list[Cell]] = {}
        standing: list[Cell] = []
        for row in sorted(self._starting):
            standing = [cell for cell in standing if cell.bottom >= row] + self._starting[row]
            found[row] = sorted(standing, key=lambda cell: cell.left)
        return found

    def rows(self) -> Iterator[int]:
        """The numbers of the rows in which a cell begins."""
        yield from sorted(self._starting)

    def starting(self, row: int) -> list[Cell]:
        """The cells that begin in the row, from left to right."""
        return sorted(self._starting.get(row, []), key=lambda cell: cell.left)

    def across(self, row: int) -> list[Cell]:
        """The cells that stand in the row, those merged from above included, from left to right."""
        return self._standing.get(row, [])


@dataclass(frozen=True)
class Grids:
    """The tables of one file in order; `notes` are Chinese remarks for the user on how it was read.

    `outside` counts the characters of a document that stand in no table and beside none.
    """

    grids: tuple[Grid, ...]
    notes: tuple[str, ...] = ()
    outside: int = 0
