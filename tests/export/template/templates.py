"""Templates as bureaus issue them, in different looks, with what each fixes and what it leaves open. All fictional."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_LEADER
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Cm, Pt, RGBColor

OUTLINE = (
    ("一、", "项目基本情况", 1),
    ("（一）", "项目概况", 2),
    ("（二）", "项目绩效目标", 2),
    ("二、", "自评工作开展情况", 1),
    ("三、", "自评结论", 1),
    ("四、", "存在的问题及整改措施", 1),
    ("五、", "其他需要说明的问题", 1),
)
TOLD = (1, 2, 3, 4, 5, 6)  # 一、 has only parts
FIXED = (
    "本报告由项目单位如实填写，并对真实性负责。",
    "自评工作按照县财政局统一部署开展。",
    "本单位承诺上述数据与决算一致。",
)
HINTS = (
    "（简要说明项目立项背景、主要内容和实施情况。）",
    "请填写年度绩效目标及其分解情况",
    "……",
    "自评得分____分，等级为____。",
    "1.存在的问题：XXXXXX。",
    "（没有的填“无”）",
)


@dataclass
class Template:
    """A template's bytes, the sentences it fixes, the words it wants to see gone."""

    content: bytes
    fixed: tuple[str, ...] = FIXED
    gone: tuple[str, ...] = HINTS
    cover: dict[str, str] = field(default_factory=dict)


def saved(document: Doc) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _plain() -> Doc:
    document = Document()
    document.styles["Normal"].font.name = "仿宋_GB2312"
    document.styles["Normal"].font.size = Pt(16)
    return document


def _title(document: Doc, text: str = "XX单位20XX年度XX项目支出绩效自评报告") -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _body(document: Doc, text: str):
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.first_line_indent = Pt(32)
    return paragraph


def _sections(document: Doc, heading: Callable[[str, str, int], object]) -> None:
    """The outline with hints and fixed sentences between."""
    hints = iter(HINTS)
    for at, (number, words, level) in enumerate(OUTLINE):
        heading(number, words, level)
        if at == 0:
            continue
        if at == 3:
            _body(document, FIXED[1])
        _body(document, next(hints))
        if at == 1:
            document.add_paragraph()
        if at == 4:
            _body(document, FIXED[2])


def _closing(document: Doc) -> None:
    document.add_paragraph()
    document.add_paragraph("单位（盖章）：").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("    年  月  日").alignment = WD_ALIGN_PARAGRAPH.RIGHT


def styles_only() -> Template:
    """Headings in Word's heading styles, without numbers."""
    document = _plain()
    _title(document)
    _body(document, FIXED[0])
    _sections(document, lambda number, words, level: document.add_heading(words, level))
    _closing(document)
    return Template(saved(document))


def numbers_only() -> Template:
    """Headings known by their numbers alone; a cover with rules of underscores."""
    document = _plain()
    _title(document, "项目支出绩效自评报告")
    document.add_paragraph("项目名称：________________")
    document.add_paragraph("评价单位（公章）：________________")
    document.add_paragraph("填报日期：20XX年X月X日")
    document.add_page_break()
    _body(document, FIXED[0])
    _sections(document, lambda number, words, level: _body(document, number + words))
    _closing(document)
    return Template(
        saved(document), cover={"项目名称": "智慧校园建设项目", "评价单位（公章）": "云山县教育局"}
    )


def cover_table() -> Template:
    """A cover with a table of labels, a part of its own, a header and a footer."""
    document = _plain()
    _title(document, "云山县财政支出项目绩效自评报告")
    document.add_paragraph("（20XX年度）").alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(4, 2)
    for row, text in zip(table.rows, ("项 目 名 称", "主管部门", "实施单位", "联系人手机"), strict=True):
        row.cells[0].text = text
    document.add_section(WD_SECTION.NEW_PAGE)
    document.sections[0].header.paragraphs[0].text = "云山县财政局监制"
    document.sections[1].footer.is_linked_to_previous = False
    document.sections[1].footer.paragraphs[0].text = "第 页"
    _body(document, FIXED[0])

    def heading(number: str, words: str, level: int) -> None:
        run = document.add_paragraph().add_run(number + words)
        run.font.name, run.bold = "黑体", True

    _sections(document, heading)
    _closing(document)
    return Template(
        saved(document),
        cover={"项 目 名 称": "智慧校园建设项目", "主管部门": "云山县教育局", "实施单位": "云山县教育局"},
    )


