"""How a sheet is laid out — merged ranges, hidden rows and columns — read from the part itself, as a stream.

openpyxl gives this only when it builds the whole sheet in memory, and there a single merged range may name
seventeen billion cells.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from assistant.files.package import Package

_MAX_RANGES = 20_000
_LOOKED_AT = 500  # ranges, for one cell: a file may lay thousands over each other
_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_TRUE = ("1", "true")


@dataclass
class SheetPlan:
    """One sheet; rows and columns count from 1. `uncounted` is the number of formulas without a saved result,
    `width` the last column that holds a cell, `height` the last row.
    """

    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncounted: int = 0
    width: int = 0
    height: int = 0
    # (row, column), the first of them; `unsaved` are those without a saved result
    formulas: set[tuple[int, int]] = field(default_factory=set)
    unsaved: set[tuple[int, int]] = field(default_factory=set)
    _spans: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, bottom, left, right; by top
    _bottoms: list[int] = field(default_factory=list)  # the lowest bottom of the spans up to each

    def enter(self, number: int, cells: list[tuple[int, bool, bool]]) -> None:
        """Take in a row's cells: (column, whether a formula, whether one without a saved result)."""
        self.height = max(self.height, number) if cells else self.height
        for column, formula, unsaved in cells:
            self.uncounted += unsaved
            if formula and len(self.formulas) < _MAX_RANGES:
                self.formulas.add((number, column))
                self.unsaved |= {(number, column)} if unsaved else set()

    def merge(self, spans: Iterable[tuple[int, int, int, int]]) -> None:
        """Set the merged ranges."""
        self._spans = sorted(spans)
        lowest = 0
        for _, bottom, _, _ in self._spans:
            lowest = max(lowest, bottom)
            self._bottoms.append(lowest)

    def covers(self, number: int, column: int) -> bool:
        """Whether a merged range covers the cell, other than as its first."""
        span = self._span(number, column)
        return span is not None and (span[0], span[2]) != (number, column)

    def is_across(self, number: int, column: int) -> bool:
        """Whether a cell to the left in the same row spreads over this one."""
        span = self._span(number, column)
        return span is not None and span[2] < column

    def end_of(self, number: int, column: int) -> int:
        """The last column of the cell that begins here."""
        span = self._span(number, column)
        return span[3] if span else column

    def bottom_of(self, number: int, column: int) -> int:
        """The last row of the cell that begins here."""
        span = self._span(number, column)
        return span[1] if span else number

    def _span(self, number: int, column: int) -> tuple[int, int, int, int] | None:
        last = bisect_right(self._spans, (number, 1 << 30, 1 << 30, 1 << 30)) - 1
        for at in range(last, max(last - _LOOKED_AT, -1), -1):
            if self._bottoms[at] < number:
                return None
            top, bottom, left, right = self._spans[at]
            if top <= number <= bottom and left <= column <= right:
                return self._spans[at]
        return None


def plans(package: Package) -> dict[str, SheetPlan]:
    """Every worksheet's plan by its title, in the workbook's order."""
    book = package.xml(package.main) if package.main else None
    where = package.related(package.main, "worksheet")
    found: dict[str, SheetPlan] = {}
    for sheet in book.iter(f"{_M}sheet") if book is not None else ():
        part = where.get(sheet.get(f"{_R}id") or "")
        if part is None:
            continue
        plan = SheetPlan(hidden=sheet.get("state", "visible") != "visible")
        if not plan.hidden:
            _scan(package, part, plan)
        found[sheet.get("name") or ""] = plan
    return found


def _scan(package: Package, part: str, plan: SheetPlan) -> None:
    from lxml.etree import iterparse

    raw = package.raw(part)
    if raw is None:
        return
    number = column = 0
    in_row: list[
        tuple[int, bool, bool]
    ] = []  # (column, formula, formula without a result) of the row that is open
    spans: list[tuple[int, int, int, int]] = []
    tags = [f"{_M}{tag}" for tag in ("row", "c", "col", "mergeCell")]
    for _, node in iterparse(io.BytesIO(raw), tag=tags, resolve_entities=False, no_network=True):
        if node.tag == f"{_M}c":
            column = _column(node.get("r")) or column + 1
            formula = node.find(f"{_M}f") is not None
            in_row.append((column, formula, formula and not node.findtext(f"{_M}v")))
            plan.width = max(plan.width, column)
            continue
        if node.tag == f"{_M}row":
            column = 0
            number = _integer(node.get("r"), number + 1)
            plan.enter(number, in_row)
            in_row = []
            if node.get("hidden") in _TRUE:
                plan.hidden_rows.add(number)
        elif node.tag == f"{_M}col" and node.get("hidden") in _TRUE:
            first, last = _integer(node.get("min"), 1), _integer(node.get("max"), 1)
            plan.hidden_columns.update(range(first, min(last, first + 1000) + 1))
        elif node.tag == f"{_M}mergeCell" and len(spans) < _MAX_RANGES and (span := _range(node)):
            spans.append(span)
        _forget(node)
    plan.merge(spans)


def _range(node: _Element) -> tuple[int, int, int, int] | None:
    found = _RANGE.fullmatch(node.get("ref") or "")
    if not found:
        return None
    left, top, right, bottom = found.groups()
    return int(top), int(bottom), _column(left), _column(right)


def _column(reference: str | None) -> int:
    number = 0
    for letter in (reference or "")[:3]:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else otherwise


def _forget(node: _Element) -> None:
    """Free what has been read: the tree of a sheet would be ten times its file."""
    node.clear()
    above = node.getparent()
    while above is not None and node.getprevious() is not None:
        del above[0]
