"""One paragraph style as a value, and the `w:style` element it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.export import measures
from assistant.export.fonts import FANGSONG, NAMESPACE, Face

# `val` is the language of the Latin letters: were it zh-CN, a line could end inside 95.2%.
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


@dataclass(frozen=True)
class ParagraphStyle:
    """Points for the size, hundredths of a character for the first line, outline 0–8. Lines in twips; by the rule `auto` in
    240ths of the face's own.
    """

    id: str
    name: str
    face: Face = FANGSONG
    points: float = measures.BODY_POINTS
    align: Literal["both", "left", "center", "right"] = "both"
    first_line: int = 0
    line: int = measures.LINE
    rule: Literal["exact", "auto"] = "exact"
    before: int = 0
    after: int = 0
    outline: int | None = None
    next: str | None = None
    keep_next: bool = False

    @property
    def xml(self) -> str:
        """The style in full: nothing is left to a default that another program may set differently.

        The lines are exact, so they need no snapping to the grid; without it LibreOffice, which takes the
        grid's characters a third too wide, sets plain text. Word keeps its 28 characters either way.
        """
        return f"""
            <w:style {NAMESPACE} w:type="paragraph" w:styleId="{self.id}" {self._origin}>
              <w:name w:val="{self.name}"/>{self._relations}<w:qFormat/>
              <w:pPr>
                {"<w:keepNext/><w:keepLines/>" if self._keeps else ""}<w:widowControl/>
                <w:snapToGrid w:val="0"/>
                <w:spacing w:before="{self.before}" w:after="{self.after}"
                           w:line="{self.line}" w:lineRule="{self.rule}"/>
                <w:ind w:firstLineChars="{self.first_line}"
                       w:firstLine="{self.first_line * measures.CHARACTER // 100}"/>
                <w:jc w:val="{self.align}"/>
                {"" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>'}
              </w:pPr>
              <w:rPr>
                {self.face.xml}
                <w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/><w:iCs w:val="0"/><w:color w:val="000000"/>
                <w:sz w:val="{self._size}"/><w:szCs w:val="{self._size}"/>{LANGUAGE}
              </w:rPr>
            </w:style>"""

    @property
    def _size(self) -> int:
        return round(2 * self.points)

    @property
    def _keeps(self) -> bool:
        return self.keep_next or self.outline is not None

    @property
    def _origin(self) -> str:
        if self.id == "Normal":
            return 'w:default="1"'
        # Word's own styles bear English names in the file, ours Chinese ones.
        return "" if self.name.isascii() else 'w:customStyle="1"'

    @property
    def _relations(self) -> str:
        base = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        return base + (f'<w:next w:val="{self.next}"/>' if self.next else "")
