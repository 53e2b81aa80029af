"""Hidden bookmarks on headings, by which a section is found again when the file comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def bookmark(document: Document, paragraph: Paragraph, name: str) -> None:
    """Mark the whole paragraph. A name that the document has already is left where it stands: Word wants it once."""
    starts = list(document.element.body.iter(qn("w:bookmarkStart")))
    if any(one.get(qn("w:name")) == name for one in starts):
        return
    key = str(len(starts))
    start = OxmlElement("w:bookmarkStart", attrs={qn("w:id"): key, qn("w:name"): name})
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(OxmlElement("w:bookmarkEnd", attrs={qn("w:id"): key}))
