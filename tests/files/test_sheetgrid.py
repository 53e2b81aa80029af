"""Cells of a sheet as grids: what is stored, what is printed, what is merged."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from assistant.files.grid import Cell
from assistant.files.opening import grids
from assistant.files.sheetgrid import UNSAVED, column_letters


def cells_of(*values: Any, form: str = "General", merged: str = "") -> dict[str, Cell]:
    book = Workbook()
    assert book.active is not None
    for row, value in enumerate(values, 1):
        book.active.cell(row, 1, value).number_format = form
    if merged:
        book.active.merge_cells(merged)
    stream = io.BytesIO()
    book.save(stream)
    return {cell.address: cell for cell in grids("表.xlsx", stream.getvalue()).grids[0].cells}


@pytest.mark.parametrize(
    ("value", "form", "text", "number"),
    [
        (285.6, "General", "285.6", "285.6"),
        (0.1 + 0.2, "General", "0.3", "0.3"),
        (0.952, "0%", "95%", "95.2"),
        (1200, "#,##0.00", "1,200.00", "1200"),
        (285.6, '0"万元"', "286万元", "285.6"),
        ("１２３", "General", "１２３", None),
    ],
)
def test_a_stored_figure_is_exact_whatever_is_printed(
    value: Any, form: str, text: str, number: str | None
) -> None:
    cell = cells_of(value, form=form)["A1"]
    assert cell.text == text
    assert cell.number == (None if number is None else Decimal(number))


def test_dates_errors_and_formulas_without_a_result() -> None:
    cells = cells_of(datetime(2024, 3, 1), "=1+1", form="yyyy-mm-dd")
    assert cells["A1"].day == date(2024, 3, 1) and cells["A1"].number is None
    assert cells["A2"].error and cells["A2"].text == UNSAVED


def test_merged_cells_reach_over_their_range() -> None:
    cells = cells_of("甲", "乙", "丙", merged="A1:C2")
    assert (cells["A1"].bottom, cells["A1"].right) == (2, 3)
    assert list(cells) == ["A1", "A3"]


def test_excels_escapes_are_undone() -> None:
    assert cells_of("甲_x000D_\n乙_x005F_x0041__xD800_")["A1"].text == "甲\n乙_x0041__xD800_"


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_letters_of_columns(column: int, letters: str) -> None:
    assert column_letters(column) == letters
