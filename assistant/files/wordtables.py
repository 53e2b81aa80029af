"""The tables of a .docx as grids, and the paragraphs that stand beside them (title, 年度, 单位：万元).

Cells as the printed page has them: insertions of tracked changes yes, deletions no, nothing that cannot be seen. A table
inside a cell is a table of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.files.grid import Cell, Grid, Grids
from assistant.files.package import Package, broken
from assistant.files.wordbody import AROUND, inside
from assistant.files.wordruns import Runs
from assistant.files.wordstyles import VAL, Styles, W, cell_darkens
from assistant.files.workbook import MACROS

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_CELLS = 50_000
_BESIDE = 6  # paragraphs before a table, and after the last one, that may belong to it
_LONG = 300  # a longer paragraph is text, not a table's caption


def read_tables(package: Package) -> Grids:
    """Every table, those inside cells after the one around them. Raises `DocumentError` where the file is broken."""
    root = package.xml(package.main) if package.main else None
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise broken(package.name)
    walk = _Walk(package)
    walk.blocks(body, shaded=False)
    grids, outside = walk.finished()
    notes = [MACROS] if package.has_macros else []
    if walk.runs.unseen:
        notes.append(f"有 {walk.runs.unseen} 个字是看不见的（白色、隐藏或极小），已略去。")
    return Grids(tuple(grids), tuple(notes), outside)


@dataclass
class _Place:
    """A cell while its table is read."""

    text: str
    top: int
    left: int
    right: int
    bottom: int = 0


@dataclass
class _Table:
    before: list[str]
    places: list[_Place] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


class _Walk:
    """One walk through a document."""

    def __init__(self, package: Package) -> None:
        where = package.related(package.main, "styles").get("")
        self._name = package.name
        self._styles = Styles(package.xml(where) if where else None)
        self.runs = Runs(self._styles)
        self._tables: list[_Table] = []
        self._waiting: list[str] = []
        self._outside = 0
        self._cells = 0

    def blocks(self, container: _Element, *, shaded: bool) -> None:
        """Take in the paragraphs and tables of a body, or of a content control."""
        for block in container:
            if block.tag == f"{W}p":
                text = self._paragraph(block, shaded=shaded)
                if text:
                    self._waiting.append(text)
            elif block.tag == f"{W}tbl":
                self._table(block, self._beside(), shaded=shaded)
            elif block.tag in AROUND:
                self.blocks(block, shaded=shaded)

    def finished(self) -> tuple[list[Grid], int]:
        """The grids, and how many characters belong to none of them."""
        if self._tables:
            self._tables[-1].after = [one for one in self._waiting[:_BESIDE] if len(one) <= _LONG]
            self._outside += sum(map(len, self._waiting)) - sum(map(len, self._tables[-1].after))
        else:
            self._outside += sum(map(len, self._waiting))
        return [_grid(number, table) for number, table in enumerate(self._tables, 1)], self._outside

    def _beside(self) -> list[str]:
        near = [one for one in self._waiting[-_BESIDE:] if len(one) <= _LONG]
        self._outside += sum(map(len, self._waiting)) - sum(map(len, near))
        self._waiting = []
        return near

    def _paragraph(self, paragraph: _Element, *, shaded: bool) -> str:
        text = self.runs.text(paragraph, shaded=shaded)
        self.runs.boxes()
        return text.strip()

    def _table(self, table: _Element, before: list[str], *, shaded: bool) -> None:
        shaded = shaded or self._styles.table_darkens(table)
        made = _Table(before)
        self._tables.append(made)
        going_on: dict[int, _Place] = {}  # column → the cell that may go on downwards
        rows = [one for one in inside(table, "tr") if one.find(f"{W}trPr/{W}del") is None]
        for number, row in enumerate(rows, 1):
            column = 1 + _integer(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in inside(row, "tc"):
                span = _integer(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
                self._cell(cell, made, going_on, (number, column, column + span - 1), shaded=shaded)
                column += span

    def _cell(
        self,
        cell: _Element,
        made: _Table,
        going_on: dict[int, _Place],
        at: tuple[int, int, int],
        *,
        shaded: bool,
    ) -> None:
        row, left, right = at
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(VAL, "continue") == "continue"
        if goes_on and left in going_on:
            going_on[left].bottom = row
            return
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise DocumentError(
                f"文件“{self._name}”的表格超过 {MAX_CELLS} 个单元格。", hint="请只保留自评表后再试。"
            )
        text = "\n".join(self._lines(cell, shaded=shaded or cell_darkens(cell)))
        place = _Place(text, row, left, right, row)
        made.places.append(place)
        if merge is not None:
            going_on[left] = place
        else:
            going_on.pop(left, None)

    def _lines(self, container: _Element, *, shaded: bool) -> Iterator[str]:
        for block in container:
            if block.tag == f"{W}p":
                text = self._paragraph(block, shaded=shaded)
                if text:
                    yield text
            elif block.tag == f"{W}tbl":
                self._table(block, [], shaded=shaded)
            elif block.tag in AROUND:
                yield from self._lines(block, shaded=shaded)


def _grid(number: int, table: _Table) -> Grid:
    """Rows of the table are counted as in Word; the paragraphs before it stand in rows above (0 and less)."""
    width = max((place.right for place in table.places), default=1)
    last = max((place.bottom for place in table.places), default=0)
    cells: list[Cell] = []
    for at, text in enumerate(table.before, 1 - len(table.before)):
        cells.append(Cell(f"表{number}上方第{len(table.before) + at}段", text, at, 1, at, width))
    for place in table.places:
        if place.text.strip():
            address = f"表{number}第{place.top}行第{place.left}列"
            cells.append(Cell(address, place.text, place.top, place.left, place.bottom, place.right))
    for at, text in enumerate(table.after, 1):
        cells.append(Cell(f"表{number}下方第{at}段", text, last + at, 1, last + at, width))
    return Grid(f"表{number}", tuple(replace(cell, text=cell.text.strip()) for cell in cells))


def _integer(element: _Element | None, otherwise: int) -> int:
    text = element.get(VAL) if element is not None else None
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 5 else otherwise
