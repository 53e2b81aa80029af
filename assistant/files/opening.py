"""A spreadsheet or Word file → its tables, whatever its ending says. Macros, links and formulas are never run.

.xlsx .xlsm .docx .docm are read here; .xls .et .doc .wps .rtf are converted by LibreOffice first, where it is installed.
"""

from __future__ import annotations

from pathlib import Path, PurePath

from assistant.errors import DocumentError
from assistant.files.formats import Format, sniff
from assistant.files.grid import Grids
from assistant.files.legacy import converted
from assistant.files.package import Package
from assistant.files.whole import whole

MAX_BYTES = 20 * 1024 * 1024
ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".docx", ".docm", ".doc", ".wps", ".rtf")


def open_grids(path: Path) -> Grids:
    """The tables of the file at `path`. Raises `DocumentError`: absent, too large, encrypted, broken, not a table file."""
    return grids(path.name, whole(path, MAX_BYTES, "请只保留自评表后再试。"))


def grids(name: str, content: bytes) -> Grids:
    """As `open_grids`, for a file in memory; its ending is taken from `name`."""
    if PurePath(name).suffix.lower() not in ENDINGS:
        raise DocumentError(
            f"“{name}”不是表格文件。", hint="请用 .xlsx、.xls、.et、.docx 或 .wps；其他格式请先另存为 .xlsx。"
        )
    sniffed = sniff(name, content)
    match sniffed.format:
        case Format.SHEET:
            found = _of_sheets(name, content)
        case Format.WORD:
            found = _of_word(name, content)
        case Format.OLD_SHEET:
            found = _of_sheets(name, converted(name, content, "xlsx"))
        case Format.OLD_WORD:
            found = _of_word(name, converted(name, content, "docx"))
        case other:
            raise DocumentError(
                f"文件“{name}”的内容其实是{other.value}，不是表格。",
                hint="请在 Excel 或 WPS 中打开并另存为 .xlsx 后再试。",
            )
    return Grids(found.grids, (*sniffed.notes, *found.notes), found.outside)


def _of_sheets(name: str, content: bytes) -> Grids:
    from assistant.files.sheetgrid import sheet_grid
    from assistant.files.workbook import read_sheets

    found = read_sheets(Package(name, content))
    notes = [*found.notes]
    if found.unseen:
        notes.append(f"有 {found.unseen} 个字是看不见的（白色、隐藏或极小），已略去。")
    named = len(found.sheets) > 1
    return Grids(tuple(sheet_grid(sheet, named=named) for sheet in found.sheets), tuple(notes))


def _of_word(name: str, content: bytes) -> Grids:
    from assistant.files.wordtables import read_tables

    return read_tables(Package(name, content))
