"""The visible cells of an .xlsx, sheet by sheet: values as they are stored and as the sheet shows them.

A cell that spans others stands once, at its first row and column. Sheets, rows, columns and cells that the user has
hidden are left out, and said to be. Formulas are never computed: their saved results are taken.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.files.cells import shown
from assistant.files.package import ZIP_FAULTS, Package, broken
from assistant.files.sheetplan import SheetPlan, plans
from assistant.files.wordstyles import is_white

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MAX_SHEETS = 50
MAX_ROWS = 20_000  # of all sheets, empty ones not counted
MAX_COLUMNS = 200
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_ROW = 1 << 20  # Excel's own limit: a row beyond it is a lie


@dataclass(frozen=True)
class SheetCell:
    """One cell: `text` as the sheet shows it, `value` as stored (int, float, str, bool, datetime …), its number format.

    `error` says that the value is one of Excel's errors, such as #REF!.
    """

    text: str
    value: Any
    form: str
    error: bool = False


Row = tuple[int, dict[int, SheetCell]]  # row number, column number → cell; empty cells are absent


@dataclass(frozen=True)
class Sheet:
    """One visible sheet that holds anything; its merged ranges are in `plan`."""

    title: str
    plan: SheetPlan
    rows: list[Row]


@dataclass(frozen=True)
class Sheets:
    """`notes` are Chinese remarks for the user; `unseen` counts characters that nobody can see on the sheet."""

    sheets: list[Sheet]
    notes: tuple[str, ...]
    unseen: int


def read_sheets(package: Package) -> Sheets:
    """Every visible sheet's used range. Raises `DocumentError` where the file is broken or not to be trusted."""
    try:
        return _Reading(package).sheets()
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
        raise broken(package.name) from fault


class _Reading:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._plans = plans(package)
        self._rows = 0
        self._left: Counter[str] = Counter()

    def sheets(self) -> Sheets:
        visible = {title: plan for title, plan in self._plans.items() if not plan.hidden}
        self._left["sheets"] = len(self._plans) - len(visible)
        self._left["more sheets"] = max(0, len(visible) - MAX_SHEETS)
        found: list[Sheet] = []
        with warnings.catch_warnings():
            # openpyxl warns of every extension that it does not keep; nothing is written back here.
            warnings.simplefilter("ignore")
            book = _open(self._package)
            for title, plan in list(visible.items())[:MAX_SHEETS]:
                rows = list(self._visible(book, title, plan)) if title in book.sheetnames else []
                if rows:
                    found.append(Sheet(title, plan, rows))
        return Sheets(found, self._notes(), self._left["unseen"])

    def _visible(self, book: Workbook, title: str, plan: SheetPlan) -> Iterator[Row]:
        sheet: Any = book[title]
        sheet.reset_dimensions()  # the range that the file declares may be a lie
        self._left["formulas"] += plan.uncounted
        height = min(plan.height, _LAST_ROW) or 1
        for number, cells in enumerate(
            sheet.iter_rows(max_row=height, max_col=min(plan.width, MAX_COLUMNS) or 1), 1
        ):
            row = {cell.column: found for cell in cells if (found := self._cell(cell, plan))}
            if not row:
                continue
            if number in plan.hidden_rows:
                self._left["rows"] += 1
                continue
            if self._rows >= MAX_ROWS:
                self._left["more rows"] += 1
                return
            self._rows += 1
            yield number, row

    def _cell(self, cell: Any, plan: SheetPlan) -> SheetCell | None:
        if cell.value is None:
            return None
        form = cell.number_format or "General"
        value = _plain(cell.value) if isinstance(cell.value, str) else cell.value
        text = shown(value, form)
        if not text.strip() or plan.covers(cell.row, cell.column):
            return None
        if cell.column in plan.hidden_columns:
            self._left["cells"] += 1
            return None
        if _is_unseen(cell):
            self._left["unseen"] += len("".join(text.split()))
            return None
        return SheetCell(text.strip(), value, form, cell.data_type == "e")

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
        notes += [MACROS] if self._package.has_macros else []
        return tuple(notes)


MACROS = "文件含宏，已忽略（宏不会被运行）。"


def _plain(text: str) -> str:
    """Text without Excel's escapes: _x000D_ is a carriage return, _x005F_ an underscore before something like one."""
    return _ESCAPED.sub(_unescaped, text).replace("\r\n", "\n").replace("\r", "\n")


def _unescaped(found: re.Match[str]) -> str:
    code = int(found.group(1), 16)
    stands_alone = code in (0x09, 0x0A, 0x0D) or (code >= 0x20 and not 0xD800 <= code < 0xE000)
    return chr(code) if stands_alone else found.group()


def _open(package: Package) -> Workbook:
    import openpyxl

    return openpyxl.load_workbook(
        io.BytesIO(package.content), read_only=True, data_only=True, keep_links=False
    )


def _is_unseen(cell: Any) -> bool:
    """Whether the sheet prints nothing for the cell: white on white, tiny, or a format that shows nothing."""
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
