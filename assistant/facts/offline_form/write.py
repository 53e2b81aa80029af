"""Writes the form as an .xlsx to fill in: a page a group, a row a fact, a table a list; help, unit and example beside it.

Cells to fill in are checked by the spreadsheet itself (choices, figures, dates). Examples stand in a column of their own:
nobody has to delete one, and none can be taken for a value.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import InputError
from assistant.facts.form import Block, Entry, Form, Part, Table
from assistant.facts.offline_form import marks
from assistant.facts.offline_form.look import Look
from assistant.facts.offline_form.values import to_cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SPARE_ROWS = 8  # blank rows below what a table holds already
SPARE_LINES = 4
_GUIDE = (
    "填表说明",
    "1. 每张工作表是一组内容，黄色格子里填写；没有的可以空着，起草时会标出【待补充】。",
    "2. 金额一律为万元，只填数字；日期写作2024-03-01；例子只作参考，不会被读取。",
    "3. 表格里带＊的列每行都要填；行不够时，在表内插入行。请不要删除隐藏的行和第一列，程序靠它们认出各项内容。",
    "4. 橙色格子是沿用上年资料时需要更新或核对的内容，批注里写有上年的情况。",
    "5. 填好后保存，交给本程序检查：assistant facts check 文件名。",
)


def write_offline_form(
    form: Form, path: Path, tree: Mapping[str, Any] | None = None, remarks: Mapping[str, str] | None = None
) -> None:
    """The form with the content of `tree` (as `tree_of` gives it) and `remarks` on fields by their paths.

    Raises `InputError` where the file cannot be written or a list does not fit into a cell.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    look = Look(book)
    guide = book.create_sheet(_GUIDE[0])
    for number, line in enumerate(_GUIDE, 1):
        look.guide(guide.cell(number, 1), line, title=number == 1)
    guide.column_dimensions["A"].width = 100
    for page in form.sheets:
        _Page(book.create_sheet(page.title), look, remarks or {}).write(page.title, page.blocks, tree or {})
    _save(book, path)


class _Page:
    """One sheet, written from the top down."""

    def __init__(self, sheet: Worksheet, look: Look, remarks: Mapping[str, str]) -> None:
        self._sheet, self._look, self._remarks, self._row = sheet, look, remarks, 1

    def write(self, title: str, blocks: Sequence[Block], tree: Mapping[str, Any]) -> None:
        self._mark(marks.FORM_MARK)
        self._look.title(self._sheet.cell(self._row, marks.TITLE_COLUMN), title)
        self._row += 1
        self._captions()
        for block in blocks:
            self._block(block, block.name, tree.get(block.name))
        self._look.lay_out(self._sheet)

    def _captions(self) -> None:
        self._mark(marks.CAPTIONS)
        for column, text in enumerate(("字段", "填写", "单位", "说明", "例子"), marks.TITLE_COLUMN):
            self._look.caption(self._sheet.cell(self._row, column), text)
        self._row += 1

    def _block(self, block: Block, path: str, value: Any) -> None:
        match block:
            case Entry(many=False):
                self._fact(block, path, value)
            case Entry():
                self._lines(block, path, value or ())
            case Part():
                self._heading(_titled(block))
                for one in block.blocks:
                    self._block(one, f"{path}.{one.name}", (value or {}).get(one.name))
            case Table():
                self._table(block, path, value or ())

    def _fact(self, entry: Entry, path: str, value: Any) -> None:
        self._mark(path)
        told = (entry.title + ("（必填）" if entry.required else ""), entry.unit, entry.help, entry.example)
        places = (marks.TITLE_COLUMN, marks.UNIT_COLUMN, marks.HELP_COLUMN, marks.EXAMPLE_COLUMN)
        for column, text in zip(places, told, strict=True):
            self._look.note(self._sheet.cell(self._row, column), text, quiet=column != marks.TITLE_COLUMN)
        self._fill(marks.VALUE_COLUMN, entry, value, path)
        self._row += 1

    def _lines(self, entry: Entry, path: str, lines: Sequence[Any]) -> None:
        self._begin(path, entry.title, entry.help, [(marks.LINE, entry)], marks.VALUE_COLUMN)
        for index in range(max(len(lines) + 2, SPARE_LINES)):
            value = lines[index] if index < len(lines) else None
            self._fill(marks.VALUE_COLUMN, entry, value, path)
            self._row += 1
        self._end()

    def _table(self, table: Table, path: str, rows: Sequence[Mapping[str, Any]]) -> None:
        named = [(one.name, one) for one in table.columns]
        self._begin(path, table.title, table.help, named, marks.FIRST_COLUMN)
        for index in range(len(rows) + SPARE_ROWS):
            row = rows[index] if index < len(rows) else {}
            for column, (name, entry) in enumerate(named, marks.FIRST_COLUMN):
                self._fill(column, entry, row.get(name), f"{path}[{index}].{name}")
            self._row += 1
        self._end()

    def _begin(
        self, path: str, title: str, help_: str, named: Sequence[tuple[str, Entry]], first: int
    ) -> None:
        remark = f"【{self._remarks[path]}】" if path in self._remarks else ""
        self._heading(f"{title}{'：' if help_ else ''}{help_}{remark}")
        self._mark(f"{path}[]")
        self._sheet.row_dimensions[self._row].hidden = True
        self._mark(marks.CAPTIONS, self._row + 1)
        self._mark(marks.CAPTIONS, self._row + 2)
        for column, (name, entry) in enumerate(named, first):
            self._look.plain(self._sheet.cell(self._row, column), name)
            self._look.caption(
                self._sheet.cell(self._row + 1, column), entry.label + ("＊" if entry.essential else "")
            )
            help_of = "" if name == marks.LINE else entry.help
            example = f"例：{entry.example}" if entry.example else ""
            hint = "。".join(one for one in (help_of, example) if one)
            self._look.note(self._sheet.cell(self._row + 2, column), hint, quiet=True)
        self._row += 3

    def _heading(self, text: str) -> None:
        self._mark(marks.HEADING)
        self._look.heading(self._sheet.cell(self._row, marks.TITLE_COLUMN), text)
        self._row += 1

    def _end(self) -> None:
        self._mark(marks.END)
        self._look.note(
            self._sheet.cell(self._row, marks.TITLE_COLUMN), "行不够时，在这一行的上方插入行", quiet=True
        )
        self._row += 2

    def _fill(self, column: int, entry: Entry, value: Any, path: str) -> None:
        cell = self._sheet.cell(self._row, column)
        if isinstance(value, list | tuple):
            value = "\n".join(map(str, value)) or None
        else:
            value = to_cell(value, entry)
        if isinstance(value, str) and len(value) > marks.MAX_CELL:
            raise InputError(
                f"“{entry.title}”共{len(value)}字，放不进一个单元格（最多{marks.MAX_CELL}字）",
                hint="请删减，或改用 .yaml 文件。",
            )
        self._look.value(cell, entry, value, self._remarks.get(path, ""))

    def _mark(self, text: str, row: int | None = None) -> None:
        self._look.plain(self._sheet.cell(row or self._row, marks.MARK_COLUMN), text)


def _titled(part: Part) -> str:
    return f"{part.title}{'：' if part.help else ''}{part.help}"


def _save(book: Any, path: Path) -> None:
    """Written beside its place and moved there: a file that is there is never half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".xlsx")
        os.close(handle)
        try:
            book.save(name)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"填报模板 {path} 写不进去：{error.strerror}", hint="请检查文件夹的权限，或关闭正打开它的程序。"
        ) from None
