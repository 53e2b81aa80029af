"""A payment ledger's file → its tables: .xlsx and older sheets by assistant/files, .csv in UTF-8, UTF-16 or GB18030 here.

Files are hostile until read: bytes, rows, columns and the length of a cell are limited.
"""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from assistant.errors import DocumentError
from assistant.files.grid import Cell, Grid, Grids
from assistant.files.opening import grids
from assistant.files.sheetgrid import column_letters

ENDINGS = (".csv", ".xlsx", ".xlsm", ".xls", ".et")
MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 2_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def open_ledger(path: Path) -> Grids:
    """The tables of a ledger. Raises `DocumentError`: absent, too large, not text, not a table."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(
                f"文件“{path.name}”超过 {MAX_BYTES // 1048576} MB 的上限。", hint="请按年度导出后再试。"
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"找不到文件“{path}”。", hint="请核对路径。") from None
    except IsADirectoryError:
        raise DocumentError(f"“{path}”是文件夹，不是文件。") from None
    except OSError as fault:
        raise DocumentError(f"文件“{path.name}”打不开：{fault.strerror}。") from None
    return ledger_grids(path.name, content)


def ledger_grids(name: str, content: bytes) -> Grids:
    """As `open_ledger`, for a file in memory; .csv by its ending, unless it is a workbook that was only renamed."""
    if name.lower().endswith(".csv") and not content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return Grids((_csv(name, _decoded(name, content)),))
    return grids(name if not name.lower().endswith(".csv") else f"{name}.xlsx", content)


def _decoded(name: str, content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise DocumentError(
        f"文件“{name}”不是文本表格，或编码无法识别。", hint="请在 Excel 中另存为 .xlsx 后再试。"
    )


def _csv(name: str, text: str) -> Grid:
    head = text[:4000]
    delimiter = max(",\t;|", key=head.count)
    cells: list[Cell] = []
    try:
        for row, fields in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            if row > MAX_ROWS:
                raise DocumentError(f"“{name}”超过 {MAX_ROWS} 行。", hint="请只保留本项目的支付记录。")
            if len(fields) > MAX_COLUMNS:
                raise DocumentError(f"“{name}”第{row}行有 {len(fields)} 列，超过 {MAX_COLUMNS} 列。")
            for column, value in enumerate(fields, 1):
                shown = value.strip().lstrip("'").strip()
                if len(shown) > MAX_CELL:
                    raise DocumentError(
                        f"“{name}”第{row}行第{column}列的文字过长。", hint="请检查引号是否成对。"
                    )
                if shown:
                    cells.append(Cell(f"{column_letters(column)}{row}", shown, row, column, row, column))
    except csv.Error:
        raise DocumentError(
            f"“{name}”不是完整的 .csv 文件。", hint="请在 Excel 中另存为 .xlsx 后再试。"
        ) from None
    return Grid(Path(name).stem, tuple(cells))
