"""The two readings of a file with tracked changes: all accepted, all rejected.

A paragraph mark that is gone in a reading joins its paragraph with the next one; the joined paragraph looks like the first
of them that has words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from assistant.export.returned.blocks import Block, Paragraph, Table, Touched
from assistant.export.returned.inline import Piece, State
from assistant.export.returned.walk import Raw, RawTable
from assistant.files.wordstyles import VAL, Styles, W
from assistant.library.loaders.autonumbers import AutoNumbers

if TYPE_CHECKING:
    from lxml.etree import _Element

Side = Literal["accepted", "rejected"]


@dataclass
class _Growing:
    """A paragraph while its parts come together."""

    text: str = ""
    owner: _Element | None = None
    last: _Element | None = None
    anchors: list[tuple[str, int]] = field(default_factory=list)
    touched: list[Touched] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)


class View:
    """One reading of one document, block after block in order: automatic numbers are counted on the way."""

    def __init__(self, side: Side, styles: Styles, numbering: _Element | None) -> None:
        self._side = side
        self._styles = styles
        self._numbers = AutoNumbers(numbering, styles)
        self._open: dict[str, int] = {}

    def blocks(self, raws: Iterable[Raw | RawTable]) -> Iterator[Block]:
        """The blocks of this reading; a paragraph without words is one too."""
        growing = _Growing()
        for raw in raws:
            if isinstance(raw, RawTable):
                if growing.last is not None:
                    yield self._grown(growing)
                    growing = _Growing()
                table = self._table(raw)
                if table.rows:
                    yield table
                continue
            self._take(growing, raw)
            if self._stands(raw.end):
                yield self._grown(growing)
                growing = _Growing()
        if growing.last is not None and growing.text.strip():
            yield self._grown(growing)

    def _stands(self, state: State) -> bool:
        return not (state.deleted if self._side == "accepted" else state.inserted)

    def _take(self, growing: _Growing, raw: Raw) -> None:
        begun = len(growing.text)
        anchors: list[tuple[str, int]] = []
        authors: list[str] = []
        for one in raw.pieces:
            if isinstance(one, Piece):
                growing.text += one.text if self._stands(one.state) else ""
                authors += one.state.authors
            elif one.kind == "anchor":
                anchors.append((one.name, len(growing.text)))
            elif one.kind == "begin":
                self._open[one.name] = len(growing.text)
            else:
                start = self._open.pop(one.name, None)
                # The reference stands behind the range's end; alone it is all that there is.
                known = any(spot.id == one.name for spot in growing.touched)
                if start is not None or not known:
                    at = len(growing.text)
                    growing.touched.append(Touched(one.name, at if start is None else start, at))
        for name, start in self._open.items():
            growing.touched.append(Touched(name, start, len(growing.text)))
            self._open[name] = 0
        has_words = growing.text[begun:].strip() != ""
        # A bookmark goes with the words that it stood at, and so does who changed them.
        growing.anchors += anchors if has_words else []
        growing.authors += [*authors, *raw.end.authors] if has_words or self._stands(raw.end) else []
        growing.last = raw.element
        if growing.owner is None and has_words:
            growing.owner = raw.element

    def _grown(self, growing: _Growing) -> Paragraph:
        element = growing.owner if growing.owner is not None else growing.last
        assert element is not None  # the caller took a paragraph in
        mark = self._numbers.mark(element).rstrip()
        lead = len(growing.text) - len(growing.text.lstrip()) if mark else 0
        shift = len(mark) - lead
        for name in self._open:
            self._open[name] = 0
        return Paragraph(
            mark + growing.text[lead:] if growing.text.strip() else "",
            self._styles.level(element),
            _style_of(element),
            tuple((name, max(at + shift, 0)) for name, at in growing.anchors),
            tuple(
                Touched(one.id, max(one.start + shift, 0), max(one.end + shift, 0)) for one in growing.touched
            ),
            tuple(dict.fromkeys(growing.authors)),
        )

    def _table(self, raw: RawTable) -> Table:
        rows: list[tuple[str, ...]] = []
        paragraphs: list[Paragraph] = []
        for row in raw.rows:
            cells = [
                [one for one in self.blocks(cell.raws) if isinstance(one, Paragraph)]
                for cell in row
                if self._stands(cell.state)
            ]
            paragraphs += [one for cell in cells for one in cell]
            if cells:
                rows.append(tuple(_cell_text(cell) for cell in cells))
        return Table(tuple(rows), tuple(paragraphs))


def _cell_text(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(" ".join(one.text for one in paragraphs).split())


def _style_of(paragraph: _Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return (style.get(VAL) or "") if style is not None else ""
