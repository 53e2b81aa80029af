"""The block 项目资金: budget, adjusted budget, execution, its rate and score.

Only the row of the total gives facts: 当年财政拨款, 上年结转 and 其他资金 have no field; they are checked to add up.
"""

from __future__ import annotations

from decimal import Decimal

from assistant.facts.quantities import number_text, rate
from assistant.facts.table.captions import (
    BLOCKS,
    FUND_COLUMN,
    FUND_PARTS,
    FUND_TOTAL,
    caption,
    is_dash,
    money_unit,
)
from assistant.facts.table.cells import amount_of, broken_cell, enter_amount, enter_figure
from assistant.facts.table.figures import figure_of
from assistant.facts.table.reading import ARRIVED, Ledger
from assistant.facts.table.vocabulary import PAID
from assistant.files.grid import Cell, Grid

_PATHS = {"initial": "funds.initial_budget", "adjusted": "funds.adjusted_budget", "paid": PAID}
_SCORES = {"weight": "execution_score.weight", "score": "execution_score.score"}
_MONEY = {*_PATHS, "arrived"}
_NAMES = {"initial": "年初预算数", "adjusted": "全年预算数", "paid": "全年执行数", "arrived": "到位数"}
_APART = 2000  # times: a budget and its execution differ by less, 元 and 万元 by 10,000
_CLOSE = Decimal("0.01")  # %

Columns = dict[str, Cell]  # name of the column → its header cell


def fund_columns(cells: list[Cell]) -> Columns | None:
    """The columns of a header row of the block; None where the row is none."""
    found: Columns = {}
    for cell in cells:
        name = FUND_COLUMN.get(caption(cell.text))
        if name:
            found.setdefault(name, cell)
    # 年初预算数｜320｜全年预算数｜300 in one row are captions with their values.
    beside = {cell.left for cell in cells if figure_of(cell) is not None}
    if any(head.right + 1 in beside for head in found.values()):
        return None
    return found if len(found) >= 2 and _MONEY & found.keys() else None


def read_funds(ledger: Ledger, grid: Grid, rows: list[int], at: int) -> int:
    """Read the block whose header is row number `at` of `rows`; the number of the first row after it."""
    header = grid.across(rows[at])
    columns = fund_columns(header) or {}
    ledger.label(*(cell for cell in header if _says_nothing(cell)), *columns.values())
    stated = [found for cell in header if (found := money_unit(cell.text))]
    ledger.unit = stated[0] if stated else ledger.unit
    if not ledger.unit:
        ledger.unit = "万元"
        ledger.doubt(
            "unit", "funds.initial_budget", "表中没有写金额单位，按万元读入，请核对", *columns.values()
        )
    block = _Block(ledger, columns)
    at += 1
    if at < len(rows) and block.is_bare(grid.starting(rows[at])):
        block.read(None, grid.across(rows[at]))
        at += 1
    while at < len(rows) and (line := _line(grid.across(rows[at]))) is not None:
        block.read(line, grid.across(rows[at]))
        at += 1
    block.close()
    return at


def _says_nothing(cell: Cell) -> bool:
    said = caption(cell.text)
    return said in BLOCKS or said in FUND_COLUMN or is_dash(cell.text)


def _line(cells: list[Cell]) -> Cell | None:
    """The caption of a row of the block."""
    return next((cell for cell in cells if _is_line(caption(cell.text))), None)


def _is_line(said: str) -> bool:
    return said in FUND_TOTAL or _part(said) is not None


def _part(said: str) -> str | None:
    said = said.removeprefix("其中").lstrip(":、,")
    return said if said in FUND_PARTS else None


