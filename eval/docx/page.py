"""Paper, margins, grid (GB/T 9704-2012 5.2) and page numbers (7.5), section by section."""

from __future__ import annotations

from collections.abc import Iterator

from eval.docx.row import Check, equal, number, yes
from eval.docx.word_file import Element, WordFile, find, first

_MM = 1440 / 25.4
_MARGINS = {"top": ("上", 37), "left": ("左", 28), "right": ("右", 26), "bottom": ("下", 35)}
_ODD_AND_EVEN = "w:evenAndOddHeaders[not(@w:val = '0') and not(@w:val = 'false')]"


def page(file: WordFile, section: Element, place: int) -> Iterator[Check]:
    """The checks of one section's page; `place` counts from 1."""
    where = f"第{place}节"
    wide, high = (number(first(section, f"w:pgSz/@w:{side}")) for side in "wh")
    yield equal(f"{where} 纸张（缇）", "11906×16838", f"{wide:.0f}×{high:.0f}")
    margins = {side: number(first(section, f"w:pgMar/@w:{side}")) for side in _MARGINS}
    for side, (name, wanted) in _MARGINS.items():
        found = margins[side] / _MM
        yield Check(f"{where} {name}边距", f"{wanted}±1 mm", f"{found:.1f} mm", abs(found - wanted) <= 1)
    yield equal(f"{where} 文档网格", "linesAndChars", first(section, "w:docGrid/@w:type"))
    pitch = number(first(section, "w:docGrid/@w:linePitch")) or float("inf")
    yield equal(f"{where} 每页行数", 22, int((high - margins["top"] - margins["bottom"]) / pitch))
    yield equal(
        f"{where} 每行字数", 28, int((wide - margins["left"] - margins["right"]) / _advance(file, section))
    )


def _advance(file: WordFile, section: Element) -> float:
    """Twips a character takes: Word adds charSpace (1/4096 pt) to the size of the default paragraph style."""
    points = number(file.of_style(file.style("Normal"), "w:rPr/w:sz/@w:val")) / 2 or 10
    return 20 * (points + number(first(section, "w:docGrid/@w:charSpace")) / 4096)


def page_numbers(file: WordFile) -> Iterator[Check]:
    """The text, the last section, is numbered from 1, odd and even pages apart; the cover is not."""
    *covers, body = file.sections
    yield yes("奇偶页不同", bool(find(file.settings, _ODD_AND_EVEN)))
    for kind, name, side in (("default", "奇数页", "right"), ("even", "偶数页", "left")):
        yield from _page_number(file, file.footer(body, kind), f"{name}页码", side)
    yield equal("正文起始页码", 1, first(body, "w:pgNumType/@w:start"))
    for cover in covers:
        yield equal("封面页码", "无", "有" if find(cover, "w:footerReference") else "无")


def _page_number(file: WordFile, footer: Element, name: str, side: str) -> Iterator[Check]:
    paragraph = (find(footer, ".//w:p") or [footer])[0]
    yield equal(name, "— PAGE —", _with_fields(footer))
    yield equal(f"{name}对齐", side, file.of_paragraph(paragraph, "w:pPr/w:jc/@w:val"))
    indent = number(first(paragraph, f"w:pPr/w:ind/@w:{side}Chars")) / 100
    yield equal(f"{name}空字", f"{side} 1", f"{side} {indent:g}")
    faces = {first(run, "w:rPr/w:rFonts/@w:ascii") for run in find(footer, ".//w:r")}
    yield equal(f"{name}字体", "宋体", "、".join(sorted(faces)))
    size = number(file.of_paragraph(paragraph, "w:rPr/w:sz/@w:val")) / 2
    yield equal(f"{name}字号（磅）", 14, f"{size:g}")


def _with_fields(footer: Element) -> str:
    """The footer's text with each field's instruction in place of its stored result."""
    shown, inside, stored = "", False, False
    for node in find(footer, ".//w:t|.//w:instrText|.//w:fldChar"):
        kind = first(node, "@w:fldCharType")
        if kind:
            inside, stored = kind != "end", kind == "separate"
        elif not stored:
            shown += (node.text or "").strip() if inside else node.text or ""
    return shown
