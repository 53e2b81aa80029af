"""The 自评表 in a Word or Excel file → proposals, each with its cell; read by facts/table, nothing is corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.facts.quantities import number_text
from assistant.facts.table.reader import read_grids
from assistant.files.grid import Grids
from assistant.proposals.gathering import Read
from assistant.proposals.grounding import fact_form
from assistant.proposals.proposal import Proposal, Quote
from assistant.proposals.source import Found
from assistant.proposals.text_tables import span_of

_SURE, _DOUBTED = 0.92, 0.6
_LISTED = 12


def read_tables(name: str, found: Grids) -> tuple[list[Read], list[str]]:
    """The facts of the 自评表 in a file, and what is said of it; nothing where the file holds no such table."""
    reading = read_grids(found)
    if not reading.cells:
        return [], []
    doubted = {one.path for one in reading.conflicts}
    read: list[Read] = []
    for cell in reading.cells:
        value = _value(reading.facts, cell.path)
        path = re.sub(r"\[\d+\]", "[]", cell.path)
        if value is None or path.count("[]") > 1 or not _is_fact(path):
            continue
        row = int(place.group(1)) if (place := re.search(r"\[(\d+)\]", cell.path)) else 0
        entry, sure = fact_form().entry(path), _DOUBTED if cell.path in doubted else _SURE
        span = span_of(cell.address)
        quote = Quote(name, "自评表", *(span or (0, 0)), cell.text, "" if span else cell.address)
        told = Proposal(path, entry.title, value, (quote,), sure, "自评表", entry.yearly)
        if not any(one.found.path == path and one.found.row == row for one in read):
            read.append(Read(Found(path, value, (), sure, told.rule, row), told))
    notes = [f"{name}的自评表：{one.message}" for one in reading.conflicts[:_LISTED]]
    return read, notes


def together(prose: Sequence[Read], table: Sequence[Read]) -> list[Read]:
    """The table and the prose of one document: indicators and goals as the table has them, money as the prose tells it."""
    from_table = {_list_of(one) for one in table} & {"indicators", "goals.specific"}
    from_prose = {_list_of(one) for one in prose} & {"funds.arrivals", "funds.payments"}
    kept = [one for one in prose if _list_of(one) not in from_table]
    return [*kept, *(one for one in table if _list_of(one) not in from_prose)]


def _list_of(one: Read) -> str:
    head, mark, _ = one.found.path.partition("[]")
    return head if mark else ""


def _is_fact(path: str) -> bool:
    try:
        fact_form().entry(path)
    except KeyError:
        return False
    return True


def _value(facts: dict[str, Any], path: str) -> str | None:
    node: Any = facts
    for name, place in re.findall(r"([a-z_0-9]+)|\[(\d+)\]", path):
        if place:
            node = node[int(place)] if isinstance(node, list) and int(place) < len(node) else None
        else:
            node = node.get(name) if isinstance(node, dict) else None
    if node is None or isinstance(node, dict | list):
        return None
    return node if isinstance(node, str) else number_text(node)
