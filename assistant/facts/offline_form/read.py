"""Reads a filled-in spreadsheet back into facts; what stands where no fact belongs is listed, never dropped.

The file is hostile until its package has been checked (assistant/files); formulas are never computed, their saved results
are taken. Raises `DocumentError` for the file, `FactsError` for its content, with the page and cell of every fault.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import DocumentError, FactProblem, FactsError
from assistant.facts.form import Entry, Form, make_form
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.offline_form import marks
from assistant.facts.offline_form.rows import Row, read_pages
from assistant.facts.offline_form.values import from_cell
from assistant.facts.paths import steps

_CAPTIONED = tuple(range(marks.TITLE_COLUMN, marks.EXAMPLE_COLUMN + 1))


@dataclass(frozen=True)
class Unread:
    """A cell that no fact belongs to: 资金!H7 and what stands there."""

    address: str
    text: str


@dataclass
class OfflineReading:
    """`tree` as `facts_from_tree` takes it, `cells` the address of every fact by its path, `unread` the other cells."""

    tree: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    problems: list[FactProblem] = field(default_factory=list)

    def facts(self, source: str) -> ProjectFacts:
        """The facts; every fault says in which cell it stands."""
        try:
            facts = facts_from_tree(self.tree, source=source)
        except FactsError as error:
            raise FactsError(source, [*self.problems, *map(self._placed, error.problems)]) from None
        if self.problems:
            raise FactsError(source, self.problems)
        return facts

    def _placed(self, problem: FactProblem) -> FactProblem:
        at = self.cells.get(problem.path)
        if at is None:
            return problem
        return FactProblem(problem.path, problem.title, problem.value, f"{problem.message}（{at}）")


def load_offline_form(path: Path) -> ProjectFacts:
    """The facts in a filled-in spreadsheet."""
    return read_offline_form(path).facts(path.name)


def read_offline_form(path: Path) -> OfflineReading:
    """What is filled in, before it is checked."""
    found, form, ours = OfflineReading(), make_form(), 0
    found.tree = {one.path.split(".")[0]: {} for one in form.entries() if one.required}
    for title, rows in read_pages(path):
        if rows and rows[0].mark == marks.FORM_MARK:
            ours += 1
            _Page(title, form, found).read(rows[1:])
    if not ours:
        raise DocumentError(
            f"文件“{path.name}”不是本程序的填报模板，或隐藏的第一列被删了。",
            hint="空模板用 assistant facts new -o 文件.xlsx 得到；自评表请用 assistant table import 读取。",
        )
    return found


class _Page:
    """One page: facts in their rows, tables from their naming row to their end."""

    def __init__(self, title: str, form: Form, found: OfflineReading) -> None:
        self._title, self._form, self._found = title, form, found
        self._known = {one.path: one for one in form.entries()}
        self._columns: dict[int, tuple[str, Entry]] = {}
        self._table, self._count = "", 0

    def read(self, rows: list[Row]) -> None:
        for row in rows:
            match row.mark:
                case marks.END:
                    self._table, self._columns = "", {}
                    self._stray(row, (marks.TITLE_COLUMN,))
                case marks.HEADING:
                    self._stray(row, (marks.TITLE_COLUMN,))
                case marks.CAPTIONS:
                    self._stray(row, tuple(self._columns) or _CAPTIONED)
                case "" if self._table:
                    self._item(row)
                case "":
                    self._stray(row, ())
                case mark if marks.is_table(mark):
                    self._open(row)
                case _:
                    self._fact(row)

    def _open(self, row: Row) -> None:
        path = row.mark.removesuffix("[]")
        line = self._known.get(path)
        self._table, self._count, self._columns = path, 0, {}
        for column, cell in row.cells.items():
            name = str(cell.value).strip()
            entry = line if name == marks.LINE else self._known.get(f"{path}[].{name}")
            if entry is not None:
                self._columns[column] = ("" if name == marks.LINE else f".{name}", entry)
            else:
                self._stray(row, tuple(other for other in row.cells if other != column))

    def _fact(self, row: Row) -> None:
        entry = self._known.get(row.mark)
        if entry is None or entry.many or "[" in row.mark:
            self._stray(row, ())
            return
        self._take(row, marks.VALUE_COLUMN, row.mark, entry)
        self._stray(row, _CAPTIONED)

    def _item(self, row: Row) -> None:
        """A row of a table; a blank one is none."""
        mine = [column for column in self._columns if column in row.cells or column in row.uncounted]
        for column in mine:
            leaf, entry = self._columns[column]
            self._take(row, column, f"{self._table}[{self._count}]{leaf}", entry)
        self._count += bool(mine)
        self._stray(row, tuple(self._columns))

    def _take(self, row: Row, column: int, path: str, entry: Entry) -> None:
        at = f"工作表“{self._title}”{marks.address(column, row.number)}"
        if column in row.uncounted:
            problem = "公式没有保存结果，请在 Excel 或 WPS 中打开并保存一次，或直接填写数字"
            self._found.problems.append(FactProblem(path, entry.title, "", f"{problem}（{at}）"))
            return
        self._found.cells[path] = at
        cell = row.cells.get(column)
        if cell is None:
            return
        if cell.data_type == "e":
            problem = FactProblem(
                path, entry.title, str(cell.value), f"单元格是错误值，请改正公式或直接填写（{at}）"
            )
            self._found.problems.append(problem)
            return
        value = from_cell(cell.value, cell.number_format or "", entry)
        if entry.many and not path.endswith("]"):
            value = [line for line in str(value).splitlines() if line.strip()]
        _put(self._found.tree, path, value)

    def _stray(self, row: Row, own: tuple[int, ...]) -> None:
        for column, cell in row.cells.items():
            if column not in own:
                at = f"工作表“{self._title}”{marks.address(column, row.number)}"
                self._found.unread.append(Unread(at, str(cell.value).strip()))


def _put(tree: dict[str, Any], path: str, value: Any) -> None:
    """Sets a value in plain data, making the groups and rows on the way; rows come in their order."""
    at: Any = tree
    parts = steps(path)
    for here, after in zip(parts, [*parts[1:], None], strict=True):
        new: Any = value if after is None else [] if isinstance(after, int) else {}
        if isinstance(here, int):
            if here == len(at):
                at.append(new)
            at = at[here]
        elif after is None:
            at[here] = value
        else:
            at = at.setdefault(here, new)
