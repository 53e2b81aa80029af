"""Paper, margins, grid (GB/T 9704-2012 5.2) and page numbers (7.5), section by section, upright or on the side."""

from __future__ import annotations

from collections.abc import Iterator

from eval.docx.office import Office
from eval.docx.row import Check, equal, number, yes
from eval.docx.word_file import Element, WordFile, find, first

_MM = 1440 / 25.4
_UPRIGHT = {"top": ("上", 37), "left": ("左", 28), "right": ("右", 26), "bottom": ("下", 35)}
# The page lies on its side with the head at the left of the bound page.
_TURNED = {"top": ("上", 28), "left": ("左", 35), "right": ("右", 37), "bottom": ("下", 26)}
_ODD_AND_EVEN = "w:evenAndOddHeaders[not(@w:val = '0') and not(@w:val = 'false')]"


def turned(section: Element) -> bool:
    """Whether the section's pages lie on their side."""
    return first(section, "w:pgSz/@w:orient") == "landscape"


def page(file: WordFile, section: Element, place: int, office: Office) -> Iterator[Check]:
    """The checks of one section's page; `place` counts from 1."""
    where = f"第{place}节"
    side = turned(section)
    wide, high = (number(first(section, f"w:pgSz/@w:{edge}")) for edge in "wh")
    yield equal(f"{where} 纸张（缇）", "16838×11906" if side else "11906×16838", f"{wide:.0f}×{high:.0f}")
    wanted_margins = _TURNED if side else _UPRIGHT
    margins = {edge: number(first(section, f"w:pgMar/@w:{edge}")) for edge in wanted_margins}
    for edge, (name, wanted) in wanted_margins.items():
        found = margins[edge] / _MM
        yield Check(f"{where} {name}边距", f"{wanted}±1 mm", f"{found:.1f} mm", abs(found - wanted) <= 1)
    yield equal(f"{where} 文档网格", "linesAndChars", first(section, "w:docGrid/@w:type"))
    if side:
        return
    pitch = number(first(section, "w:docGrid/@w:linePitch")) or float("inf")
    yield equal(f"{where} 每页行数", office.lines, int((high - margins["top"] - margins["bottom"]) / pitch))
    yield equal(
        f"{where} 每行字数", 28, int((wide - margins["left"] - margins["right"]) / _advance(file, section))
    )


def _advance(file: WordFile, section: Element) -> float:
    """Twips a character takes: Word adds charSpace (1/4096 pt) to the size of the default paragraph style."""
    points = number(file.of_style(file.style("Normal"), "w:rPr/w:sz/@w:val")) / 2 or 10
    return 20 * (points + number(first(section, "w:docGrid/@w:charSpace")) / 4096)


def page_numbers(file: WordFile) -> Iterator[Check]:
    """The text is numbered from 1, odd and even pages apart; the cover is not; annexes go on counting."""
    yield yes("奇偶页不同", bool(find(file.settings, _ODD_AND_EVEN)))
    yield from _of_section(file, file.text, "")
    yield equal("正文起始页码", 1, first(file.text, "w:pgNumType/@w:start"))
    for cover in file.covers:
        yield equal("封面页码", "无", "有" if find(cover, "w:footerReference") else "无")
    for annex in file.annexes:
        yield equal("附件页码", "接排", "另起" if first(annex, "w:pgNumType/@w:start") else "接排")
        yield from _of_section(file, annex, "附件")


def _of_section(file: WordFile, section: Element, where: str) -> Iterator[Check]:
    for kind, name, side in (("default", "奇数页", "right"), ("even", "偶数页", "left")):
        footer = file.footer(section, kind)
        yield from _page_number(file, footer, f"{where}{name}页码", side)
        if turned(section):
            yield from _box(footer, f"{where}{name}页码", "bottom" if side == "right" else "top")


def _page_number(file: WordFile, footer: Element, name: str, side: str) -> Iterator[Check]:
    """`side` is that of the number in its line: on a page on its side the line runs downwards."""
    lines = [one for one in find(footer, ".//w:p[w:r/w:fldChar]") if not find(one, "ancestor::mc:Fallback")]
    paragraph = (lines or find(footer, ".//w:p") or [footer])[0]
    yield equal(name, "— PAGE —", _with_fields(paragraph))
    yield equal(f"{name}对齐", side, file.of_paragraph(paragraph, "w:pPr/w:jc/@w:val"))
    indent = number(first(paragraph, f"w:pPr/w:ind/@w:{side}Chars")) / 100
    yield equal(f"{name}空字", f"{side} 1", f"{side} {indent:g}")
    faces = {first(run, "w:rPr/w:rFonts/@w:ascii") for run in find(paragraph, "w:r")}
    yield equal(f"{name}字体", "宋体", "、".join(sorted(faces)))
    size = number(file.of_paragraph(paragraph, "w:rPr/w:sz/@w:val")) / 2
    yield equal(f"{name}字号（磅）", 14, f"{size:g}")


def _box(footer: Element, name: str, end: str) -> Iterator[Check]:
    """The number stands at the left edge, turned, its middle 7 mm from the text: the box, which touches it, is 14 mm wide."""
    boxes = find(footer, ".//mc:Choice//wp:anchor")
    box = boxes[0] if boxes else footer
    across = first(box, "wp:positionH/@relativeFrom"), first(box, "wp:positionH/wp:align/text()")
    yield equal(f"{name}位置", "leftMargin right", " ".join(across).strip())
    along = first(box, "wp:positionV/@relativeFrom"), first(box, "wp:positionV/wp:align/text()")
    yield equal(f"{name}一端", f"margin {end}", " ".join(along).strip())
    thick = number(first(box, "wp:extent/@cx")) / 36000
    yield Check(f"{name}距版心", "7±1 mm", f"{thick / 2:.1f} mm", abs(thick / 2 - 7) <= 1)
    yield equal(f"{name}文字方向", "vert", first(box, ".//wps:bodyPr/@vert"))


def _with_fields(paragraph: Element) -> str:
    """The text with each field's instruction in place of its stored result."""
    shown, inside, stored = "", False, False
    for node in find(paragraph, ".//w:t|.//w:instrText|.//w:fldChar"):
        kind = first(node, "@w:fldCharType")
        if kind:
            inside, stored = kind != "end", kind == "separate"
        elif not stored:
            shown += (node.text or "").strip() if inside else node.text or ""
    return shown
