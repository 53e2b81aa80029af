"""What was read from a 自评表: the facts, and an account of every cell that is not empty.

A `TableReading` is made by `Ledger`, into which the readers of the table's blocks enter cell after cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from assistant.facts.paths import steps, title_of
from assistant.facts.table.tree import nested
from assistant.facts.table.vocabulary import PAID
from assistant.files.grid import Cell

ConflictKind = Literal["total", "twice", "unit", "value", "formula", "several", "doubt"]


@dataclass(frozen=True)
class MappedCell:
    """A cell and the fact it gave: `path` is that of a fact, or the name of a derived value that it was checked against."""

    address: str
    text: str
    path: str


@dataclass(frozen=True)
class LabelCell:
    """A caption, a dash, a unit: it says what other cells hold."""

    address: str
    text: str


@dataclass(frozen=True)
class UnmappedCell:
    """A cell that gave no fact, and why. For a sheet that is no 自评表 one entry may stand for a range (C2:F900)."""

    address: str
    text: str
    reason: str


@dataclass(frozen=True)
class Conflict:
    """Something in the table that contradicts itself or cannot be right. It is reported, never corrected.

    `kind`: total (a sum or rate is not what its parts give), twice (two values for one fact), unit (元 or 万元?),
    value (the facts refuse it), formula (#REF! …, a date where a figure belongs), several (more than one project),
    doubt (read, but to be looked at).
    """

    kind: ConflictKind
    path: str
    message: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableReading:
    """`facts` is a tree as `facts_from_tree` takes it (Decimal, int, str, lists), with what the table holds and no more.

    Every cell that is not empty stands in exactly one of `cells` (a cell that gave several facts: several times),
    `labels` and `unmapped`. `notes` are Chinese remarks on the file (macros, hidden rows); `projects` the names of
    all projects found, the first of which was read.
    """

    facts: dict[str, Any]
    cells: tuple[MappedCell, ...]
    labels: tuple[LabelCell, ...]
    unmapped: tuple[UnmappedCell, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


ARRIVED = "funds.arrived_total"
# What a form calls what the facts hold otherwise, or derive.
_NAMES = {PAID: "全年执行数", "funds.execution_rate": "预算执行率", ARRIVED: "到位资金"}


def name_of(path: str) -> str:
    """The Chinese name of a path as forms use it."""
    return _NAMES.get(path) or title_of(path)


class Ledger:
    """The account while a file is read: each cell is a label, gave facts, or was left with a reason."""

    def __init__(self) -> None:
        self.unit = ""  # of money: 万元 or 元, once the table has said so
        self.facts: dict[str, Any] = {}  # path → value, flat
        self.sources: dict[str, Cell] = {}
        self.conflicts: list[Conflict] = []
        self._mapped: dict[str, list[MappedCell]] = {}
        self._labels: dict[str, LabelCell] = {}
        self._left: dict[str, UnmappedCell] = {}

    def knows(self, cell: Cell) -> bool:
        """Whether the cell is accounted for."""
        return any(cell.address in book for book in (self._mapped, self._labels, self._left))

    def label(self, *cells: Cell) -> None:
        """The cells are captions."""
        for cell in cells:
            if not self.knows(cell):
                self._labels[cell.address] = LabelCell(cell.address, cell.text)

    def leave(self, cell: Cell, reason: str) -> None:
        """The cell gives no fact."""
        if not self.knows(cell):
            self._left[cell.address] = UnmappedCell(cell.address, cell.text, reason)

    def enter(self, cell: Cell, path: str, value: Any) -> None:
        """The cell gives the fact; a second, different value is a conflict, and the first stays."""
        old = self.facts.get(path)
        if old is not None and not _same(old, value):
            first = self.sources[path]
            self.doubt(
                "twice",
                path,
                f"{name_of(path)}有两个值：“{_short(first.text)}”和“{_short(cell.text)}”，取前一个",
                first,
                cell,
            )
            self.leave(cell, f"与{first.address}的{name_of(path)}不同")
            return
        self.facts.setdefault(path, value)
        self.sources.setdefault(path, cell)
        self._map(cell, path)

    def check(self, cell: Cell, name: str) -> None:
        """The cell gives a value that follows from the facts: it is compared, not taken."""
        self._map(cell, name)

    def doubt(self, kind: ConflictKind, path: str, message: str, *cells: Cell) -> None:
        """Something to report about cells."""
        self.conflicts.append(Conflict(kind, path, message, tuple(cell.address for cell in cells)))

    def refuse(self, path: str, reason: str) -> None:
        """Take a fact out again that the facts do not accept."""
        cell = self.sources.pop(path)
        del self.facts[path]
        self.doubt("value", path, f"{name_of(path)}“{_short(cell.text)}”：{reason}", cell)
        kept = [one for one in self._mapped.pop(cell.address, []) if one.path != path]
        if kept:
            self._mapped[cell.address] = kept
        else:
            self.leave(cell, reason)

    def reading(self, notes: tuple[str, ...], projects: tuple[str, ...]) -> TableReading:
        """The account, closed."""
        return TableReading(
            nested(self.facts),
            tuple(one for cells in self._mapped.values() for one in cells),
            tuple(self._labels.values()),
            tuple(self._left.values()),
            tuple(self.conflicts),
            notes,
            projects,
        )

    def _map(self, cell: Cell, path: str) -> None:
        self._labels.pop(cell.address, None)
        self._left.pop(cell.address, None)
        entries = self._mapped.setdefault(cell.address, [])
        if all(one.path != path for one in entries):
            entries.append(MappedCell(cell.address, cell.text, path))


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return "".join(old.split()) == "".join(new.split())
    return type(old) is type(new) and old == new


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"


def decimal_at(ledger: Ledger, path: str) -> Decimal | None:
    """The figure that was read for the path, if any."""
    value = ledger.facts.get(path)
    return value if isinstance(value, Decimal) else None


def indicator_numbers(ledger: Ledger) -> range:
    """The indices of the indicators read so far."""
    found = [int(steps(path)[1]) for path in ledger.facts if path.startswith("indicators[")]
    return range(max(found, default=-1) + 1)
