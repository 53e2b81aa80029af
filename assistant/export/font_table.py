"""The font table: under which other names a machine may have the typefaces of the file, for Word and WPS to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from assistant.export.fonts import FANGSONG, HEITI, KAITI, NAMESPACE, SONGTI, XIAOBIAOSONG

if TYPE_CHECKING:
    from docx.document import Document

SUBSTITUTES = {
    XIAOBIAOSONG.chinese: ("华文中宋", "宋体"),
    FANGSONG.chinese: ("仿宋", "华文仿宋"),
    KAITI.chinese: ("楷体", "华文楷体"),
    HEITI.chinese: ("华文黑体", "微软雅黑"),
    SONGTI.chinese: ("新宋体", "华文宋体"),
}
"""Every Chinese face of the file and what may stand in for it, best first."""

_ENGLISH = {
    "华文中宋": "STZhongsong",
    "宋体": "SimSun",
    "仿宋": "FangSong",
    "华文仿宋": "STFangsong",
    "楷体": "KaiTi",
    "华文楷体": "STKaiti",
    "华文黑体": "STHeiti",
    "微软雅黑": "Microsoft YaHei",
    "新宋体": "NSimSun",
    "华文宋体": "STSong",
}
_OWN_ENGLISH = {HEITI.chinese: "SimHei", SONGTI.chinese: "SimSun"}


def add_font_table(document: Document, latin: str) -> None:
    """Add the part; `latin` is the face of letters and digits."""
    chinese = "".join(_chinese(face, others) for face, others in SUBSTITUTES.items())
    known = f'<w:font w:name={quoteattr(latin)}><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {NAMESPACE}>'
    content += chinese + ("" if latin in SUBSTITUTES else known) + "</w:fonts>"
    package = document.part.package
    assert package is not None  # a document made by python-docx always has one
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, content.encode(), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _chinese(face: str, others: tuple[str, ...]) -> str:
    """Word parts the names by commas, and knows each by its Chinese or its English one."""
    own = [_OWN_ENGLISH[face]] if face in _OWN_ENGLISH else []
    names = ",".join([*own, *(name for other in others for name in (other, _ENGLISH[other]))])
    return (
        f'<w:font w:name="{face}"><w:altName w:val="{names}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
    )
