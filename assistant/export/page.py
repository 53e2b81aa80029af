"""Sections: paper, margins, the 22 × 28 character grid, page numbers that start after the cover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from assistant.export import measures

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.section import CT_SectPr
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.text.paragraph import Paragraph

_SIZE = {"w": measures.PAGE_WIDTH, "h": measures.PAGE_HEIGHT}
_MARGINS = {
    "top": measures.TOP,
    "right": measures.RIGHT,
    "bottom": measures.BOTTOM,
    "left": measures.LEFT,
    "header": measures.HEADER,
    "footer": measures.FOOTER,
    "gutter": 0,
}
# The page turned so that its head lies at the binding edge of an odd page, at the trim edge of an even one.
_TURNED_SIZE = {"w": measures.PAGE_HEIGHT, "h": measures.PAGE_WIDTH, "orient": "landscape"}
_TURNED_MARGINS = {
    **_MARGINS,
    "top": measures.LEFT,
    "right": measures.TOP,
    "bottom": measures.RIGHT,
    "left": measures.BOTTOM,
    "footer": measures.HEADER,
}
_GRID = {"type": "linesAndChars", "linePitch": measures.LINE, "charSpace": measures.CHARACTER_SPACE}


def set_page(section: Section) -> None:
    """Give the section the page of the standard and number its pages from 1."""
    properties = section._sectPr
    properties.attrib.clear()  # The template's revision marks.
    stand(section)
    _replace(properties, "w:docGrid", _GRID)
    columns = properties.find(qn("w:cols"))
    assert columns is not None  # python-docx's template has it; the schema wants the numbering before it
    columns.addprevious(_element("w:pgNumType", {"start": 1}))


def stand(section: Section) -> None:
    """Set the section's pages upright."""
    _replace(section._sectPr, "w:pgSz", _SIZE)
    _replace(section._sectPr, "w:pgMar", _MARGINS)


def turn(section: Section) -> None:
    """Lay the section's pages on their side."""
    _replace(section._sectPr, "w:pgSz", _TURNED_SIZE)
    _replace(section._sectPr, "w:pgMar", _TURNED_MARGINS)


def end_cover(last: Paragraph, text: Section) -> None:
    """Close the cover's section in its last paragraph: no numbers. `text` follows on a new page."""
    cover = text._sectPr.clone()
    _remove(cover, "w:pgNumType")
    last._p.set_sectPr(cover)
    text.start_type = WD_SECTION.NEW_PAGE


def begin_annex(document: Document) -> Section:
    """Close the text's section in the document's last paragraph; the new one goes on counting its pages."""
    section = document.sections[-1]
    document.paragraphs[-1]._p.set_sectPr(section._sectPr.clone())
    _remove(section._sectPr, "w:pgNumType")
    _remove(section._sectPr, "w:footerReference")
    section.start_type = WD_SECTION.NEW_PAGE
    return section


def _remove(properties: CT_SectPr, tag: str) -> None:
    for child in properties.findall(qn(tag)):
        properties.remove(child)


def _replace(properties: CT_SectPr, tag: str, attributes: Mapping[str, object]) -> None:
    old = properties.find(qn(tag))
    new = _element(tag, attributes)
    if old is None:
        properties.append(new)
    else:
        properties.replace(old, new)


def _element(tag: str, attributes: Mapping[str, object]) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element
