"""Rows of captions with the value beside each: 项目名称｜…｜主管部门｜…, also in one cell (填报人：…)."""

from __future__ import annotations

from assistant.facts.table.captions import (
    ACHIEVED,
    BLOCKS,
    NO_FIELD,
    caption,
    field_in,
    fields,
    half_plain,
    is_dash,
    money_unit,
    reserved,
)
from assistant.facts.table.cells import enter_text
from assistant.facts.table.reading import Ledger
from assistant.facts.table.titled import without_title
from assistant.files.grid import Cell


def begins_with_field(cells: list[Cell]) -> bool:
    """Whether the row tells a fact by its caption, or one that the facts do not have."""
    first = cells[0]
    said = caption(first.text)
    return said in fields() or said in NO_FIELD or field_in(first.text) is not None


def read_pairs(ledger: Ledger, cells: list[Cell]) -> None:
    """Enter the row's facts; the cells are in order, those merged from above included."""
    for at, cell in enumerate(cells):
        if ledger.knows(cell):
            continue
        beside = cells[at + 1] if at + 1 < len(cells) else None
        value = beside if beside is not None and _is_value(beside) and not ledger.knows(beside) else None
        _read(ledger, cell, value)


def _is_value(cell: Cell) -> bool:
    return caption(cell.text) not in reserved() and field_in(cell.text) is None


def _read(ledger: Ledger, cell: Cell, value: Cell | None) -> None:
    said = caption(cell.text)
    inside = field_in(cell.text)
    if said in fields():
        ledger.label(cell)
        if value is not None:
            enter_text(ledger, value, fields()[said])
    elif inside is not None:
        path, text = inside
        # A value written with its title stays whole: its title says that it is no dash and no caption.
        enter_text(ledger, cell, path, text if without_title(path, cell.text) is None else cell.text)
    elif said in NO_FIELD | ACHIEVED:
        ledger.label(cell)
        if value is not None:
            ledger.leave(value, f"事实中没有“{said}”这一项")
    elif said in BLOCKS or said in reserved() or is_dash(cell.text) or _is_unit(cell):
        ledger.label(cell)


def _is_unit(cell: Cell) -> bool:
    return money_unit(cell.text) is not None and len(half_plain(cell.text)) <= 12
