"""A filled 自评表 as an .xlsx file. Text is always stored as text: what begins with = + - @ is no formula there."""

from __future__ import annotations

import io
import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.export.characters import legal, width
from assistant.facts.quantities import number_text
from assistant.facts.table.form import Form, FormCell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SHEET = "自评表"
_FACE = "宋体"
_MOST = 32_767  # characters in a cell of Excel's
_LINE = 15.0  # points
# Excel would read these as characters: _x0041_ is A.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def xlsx_bytes(form: Form) -> bytes:
    """The .xlsx file: A4 landscape, one page wide, the header of the indicators repeated on every page."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has one
    sheet.title = _SHEET
    for cell in form.cells:
        _set(sheet, cell)
    _set_page(sheet, form)
    _set_heights(sheet, form)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _set(sheet: Worksheet, cell: FormCell) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    first = sheet.cell(cell.top, cell.left)
    _store(first, cell.value)
    centred = cell.kind in ("title", "note", "label", "figure")
    first.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)
    first.font = Font(name=_FACE, size=16 if cell.kind == "title" else 10, bold=cell.kind == "title")
    if cell.kind not in ("title", "note"):
        edge = Side(style="thin")
        for row in range(cell.top, cell.bottom + 1):
            for column in range(cell.left, cell.right + 1):
                sheet.cell(row, column).border = Border(edge, edge, edge, edge)
    if (cell.top, cell.left) != (cell.bottom, cell.right):
        sheet.merge_cells(
            start_row=cell.top, start_column=cell.left, end_row=cell.bottom, end_column=cell.right
        )


def _store(cell: Any, value: str | Decimal) -> None:
    if isinstance(value, Decimal):
        # Excel keeps fifteen digits; a longer figure is stored as text, whole.
        if Decimal(f"{float(value):.15g}") == value:
            cell.value = int(value) if value == value.to_integral_value() else float(value)
            return
        value = number_text(value)
    if value:
        cell.value = _ESCAPE.sub("_x005F_", legal(value))[:_MOST]
        # Not "f": a text that begins with = stays a text, also after it is edited (quotePrefix).
        cell.data_type = "s"
        cell.quotePrefix = value[0] in "=+-@\t"


def _set_page(sheet: Worksheet, form: Form) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, wide in enumerate(form.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = wide
    sheet.print_title_rows = f"{form.header}:{form.header}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True


def _set_heights(sheet: Worksheet, form: Form) -> None:
    """Merged cells do not grow with their text by themselves; a row is as high as its longest cell needs."""
    lines: dict[int, float] = {}
    for cell in form.cells:
        if cell.top != cell.bottom or not isinstance(cell.value, str):
            continue
        room = max(1.0, sum(form.widths[cell.left - 1 : cell.right]) / 2 - 0.5)
        needed = sum(max(1, math.ceil(width(line) / room)) for line in cell.value.split("\n"))
        lines[cell.top] = max(lines.get(cell.top, 1), needed)
    for row in range(1, form.height + 1):
        high = 26.0 if row == 1 else lines.get(row, 1) * _LINE + 5
        sheet.row_dimensions[row].height = min(high, 400.0)