class _Block:
    def __init__(self, ledger: Ledger, columns: Columns) -> None:
        self._ledger = ledger
        self._columns = columns
        self._unit = ledger.unit
        self._total: dict[str, tuple[Decimal, Cell]] = {}
        self._parts: dict[str, list[tuple[Decimal, Cell]]] = {}

    def is_bare(self, cells: list[Cell]) -> bool:
        """Whether the row holds figures under the columns and no caption: a table with the total only."""
        told = [cell for cell in cells if self._column(cell) in _MONEY and figure_of(cell) is not None]
        return _line(cells) is None and len(told) >= 2

    def read(self, line: Cell | None, cells: list[Cell]) -> None:
        """One row: the total's cells give facts, the parts' are left and remembered."""
        self._ledger.label(*([line] if line else []), *(cell for cell in cells if _says_nothing(cell)))
        part = _part(caption(line.text)) if line else None
        for cell in cells:
            column = self._column(cell)
            if cell is line or column is None or self._ledger.knows(cell):
                continue
            if part is None:
                self._read_total(cell, column)
            else:
                self._read_part(cell, column, part)

    def _column(self, cell: Cell) -> str | None:
        shared = {name: cell.overlaps(head.left, head.right) for name, head in self._columns.items()}
        best = max(shared, key=lambda name: shared[name])
        return best if shared[best] else None

    def _read_total(self, cell: Cell, column: str) -> None:
        if column in _PATHS:
            amount = enter_amount(self._ledger, cell, _PATHS[column], self._unit)
        elif column in _SCORES:
            enter_figure(self._ledger, cell, _SCORES[column])
            return
        elif column == "rate":
            self._read_rate(cell)
            return
        else:
            amount = amount_of(self._ledger, cell, ARRIVED, self._unit)
            self._ledger.leave(cell, "事实中的到位资金按笔填写，合计数不能直接填入")
        if amount is not None:
            self._total.setdefault(column, (amount, cell))

    def _read_part(self, cell: Cell, column: str, part: str) -> None:
        if is_dash(cell.text):
            self._ledger.label(cell)
            return
        if column in _MONEY:
            amount = amount_of(self._ledger, cell, _PATHS.get(column, ARRIVED), self._unit)
            if amount is not None:
                self._parts.setdefault(column, []).append((amount, cell))
        self._ledger.leave(cell, f"事实中没有按来源分列的“{part}”")

    def _read_rate(self, cell: Cell) -> None:
        name = "funds.execution_rate"
        if broken_cell(self._ledger, cell, name) or is_dash(cell.text):
            self._ledger.label(cell)
            return
        figure = figure_of(cell)
        if figure is None or figure.unit not in ("", "%"):
            self._ledger.leave(cell, "执行率应为百分数")
            return
        self._ledger.check(cell, name)
        # 0.952 in a cell without a percent format is 95.2%.
        small = not figure.unit and figure.number <= Decimal("1.5")
        self._declared = (figure.number * 100 if small else figure.number, cell)

    _declared: tuple[Decimal, Cell] | None = None

    def close(self) -> None:
        """Compare sums and the rate with what is declared."""
        for column, (amount, cell) in self._total.items():
            parts = self._parts.get(column, [])
            added = sum((one for one, _ in parts), Decimal(0))
            if parts and added != amount:
                said = f"{_NAMES[column]}：资金总额{number_text(amount)}万元，其中各项合计{number_text(added)}万元，不一致"
                path = _PATHS.get(column, ARRIVED)
                self._ledger.doubt("total", path, said, cell, *(one for _, one in parts))
        self._check_sizes()
        self._check_rate()

    def _check_sizes(self) -> None:
        """One of the totals in 元, the others in 万元."""
        sizes = {column: amount for column, (amount, _) in self._total.items() if amount}
        if not sizes:
            return
        most, least = max(sizes, key=lambda one: sizes[one]), min(sizes, key=lambda one: sizes[one])
        if sizes[most] >= sizes[least] * _APART:
            times = number_text((sizes[most] / sizes[least]).to_integral_value())
            said = f"{_NAMES[most]}是{_NAMES[least]}的{times}倍，请核对单位是元还是万元"
            cells = (self._total[most][1], self._total[least][1])
            self._ledger.doubt("unit", _PATHS.get(most, ARRIVED), said, *cells)

    def _check_rate(self) -> None:
        budget = self._total.get("adjusted") or self._total.get("initial")
        paid = self._total.get("paid")
        if self._declared is None or budget is None or paid is None:
            return
        stated, cell = self._declared
        real = rate(paid[0], budget[0])
        if real is not None and abs(real - stated) >= _tolerance(stated):
            said = f"执行率写{number_text(stated)}%，按执行数÷全年预算数应为{number_text(real)}%"
            self._ledger.doubt("total", "funds.execution_rate", said, cell, budget[1], paid[1])


def _tolerance(stated: Decimal) -> Decimal:
    """Half a step of the last place that is given, and at least 0.01."""
    exponent = stated.normalize().as_tuple().exponent
    places = min(2, max(0, -exponent)) if isinstance(exponent, int) else 0
    return max(_CLOSE, Decimal(1).scaleb(-places) / 2 + _CLOSE / 2)
