"""A Word paragraph as it is written: pieces of text with who put them in or took them out, bookmarks and comments between.

Fields give their last result, deleted text is kept (`w:del` is a state, not an absence), what cannot be seen is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.files.wordbody import CHOICES
from assistant.files.wordstyles import Styles, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_DELETED = {f"{W}del", f"{W}moveFrom"}
# Links, content controls and the like may stand around runs.
_AROUND = {
    f"{W}{tag}"
    for tag in ("hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo")
} | {f"{W}ruby", f"{W}rubyBase"}
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_TEXT = {f"{W}t", f"{W}delText"}
_BREAKS_PAGE = ("page", "column")
NOBODY = "未署名"


@dataclass(frozen=True)
class State:
    """Who put something in and who took it out; empty for nobody."""

    inserted: str = ""
    deleted: str = ""

    @property
    def authors(self) -> tuple[str, ...]:
        """Both, those that there are."""
        return tuple(one for one in (self.inserted, self.deleted) if one)


@dataclass(frozen=True)
class Piece:
    """Characters that share a state."""

    text: str
    state: State


@dataclass(frozen=True)
class Place:
    """Where a bookmark begins (`kind` anchor) or a comment begins, ends or stands (begin, end, at)."""

    kind: str
    name: str


class Inline:
    """Reads the paragraphs of one document. `boxes` are the text boxes met, `unseen` the characters left out so far."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.boxes: list[_Element] = []
        self.unseen = 0
        self.pictures = 0

    def pieces(self, paragraph: _Element, state: State = State()) -> Iterator[Piece | Place]:
        """The content of a paragraph in order; `state` is that of what stands around it (a row that was deleted)."""
        yield from self._inside(paragraph, paragraph, state)

    def _inside(self, container: _Element, paragraph: _Element, state: State) -> Iterator[Piece | Place]:
        for child in container:
            if child.tag == f"{W}r":
                yield from self._run(child, paragraph, state)
            elif child.tag in _INSERTED:
                yield from self._inside(child, paragraph, replace(state, inserted=author_of(child)))
            elif child.tag in _DELETED:
                yield from self._inside(child, paragraph, replace(state, deleted=author_of(child)))
            elif child.tag in _AROUND:
                yield from self._inside(child, paragraph, state)
            elif child.tag == CHOICES:
                yield from self._inside(choice(child), paragraph, state)
            elif child.tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
                yield Piece("".join(part.text or "" for part in child.iter(f"{_MATH}t")), state)
            elif place := place_of(child):
                yield place

    def _run(self, run: _Element, paragraph: _Element, state: State) -> Iterator[Piece | Place]:
        text = "".join(self._text(run, paragraph))
        if text.strip() and not self._styles.is_seen(run, paragraph):
            self.unseen += len("".join(text.split()))
        elif text:
            yield Piece(text, state)
        for mark in run.findall(f"{W}commentReference"):
            yield Place("at", mark.get(f"{W}id") or "")

    def _text(self, run: _Element, paragraph: _Element) -> Iterator[str]:
        for child in run:
            if child.tag in _TEXT:
                yield child.text or ""
            elif child.tag == f"{W}br":
                yield "" if child.get(f"{W}type") in _BREAKS_PAGE else "\n"
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == f"{W}ruby":
                parts = self._inside(child, paragraph, State())
                yield "".join(part.text for part in parts if isinstance(part, Piece))
            elif child.tag == CHOICES:
                yield from self._text(choice(child), paragraph)
            elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                found = list(child.iter(f"{W}txbxContent"))
                self.boxes += found
                self.pictures += not found


def author_of(change: _Element) -> str:
    """Who made a tracked change."""
    return " ".join((change.get(f"{W}author") or "").split()) or NOBODY


def place_of(element: _Element) -> Place | None:
    """A bookmark or the edge of a comment's range, which stand between paragraphs too."""
    if element.tag == f"{W}bookmarkStart":
        return Place("anchor", element.get(f"{W}name") or "")
    if element.tag == f"{W}commentRangeStart":
        return Place("begin", element.get(f"{W}id") or "")
    if element.tag == f"{W}commentRangeEnd":
        return Place("end", element.get(f"{W}id") or "")
    return None


def choice(alternatives: _Element) -> _Element:
    """The form of a drawing that is read; the other says the same for older programs."""
    return next(iter(alternatives), alternatives)
