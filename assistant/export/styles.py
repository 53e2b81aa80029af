"""The named styles of the document: size, line and indent hang on them, for restyling in Word.

Built-in names (Normal, Title, heading 1 …) are shown by a Chinese Word as 正文, 标题, 标题 1 …
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.parser import parse_xml

from assistant.export import measures
from assistant.export.fonts import FANGSONG, HEITI, KAITI, NAMESPACE, SONGTI, XIAOBIAOSONG, Face
from assistant.export.paragraph_style import LANGUAGE, ParagraphStyle

if TYPE_CHECKING:
    from docx.document import Document

HIGHLIGHT = "yellow"
PLACEHOLDER_ID = "Placeholder"


def _heading(level: int, face: Face) -> ParagraphStyle:
    return ParagraphStyle(
        f"Heading{level}", f"heading {level}", face, first_line=200, outline=level - 1, next="BodyText"
    )


# Normal carries no indent, for a table that a user adds stands on it; the text of the report is Body Text.
NORMAL = ParagraphStyle("Normal", "Normal")
BODY = ParagraphStyle("BodyText", "Body Text", first_line=200)
TITLE = ParagraphStyle("Title", "Title", XIAOBIAOSONG, 22, "center", after=measures.LINE, next="BodyText")
HEADINGS = {
    1: _heading(1, HEITI),
    2: _heading(2, KAITI),
    3: _heading(3, FANGSONG),
    4: _heading(4, FANGSONG),
}
COVER_TITLE = ParagraphStyle(
    "CoverTitle", "封面标题", XIAOBIAOSONG, 26, "center", line=860, before=2400, after=2400, next="CoverLine"
)
COVER_LINE = ParagraphStyle("CoverLine", "封面项目", align="left", line=800)
ATTACHMENTS = ParagraphStyle("AttachmentList", "附件说明")
SIGNATURE = ParagraphStyle("SignatureBlock", "落款", align="right")
FOOTER = ParagraphStyle("Footer", "footer", SONGTI, 14, "right", line=measures.FOOTER_LINE)

_PARAGRAPH_STYLES = (
    *(NORMAL, BODY, TITLE, *HEADINGS.values()),
    *(COVER_TITLE, COVER_LINE, ATTACHMENTS, SIGNATURE, FOOTER),
)

_DEFAULTS = f"""
    <w:docDefaults {NAMESPACE}>
      <w:rPrDefault><w:rPr>
        {FANGSONG.xml}<w:sz w:val="{2 * measures.BODY_POINTS}"/><w:szCs w:val="{2 * measures.BODY_POINTS}"/>
        {LANGUAGE}
      </w:rPr></w:rPrDefault>
      <w:pPrDefault><w:pPr/></w:pPrDefault>
    </w:docDefaults>"""

# Word expects a default of every type; without it, it repairs the file by its own.
_BUILT_IN = (
    f"""<w:style {NAMESPACE} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
      <w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>""",
    f"""<w:style {NAMESPACE} w:type="table" w:default="1" w:styleId="TableNormal">
      <w:name w:val="Normal Table"/><w:semiHidden/>
      <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
        <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
        <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
      </w:tblCellMar></w:tblPr></w:style>""",
    f"""<w:style {NAMESPACE} w:type="numbering" w:default="1" w:styleId="NoList">
      <w:name w:val="No List"/><w:semiHidden/></w:style>""",
)

_PLACEHOLDER = f"""
    <w:style {NAMESPACE} w:type="character" w:customStyle="1" w:styleId="{PLACEHOLDER_ID}">
      <w:name w:val="待补充"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>
      <w:rPr><w:highlight w:val="{HIGHLIGHT}"/></w:rPr></w:style>"""


def install(document: Document) -> None:
    """Replace every style of the document by those of this module."""
    root = document.styles.element
    for child in list(root):
        root.remove(child)
    paragraphs = (style.xml for style in _PARAGRAPH_STYLES)
    for xml in (_DEFAULTS, *paragraphs, *_BUILT_IN, _PLACEHOLDER):
        root.append(parse_xml(xml))
