"""Which sheets of a workbook are a 自评表: a payment ledger or a page of instructions beside it is not taken apart."""

from __future__ import annotations

import re

from assistant.facts.table.captions import half_plain
from assistant.facts.table.funds import fund_columns
from assistant.facts.table.goals import goal_headers
from assistant.facts.table.reading import Ledger
from assistant.facts.table.rows import indicator_columns
from assistant.files.grid import Cell, Grid

TITLE = re.compile(r"自评表|评价表|绩效自评|自评报表|目标申报表|绩效指标表")
_LOOKED_AT = 500  # rows of a sheet in which the first block must begin
_MOST_LISTED = 400  # cells listed one by one


def is_form(grid: Grid) -> bool:
    """Whether a sheet has anything of a 自评表. A ledger beside it has captions too (单位名称), but no block."""
    rows = list(grid.rows())[:_LOOKED_AT]
    return not grid.page or any(_has_block(grid, rows, at) for at in range(len(rows)))


def _has_block(grid: Grid, rows: list[int], at: int) -> bool:
    cells = grid.across(rows[at])
    titled = any(len(cell.text) <= 60 and TITLE.search(half_plain(cell.text)) for cell in cells)
    return (
        titled
        or fund_columns(cells) is not None
        or indicator_columns(grid, rows, at) is not None
        or goal_headers(cells) is not None
    )


def leave_page(ledger: Ledger, grid: Grid) -> None:
    """Account for a sheet that is no 自评表: cell by cell, or as one range where it is long."""
    reason = f"“{grid.title}”不是自评表，未读取"
    if len(grid.cells) <= _MOST_LISTED:
        for cell in grid.cells:
            ledger.leave(cell, reason)
        return
    first, last = grid.cells[0], grid.cells[-1]
    ledger.leave(Cell(f"{first.address}:{last.address}", f"{len(grid.cells)}个单元格", 0, 0, 0, 0), reason)
