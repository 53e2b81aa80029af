"""A section's text put under its heading in the template: hints, blanks and empty lines give way, sentences stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.export.paper import PaperSection
from assistant.export.template.hints import hint_in, is_gap, is_hint, open_sentences
from assistant.export.template.letters import Letters
from assistant.export.template.looks import Look, look_of, new_paragraph, new_runs
from assistant.export.template.places import Block, must_stay

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKS = tuple(qn(f"w:{tag}") for tag in ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd"))


@dataclass(frozen=True)
class Placed:
    """A paragraph (or the part of one behind a heading) that holds a section's text from `start` on, run by run."""

    start: int
    runs: tuple[_Element, ...]


@dataclass(frozen=True)
class Ground:
    """What lies under a heading: the heading's block, where the heading ends in it, and the blocks up to the next one."""

    heading: Block
    end: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Cleared:
    """Where text belongs, and the looks of what gave way: of hints and blanks, of empty lines, of what stood behind the
    heading in its line (None where nothing did). A `stub` holds the place in a frame until the text is there.
    """

    place: _Element
    hint: Look | None = None
    empty: Look | None = None
    inline: Look | None = None
    stub: _Element | None = None


def clear(ground: Ground) -> Cleared:
    """Take the hints, blanks and empty lines away. Text belongs where the first hint stood, else where the last empty line
    above any table did, else behind the last sentence above it.
    """
    inline = _clear_heading(ground)
    sweep = _Sweep(ground.heading.element)
    for block in ground.blocks:
        sweep.pass_table(block) if block.is_table else sweep.pass_paragraph(block)
    for element in sweep.gone:
        _remove(element)
    hint, empty = sweep.hint, sweep.empty
    place = ground.heading.element if inline is not None and hint is None else sweep.place
    return Cleared(place, hint and hint[1], empty and empty[1], inline, sweep.stub)


class _Sweep:
    """One walk down a section's ground: what gave way where, and what stood last above it and stays."""

    def __init__(self, heading: _Element) -> None:
        self._last = heading
        self._above_table: _Element | None = None
        self.hint: tuple[_Element, Look] | None = None
        self.empty: tuple[_Element, Look] | None = None
        self.stub: _Element | None = None
        self.gone: list[_Element] = []

    @property
    def place(self) -> _Element:
        """The element behind which text belongs."""
        if found := self.hint or self.empty:
            return found[0]
        return self._last if self._above_table is None else self._above_table

    def pass_table(self, block: Block) -> None:
        """A table stays."""
        if self._above_table is None:
            self._above_table = self._last
        self._last = block.element

    def pass_paragraph(self, block: Block) -> None:
        """A paragraph stays where it says something."""
        stays, look = _clear_paragraph(block)
        was_empty = not block.text.strip()
        if stays:
            self._last = block.element
        elif not was_empty and self.hint is None and block.element.getparent() is not self._last.getparent():
            # The first hint of a frame: its text belongs into the frame, not above it.
            _empty(block.element)
            self.stub = self._last = block.element
        else:
            self.gone.append(block.element)
        if look is None:
            return
        if not was_empty:
            self.hint = self.hint or (self._last, look)
        elif self._above_table is None or self.empty is None:
            self.empty = (self._last, look)


def write(section: PaperSection, ground: Ground, cleared: Cleared, look: Look) -> list[Placed]:
    """Put the paragraphs in; in the place of a hint behind the heading, the first goes on in its line."""
    made: list[Placed] = []
    place = cleared.place
    for number, (start, text) in enumerate(section.placed):
        own = cuts_of(section, start)
        if number == 0 and cleared.inline is not None and place is ground.heading.element:
            runs = new_runs(cleared.inline, text, own)
            place.extend(runs)
            made.append(Placed(start, tuple(runs)))
            continue
        paragraph = new_paragraph(look, text, own)
        place.addnext(paragraph)
        place = paragraph
        made.append(Placed(start, tuple(paragraph.iter(qn("w:r")))))
    if cleared.stub is not None and place is not cleared.stub:
        _remove(cleared.stub)
    return made


def cuts_of(section: PaperSection, start: int) -> list[int]:
    """Where the runs of a paragraph that begins at `start` of the section's text end: at the ends of remarks."""
    return [place - start for remark in section.remarks for place in (remark.start, remark.end)]


def _clear_heading(ground: Ground) -> Look | None:
    """What stands behind the heading in its line, where that is a hint or a blank: away. Its look, if text was to follow in
    the line (a hint in brackets alone does not say so).
    """
    letters = Letters(ground.heading.element)
    tail = letters.text[ground.end :]
    look = look_of(ground.heading.element, ground.end) if tail.strip() else None
    if tail and (is_gap(tail) or is_hint(tail)):
        letters.replace(ground.end, len(letters.text), "")
        return look if ground.heading.text[ground.end - 1] in "。：:" else None
    for start, end in reversed(open_sentences(tail)):
        letters.replace(ground.end + start, ground.end + end, "")
    while (hint := hint_in(letters.text[ground.end :])) is not None:
        letters.replace(ground.end + hint[0], ground.end + hint[1], "")
    return look if letters.text[ground.end :].strip() or len(letters.text) < ground.end + len(tail) else None


def _clear_paragraph(block: Block) -> tuple[bool, Look | None]:
    """Whether the paragraph stays, and the look of what gave way in it (None where nothing did)."""
    element = block.element
    look = look_of(element)
    if is_gap(block.text) or is_hint(block.text, element):
        if must_stay(element):
            letters = Letters(element)
            letters.replace(0, len(letters.text), "")
            return True, look if block.text.strip() else None
        return False, look
    letters = Letters(element)
    opened = open_sentences(letters.text)
    for start, end in reversed(opened):
        letters.replace(start, end, "")
    while (hint := hint_in(letters.text)) is not None:
        letters.replace(*hint, "")
        opened = [*opened, hint]
    if not opened:
        return True, None
    stays = bool(letters.text.strip()) or must_stay(element)
    return stays, look


def _remove(paragraph: _Element) -> None:
    """Take a paragraph out; bookmarks that begin or end in it go to its neighbour, the remarks on it go with it. The last
    paragraph of a cell stays, empty.
    """
    holder = paragraph.getparent()
    if holder is None:
        return
    others = [one for one in holder if one.tag == qn("w:p") and one is not paragraph]
    for mark in list(paragraph.iter(*_MARKS)):
        neighbour = paragraph.getprevious()
        if neighbour is not None and neighbour.tag == qn("w:p"):
            neighbour.append(mark)
    if holder.tag == qn("w:tc") and (not others or paragraph is holder[-1]):
        _empty(paragraph)
        return
    holder.remove(paragraph)


def _empty(paragraph: _Element) -> None:
    for child in [one for one in paragraph if one.tag != qn("w:pPr")]:
        paragraph.remove(child)
