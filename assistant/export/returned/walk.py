"""One walk through a file's body: its paragraphs and tables as they are written, tracked changes and all (`Raw`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.export.returned.inline import Inline, Piece, Place, State, author_of, choice, place_of
from assistant.files.wordbody import AROUND, CHOICES, inside, is_contents
from assistant.files.wordstyles import Styles, W

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PARAGRAPHS = 6_000
MAX_CHARACTERS = 200_000
"""Some 320 pages of a report's 616 characters."""
_INSERTED, _DELETED = ("ins", "moveTo"), ("del", "moveFrom")


@dataclass(frozen=True)
class Raw:
    """A paragraph; `end` is what became of its paragraph mark."""

    element: _Element
    pieces: tuple[Piece | Place, ...]
    end: State


@dataclass(frozen=True)
class RawCell:
    """A table cell with its paragraphs; `state` is that of its row or of itself."""

    raws: tuple[Raw, ...]
    state: State


@dataclass(frozen=True)
class RawTable:
    """A table, row by row; those inside its cells are given as text of the cells."""

    rows: tuple[tuple[RawCell, ...], ...]


@dataclass
class Walk:
    """Reads a body once; raises `DocumentError` where it is longer than a report can be."""

    name: str
    styles: Styles
    inline: Inline
    _waiting: list[Place] = field(default_factory=list)
    _paragraphs: int = 0
    _characters: int = 0

    def blocks(self, container: _Element, state: State = State()) -> Iterator[Raw | RawTable]:
        """The paragraphs and tables in a body, a content control or a cell."""
        for block in container:
            if block.tag == f"{W}p":
                if not self.styles.is_contents(block):
                    yield self._paragraph(block, state)
            elif block.tag == f"{W}tbl":
                yield self._table(block, state)
            elif block.tag == CHOICES:
                yield from self.blocks(choice(block), state)
            elif block.tag in AROUND and not is_contents(block):
                yield from self.blocks(block, state)
            elif place := place_of(block):
                self._waiting.append(place)

    def _paragraph(self, block: _Element, state: State) -> Raw:
        pieces = (*self._waiting, *self.inline.pieces(block, state))
        self._waiting = []
        self._paragraphs += 1
        self._characters += sum(len(one.text) for one in pieces if isinstance(one, Piece))
        if self._paragraphs > MAX_PARAGRAPHS or self._characters > MAX_CHARACTERS:
            raise DocumentError(
                f"文件“{self.name}”太长（超过{MAX_CHARACTERS // 10_000}万字或{MAX_PARAGRAPHS}段，约320页），不像一份自评报告。",
                hint="请只保留自评报告的正文（附件、佐证材料另存）后再取回。",
            )
        return Raw(block, pieces, _end_of(block, state))

    def _table(self, table: _Element, state: State) -> RawTable:
        rows = []
        for row in inside(table, "tr"):
            changed = _changed(row.find(f"{W}trPr"), state)
            rows.append(tuple(self._cell(cell, changed) for cell in inside(row, "tc")))
        return RawTable(tuple(rows))

    def _cell(self, cell: _Element, state: State) -> RawCell:
        properties = cell.find(f"{W}tcPr")
        if properties is not None:
            added, gone = properties.find(f"{W}cellIns"), properties.find(f"{W}cellDel")
            state = replace(state, inserted=author_of(added)) if added is not None else state
            state = replace(state, deleted=author_of(gone)) if gone is not None else state
        return RawCell(tuple(self._flat(self.blocks(cell))), state)

    def _flat(self, blocks: Iterator[Raw | RawTable]) -> Iterator[Raw]:
        for block in blocks:
            if isinstance(block, Raw):
                yield block
            else:
                yield from (raw for row in block.rows for cell in row for raw in cell.raws)


def _end_of(paragraph: _Element, state: State) -> State:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return _changed(mark, state)


def _changed(properties: _Element | None, state: State) -> State:
    """The state that tracked changes in properties give."""
    if properties is None:
        return state
    for tag in _INSERTED:
        if (found := properties.find(f"{W}{tag}")) is not None:
            state = replace(state, inserted=author_of(found))
    for tag in _DELETED:
        if (found := properties.find(f"{W}{tag}")) is not None:
            state = replace(state, deleted=author_of(found))
    return state
