"""Sheets as grids: a stored figure stays exact; the result of a formula is taken as the sheet shows it where it does not end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.files.grid import Cell, Grid
from assistant.files.workbook import Sheet, SheetCell

UNSAVED = "公式没有保存结果"
_EXACT_PLACES = 6  # a formula's result with more decimals than this is told as shown: 1/3 has no end
_SHOWN_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def sheet_grid(sheet: Sheet, *, named: bool = True) -> Grid:
    """The sheet's cells with addresses like 自评表!C7; only C7 where the file has no other sheet (`named` false)."""
    prefix = f"{sheet.title}!" if named else ""
    cells = [*_cells(sheet, prefix), *_unsaved(sheet, prefix)]
    return Grid(sheet.title, tuple(sorted(cells, key=lambda cell: (cell.top, cell.left))), page=True)


def _cells(sheet: Sheet, prefix: str) -> Iterator[Cell]:
    for row, cells in sheet.rows:
        for column, cell in sorted(cells.items()):
            number = _number(cell, (row, column) in sheet.plan.formulas)
            yield Cell(
                address=f"{prefix}{column_letters(column)}{row}",
                text=cell.text,
                top=row,
                left=column,
                bottom=sheet.plan.bottom_of(row, column),
                right=sheet.plan.end_of(row, column),
                number=number,
                day=_day(cell.value),
                error=cell.error,
            )


def _unsaved(sheet: Sheet, prefix: str) -> Iterator[Cell]:
    """The formulas that a program wrote without computing them: what they give is not known."""
    plan = sheet.plan
    for row, column in plan.unsaved:
        if row not in plan.hidden_rows and column not in plan.hidden_columns:
            address = f"{prefix}{column_letters(column)}{row}"
            yield Cell(address, UNSAVED, row, column, row, column, error=True)


def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _number(cell: SheetCell, computed: bool) -> Decimal | None:
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return None
    try:
        # Excel keeps fifteen digits; what a float has beyond them is noise.
        stored = Decimal(cell.value) if isinstance(cell.value, int) else Decimal(f"{cell.value:.15g}")
    except (InvalidOperation, ValueError):
        return None
    if not stored.is_finite() or abs(stored.adjusted()) > 30:
        return None
    stored = stored * 100 if "%" in cell.text else stored
    exponent = stored.normalize().as_tuple().exponent
    if computed and isinstance(exponent, int) and -exponent > _EXACT_PLACES:
        shown = _SHOWN_NUMBER.match(cell.text)
        return Decimal(shown.group().replace(",", "")) if shown else stored
    return Decimal(format(stored, "f"))
