"""Sections that a template has no place for, as paragraphs in the template's own look."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.export.paper import PaperSection
from assistant.export.template.body import Placed, cuts_of
from assistant.export.template.looks import Look, look_of, new_paragraph
from assistant.export.template.places import Block, Heading
from assistant.outline.numbering import label, read
from assistant.outline.wording import name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 99  # as many as a Chinese heading number counts


@dataclass(frozen=True)
class Addition:
    """A section by its place among the wanted ones: its paragraphs, the heading among them, what holds its text."""

    section: int
    elements: tuple[_Element, ...]
    heading: _Element | None
    placed: list[Placed]


def added(
    sections: Sequence[PaperSection],
    missing: Sequence[int],
    blocks: Sequence[Block],
    found: Sequence[Heading],
    look: Look,
) -> Iterator[Addition]:
    """The missing sections in order, their text in that look; those of the first level are counted on from the template's."""
    number = _last_number(sections, blocks, found)
    for at in missing:
        section = sections[at]
        number += section.level == 1
        heading = _heading(section, sections, number, blocks, found) if section.heading else None
        texts = [
            (start, new_paragraph(look, text, cuts_of(section, start))) for start, text in section.placed
        ]
        placed = [Placed(start, tuple(one.iter(qn("w:r")))) for start, one in texts]
        elements = (*(() if heading is None else (heading,)), *(one for _, one in texts))
        yield Addition(at, elements, heading, placed)


def _last_number(sections: Sequence[PaperSection], blocks: Sequence[Block], found: Sequence[Heading]) -> int:
    """The number of the template's last heading of the first level; where it numbers none, how many there are."""
    tops = [one for one in found if sections[one.section].level == 1]
    numbers = [mark.number for one in tops if (mark := read(blocks[one.block].text)) and mark.level == 1]
    return max(numbers, default=len(tops))


def _heading(
    section: PaperSection,
    sections: Sequence[PaperSection],
    number: int,
    blocks: Sequence[Block],
    found: Sequence[Heading],
) -> _Element:
    """A heading in the look of the template's own of that level, or of the nearest one."""
    if not found:
        return new_paragraph(Look(None, None), section.heading)
    like = blocks[min(found, key=lambda one: abs(sections[one.section].level - section.level)).block]
    words = name_of(section.heading)
    text = section.heading if section.level > 1 else label(1, min(number, _MOST)) + words
    # A template without numbers in its text numbers its headings itself, or not at all.
    made = new_paragraph(look_of(like.element), text if read(like.text) else words)
    for old in made.findall(qn("w:pPr")):
        made.remove(old)
    own = like.element.find(qn("w:pPr"))
    if own is not None:
        properties = copy.deepcopy(own)
        for part in properties.findall(qn("w:sectPr")):
            properties.remove(part)
        made.insert(0, properties)
    return made
