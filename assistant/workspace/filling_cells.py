"""The form of a project as people fill it in: every field a `Cell` of text, in groups and rows like the facts.

A cell holds what was typed, whether it is right or wrong; how text becomes a value of the facts and back stands here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from assistant.facts.form import Block, Entry, Form, Part, Table, make_form
from assistant.facts.quantities import number_text
from assistant.facts.table.tree import flat, put

_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DAY = re.compile(r"(\d{4})\s*[./年-]\s*(\d{1,2})\s*[./月-]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_WIDE = {ord("０") + digit: str(digit) for digit in range(10)}
_WIDE |= {ord(wide): plain for wide, plain in zip("．，－／", ".,-/", strict=True)}


@dataclass(frozen=True)
class Cell:
    """A field's text. `rival` is what `author` typed while somebody else changed the field: one of the two is to be chosen."""

    text: str = ""
    rival: str | None = None
    author: str = ""


EMPTY = Cell()
# A group by its names, a list of rows, a field.
Cells = dict[str, Any]


@cache
def form() -> Form:
    """The form as such; who needs what is added by the locality pack (filling_checks.py)."""
    return make_form()


def cells_of(tree: Mapping[str, Any]) -> Cells:
    """The facts of a stored tree as cells; what is not filled in has none."""
    blocks = [block for sheet in form().sheets for block in sheet.blocks]
    return _group(blocks, tree)


def _group(blocks: list[Block] | tuple[Block, ...], tree: Mapping[str, Any]) -> Cells:
    found = {block.name: _cells(block, tree[block.name]) for block in blocks if block.name in tree}
    return {name: one for name, one in found.items() if one is not None}


def _cells(block: Block, value: Any) -> Any:
    match block:
        case Part():
            return _group(block.blocks, value) if isinstance(value, Mapping) else None
        case Table():
            return [_group(block.columns, row) for row in value if isinstance(row, Mapping)]
        case Entry():
            return Cell(text_of(value, block))


def text_of(value: Any, entry: Entry) -> str:
    """A stored value as its field shows it: codes as codes, a list a line each."""
    if isinstance(value, list | tuple):
        return "\n".join(text_of(one, entry) for one in value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return number_text(value)
    return "" if value is None else str(value)


def value_of(text: str, entry: Entry) -> Any:
    """What the facts are given for a text; None for an empty one. Nothing is judged here, only spelling is made even:
    full-width figures, 1,234.5, the field's own unit behind a figure, 2024.3.1.
    """
    if entry.many:
        return [line.strip() for line in text.splitlines() if line.strip()] or None
    said = text.strip()
    if not said:
        return None
    match entry.input.kind:
        case "number" | "count" | "year":
            return _figure(said, entry.unit)
        case "date":
            return _date(said)
    return said


def _figure(said: str, unit: str) -> str:
    plain = said.translate(_WIDE).replace(" ", "")
    if unit and plain.endswith(unit):
        plain = plain.removesuffix(unit)
    plain = plain.removesuffix("年") if re.fullmatch(r"\d{4}年", plain) else plain
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain


def _date(said: str) -> str:
    plain = said.translate(_WIDE)
    found = _DAY.fullmatch(plain) or _COMPACT.fullmatch(plain)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else plain


def texts(cells: Cells) -> Iterator[tuple[str, Cell]]:
    """Every cell with its path, empty ones too."""
    yield from ((path, cell) for path, cell in flat(cells).items() if isinstance(cell, Cell))


def cell_at(cells: Cells, path: str) -> Cell:
    """The cell of a path; an empty one where nothing was typed."""
    return flat(cells).get(path, EMPTY)


def put_cell(cells: Cells, path: str, cell: Cell) -> None:
    """Sets a cell; the groups and rows on the way are made."""
    put(cells, path, cell)


def rows_at(cells: Cells, path: str) -> list[Cells]:
    """The rows of a table, made where there are none."""
    place: Any = cells
    for name in path.split(".")[:-1]:
        place = place.setdefault(name, {})
    return place.setdefault(path.split(".")[-1], [])


def blank_row(row: Cells) -> bool:
    """Whether nothing stands in a row."""
    return all(not cell.text and cell.rival is None for _, cell in texts(row))


def without_blank_rows(cells: Cells) -> Cells:
    """The same form; rows in which nothing stands are left out."""
    return {name: _without_blank_rows(one) for name, one in cells.items()}


def _without_blank_rows(value: Any) -> Any:
    if isinstance(value, dict):
        return without_blank_rows(value)
    return [row for row in value if not blank_row(row)] if isinstance(value, list) else value


def storable(value: Any) -> Any:
    """A tree of facts as JSON keeps it, figures and dates as text: a JSON number would be read as a float."""
    match value:
        case dict():
            return {str(name): storable(one) for name, one in value.items()}
        case list() | tuple():
            return [storable(one) for one in value]
        case Decimal():
            return number_text(value)
        case date():
            return value.isoformat()
    return value
