"""The block 年度总体目标: 预期目标 over its text; 实际完成情况 has no field in the facts and is left."""

from __future__ import annotations

from assistant.facts.fields import printable
from assistant.facts.table.captions import ACHIEVED, BLOCKS, EXPECTED, WHOLE_GOAL, caption, is_dash, reserved
from assistant.facts.table.reading import Ledger
from assistant.facts.table.titled import without_title
from assistant.files.grid import Cell, Grid

OVERALL = "goals.overall"


def goal_headers(cells: list[Cell]) -> tuple[Cell, Cell | None] | None:
    """The cells 预期目标 and 实际完成情况 of a header row; None where the row is none, or has the text beside them."""
    expected = next((cell for cell in cells if caption(cell.text) in EXPECTED), None)
    achieved = next((cell for cell in reversed(cells) if caption(cell.text) in ACHIEVED), None)
    if expected is None and achieved is not None:
        # 总体目标｜全年实际完成情况: the first is a caption of its own only beside the second.
        before = [cell for cell in cells if cell.right + 1 == achieved.left]
        expected = next((cell for cell in before if caption(cell.text) in WHOLE_GOAL), None)
    if expected is None:
        return None
    beside = [cell for cell in cells if cell.left == expected.right + 1]
    told = any(caption(cell.text) not in reserved() for cell in beside)
    return None if told else (expected, achieved)


def read_goals(ledger: Ledger, grid: Grid, rows: list[int], at: int) -> int:
    """Read the block whose header is row number `at` of `rows`; the number of the first row after it."""
    header = grid.across(rows[at])
    found = goal_headers(header)
    assert found is not None  # asked before
    expected, achieved = found
    ledger.label(*header)
    texts: list[Cell] = []
    at += 1
    while at < len(rows) and _goes_on(grid.starting(rows[at]), expected, bool(texts)):
        for cell in grid.across(rows[at]):
            if ledger.knows(cell) or is_dash(cell.text) or caption(cell.text) in BLOCKS:
                ledger.label(cell)
            elif cell.overlaps(expected.left, expected.right):
                texts.append(cell)
            elif achieved is not None and cell.overlaps(achieved.left, achieved.right):
                ledger.leave(cell, "事实中没有“总体目标实际完成情况”这一项")
        at += 1
    told = " ".join(_text(cell) for cell in texts)
    for cell in texts:
        ledger.enter(cell, OVERALL, told)
    return at


def _goes_on(cells: list[Cell], expected: Cell, begun: bool) -> bool:
    """The first row below the header belongs to it; another one where it has text in the column and no caption."""
    if any(caption(cell.text) in reserved() - BLOCKS for cell in cells):
        return False
    return not begun or all(cell.left >= expected.left for cell in cells)


def _text(cell: Cell) -> str:
    return printable(without_title(OVERALL, cell.text) or cell.text)
