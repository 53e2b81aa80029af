"""The summary of a batch as an .xlsx file: a row a project with totals, every finding, every failure.

Totals are values, not formulas, so that a viewer without a calculator shows them. What begins with = + - @ is text here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.export.characters import legal, width
from assistant.facts.quantities import number_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | Decimal | None
MISSING = "待补充"

_FACE = "宋体"
_MOST = 32_767  # characters in a cell of Excel's
_MOST_ROWS = 1_000_000  # of a sheet, with room for the header
_LINE = 15.0  # points
# Excel would read these as characters: _x0041_ is A.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Caption, width in Latin characters, alignment.
_PROJECTS = (
    ("序号", 6, "center"), ("项目", 34, "left"), ("单位", 22, "left"), ("年度", 7, "center"), ("全年预算（万元）", 13, "right"),
    ("支出（万元）", 13, "right"), ("执行率（%）", 9, "right"), ("自评得分", 9, "right"), ("等级", 7, "center"), ("错误", 6, "center"),
    ("提醒", 6, "center"), ("待补", 6, "center"), ("文件", 30, "left"),
)  # fmt: skip
_FINDINGS = (
    ("项目", 32, "left"),
    ("级别", 7, "center"),
    ("章节", 26, "left"),
    ("内容", 66, "left"),
    ("建议", 30, "left"),
)
_FAILURES = (("文件", 36, "left"), ("项目", 30, "left"), ("原因", 80, "left"))
Columns = Sequence[tuple[str, int, str]]


@dataclass(frozen=True)
class ProjectRow:
    """A project; amounts in 万元, the rate in %, None where the facts do not say. `file` lies beside the summary."""

    project: str
    unit: str
    year: int
    budget: Decimal | None
    paid: Decimal | None
    rate: Decimal | None
    score: Decimal | None
    grade: str | None
    errors: int
    warnings: int
    infos: int
    file: str


@dataclass(frozen=True)
class TotalRow:
    """Sums over some of the projects, under a name."""

    label: str
    budget: Decimal
    paid: Decimal
    rate: Decimal | None
    errors: int
    warnings: int
    infos: int


@dataclass(frozen=True)
class FindingRow:
    """A finding of a project's draft, or of a unit's report; `severity` as people call it."""

    project: str
    severity: str
    section: str
    message: str
    advice: str = ""


@dataclass(frozen=True)
class FailureRow:
    """A source without a draft."""

    file: str
    project: str
    reason: str


@dataclass(frozen=True)
class Summary:
    """`notes` say below the totals what they leave out."""

    projects: Sequence[ProjectRow]
    totals: Sequence[TotalRow]
    notes: Sequence[str]
    findings: Sequence[FindingRow]
    failures: Sequence[FailureRow]


def summary_bytes(summary: Summary) -> bytes:
    """The .xlsx file: three sheets with frozen headers, A4 landscape and one page wide."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    assert first is not None  # a new workbook has one
    first.title = "汇总"
    _fill(first, _PROJECTS, [_of_project(number, one) for number, one in enumerate(summary.projects, 1)])
    for one in summary.totals:
        _add(first, _of_total(one), [across for _, _, across in _PROJECTS], row=first.max_row + 1, bold=True)
    for note in summary.notes:
        _remark(first, note, len(_PROJECTS))
    for number, one in enumerate(summary.projects, 2):
        cell: Any = first.cell(number, len(_PROJECTS))
        cell.hyperlink = one.file
        cell.font = _font(link=True)
    _finish(first, _PROJECTS)
    found = [(one.project, one.severity, one.section, one.message, one.advice) for one in summary.findings]
    _sheet(book, "检查结果", _FINDINGS, found, "没有检查结果。")
    failed = [(one.file, one.project, one.reason) for one in summary.failures]
    _sheet(book, "未完成", _FAILURES, failed, "没有未完成的项目。")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _of_project(number: int, one: ProjectRow) -> tuple[Value, ...]:
    figures = [MISSING if value is None else value for value in (one.budget, one.paid, one.rate, one.score)]
    counts = (one.errors, one.warnings, one.infos)
    return (number, one.project, one.unit, one.year, *figures, one.grade or MISSING, *counts, one.file)


