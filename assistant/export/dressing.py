"""An office's own look put over a finished document: where it has the usual face, pitch or weight, the office's stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.export import measures
from assistant.export.fonts import LATIN
from assistant.export.look import Look
from assistant.export.styles import SECOND_LEVEL

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_FONTS = tuple(qn(f"w:{script}") for script in ("ascii", "hAnsi", "cs"))
_SPACES = tuple(qn(f"w:{where}") for where in ("line", "before", "after"))


def dress(document: Document, look: Look) -> None:
    """Put the office's choices where the document has the usual ones: in its styles, its runs and its grid."""
    for root in (document.element, document.styles.element):
        if look.latin != LATIN:
            _rename(root, look.latin)
        if look.line != measures.LINE:
            _respace(root, look.line)
    if look.bold_second:
        for style in SECOND_LEVEL:
            for bold in document.styles.element.xpath(
                f"w:style[@w:styleId='{style}']/w:rPr/*[self::w:b|self::w:bCs]"
            ):
                del bold.attrib[qn("w:val")]


def _rename(root: BaseOxmlElement, latin: str) -> None:
    for fonts in root.iter(qn("w:rFonts")):
        for script in _FONTS:
            if fonts.get(script) == LATIN:
                fonts.set(script, latin)


def _respace(root: BaseOxmlElement, line: int) -> None:
    for spacing in root.iter(qn("w:spacing")):
        for where in _SPACES:
            if spacing.get(where) == str(measures.LINE):
                spacing.set(where, str(line))
    for grid in root.iter(qn("w:docGrid")):
        grid.set(qn("w:linePitch"), str(line))
