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
# An annex begins with its mark on the first line and its title on the third (GB/T 9704-2012 7.3.7).
ANNEX_MARK = ParagraphStyle("AnnexMark", "附件标识", HEITI, align="left", keep_next=True)
TABLE_TITLE = ParagraphStyle(
    "TableTitle", "表题", XIAOBIAOSONG, 22, "center", before=measures.LINE, keep_next=True
)
# The standard sets no table: 小四 to 五号 is local practice.
TABLE_NOTE = ParagraphStyle("TableNote", "表题说明", SONGTI, 12, "center", line=400, keep_next=True)
TABLE_UNIT = ParagraphStyle("TableUnit", "表单位", SONGTI, 10.5, "right", line=400, keep_next=True)
TABLE_HEAD = ParagraphStyle("TableHead", "表头", HEITI, 10.5, "center", line=300)
TABLE_TEXT = ParagraphStyle("TableText", "表内文字", SONGTI, 10.5, "left", line=300)
TABLE_FIGURE = ParagraphStyle("TableFigure", "表内数字", SONGTI, 10.5, "right", line=300)
# Between two tables, which would become one without it; too low to be seen.
TABLE_GAP = ParagraphStyle("TableGap", "表间隔", SONGTI, 1, "left", line=20)
COMMENT = ParagraphStyle("CommentText", "annotation text", SONGTI, 10.5, "left", line=240, rule="auto")

_PARAGRAPH_STYLES = (
    *(NORMAL, BODY, TITLE, *HEADINGS.values()),
    *(COVER_TITLE, COVER_LINE, ATTACHMENTS, SIGNATURE, FOOTER, COMMENT, ANNEX_MARK),
    *(TABLE_TITLE, TABLE_NOTE, TABLE_UNIT, TABLE_HEAD, TABLE_TEXT, TABLE_FIGURE, TABLE_GAP),
)

# A heading that runs into its paragraph, by its level: the sentence is set in the heading's face.
RUN_IN = {1: "RunInHeading1", 2: "RunInHeading2"}
SECOND_LEVEL = (HEADINGS[2].id, RUN_IN[2])
TABLE_ID = "FormTable"

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
      <w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/></w:rPr></w:style>"""

_RUN_INS = tuple(
    f"""
    <w:style {NAMESPACE} w:type="character" w:customStyle="1" w:styleId="{RUN_IN[level]}">
      <w:name w:val="段首标题{level}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>
      <w:rPr>{HEADINGS[level].face.xml}<w:b w:val="0"/><w:bCs w:val="0"/></w:rPr></w:style>"""
    for level in RUN_IN
)

_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE = f"""
    <w:style {NAMESPACE} w:type="table" w:customStyle="1" w:styleId="{TABLE_ID}">
      <w:name w:val="自评表"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
      <w:tblPr><w:jc w:val="center"/><w:tblBorders>{_EDGES}</w:tblBorders><w:tblCellMar>
        <w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>
        <w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>
      </w:tblCellMar></w:tblPr></w:style>"""

_COMMENT_REFERENCE = f"""
    <w:style {NAMESPACE} w:type="character" w:styleId="CommentReference">
      <w:name w:val="annotation reference"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>
      <w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>"""


def install(document: Document) -> None:
    """Replace every style of the document by those of this module."""
    root = document.styles.element
    for child in list(root):
        root.remove(child)
    paragraphs = (style.xml for style in _PARAGRAPH_STYLES)
    for xml in (_DEFAULTS, *paragraphs, *_BUILT_IN, _PLACEHOLDER, *_RUN_INS, _TABLE, _COMMENT_REFERENCE):
        root.append(parse_xml(xml))