def _of_total(one: TotalRow) -> tuple[Value, ...]:
    counts = (one.errors, one.warnings, one.infos)
    return (None, one.label, None, None, one.budget, one.paid, one.rate, None, None, *counts, None)


def _sheet(book: Any, title: str, columns: Columns, rows: Sequence[tuple[Value, ...]], none: str) -> None:
    sheet = book.create_sheet(title)
    kept = rows[:_MOST_ROWS]
    _fill(sheet, columns, kept)
    if not rows:
        _remark(sheet, none, len(columns))
    if len(rows) > len(kept):
        _remark(sheet, f"还有{len(rows) - len(kept)}条，见各项目的 .json。", len(columns))
    _finish(sheet, columns)


def _fill(sheet: Worksheet, columns: Columns, rows: Sequence[tuple[Value, ...]]) -> None:
    from openpyxl.styles import PatternFill

    _add(sheet, [name for name, _, _ in columns], ["center"] * len(columns), row=1, bold=True)
    for number in range(1, len(columns) + 1):
        sheet.cell(1, number).fill = PatternFill("solid", fgColor="DDE5F0")
    for row, values in enumerate(rows, 2):
        _add(sheet, values, [across for _, _, across in columns], row=row)


def _add(
    sheet: Worksheet, values: Sequence[Value], aligned: Sequence[str], *, row: int, bold: bool = False
) -> None:
    from openpyxl.styles import Alignment, Border, Side

    edge = Side(style="thin")
    for column, (value, across) in enumerate(zip(values, aligned, strict=True), 1):
        cell = sheet.cell(row, column)
        _store(cell, value)
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        cell.font = _font(bold=bold)
        cell.border = Border(edge, edge, edge, edge)


def _remark(sheet: Worksheet, text: str, across: int) -> None:
    from openpyxl.styles import Alignment

    row = sheet.max_row + 1
    _store(sheet.cell(row, 1), text)
    sheet.cell(row, 1).font = _font()
    sheet.cell(row, 1).alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=across)


def _font(*, bold: bool = False, link: bool = False) -> Any:
    from openpyxl.styles import Font

    return Font(
        name=_FACE, size=10, bold=bold, color="0563C1" if link else None, underline="single" if link else None
    )


def _store(cell: Any, value: Value) -> None:
    if isinstance(value, Decimal):
        # Excel keeps fifteen digits; a longer figure is stored as text, whole.
        if Decimal(f"{float(value):.15g}") == value:
            cell.value = int(value) if value == value.to_integral_value() else float(value)
            return
        value = number_text(value)
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = _ESCAPE.sub("_x005F_", legal(value))[:_MOST]
        # Not "f": a text that begins with = stays a text, also after it is edited (quotePrefix).
        cell.data_type = "s"
        cell.quotePrefix = value[0] in "=+-@\t"


def _finish(sheet: Worksheet, columns: Columns) -> None:
    """Widths, heights (LibreOffice and Excel do not grow rows of a file that they did not write), header, page."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, (_, wide, _) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = wide
    for number, row in enumerate(sheet.iter_rows(), 1):
        merged = any(row[0].coordinate in area for area in sheet.merged_cells.ranges)
        widths = [sum(wide for _, wide, _ in columns)] if merged else [wide for _, wide, _ in columns]
        lines = max(_lines(cell.value, wide) for cell, wide in zip(row, widths, strict=False))
        sheet.row_dimensions[number].height = min(lines * _LINE + 5, 400.0)
    sheet.freeze_panes = "C2" if columns is _PROJECTS else "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    footer: Any = sheet.oddFooter
    footer.center.text = "第 &P 页，共 &N 页"


def _lines(value: object, wide: float) -> int:
    """How many lines a text takes in a column of so many Latin characters."""
    room = max(1.0, wide / 2 - 0.5)
    return sum(max(1, -int(-width(line) // room)) for line in str(value or "").split("\n"))
