"""The cover page: its title, then labels and values on a rule; an empty value leaves the rule to write on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Twips

from assistant.export import measures
from assistant.export.characters import width
from assistant.export.paper import CoverLine, Paper
from assistant.export.runs import add_paragraph, add_text
from assistant.export.styles import COVER_LINE, COVER_TITLE
from assistant.export.title import broken

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# Characters kept free on each side of the cover's lines.
_SIDE = 2
_WIDEST_LABEL = 10
# Twips from the last tab stop to the right indent: were it on it, the tab could fall into the next line.
_TAB_ROOM = 40


def add_cover(document: Document, paper: Paper) -> Paragraph:
    """Write the cover; returns its last paragraph, where its section ends."""
    last = add_paragraph(document, COVER_TITLE, broken(paper.cover_title or "", COVER_TITLE.points))
    start = min(max((width(line.label) for line in paper.cover), default=0), _WIDEST_LABEL) + 1
    for line in paper.cover:
        last = _add_line(document, line, start)
    return last


def _add_line(document: Document, line: CoverLine, start: float) -> Paragraph:
    """`start`: where the values begin, in characters from the labels' edge; the label's colon ends there."""
    paragraph = add_paragraph(document, COVER_LINE)
    labels, values, end = (
        _twips(place) for place in (_SIDE, _SIDE + start + 0.5, measures.CHARACTERS - _SIDE)
    )
    # Twips only: by characters Word would set the indent a little off the tab stop, cutting the rule.
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = values, Twips(labels.twips - values.twips)
    form.right_indent = Twips(measures.TEXT_WIDTH - end.twips - _TAB_ROOM)
    form.tab_stops.add_tab_stop(values)
    form.tab_stops.add_tab_stop(end)
    add_text(paragraph, COVER_LINE, f"{line.label}：\t")
    # The tab to the right end is underlined too: it draws the rule behind a short value.
    add_text(paragraph, COVER_LINE, f"{line.value}\t", underline=True)
    return paragraph


def _twips(characters: float) -> Twips:
    return Twips(round(characters * measures.CHARACTER))
