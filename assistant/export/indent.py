"""Indents of one paragraph in body characters: in hundredths for Word, in twips for other readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.export import measures

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def indent(paragraph: Paragraph, *, left: float = 0, right: float = 0, hanging: float = 0) -> None:
    """Set the indents; `hanging` pulls the first line back from `left`."""
    element = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, characters in {"left": left, "right": right, "hanging": hanging}.items():
        element.set(qn(f"w:{name}Chars"), str(round(characters * 100)))
        element.set(qn(f"w:{name}"), str(round(characters * measures.CHARACTER)))
