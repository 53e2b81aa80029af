"""The characters of a paragraph, to be found and replaced across its runs without disturbing any other."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from lxml.etree import _Element

# A blank rule: spaces that are underlined. It is read as the character that one draws by hand.
RULE = "_"
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_AROUND = {qn(f"w:{tag}") for tag in ("hyperlink", "smartTag", "fldSimple", "ins", "moveTo", "customXml")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Piece:
    """A stretch of text in one element of one run; a sign (tab, break) is one character."""

    run: _Element
    element: _Element
    start: int
    text: str


class Letters:
    """A paragraph's text as it is read: underlined spaces are `RULE`s, a tab is a tab, a line break a newline."""

    def __init__(self, paragraph: _Element) -> None:
        self.paragraph = paragraph
        self.pieces: list[Piece] = []
        self._read()

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(piece.text for piece in self.pieces)

    def replace(self, start: int, end: int, new: str, *, underlined: bool = False) -> None:
        """Put `new` for the characters `start` to `end`, in the look of the first of them; at the end of the paragraph in
        the look of the last.
        """
        inside = [one for one in self.pieces if one.start < end and start < one.start + len(one.text)]
        target = next((one for one in inside if one.element.tag == qn("w:t")), None)
        before = "" if target is None else (target.element.text or "")[: max(0, start - target.start)]
        for one in inside:
            _cut(one, start, end)
        if target is not None:
            rest = target.element.text or ""
            _write(target.element, before + new + rest[len(before) :])
            if underlined:
                self._underline(target, len(before), len(before) + len(new))
        elif new:
            self._insert(start, new, underlined)
        self._read()

    def _insert(self, at: int, new: str, underlined: bool) -> None:
        """New text where no character gives way: before the one at `at`, or behind all."""
        beside = next((one for one in self.pieces if one.start >= at), None)
        like = beside or (self.pieces[-1] if self.pieces else None)
        text = self.paragraph.makeelement(qn("w:t"), {})
        _write(text, new)
        if beside is not None and not underlined:
            beside.element.addprevious(text)
            return
        run = self.paragraph.makeelement(qn("w:r"), {})
        if like is not None and (look := like.run.find(qn("w:rPr"))) is not None:
            run.append(copy.deepcopy(look))
        run.append(text)
        if underlined:
            _set_underline(run)
        if like is None:
            self.paragraph.append(run)
        elif beside is not None:
            like.run.addprevious(run)
        else:
            like.run.addnext(run)

    def _underline(self, piece: Piece, start: int, end: int) -> None:
        """Underline some characters of a run: what stands before and behind gets runs of its own."""
        text = piece.element.text or ""
        for part, after in ((text[:start], False), (text[end:], True)):
            if not part:
                continue
            other = copy.deepcopy(piece.run)
            for child in [one for one in other if one.tag != qn("w:rPr")]:
                other.remove(child)
            holder = other.makeelement(qn("w:t"), {})
            _write(holder, part)
            other.append(holder)
            _move_siblings(piece, other, after=after)
        _write(piece.element, text[start:end])
        _set_underline(piece.run)

    def _read(self) -> None:
        self.pieces = []
        at = 0
        for run in _runs(self.paragraph):
            ruled = is_underlined(run)
            for element in run:
                if element.tag == qn("w:t"):
                    text = element.text or ""
                    if ruled:
                        text = text.replace(" ", RULE).replace("\u3000", RULE).replace("\u00a0", RULE)
                elif element.tag in _SIGNS and element.get(qn("w:type")) not in ("page", "column"):
                    text = RULE if ruled and element.tag == qn("w:tab") else _SIGNS[element.tag]
                else:
                    continue
                self.pieces.append(Piece(run, element, at, text))
                at += len(text)


def text_of(paragraph: _Element) -> str:
    """The text of a paragraph as `Letters` reads it."""
    return Letters(paragraph).text


def is_underlined(run: _Element) -> bool:
    """Whether the run's own properties underline it."""
    line = run.find(f"{qn('w:rPr')}/{qn('w:u')}")
    return line is not None and line.get(qn("w:val"), "single") != "none"


def _runs(holder: _Element) -> list[_Element]:
    found: list[_Element] = []
    for child in holder:
        if child.tag == qn("w:r"):
            found.append(child)
        elif child.tag in _AROUND:
            found += _runs(child)
    return found


def _cut(piece: Piece, start: int, end: int) -> None:
    if piece.element.tag != qn("w:t"):
        piece.run.remove(piece.element)
        return
    text = piece.element.text or ""
    _write(piece.element, text[: max(0, start - piece.start)] + text[max(0, end - piece.start) :])


def _move_siblings(piece: Piece, other: _Element, *, after: bool) -> None:
    """Hang a part of a run's text beside it, with what stands before (behind) that text in the run."""
    contents = [one for one in piece.run if one.tag != qn("w:rPr")]
    at = contents.index(piece.element)
    if after:
        for one in contents[at + 1 :]:
            other.append(one)
        piece.run.addnext(other)
        return
    holder = other[-1]
    for one in contents[:at]:
        holder.addprevious(one)
    piece.run.addprevious(other)


def _write(element: _Element, text: str) -> None:
    element.text = text
    if text != text.strip() or "  " in text:
        element.set(_SPACE, "preserve")


def _set_underline(run: _Element) -> None:
    look = run.find(qn("w:rPr"))
    if look is None:
        look = run.makeelement(qn("w:rPr"), {})
        run.insert(0, look)
    for old in look.findall(qn("w:u")):
        look.remove(old)
    line = look.makeelement(qn("w:u"), {qn("w:val"): "single"})
    # The schema's order: w:u stands before effect, bdr, shd, fitText, vertAlign and what follows.
    behind = {qn(f"w:{tag}") for tag in ("effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")}  # fmt: skip
    place = next((at for at, one in enumerate(look) if one.tag in behind), len(look))
    look.insert(place, line)
