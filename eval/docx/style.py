"""The styles: faces and sizes of GB/T 9704-2012 6–7; Times New Roman, black, no bold, the tables by local practice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eval.docx.office import Office
from eval.docx.row import Check, equal, number, yes
from eval.docx.word_file import FACES, Element, WordFile, find, first

_OFF = ("", "0", "false", "off")
_THEME = ".//w:rFonts/@*[contains(local-name(), 'Theme') or local-name() = 'cstheme']"


@dataclass(frozen=True)
class _Style:
    """What a style must be; the first-line indent in characters. `line`: as in the text, or whatever it likes."""

    name: str
    face: str
    points: float
    align: str
    first_line: int = 0
    outline: str = ""
    latin: str = ""
    line: bool = True
    keeps: bool = False


_STYLES = (
    _Style("Title", "方正小标宋简体", 22, "center"),
    _Style("heading 1", "黑体", 16, "both", 2, "0"),
    _Style("heading 2", "楷体_GB2312", 16, "both", 2, "1"),
    _Style("heading 3", "仿宋_GB2312", 16, "both", 2, "2"),
    _Style("heading 4", "仿宋_GB2312", 16, "both", 2, "3"),
    _Style("Body Text", "仿宋_GB2312", 16, "both", 2),
    _Style("封面标题", "方正小标宋简体", 26, "center", line=False),
    _Style("封面项目", "仿宋_GB2312", 16, "left", line=False),
    _Style("附件说明", "仿宋_GB2312", 16, "both"),
    _Style("落款", "仿宋_GB2312", 16, "right"),
    _Style("附件标识", "黑体", 16, "left", keeps=True),
    _Style("表题", "方正小标宋简体", 22, "center", keeps=True),
    _Style("表题说明", "宋体", 12, "center", latin="宋体", line=False, keeps=True),
    _Style("表单位", "宋体", 10.5, "right", latin="宋体", line=False, keeps=True),
    _Style("表头", "黑体", 10.5, "center", line=False),
    _Style("表内文字", "宋体", 10.5, "left", latin="宋体", line=False),
    _Style("表内数字", "宋体", 10.5, "right", latin="宋体", line=False),
    _Style("footer", "宋体", 14, "right", latin="宋体", line=False),
    _Style("annotation text", "宋体", 10.5, "left", latin="宋体", line=False),
)


def styles(file: WordFile, office: Office) -> Iterator[Check]:
    """Every style of a report, and the defaults below them."""
    for wanted in _STYLES:
        name, style = f"样式 {wanted.name}", file.style(wanted.name)
        yield from _letters(file, style, name, wanted, office)
        yield from _paragraphs(file, style, name, wanted, office)
    yield from _defaults(file, office)


def _letters(
    file: WordFile, style: Element | None, name: str, wanted: _Style, office: Office
) -> Iterator[Check]:
    for kind in FACES:
        face = wanted.face if kind == "eastAsia" else wanted.latin or office.latin
        yield equal(f"{name} 字体 {kind}", face, file.of_style(style, f"w:rPr/w:rFonts/@w:{kind}"))
    size = number(file.of_style(style, "w:rPr/w:sz/@w:val")) / 2
    yield equal(f"{name} 字号（磅）", f"{wanted.points:g}", f"{size:g}")
    # A bare <w:b/> means bold; the element itself is found then.
    bold = file.of_style(style, "w:rPr/w:b/@w:val|w:rPr/w:b[not(@w:val)]")
    heavy = office.bold_second and wanted.outline == "1"
    yield equal(f"{name} 加粗", "是" if heavy else "否", "否" if style is not None and bold in _OFF else "是")
    yield equal(f"{name} 颜色", "000000", file.of_style(style, "w:rPr/w:color/@w:val"))


def _paragraphs(
    file: WordFile, style: Element | None, name: str, wanted: _Style, office: Office
) -> Iterator[Check]:
    yield equal(f"{name} 对齐", wanted.align, file.of_style(style, "w:pPr/w:jc/@w:val"))
    indent = number(file.of_style(style, "w:pPr/w:ind/@w:firstLineChars")) / 100
    yield equal(f"{name} 首行缩进（字）", wanted.first_line, f"{indent:g}")
    if wanted.line:
        yield equal(f"{name} 行距方式", "exact", file.of_style(style, "w:pPr/w:spacing/@w:lineRule"))
        line = number(file.of_style(style, "w:pPr/w:spacing/@w:line")) / 20
        between = office.lowest <= line <= office.highest
        yield Check(f"{name} 行距", f"{office.lowest:g}–{office.highest:g} 磅", f"{line:g} 磅", between)
    yield yes(f"{name} 孤行控制", style is not None and _on(style, "w:pPr/w:widowControl"))
    if wanted.outline:
        yield equal(f"{name} 大纲级别", wanted.outline, file.of_style(style, "w:pPr/w:outlineLvl/@w:val"))
    if wanted.outline or wanted.keeps:
        yield yes(f"{name} 与下段同页", style is not None and _on(style, "w:pPr/w:keepNext"))


def _on(style: Element, path: str) -> bool:
    switches = find(style, path)
    return bool(switches) and first(switches[0], "@w:val") not in _OFF[1:]


def _defaults(file: WordFile, office: Office) -> Iterator[Check]:
    default = "w:docDefaults/w:rPrDefault/w:rPr"
    for kind in FACES:
        face = "仿宋_GB2312" if kind == "eastAsia" else office.latin
        yield equal(f"默认字体 {kind}", face, first(file.styles, f"{default}/w:rFonts/@w:{kind}"))
    yield equal("默认语言", "zh-CN", first(file.styles, f"{default}/w:lang/@w:eastAsia"))
    yield equal("主题字体", 0, sum(len(find(root, _THEME)) for root in (file.styles, *file.texts())))
