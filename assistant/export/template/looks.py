"""How a template sets its text: the look that new text takes over from what it replaces, and the marks of what is missing."""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from assistant.export.placeholders import pieces
from assistant.export.styles import HIGHLIGHT, PLACEHOLDER_ID
from assistant.export.template.hints import is_gap, is_hint, open_sentences
from assistant.export.template.places import Block

if TYPE_CHECKING:
    from lxml.etree import _Element

# What a hint has and text has not: the end of a section, a number, a frame, a page of its own …
_NOT_TEXTS_PARAGRAPH = tuple(
    qn(f"w:{tag}")
    for tag in ("sectPr", "numPr", "framePr", "pageBreakBefore", "rPr", "outlineLvl", "pBdr", "shd")
)
# … and the colours and marks that say that it is to be overwritten.
_NOT_TEXTS_RUN = tuple(
    qn(f"w:{tag}")
    for tag in (
        *(
            "rStyle",
            "color",
            "i",
            "iCs",
            "u",
            "highlight",
            "shd",
            "vanish",
            "strike",
            "dstrike",
            "bdr",
            "effect",
        ),
        *("position", "vertAlign", "em"),
    )
)
_INDENT = 200  # hundredths of a character


@dataclass(frozen=True)
class Look:
    """The properties of a paragraph and of its text; None for those of the default style."""

    paragraph: _Element | None
    run: _Element | None


def look_of(paragraph: _Element, at: int = 0) -> Look:
    """The look that text takes in the place of a paragraph, by its first words (behind the character `at`)."""
    own = paragraph.find(qn("w:pPr"))
    runs = [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    start = 0
    for run in runs:
        start += sum(len(text.text or "") for text in run.iter(qn("w:t")))
        if start > at:
            break
    else:
        run = runs[-1] if runs else None
    words = run.find(qn("w:rPr")) if run is not None else (own.find(qn("w:rPr")) if own is not None else None)
    return Look(_without(own, _NOT_TEXTS_PARAGRAPH), _without(words, _NOT_TEXTS_RUN))


class BodyLooks:
    """The looks of a template's body text."""

    def __init__(self, blocks: Sequence[Block], headings: Collection[int]) -> None:
        self._blocks = blocks
        self._places = [at for at, one in enumerate(blocks) if at not in headings and _is_body(one)]

    def near(self, at: int) -> Look:
        """The look of the body paragraph nearest to a block; of plain text with two characters' indent where there is none."""
        if not self._places:
            plain = OxmlElement("w:pPr")
            plain.append(OxmlElement("w:ind", attrs={qn("w:firstLineChars"): str(_INDENT)}))
            return Look(plain, None)
        after = bisect_left(self._places, at)
        beside = self._places[max(0, after - 1) : after + 1]
        # Of two as near the one below: what stands above belongs to another section.
        return look_of(self._blocks[min(beside, key=lambda one: (abs(one - at), one < at))].element)


def _is_body(block: Block) -> bool:
    said = block.text.strip()
    if block.is_table or block.level or not said:
        return False
    return is_hint(said, block.element) or is_gap(said) or bool(open_sentences(said)) or said[-1] in "。；："


def new_paragraph(look: Look, text: str, cuts: Collection[int] = ()) -> _Element:
    """A paragraph in that look; a run ends at each of `cuts`, and missing facts are highlighted."""
    paragraph = OxmlElement("w:p")
    if look.paragraph is not None:
        paragraph.append(copy.deepcopy(look.paragraph))
    paragraph.extend(new_runs(look, text, cuts))
    return paragraph


def new_runs(look: Look, text: str, cuts: Collection[int] = ()) -> list[_Element]:
    """The text as runs in that look."""
    made: list[_Element] = []
    start = 0
    for piece in pieces(text):
        inside = sorted({cut - start for cut in cuts if start < cut < start + len(piece.text)})
        for low, high in pairwise([0, *inside, len(piece.text)]):
            made.append(_run(look, piece.text[low:high], piece.placeholder))
        start += len(piece.text)
    return made


def _run(look: Look, text: str, marked: bool) -> _Element:
    run = OxmlElement("w:r")
    properties = copy.deepcopy(look.run) if look.run is not None else OxmlElement("w:rPr")
    _in_chinese_face(properties)
    if marked:
        _mark(properties)
    run.append(properties)
    words = OxmlElement("w:t", attrs={"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    words.text = text
    run.append(words)
    return run


def _in_chinese_face(properties: _Element) -> None:
    """Quotes and dashes in the face of the Chinese text, whatever the template names it."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.set(qn("w:hint"), "eastAsia")


def _mark(properties: _Element) -> None:
    """Mark a run as one that a person must see to; the exporter's reminders know it by its style."""
    properties.insert(0, OxmlElement("w:rStyle", attrs={qn("w:val"): PLACEHOLDER_ID}))
    behind = {qn(f"w:{tag}") for tag in ("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")}  # fmt: skip
    place = next((at for at, one in enumerate(properties) if one.tag in behind), len(properties))
    properties.insert(place, OxmlElement("w:highlight", attrs={qn("w:val"): HIGHLIGHT}))


def _without(properties: _Element | None, tags: Collection[str]) -> _Element | None:
    if properties is None:
        return None
    made = copy.deepcopy(properties)
    for child in [one for one in made if one.tag in tags]:
        made.remove(child)
    return made
