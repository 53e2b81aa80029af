"""How the spreadsheet looks, and what it checks while it is filled in. Knows cells and inputs, not the form's layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.facts.form import Entry
from assistant.facts.inputs import Input
from assistant.facts.offline_form import marks

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"B": 22, "C": 40, "D": 14, "E": 32, "F": 28}
_WIDTH = 18
_LINE_HEIGHT, _HIGHEST = 15, 400  # points
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # what Excel would read as a character's number
_FORMATS = {"text": "@", "date": "yyyy-mm-dd", "year": "0", "count": "0"}


class Look:
    """The styles of one workbook, and the checks of its sheets (one for all cells of the same input)."""

    def __init__(self, book: Workbook) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._book = book
        line = Side(style="thin", color="BFBFBF")
        self._border = Border(left=line, right=line, top=line, bottom=line)
        self._top = Alignment(vertical="top", wrap_text=True)
        self._bold, self._large = Font(bold=True), Font(bold=True, size=14)
        self._quiet = Font(italic=True, color="808080", size=9)
        self._fill, self._warn, self._head = (
            PatternFill("solid", start_color=colour) for colour in ("FFFBE6", "FFD8A8", "E7EEF7")
        )
        self._checks: dict[tuple[str, str], DataValidation] = {}

    def guide(self, cell: Any, text: str, *, title: bool) -> None:
        """A line of the guide."""
        cell.value, cell.alignment = text, self._top
        if title:
            cell.font = self._large

    def plain(self, cell: Any, text: str) -> None:
        """A mark that nobody sees."""
        cell.value = text

    def title(self, cell: Any, text: str) -> None:
        """The title of a page."""
        cell.value, cell.font = text, self._large

    def heading(self, cell: Any, text: str) -> None:
        """The heading of a part or a table."""
        cell.value, cell.font = text, self._bold

    def caption(self, cell: Any, text: str) -> None:
        """What a column is called."""
        cell.value, cell.font, cell.fill = text, self._bold, self._head
        cell.border, cell.alignment = self._border, self._top

    def note(self, cell: Any, text: str, *, quiet: bool) -> None:
        """Text beside a cell to fill in."""
        cell.value, cell.alignment = text or None, self._top
        if quiet:
            cell.font = self._quiet

    def value(self, cell: Any, entry: Entry, value: Any, remark: str) -> None:
        """A cell to fill in, with what is known; text is text, whatever it begins with."""
        from openpyxl.comments import Comment

        cell.border, cell.alignment = self._border, self._top
        cell.fill = self._warn if remark else self._fill
        cell.number_format = _FORMATS.get(entry.input.kind, "General")
        if remark:
            cell.comment = Comment(remark, "assistant")
        if isinstance(value, str):
            cell.value = _ESCAPED.sub("_x005F_", value)
            cell.data_type, cell.quotePrefix = "s", value[:1] in "=+-@"
        elif value is not None:
            cell.value = value
        self._check(cell, entry)

    def _check(self, cell: Any, entry: Entry) -> None:
        key = (cell.parent.title, entry.path)
        if key not in self._checks:
            check = check_of(entry.input)
            if check is None:
                return
            check.showInputMessage, check.promptTitle = True, entry.title[:32]
            check.prompt = (entry.help or entry.input.expected)[:255]
            cell.parent.add_data_validation(check)
            self._checks[key] = check
        self._checks[key].add(cell)

    def lay_out(self, sheet: Worksheet) -> None:
        """Column widths, the marks out of sight, and printing on the width of a page."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        for number, row in enumerate(sheet.iter_rows(min_row=2), 2):
            lines = max((_lines(cell) for cell in row[1:]), default=1)
            if lines > 1:
                sheet.row_dimensions[number].height = min(_LINE_HEIGHT * lines, _HIGHEST)
        for number in range(2, max(sheet.max_column, marks.EXAMPLE_COLUMN) + 1):
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = _WIDTHS.get(letter, _WIDTH)
        sheet.column_dimensions["A"].hidden = True
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0


def _lines(cell: Any) -> int:
    """How many lines a wrapped cell needs: spreadsheets do not all fit a row to its text by themselves."""
    if not isinstance(cell.value, str) or not (cell.alignment and cell.alignment.wrap_text):
        return 1
    room = _WIDTHS.get(cell.column_letter, _WIDTH) // 2  # a Chinese character is two wide
    return sum(max(1, -(-len(line) // room)) for line in cell.value.splitlines())


def check_of(asked: Input) -> DataValidation | None:
    """What the spreadsheet lets a person put into a cell; None for free text."""
    from openpyxl.worksheet.datavalidation import DataValidation

    told = {
        "allow_blank": True,
        "showErrorMessage": True,
        "errorTitle": "填写有误",
        "error": asked.expected[:225],
    }
    if asked.kind == "choice":
        return DataValidation(
            type="list", formula1=f'"{",".join(title for _, title in asked.choices)}"', **told
        )
    if asked.kind == "date":
        # Only a warning: 2024年3月1日 typed as text is read too.
        rule = {"type": "date", "operator": "greaterThan", "formula1": "36526", "errorStyle": "warning"}
        return DataValidation(**rule, **told)
    if asked.kind == "text":
        return None
    whole = asked.kind in ("count", "year")
    low = -(10**12) if asked.minimum is None else asked.minimum
    high = 10**12 if asked.maximum is None else asked.maximum
    kind = "whole" if whole else "decimal"
    return DataValidation(type=kind, operator="between", formula1=str(low), formula2=str(high), **told)
