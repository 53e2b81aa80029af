"""The header of the indicator block, in one row or in several above each other (指标值 over 年度指标值｜实际完成值)."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.facts.table.captions import BLOCKS, INDICATOR_COLUMN, caption
from assistant.files.grid import Cell, Grid

_DEEPEST = 3
_FEWEST = 3


@dataclass(frozen=True)
class Column:
    """A column: the indicator's field (or `unknown`, `completion`), where it lies, and its caption."""

    name: str
    left: int
    right: int
    caption: str


@dataclass(frozen=True)
class IndicatorColumns:
    """The columns of one block, from left to right."""

    columns: tuple[Column, ...]

    def of(self, cell: Cell) -> str | None:
        """The column that the cell stands in: the one it shares most with, the left one of equals."""
        found = self._column(cell)
        return found.name if found else None

    def caption_of(self, cell: Cell) -> str:
        """The caption of the column that the cell stands in."""
        found = self._column(cell)
        return found.caption if found else ""

    def is_beside(self, cell: Cell) -> bool:
        """Whether the cell stands left of all columns, or spans the whole row."""
        first, last = self.columns[0], self.columns[-1]
        return cell.right < first.left or (cell.left <= first.left and cell.right >= last.right)

    def _column(self, cell: Cell) -> Column | None:
        best = max(self.columns, key=lambda one: cell.overlaps(one.left, one.right))
        return best if cell.overlaps(best.left, best.right) else None


def indicator_columns(grid: Grid, rows: list[int], at: int) -> tuple[IndicatorColumns, int] | None:
    """(columns, number of header rows) where the header begins at row number `at` of `rows`; None where none does."""
    cells = [cell for cell in grid.across(rows[at]) if cell.top == rows[at]]
    if not _is_header(cells) and not _is_upper(cells):
        return None
    deep = 1
    while deep < _DEEPEST and at + deep < len(rows):
        below = grid.starting(rows[at + deep])
        if not all(caption(cell.text) in INDICATOR_COLUMN for cell in below):
            break
        if not all(any(upper.overlaps(cell.left, cell.right) for upper in cells) for cell in below):
            break
        # What stands over narrower captions gives way to them.
        cells = [
            one for one in cells if not any(one.overlaps(cell.left, cell.right) for cell in below)
        ] + below
        deep += 1
    return (IndicatorColumns(_columns(cells)), deep) if _is_header(cells) else None


def _is_upper(cells: list[Cell]) -> bool:
    """Whether this may be the upper row of a header whose names stand below: captions only."""
    said = [caption(cell.text) for cell in cells]
    known = [one for one in said if one in INDICATOR_COLUMN]
    return len(known) >= 2 and all(one in INDICATOR_COLUMN or one in BLOCKS for one in said)


def _is_header(cells: list[Cell]) -> bool:
    known = [INDICATOR_COLUMN[said] for cell in cells if (said := caption(cell.text)) in INDICATOR_COLUMN]
    return (
        len(set(known)) >= _FEWEST and bool({"name", "level1", "level2"} & set(known)) and "target" in known
    )


def _columns(cells: list[Cell]) -> tuple[Column, ...]:
    found: list[Column] = []
    taken: set[str] = set()
    for cell in sorted(cells, key=lambda one: one.left):
        said = caption(cell.text)
        if said in BLOCKS and said not in INDICATOR_COLUMN:
            continue
        name = INDICATOR_COLUMN.get(said, "unknown")
        name = "unknown" if name in taken else name
        taken |= {name} - {"unknown"}
        found.append(Column(name, cell.left, cell.right, said or cell.text.strip()))
    return tuple(found)
