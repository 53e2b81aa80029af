"""Text into runs: the typeface named on each run, placeholders highlighted.

Word sets “ ” ‘ ’ — … in the Latin face unless a run says `w:hint="eastAsia"`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from assistant.export.paragraph_style import ParagraphStyle
from assistant.export.placeholders import pieces
from assistant.export.styles import HEADINGS, HIGHLIGHT, PLACEHOLDER_ID, RUN_IN

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


def add_paragraph(document: Document, style: ParagraphStyle, text: str = "") -> Paragraph:
    """A new paragraph at the end of the document."""
    paragraph = document.add_paragraph()
    paragraph._p.style = style.id
    add_text(paragraph, style, text)
    return paragraph


def add_text(
    paragraph: Paragraph,
    style: ParagraphStyle,
    text: str,
    *,
    underline: bool = False,
    cuts: Collection[int] = (),
    lead: int | None = None,
) -> list[Run]:
    """Append text to a paragraph; a newline is a line break, a tab a tab. A run ends at each place of `cuts`.

    `lead` is the level of the heading that the text is, where it begins a paragraph: set in that heading's face.
    """
    face = replace(style, face=HEADINGS[lead].face) if lead else style
    made: list[Run] = []
    start = 0
    for piece in pieces(text):
        for part in _cut(piece.text, start, cuts):
            run = add_run(paragraph, face, part)
            if lead:
                run._r.style = RUN_IN[lead]
            if underline:
                run.font.underline = True
            if piece.placeholder:
                _mark(run)
            made.append(run)
        start += len(piece.text)
    return made


def _cut(text: str, start: int, cuts: Collection[int]) -> Iterator[str]:
    """The text that begins at `start`, in parts."""
    inside = sorted({cut - start for cut in cuts if start < cut < start + len(text)})
    yield from (text[at:end] for at, end in pairwise([0, *inside, len(text)]))


def add_run(paragraph: Paragraph, style: ParagraphStyle, text: str = "") -> Run:
    """Append one run in the face of the style."""
    run = paragraph.add_run(text)
    # The faces are repeated on the run: pasted into another unit's template, the text keeps them.
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for name, font in {"hint": "eastAsia", **style.face.attributes}.items():
        fonts.set(qn(f"w:{name}"), font)
    return run


def _mark(run: Run) -> None:
    # Word ignores a highlight that only the character style has, so the run has it too.
    run._r.style = PLACEHOLDER_ID
    run.font.highlight_color = WD_COLOR_INDEX.from_xml(HIGHLIGHT)
