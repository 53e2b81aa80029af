"""The block 绩效指标: one row an indicator, and the row 总分 below them."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.facts.fields import MAX_ITEMS
from assistant.facts.table.captions import BLOCKS, EXECUTION, TOTAL, caption, is_dash
from assistant.facts.table.cells import broken_cell, enter_figure
from assistant.facts.table.figures import figure_of
from assistant.facts.table.pairs import begins_with_field, read_pairs
from assistant.facts.table.reading import Ledger
from assistant.facts.table.reasons import read_reasons
from assistant.facts.table.rows import IndicatorColumns, indicator_columns
from assistant.facts.table.targets import Part, read_pair
from assistant.facts.table.titled import indicator_titles, read_titled
from assistant.files.grid import Cell, Grid

_LEVEL_WEIGHT = re.compile(r"(.+?)[（(]\s*(?:权重)?\s*(\d+(?:\.\d+)?)\s*分?\s*[)）]", re.DOTALL)
_NAMES = ("level1", "level2", "name")
NAMELESS = "—"  # written where an indicator has no name; …… and the like are rows to fill in
_NUMBERED = re.compile(r"^指标\s*\d+\s*[：:.、]\s*")


class Indicators:
    """Reads indicator blocks one after another; what it is told of totals is checked at the end."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.columns: IndicatorColumns | None = None
        self.level_weights: dict[str, tuple[Decimal, Cell]] = {}
        self.total_weight: tuple[Decimal, Cell] | None = None
        self._count = 0
        self._above: dict[str, Cell] = {}  # the levels that an empty cell below stands for

    def read(self, grid: Grid, rows: list[int], at: int) -> int:
        """Read the block whose header begins at row number `at` of `rows`; the number of the first row after it."""
        return self.go_on(grid, rows, self._take_header(grid, rows, at))

    def go_on(self, grid: Grid, rows: list[int], at: int) -> int:
        """As `read`, where the header stood in the table before."""
        while at < len(rows):
            cells = grid.across(rows[at])
            fresh = grid.starting(rows[at])
            if indicator_columns(grid, rows, at) is not None:
                at = self._take_header(grid, rows, at)
                continue
            if self._is_total(fresh):
                self.read_total(cells)
                return at + 1
            if begins_with_field(fresh):
                return at
            self._row(cells, rows[at])
            at += 1
        return at

    def _take_header(self, grid: Grid, rows: list[int], at: int) -> int:
        found = indicator_columns(grid, rows, at)
        assert found is not None  # asked before
        self.columns, deep = found
        for row in rows[at : at + deep]:
            self._ledger.label(*grid.across(row))
        return at + deep

    def _is_total(self, cells: list[Cell]) -> bool:
        return caption(cells[0].text) in TOTAL

    def read_total(self, cells: list[Cell]) -> None:
        """The row 总分: the weights' sum is checked, the score is the declared one; a grade may stand beside it."""
        columns = self.columns
        alone = sum(figure_of(cell) is not None for cell in cells) == 1
        for cell in cells:
            if caption(cell.text) in TOTAL | BLOCKS or is_dash(cell.text):
                self._ledger.label(cell)
                continue
            column = columns.of(cell) if columns and not self._ledger.knows(cell) else None
            figure = figure_of(cell)
            if column == "weight" and figure is not None:
                self._ledger.check(cell, "weights.total")
                self.total_weight = (figure.number, cell)
            elif column == "score" or (columns is None and alone and figure is not None):
                enter_figure(self._ledger, cell, "evaluation.declared_score")
        read_pairs(self._ledger, cells)

    def _row(self, cells: list[Cell], number: int) -> None:
        columns = self.columns
        assert columns is not None
        for cell in cells:
            if _is_block(cell, columns) or is_dash(cell.text):
                self._ledger.label(cell)
        row = self._filled(
            {
                name: cell
                for cell in cells
                if (name := columns.of(cell))
                and not _is_block(cell, columns)
                # A value merged over several rows is that of the first; names stand for all of them.
                and (cell.top == number or name in _NAMES)
            }
        )
        told = {name: cell for name, cell in row.items() if not is_dash(cell.text)}
        here = {field for field, cell in told.items() if cell.top == number}
        nameless = "name" in row and row["name"].text == NAMELESS and row["name"].top == number
        if not nameless and not here - {"level1", "level2"}:
            return
        if any(caption(row[name].text) in EXECUTION for name in _NAMES if name in row):
            self._execution(told)
            return
        if self._count >= MAX_ITEMS:
            for cell in told.values():
                self._ledger.leave(cell, f"指标超过{MAX_ITEMS}项，未读入")
            return
        at, before = f"indicators[{self._count}]", len(self._ledger.facts)
        self._names(at, told)
        self._values(at, told)
        for name in ("weight", "score"):
            if name in told:
                enter_figure(self._ledger, told[name], f"{at}.{name}")
        for name in ("deviation", "measure"):
            if name in told and not broken_cell(self._ledger, told[name], f"{at}.{name}"):
                self._reasons(at, told[name], name)
        for name in ("completion", "unknown"):
            if name in told:
                self._other(at, name, told[name])
        self._count += len(self._ledger.facts) > before

    def _filled(self, row: dict[str, Cell]) -> dict[str, Cell]:
        """The row with the levels of the rows above where it leaves them empty."""
        if "level1" in row:
            self._above = {}
        elif "level2" in row:
            self._above.pop("level2", None)
        self._above |= {name: row[name] for name in ("level1", "level2") if name in row}
        return {**self._above, **row}

    def _execution(self, told: dict[str, Cell]) -> None:
        """The execution rate as the first line of the indicators."""
        for name, cell in told.items():
            if name in ("weight", "score"):
                enter_figure(self._ledger, cell, f"execution_score.{name}")
            elif name in _NAMES or caption(cell.text) in EXECUTION:
                self._ledger.label(cell)
            elif name == "actual":
                self._ledger.check(cell, "funds.execution_rate")
            else:
                self._ledger.leave(cell, "预算执行率没有对应的事实字段")

    def _names(self, at: str, told: dict[str, Cell]) -> None:
        for name in _NAMES:
            cell = told.get(name)
            if cell is None or broken_cell(self._ledger, cell, f"{at}.{name}"):
                continue
            said, weight = read_name(cell.text, name)
            if said:
                self._ledger.enter(cell, f"{at}.{name}", said)
            if weight is not None and said:
                self.level_weights.setdefault(said, (weight, cell))

    def _values(self, at: str, told: dict[str, Cell]) -> None:
        parts: dict[str, Part] = {}
        for name in ("op", "target", "unit", "actual"):
            cell = told.get(name)
            dated = cell is not None and cell.day is not None and name != "unit"
            if cell is not None and (dated or broken_cell(self._ledger, cell, f"{at}.{name}")):
                parts[name] = Part(cell.text if dated and name in ("target", "actual") else "")
            else:
                parts[name] = Part.of(cell)
        pair = read_pair(parts["target"], parts["actual"], parts["op"].text, parts["unit"].text)
        for field, value in pair.fields.items():
            cell = _source(field, told, parts)
            if cell is not None:
                self._ledger.enter(cell, f"{at}.{field}", value)
        if "op" in told and "op" not in pair.fields:
            self._ledger.label(told["op"])
        if "unit" in told:
            self._ledger.label(told["unit"])
        for said in pair.doubts:
            cells = [told[name] for name in ("target", "actual") if name in told]
            self._ledger.doubt("doubt", f"{at}.target", said, *cells)

    def _reasons(self, at: str, cell: Cell, column: str) -> None:
        found = read_reasons(cell.text)
        if column == "measure" and found.keys() == {"deviation"}:
            found = {"measure": found["deviation"]}
        for field, text in found.items():
            self._ledger.enter(cell, f"{at}.{field}", text)
        if not found:
            self._ledger.label(cell)

    def _other(self, at: str, name: str, cell: Cell) -> None:
        figure = figure_of(cell)
        if name == "completion" and figure is not None and not cell.error:
            self._ledger.check(cell, f"{at}.completion")
            return
        head = self.columns.caption_of(cell) if self.columns else ""
        self._ledger.leave(cell, f"公式出错（{cell.text}）" if cell.error else f"事实中没有“{head}”这一项")


