"""What a person does to the form: fills a field, adds, removes or moves a row, settles a contested field."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.errors import InputError
from assistant.facts.fields import MAX_ITEMS, MAX_TEXT
from assistant.facts.form import Table, bare
from assistant.facts.paths import leads_somewhere, steps
from assistant.workspace.filling_cells import Cell, Cells, cell_at, form, put_cell, rows_at

# A field of several lines may hold as much as its lines together.
MAX_TYPED = 4 * MAX_TEXT
_ROW = re.compile(r"([a-z_.0-9]+)\[(\d{1,4})\]")


@dataclass(frozen=True)
class Fill:
    """`text` was typed where `before` stood."""

    path: str
    text: str
    before: str = ""


@dataclass(frozen=True)
class Settle:
    """Of a contested field, what stands in the facts is right."""

    path: str


@dataclass(frozen=True)
class RemoveRow:
    """A row of a table goes."""

    row: str


@dataclass(frozen=True)
class InsertRow:
    """A row comes before this one, empty or with these texts by the names of its columns."""

    row: str
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MoveRow:
    """A row goes up (-1) or down (+1)."""

    row: str
    by: int


Change = Fill | Settle | RemoveRow | InsertRow | MoveRow


def applied(cells: Cells, changes: Iterable[Change]) -> Cells:
    """The form with the changes, in their order. Raises `InputError` for a field or row that does not exist."""
    cells = copy.deepcopy(cells)
    for change in changes:
        _apply(cells, change)
    return cells


def _apply(cells: Cells, change: Change) -> None:
    match change:
        case Fill(path, text):
            put_cell(cells, checked(path), Cell(_limited(path, text)))
        case Settle(path):
            put_cell(cells, checked(path), Cell(cell_at(cells, path).text))
        case RemoveRow(row):
            rows, at = _row(cells, row)
            if at < len(rows):
                del rows[at]
        case InsertRow(row, texts):
            rows, at = _row(cells, row)
            new = {name: Cell(_limited(checked(f"{row}.{name}"), text)) for name, text in texts}
            if len(rows) >= MAX_ITEMS:
                raise InputError(f"最多{MAX_ITEMS}行", hint="请先删去不需要的行。")
            rows.insert(at, new)
        case MoveRow(row, by):
            rows, at = _row(cells, row)
            to = at + (1 if by > 0 else -1)
            if 0 <= to < len(rows) and at < len(rows):
                rows[at], rows[to] = rows[to], rows[at]


def tables() -> dict[str, Table]:
    """The tables of the form by their paths."""
    return {one.path: one for sheet in form().sheets for one in _tables(sheet.blocks)}


def _tables(blocks):
    for block in blocks:
        if isinstance(block, Table):
            yield block
        else:
            yield from _tables(getattr(block, "blocks", ()))


def checked(path: str) -> str:
    """The path, if it is a field's. Raises `InputError`."""
    try:
        if not leads_somewhere(path) or form().entry(path).path.count("[]") != path.count("["):
            raise KeyError(path)
    except KeyError:
        raise InputError("表单里没有这个字段", hint="请刷新页面。") from None
    if any(isinstance(part, int) and part >= MAX_ITEMS for part in steps(path)):
        raise InputError(f"最多{MAX_ITEMS}行", hint="请先删去不需要的行。")
    return path


def _limited(path: str, text: str) -> str:
    if len(text) > MAX_TYPED:
        title = form().entry(bare(path)).title
        raise InputError(f"{title}过长（{len(text)}字）", hint=f"最多{MAX_TYPED}字。")
    return text.replace("\r\n", "\n")


def _row(cells: Cells, row: str) -> tuple[list[Cells], int]:
    found = _ROW.fullmatch(row)
    if found is None or found[1] not in tables():
        raise InputError("表单里没有这一行", hint="请刷新页面。")
    return rows_at(cells, found[1]), int(found[2])