def underlined() -> Template:
    """Blanks as underlined spaces and as tabs with a leader; hints in red and slanted."""
    document = _plain()
    _title(document)
    line = document.add_paragraph("项目名称：")
    line.add_run("                    ").underline = True
    line = document.add_paragraph("填报人：\t")
    line.paragraph_format.tab_stops.add_tab_stop(Cm(12), leader=WD_TAB_LEADER.HEAVY)
    _body(document, FIXED[0])
    _sections(document, lambda number, words, level: _body(document, number + words))
    for paragraph in document.paragraphs:
        if paragraph.text in HINTS:
            for run in paragraph.runs:
                run.font.color.rgb, run.italic = RGBColor(255, 0, 0), True
    _closing(document)
    return Template(saved(document), cover={"项目名称": "智慧校园建设项目", "填报人": "林某"})


def controls() -> Template:
    """Content controls: one in a line of the cover, one around each hint."""
    document = _plain()
    _title(document)
    line = document.add_paragraph("项目名称：")
    line._p.append(_control("<w:r><w:t>单击此处输入文字。</w:t></w:r>", prompt=True))
    _body(document, FIXED[0])
    _sections(document, lambda number, words, level: _body(document, number + words))
    for paragraph in list(document.paragraphs):
        if paragraph.text in HINTS:
            control = _control("", prompt=False)
            paragraph._p.addprevious(control)
            control[-1].append(paragraph._p)
    _closing(document)
    return Template(saved(document), cover={"项目名称": "智慧校园建设项目"})


def _control(inside: str, *, prompt: bool):
    shown = "<w:showingPlcHdr/>" if prompt else ""
    return parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:lock w:val="sdtLocked"/>{shown}<w:text/></w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def run_in() -> Template:
    """Headings that run into their text; a hint behind the heading in its line."""
    document = _plain()
    _title(document)
    _body(document, FIXED[0])
    hints = iter(HINTS)
    for at, (number, words, _) in enumerate(OUTLINE):
        if at == 0:
            _body(document, number + words)
            continue
        paragraph = _body(document, "")
        paragraph.add_run(f"{number}{words}。").bold = True
        if at == 3:
            paragraph.add_run(FIXED[1])
            next(hints)
            continue
        paragraph.add_run(next(hints))
        if at == 4:
            _body(document, FIXED[2])
    _closing(document)
    return Template(saved(document))


def tracked() -> Template:
    """A template with changes that nobody accepted, and a table under a heading."""
    document = _plain()
    _title(document)
    first = _body(document, FIXED[0])
    struck = parse_xml(
        f'<w:del {nsdecls("w")} w:id="901" w:author="某" w:date="2024-01-01T00:00:00Z">'
        "<w:r><w:delText>作废的话。</w:delText></w:r></w:del>"
    )
    first._p.append(struck)

    def heading(number: str, words: str, level: int) -> None:
        paragraph = _body(document, "")
        put_in = parse_xml(
            f'<w:ins {nsdecls("w")} w:id="90{level}" w:author="某" w:date="2024-01-01T00:00:00Z"/>'
        )
        paragraph._p.append(put_in)
        put_in.append(document.add_paragraph().add_run(number + words)._r)
        document.paragraphs[-1]._p.getparent().remove(document.paragraphs[-1]._p)
        if words == "自评结论":
            document.add_table(2, 3).rows[0].cells[0].text = "一级指标"

    _sections(document, heading)
    _closing(document)
    return Template(saved(document))


ALL = (styles_only, numbers_only, cover_table, underlined, controls, run_in, tracked)
