"""A report put into the unit's own template: its text under the template's headings, all that the template fixes kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.export.final import refuse_unfinished
from assistant.export.package import file_bytes
from assistant.export.paper import Paper
from assistant.export.reminders import remind
from assistant.export.template.additions import Addition, added
from assistant.export.template.body import Ground, Placed, clear, write
from assistant.export.template.file import add_styles, set_traces
from assistant.export.template.looks import BodyLooks
from assistant.export.template.marking import Marking
from assistant.export.template.opening import open_template
from assistant.export.template.pages import Pages
from assistant.export.template.places import Heading, blocks_of, find_headings, is_boundary, is_closing

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element


@dataclass(frozen=True)
class Filled:
    """The filled template. `added` are the headings that the template had no place for, `blank` the labels for which the
    report has nothing, `untold` the headings without text of the program's, whose hints were left for a person.
    """

    content: bytes
    added: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


def fill(template: bytes, paper: Paper, created: datetime | None = None, *, final: bool = False) -> Filled:
    """The template's document with the paper's text in it; the same values give the same bytes. A `final` copy has no
    comments. Raises `DocumentError` where the template cannot be used, `InputError` while 【待补充】 or 【待核实】 is left in a
    final copy. The paper's own cover, look and annexes give way to the template's.
    """
    if final:
        refuse_unfinished(paper)
    at = created or datetime.now().astimezone()
    document = open_template("模板.docx", template)
    add_styles(document)
    filling = _Filling(document, paper)
    blank = filling.pages.fill(paper)
    headings = filling.add_missing()
    untold = filling.put_sections()
    marking = Marking(document, paper.sections, filling.heading_of, filling.placed)
    marking.mark_headings()
    if not final:
        marking.remark(at)
        remind(document, at)
    set_traces(document, paper, at)
    return Filled(file_bytes(document), tuple(headings), tuple(blank), tuple(untold))


class _Filling:
    """One template being filled: where its headings stand, and what was put where (by the section's place)."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self.document, self.sections = document, paper.sections
        self.blocks = blocks_of(document)
        self.found = find_headings(self.blocks, [(one.heading, one.level) for one in self.sections])
        self._heads = {one.block for one in self.found}
        self._bodies = BodyLooks(self.blocks, self._heads)
        self.placed: dict[int, list[Placed]] = {}
        self.heading_of = {one.section: self.blocks[one.block].element for one in self.found}
        first = self.found[0].block if self.found else len(self.blocks)
        # Where the close of the report begins: behind the last section.
        self._end = self._end_of(self.found[-1]) if self.found else len(self.blocks)
        self.pages = Pages(tuple(self.blocks[:first]), tuple(self.blocks[self._end :]))

    def _end_of(self, heading: Heading) -> int:
        """Where a section's ground ends: at the next heading, at the end of a part of the document; the last one's also where
        the report is signed, and before the empty lines above that.
        """
        start, last = heading.block + 1, heading is self.found[-1]
        for at in range(start, len(self.blocks)):
            block = self.blocks[at]
            if last and is_closing(block):
                while (
                    at > start and not self.blocks[at - 1].is_table and not self.blocks[at - 1].text.strip()
                ):
                    at -= 1
                return at
            if at in self._heads or is_boundary(block) or _ends_part(block.element):
                return at
        return len(self.blocks)

    def put_sections(self) -> list[str]:
        """Every section's text under its heading. The headings that stay without any, and without parts that have some."""
        untold = []
        grounds = [self._ground(one) for one in self.found]
        # Asked of the template as it is, before any text of ours stands in it.
        looks = [self._bodies.near(one.block) for one in self.found]
        for heading, ground, near in zip(self.found, grounds, looks, strict=True):
            section = self.sections[heading.section]
            if section.paragraphs:
                cleared = clear(ground)
                self.placed[heading.section] = write(section, ground, cleared, cleared.hint or near)
            elif self._has_told_parts(heading.section):
                clear(ground)
            else:
                untold.append(section.heading)
        return untold

    def add_missing(self) -> list[str]:
        """The sections without a place, in front of the report's close. Their headings."""
        missing = [
            at
            for at, one in enumerate(self.sections)
            if at not in self.heading_of and (one.paragraphs or self._has_told_parts(at))
        ]
        place = self.blocks[self._end - 1].element if self._end else None
        if place is not None and _ends_part(place):
            place = None
        look = self._bodies.near(self._end)
        for one in added(self.sections, missing, self.blocks, self.found, look):
            place = self._add(one, place)
        return [self.sections[at].heading for at in missing]

    def _add(self, one: Addition, place: _Element | None) -> _Element | None:
        self.placed[one.section] = one.placed
        if one.heading is not None:
            self.heading_of[one.section] = one.heading
        for element in one.elements:
            if place is not None:
                place.addnext(element)
            elif self._end < len(self.blocks):
                self.blocks[self._end].element.addprevious(element)
            else:
                self.document.element.body.insert_element_before(element, "w:sectPr")
            place = element
        return place

    def _ground(self, heading: Heading) -> Ground:
        blocks = self.blocks[heading.block + 1 : self._end_of(heading)]
        return Ground(self.blocks[heading.block], heading.end, tuple(blocks))

    def _has_told_parts(self, at: int) -> bool:
        for below in self.sections[at + 1 :]:
            if below.level <= self.sections[at].level:
                return False
            if below.paragraphs:
                return True
        return False


def _ends_part(element: _Element) -> bool:
    """Whether a part of the document (with its own page and header) ends here."""
    return next(element.iter(qn("w:sectPr")), None) is not None
