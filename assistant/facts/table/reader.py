"""A 自评表 file → `TableReading`, by rules: no model is asked, nothing is corrected, every cell is accounted for."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.errors import DocumentError, FactsError
from assistant.facts.load import facts_from_tree
from assistant.facts.table.captions import TOTAL, caption, field_in, fields, half_plain, money_unit
from assistant.facts.table.checks import check_totals
from assistant.facts.table.funds import fund_columns, read_funds
from assistant.facts.table.goals import goal_headers, read_goals
from assistant.facts.table.indicators import Indicators
from assistant.facts.table.pages import TITLE, is_form, leave_page
from assistant.facts.table.pairs import begins_with_field, read_pairs
from assistant.facts.table.pieces import Piece, pieces
from assistant.facts.table.reading import Ledger, TableReading
from assistant.facts.table.rows import indicator_columns
from assistant.facts.table.tree import nested
from assistant.files.grid import Cell, Grid, Grids
from assistant.files.opening import grids, open_grids

_YEAR = re.compile(r"(2[01]\d\d)年度?")
_REMARK = re.compile(r"^(?:注|备注|说明|填表说明|填报说明|注释)\d*[:.、]")


def read_table(path: Path, project: str | None = None) -> TableReading:
    """Read .xlsx, .xls, .et, .docx, .doc or .wps. Where the file holds several projects, `project` says which (else
    the first). Raises `DocumentError`: the file cannot be read, or holds no 自评表.
    """
    return _read(path.name, open_grids(path), project)


def read_table_bytes(name: str, content: bytes, project: str | None = None) -> TableReading:
    """As `read_table`, for an uploaded file; its ending is taken from `name`."""
    return _read(name, grids(name, content), project)


def _read(name: str, found: Grids, project: str | None) -> TableReading:
    reading = read_grids(found, project)
    if not reading.cells:
        raise DocumentError(
            f"文件“{name}”里没有找到自评表的内容。",
            hint="请核对是否选错了文件；表中应有“项目名称”“年初预算数”“一级指标”等栏目。",
        )
    return reading


def read_grids(found: Grids, project: str | None = None) -> TableReading:
    """Read tables that are already open; `TableReading.cells` may be empty."""
    parts = pieces(tuple(grid for grid in found.grids if is_form(grid)))
    projects = tuple(dict.fromkeys(part.project for part in parts if part.project))
    chosen = next((one for one in projects if project and one == half_plain(project)), None)
    wanted = chosen or (projects[0] if projects else "")
    if project and chosen is None and projects:
        raise DocumentError(f"表中没有名为“{project}”的项目。", hint=f"表中有：{'、'.join(projects)}。")
    ledger = Ledger()
    for grid in found.grids:
        if not is_form(grid):
            leave_page(ledger, grid)
    reader = _Reader(ledger)
    at = ""
    for part in parts:
        at = part.project or at
        if at in ("", wanted):
            reader.read(part.grid)
        else:
            _leave_piece(ledger, part, at)
    if len(projects) > 1:
        listed = "、".join(projects)
        ledger.doubt(
            "several", "project.name", f"文件里有{len(projects)}个项目（{listed}），只读入“{wanted}”"
        )
    check_totals(ledger, reader.indicators)
    _validate(ledger)
    notes = [*found.notes]
    if found.outside:
        notes.append(f"表格之外有 {found.outside} 个字的正文，未读取。")
    return ledger.reading(tuple(notes), projects)


class _Reader:
    """Goes down the rows of each table; the indicators' columns hold until told otherwise."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.indicators = Indicators(ledger)

    def read(self, grid: Grid) -> None:
        """Read one table, then account for what nobody knew."""
        rows = list(grid.rows())
        at = 0
        while at < len(rows):
            # At least one row a step, whatever a file holds: nothing may turn in a circle.
            at = max(at + 1, self._block(grid, rows, at))
        _leave_rest(self._ledger, grid)

    def _block(self, grid: Grid, rows: list[int], at: int) -> int:
        cells = grid.across(rows[at])
        if fund_columns(cells) is not None:
            return read_funds(self._ledger, grid, rows, at)
        if indicator_columns(grid, rows, at) is not None:
            return self.indicators.read(grid, rows, at)
        if goal_headers(cells) is not None:
            return read_goals(self._ledger, grid, rows, at)
        fresh = grid.starting(rows[at])
        if caption(fresh[0].text) in TOTAL:
            self.indicators.read_total(cells)
        elif len(fresh) >= 3 and self._goes_on(fresh) and not begins_with_field(fresh):
            # A table that goes on on the next page without its header.
            return self.indicators.go_on(grid, rows, at)
        else:
            self._loose(cells, fresh)
        return at + 1

    def _goes_on(self, cells: list[Cell]) -> bool:
        columns = self.indicators.columns
        names = {columns.of(cell) for cell in cells} if columns else set()
        return {"name", "target"} <= names and not any(caption(cell.text) in _PAIRS for cell in cells)

    def _loose(self, cells: list[Cell], fresh: list[Cell]) -> None:
        if not any(caption(cell.text) in fields() or field_in(cell.text) for cell in cells):
            for cell in fresh:
                self._alone(cell)
        read_pairs(self._ledger, cells)

    def _alone(self, cell: Cell) -> None:
        """Title, year, unit and remarks."""
        said = half_plain(cell.text)
        year = _YEAR.search(said)
        if _REMARK.match(said):
            self._ledger.leave(cell, "表注或填表说明，不作为事实")
            return
        titled = bool(TITLE.search(said)) and len(said) <= 60
        only_year = year is not None and len(said) <= 12 and said.strip("()") == year.group()
        if year and (titled or only_year):
            self._ledger.enter(cell, "report.year", int(year.group(1)))
        elif titled:
            self._ledger.label(cell)
        unit = money_unit(cell.text)
        if unit and len(said) <= 24:
            self._ledger.unit = unit


_PAIRS = frozenset({"项目名称", "主管部门", "实施单位"})


def _leave_piece(ledger: Ledger, part: Piece, project: str) -> None:
    for cell in part.grid.cells:
        ledger.leave(cell, f"属于另一个项目“{project}”，请单独导入")


def _leave_rest(ledger: Ledger, grid: Grid) -> None:
    rest = [cell for cell in grid.cells if not ledger.knows(cell)]
    for cell in rest:
        if cell.error:
            ledger.doubt("formula", "", f"单元格{cell.address}的公式出错（{cell.text}）", cell)
        ledger.leave(cell, f"公式出错（{cell.text}）" if cell.error else "没有对应的事实字段")


_NEEDED = {"report.year": 2000, "report.unit": "单位", "project.name": "项目"}
_ROUNDS = 5  # one fault may hide another


def _validate(ledger: Ledger) -> None:
    """Take out what the facts refuse (a score above its weight, a date that does not exist), with the reason."""
    for _ in range(_ROUNDS):
        try:
            facts_from_tree(nested(_NEEDED | ledger.facts))
            return
        except FactsError as error:
            for problem in error.problems:
                path = problem.path
                while path and path not in ledger.facts:
                    path = path.rpartition("[")[0] if path.endswith("]") else path.rpartition(".")[0]
                if path:
                    ledger.refuse(path, problem.message)