def read_name(text: str, field: str) -> tuple[str, Decimal | None]:
    """(name, weight) of a cell of the first three columns: 产 出 指 标（50分） → 产出指标, 50; 指标1：人数 → 人数."""
    told = read_titled(text, indicator_titles(), (field,))
    if told is not None:
        return told[field], None
    said = "".join(part.strip() for part in text.split("\n"))
    if field == "name":
        return _NUMBERED.sub("", said), None
    weight = None
    found = _LEVEL_WEIGHT.fullmatch(said)
    if found:
        said, weight = found.group(1).strip(), Decimal(found.group(2))
    # 分散对齐: every character stands alone.
    letters = said.split()
    if len(letters) > 1 and all(len(one) == 1 for one in letters):
        said = "".join(letters)
    return said, weight


def _is_block(cell: Cell, columns: IndicatorColumns) -> bool:
    """A caption at the left that spans the block: 绩效指标."""
    return caption(cell.text) in BLOCKS and columns.is_beside(cell)


def _source(field: str, told: dict[str, Cell], parts: dict[str, Part]) -> Cell | None:
    """The cell that a field was read from."""
    if field in ("actual", "actual_text", "rate"):
        return told.get("actual")
    if field == "op" and parts["op"].text and "op" in told:
        return told["op"]
    if field == "unit":
        if parts["unit"].text and "unit" in told:
            return told["unit"]
        return told.get("target") if parts["target"].text else told.get("actual")
    return told.get("target")
