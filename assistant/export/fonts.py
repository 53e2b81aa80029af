"""The typefaces of a GB/T 9704 document, named in full: no theme font decides anything.

The standard sets Chinese faces only; Times New Roman for letters and digits is local practice: one constant.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.ns import nsdecls

from assistant.export.look import USUAL_LATIN

LATIN = USUAL_LATIN


@dataclass(frozen=True)
class Face:
    """A Chinese typeface and the one its letters and digits are set in."""

    chinese: str
    latin: str = LATIN

    @property
    def attributes(self) -> dict[str, str]:
        """The `w:rFonts` attributes, without prefix."""
        return {"ascii": self.latin, "hAnsi": self.latin, "eastAsia": self.chinese, "cs": self.latin}

    @property
    def xml(self) -> str:
        """A `w:rFonts` element for a style."""
        named = " ".join(f'w:{name}="{font}"' for name, font in self.attributes.items())
        return f"<w:rFonts {named}/>"


XIAOBIAOSONG = Face("方正小标宋简体")
HEITI = Face("黑体")
KAITI = Face("楷体_GB2312")
FANGSONG = Face("仿宋_GB2312")
# Page numbers are half-width 宋体 digits (GB/T 9704-2012 7.5).
SONGTI = Face("宋体", latin="宋体")

NAMESPACE = nsdecls("w")
