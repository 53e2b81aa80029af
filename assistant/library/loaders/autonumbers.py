"""The numbers that Word prints by itself before list paragraphs: they are not in the text, but the outline
needs them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from assistant.outline.numbering import chinese

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
}
_DIGITS = {"decimal", "decimalFullWidth", "decimalHalfWidth"}


class AutoNumbers:
    """Counts a document's numbered paragraphs in order; ask for each paragraph once."""

    def __init__(self, document: Document) -> None:
        self._levels = _levels(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def mark(self, paragraph: Paragraph) -> str:
        """The printed mark, such as `（二）`, or nothing."""
        where = _where(paragraph)
        if where is None or where not in self._levels:
            return ""
        list_id, level = where
        counts = self._counts[list_id]
        counts[level] = counts.get(level, self._levels[where][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        form, template, _ = self._levels[where]
        if form not in _CHINESE and form not in _DIGITS:
            return ""
        for number in range(level + 1):
            at = self._levels.get((list_id, number), (form, "", 1))
            template = template.replace(f"%{number + 1}", _written(counts.get(number, at[2]), at[0]))
        return template


def _written(number: int, form: str) -> str:
    return chinese(number) if form in _CHINESE and 1 <= number <= 99 else str(number)


def _where(paragraph: Paragraph) -> tuple[str, int] | None:
    """(list id, level) of a paragraph, from itself or from its style."""
    from docx.oxml.ns import qn

    sources = [paragraph._p, *([paragraph.style.element] if paragraph.style is not None else [])]
    for source in sources:
        found = source.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            continue
        list_id, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
        if list_id is not None:
            return list_id.get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0
    return None


def _levels(document: Document) -> dict[tuple[str, int], tuple[str, str, int]]:
    """(list id, level) → (number format, template such as `（%2）`, first number)."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        return {}
    root = getattr(part, "element", None)
    if root is None:
        return {}
    value = qn("w:val")
    abstract = {node.get(qn("w:abstractNumId")): node for node in root.findall(qn("w:abstractNum"))}
    found: dict[tuple[str, int], tuple[str, str, int]] = {}
    for number in root.findall(qn("w:num")):
        reference = number.find(qn("w:abstractNumId"))
        form = abstract.get(reference.get(value)) if reference is not None else None
        for level in form.findall(qn("w:lvl")) if form is not None else ():
            parts = [level.find(qn(tag)) for tag in ("w:numFmt", "w:lvlText", "w:start")]
            texts = [part.get(value) if part is not None else "" for part in parts]
            key = (number.get(qn("w:numId")), int(level.get(qn("w:ilvl"))))
            found[key] = (texts[0], texts[1], int(texts[2] or 1))
    return found
