"""Page numbers of GB/T 9704-2012 7.5: — 1 —, right on odd pages, left on even ones, one character in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from docx.oxml.parser import parse_xml

from assistant.export.fonts import NAMESPACE
from assistant.export.runs import add_run
from assistant.export.styles import FOOTER

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _Footer
    from docx.text.paragraph import Paragraph

Side = Literal["left", "right"]


def number_pages(document: Document, section: Section) -> None:
    """Write the odd and even footers of the section, after the cover's is closed: the cover has none."""
    document.settings.odd_and_even_pages_header_footer = True
    for paragraph, side in footers(section):
        write_number(paragraph, side)


def footers(section: Section) -> list[tuple[Paragraph, Side]]:
    """The empty paragraphs of the section's own footers, each with the side that its number stands at."""
    found: list[tuple[Paragraph, Side]] = []
    sides: tuple[tuple[_Footer, Side], ...] = ((section.footer, "right"), (section.even_page_footer, "left"))
    for footer, side in sides:
        footer.is_linked_to_previous = False
        found.append((footer.paragraphs[0], side))
    return found


def write_number(paragraph: Paragraph, side: Side) -> None:
    """The number at the end of an empty paragraph's line (`right`) or at its beginning."""
    properties = paragraph._p.get_or_add_pPr()
    width = round(FOOTER.points * 20)
    properties.append(parse_xml(f'<w:ind {NAMESPACE} w:{side}Chars="100" w:{side}="{width}"/>'))
    properties.append(parse_xml(f'<w:jc {NAMESPACE} w:val="{side}"/>'))
    add_run(paragraph, FOOTER, "— ")
    for content in (
        '<w:fldChar {ns} w:fldCharType="begin"/>',
        '<w:instrText {ns} xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar {ns} w:fldCharType="separate"/>',
        "<w:t {ns}>1</w:t>",
        '<w:fldChar {ns} w:fldCharType="end"/>',
    ):
        add_run(paragraph, FOOTER)._r.append(parse_xml(content.format(ns=NAMESPACE)))
    add_run(paragraph, FOOTER, " —")
