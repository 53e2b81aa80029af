"""What follows the text: the list of attachments (附件说明) and the signing unit with the date (落款)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Twips

from assistant.export import measures
from assistant.export.characters import width
from assistant.export.indent import indent
from assistant.export.paper import Signature
from assistant.export.runs import add_paragraph
from assistant.export.styles import ATTACHMENTS, SIGNATURE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MARGIN = 2.0
_LEAD = "附件："
# "1." and the gap after it.
_NUMBER = 1.5


def add_attachments(document: Document, names: tuple[str, ...], *, followed: bool) -> None:
    """附件：1. 名称, one a line, names aligned; a single one bears no number (GB/T 9704-2012 7.3.4). Kept on the page of the
    signature where that has `followed`.
    """
    many = len(names) > 1
    lead = width(_LEAD)
    for number, name in enumerate(names, 1):
        mark = f"{number}.\t" if many else ""
        paragraph = add_paragraph(document, ATTACHMENTS, (_LEAD if number == 1 else "") + mark + name)
        own = (_NUMBER if many else 0) + (lead if number == 1 else 0)
        indent(paragraph, left=_MARGIN + lead + (_NUMBER if many else 0), hanging=own)
        if number == 1:
            _leave_a_line(paragraph)
        paragraph.paragraph_format.keep_with_next = followed or None


def add_signature(document: Document, signature: Signature) -> None:
    """The unit, and below it the date, right-aligned by `indents`, kept on one page."""
    unit_indent, date_indent = indents(signature)
    lines = [
        (text, right)
        for text, right in ((signature.unit, unit_indent), (signature.date, date_indent))
        if text
    ]
    for place, (text, right) in enumerate(lines):
        paragraph = add_paragraph(document, SIGNATURE, text)
        indent(paragraph, right=right)
        paragraph.paragraph_format.keep_with_next = place < len(lines) - 1 or None
        if place == 0:
            _leave_a_line(paragraph)


def indents(signature: Signature) -> tuple[float, float]:
    """Right indents of unit and date in characters, for a report without a seal (GB/T 9704-2012 7.3.5.2).

    The date begins two characters right of the unit; whichever ends further right stands two from the margin.
    """
    overhang = width(signature.unit) - width(signature.date) - 2
    unit, date = _MARGIN - min(overhang, 0), _MARGIN + max(overhang, 0)
    fits = max(width(signature.unit) + unit, width(signature.date) + date) <= measures.CHARACTERS
    return (unit, date) if fits and signature.unit and signature.date else (_MARGIN, _MARGIN)


def _leave_a_line(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.space_before = Twips(measures.LINE)
