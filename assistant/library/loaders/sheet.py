"""Lines of an .xlsx 自评表: titles as paragraphs, everything else as table rows, values as the sheet shows them.

A cell that spans others is given once, at its first row and column. Sheets, rows, columns and cells that the
user has hidden are left out, and said to be.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.library.documents import row
from assistant.library.loaders.cells import shown
from assistant.library.loaders.package import ZIP_FAULTS, Package, broken
from assistant.library.loaders.reading import Reading, left_out
from assistant.library.loaders.reflow import Line
from assistant.library.loaders.sheetplan import SheetPlan, plans

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MAX_SHEETS = 50
MAX_ROWS = 20_000  # of all sheets, empty ones not counted
MAX_COLUMNS = 200
_LAST_ROW = 1 << 20  # Excel's own limit: a row beyond it is a lie

_Row = tuple[int, dict[int, str]]  # row number, column number → text; empty cells are absent


def read(name: str, content: bytes) -> Reading:
    """Every visible sheet's used range. Raises `DocumentError` where the file is broken or not to be trusted."""
    package = Package(name, content)
    try:
        return _Workbook(package).reading()
    except (
        *ZIP_FAULTS,
        KeyError,
        TypeError,
        AttributeError,
        AssertionError,
        SyntaxError,
        LookupError,
    ) as fault:
        # openpyxl meets a part that is missing or of the wrong shape in any of these ways.
        raise broken(name) from fault


class _Workbook:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._plans = plans(package)
        self._rows = 0
        self._left: Counter[str] = Counter()

    def reading(self) -> Reading:
        sheets = {title: plan for title, plan in self._plans.items() if not plan.hidden}
        self._left["sheets"] = len(self._plans) - len(sheets)
        self._left["more sheets"] = max(0, len(sheets) - MAX_SHEETS)
        found: list[tuple[str, list[Line]]] = []
        with warnings.catch_warnings():
            # openpyxl warns of every extension that it does not keep; nothing is written back here.
            warnings.simplefilter("ignore")
            book = _open(self._package)
            for title, plan in list(sheets.items())[:MAX_SHEETS]:
                rows = list(self._visible(book, title, plan)) if title in book.sheetnames else []
                if rows:
                    found.append((title, _lines(rows, plan)))
        lines: list[Line] = []
        for title, of_sheet in found:
            lines += [Line(title)] if len(found) > 1 and not _is_default(title) else []
            lines += of_sheet
        return Reading(lines, self._notes())

    def _visible(self, book: Workbook, title: str, plan: SheetPlan) -> Iterator[_Row]:
        sheet: Any = book[title]
        sheet.reset_dimensions()  # the range that the file declares may be a lie
        self._left["formulas"] += plan.uncounted
        for number, cells in enumerate(sheet.iter_rows(max_col=min(plan.width, MAX_COLUMNS) or 1), 1):
            if number > _LAST_ROW:
                return
            texts = {cell.column: text for cell in cells if (text := self._text(cell, plan))}
            if not texts:
                continue
            if number in plan.hidden_rows:
                self._left["rows"] += 1
                continue
            if self._rows >= MAX_ROWS:
                self._left["more rows"] += 1
                return
            self._rows += 1
            yield number, texts

    def _text(self, cell: Any, plan: SheetPlan) -> str:
        if cell.value is None:
            return ""
        text = shown(cell.value, cell.number_format or "General")
        if not text.strip() or plan.covers(cell.row, cell.column):
            return ""
        if cell.column in plan.hidden_columns:
            self._left["cells"] += 1
            return ""
        if _is_unseen(cell):
            self._left["unseen"] += len("".join(text.split()))
            return ""
        return text.strip()

    def _notes(self) -> tuple[str, ...]:
        said = (
            ("sheets", "有 {} 张隐藏的工作表，未读取。"),
            ("rows", "有 {} 行被隐藏，已略去。"),
            ("cells", "隐藏的列里有 {} 个单元格，已略去。"),
            ("formulas", "有 {} 个公式没有保存结果，请在 Excel 或 WPS 中打开并保存一次。"),
            ("more sheets", f"工作表超过 {MAX_SHEETS} 张，后面的 {{}} 张未读取。"),
        )
        notes = [text.format(self._left[key]) for key, text in said if self._left[key]]
        notes += [f"表格超过 {MAX_ROWS} 行，后面的未读取。"] if self._left["more rows"] else []
        wide = any(plan.width > MAX_COLUMNS for plan in self._plans.values())
        notes += [f"表格超过 {MAX_COLUMNS} 列，右边的未读取。"] if wide else []
        notes += ["文件含宏，已忽略（宏不会被运行）。"] if self._package.has_macros else []
        return (*notes, *left_out(self._left["unseen"]))


def _open(package: Package) -> Workbook:
    import openpyxl

    return openpyxl.load_workbook(
        io.BytesIO(package.content), read_only=True, data_only=True, keep_links=False
    )


def _lines(rows: list[_Row], plan: SheetPlan) -> list[Line]:
    first = min(column for _, texts in rows for column in texts)
    last = max(plan.end_of(number, column) for number, texts in rows for column in texts)
    wide = [number for number, texts in rows if len(texts) > 1]
    lines: list[Line] = []
    for number, texts in rows:
        outside = not wide or not wide[0] <= number <= wide[-1]
        column = next(iter(texts))
        if len(texts) == 1 and (outside or plan.end_of(number, column) - column + 1 >= last - first + 1):
            lines += [Line(line) for line in texts[column].splitlines()]
        else:
            columns = [one for one in range(first, last + 1) if not plan.is_across(number, one)]
            lines.append(Line(row([texts.get(one, "") for one in columns])))
    return lines


def _is_unseen(cell: Any) -> bool:
    """Whether the sheet prints nothing for the cell: white on white, tiny, or a format that shows nothing."""
    from assistant.library.loaders.wordstyles import is_white

    if (cell.number_format or "").replace('""', "").strip() in (";;;", ";;;;"):
        return True
    font = cell.font
    if font is None:
        return False
    if font.sz is not None and font.sz <= 2:
        return True
    colour = font.color
    if colour is None:
        return False
    white = (colour.type == "rgb" and is_white(str(colour.rgb)[-6:])) or (
        colour.type == "theme" and colour.theme == 0 and (colour.tint or 0) > -0.05
    )
    return white and (cell.fill is None or cell.fill.fill_type in (None, "none"))


def _is_default(title: str) -> bool:
    return re.fullmatch(r"(sheet|工作表)\s*\d*", title, re.IGNORECASE) is not None
