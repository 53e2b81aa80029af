"""The rows of a spreadsheet that anything stands in, with their marks. The file is hostile until its package was checked.

Formulas are never computed: their saved results are taken, and a formula without one is said to be.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import DocumentError
from assistant.facts.offline_form import marks
from assistant.files.formats import Format, sniff
from assistant.files.legacy import converted
from assistant.files.package import ZIP_FAULTS, Package, broken

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000  # of one sheet
MAX_SHEETS = 50
MAX_COLUMNS = 60


@dataclass(frozen=True)
class Row:
    """A row: its mark, its other cells by column (openpyxl's), and the columns of formulas without a saved result."""

    number: int
    mark: str
    cells: Mapping[int, Any]
    uncounted: tuple[int, ...]


def read_pages(path: Path) -> list[tuple[str, list[Row]]]:
    """Every sheet with its rows. Raises `DocumentError` where the file cannot be read or is not to be trusted."""
    package = Package(path.name, _as_sheet(path.name, _content(path)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every extension it does not keep
            return list(_pages(package))
    except (*ZIP_FAULTS, KeyError, TypeError, AttributeError, AssertionError, SyntaxError) as fault:
        # openpyxl meets a part that is missing or of the wrong shape in any of these ways.
        raise broken(path.name) from fault


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(
                f"文件“{path.name}”超过{MAX_BYTES // 1_000_000}MB。", hint="请只保留填报模板的内容。"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"找不到文件“{path}”。", hint="请核对路径。") from None
    except OSError as error:
        raise DocumentError(f"文件“{path.name}”打不开：{error.strerror}。") from None


def _as_sheet(name: str, content: bytes) -> bytes:
    match sniff(name, content).format:
        case Format.SHEET:
            return content
        case Format.OLD_SHEET:
            return converted(name, content, "xlsx")
    raise DocumentError(f"文件“{name}”不是表格文件。", hint="请用 .xlsx 填报模板，或 .yaml、.json 事实文件。")


def _pages(package: Package) -> Iterator[tuple[str, list[Row]]]:
    values, formulas = (_opened(package, values=saved) for saved in (True, False))
    if len(values.worksheets) > MAX_SHEETS:
        raise DocumentError(f"文件“{package.name}”的工作表超过{MAX_SHEETS}张。", hint="请只保留填报模板。")
    for sheet in values.worksheets:
        yield sheet.title, list(_rows(sheet, formulas[sheet.title], package.name))


def _opened(package: Package, *, values: bool) -> Any:
    import openpyxl

    return openpyxl.load_workbook(
        io.BytesIO(package.content), read_only=True, data_only=values, keep_links=False
    )


def _rows(sheet: Any, formulas: Any, name: str) -> Iterator[Row]:
    sheet.reset_dimensions()  # the range that a file declares may be a lie
    formulas.reset_dimensions()
    both = (one.iter_rows(max_col=MAX_COLUMNS) for one in (sheet, formulas))
    for number, (row, written) in enumerate(zip(*both, strict=False), 1):
        if number > MAX_ROWS:
            raise DocumentError(f"文件“{name}”的工作表超过{MAX_ROWS}行。", hint="请删去模板以外的行后再试。")
        cells = {cell.column: cell for cell in row if cell.value is not None and str(cell.value).strip()}
        lost = tuple(cell.column for cell in written if cell.data_type == "f" and cell.column not in cells)
        mark = cells.pop(marks.MARK_COLUMN, None)
        if cells or mark or lost:
            yield Row(number, str(mark.value).strip() if mark else "", cells, lost)
