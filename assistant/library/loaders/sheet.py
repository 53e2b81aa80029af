"""Lines of an .xlsx 自评表: titles as paragraphs, everything else as table rows, values as the sheet shows them.

What of a workbook is seen is decided in files/workbook.py.
"""

from __future__ import annotations

import re

from assistant.files.package import Package
from assistant.files.sheetplan import SheetPlan
from assistant.files.workbook import read_sheets
from assistant.library.documents import row
from assistant.library.loaders.reading import Reading, left_out
from assistant.library.loaders.reflow import Line

_Row = tuple[int, dict[int, str]]  # row number, column number → text; empty cells are absent


def read(name: str, content: bytes) -> Reading:
    """Every visible sheet's used range. Raises `DocumentError` where the file is broken or not to be trusted."""
    found = read_sheets(Package(name, content))
    lines: list[Line] = []
    for sheet in found.sheets:
        rows = [(number, {at: cell.text for at, cell in cells.items()}) for number, cells in sheet.rows]
        lines += [Line(sheet.title)] if len(found.sheets) > 1 and not _is_default(sheet.title) else []
        lines += _lines(rows, sheet.plan)
    return Reading(lines, (*found.notes, *left_out(found.unseen)))


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


def _is_default(title: str) -> bool:
    return re.fullmatch(r"(sheet|工作表)\s*\d*", title, re.IGNORECASE) is not None
