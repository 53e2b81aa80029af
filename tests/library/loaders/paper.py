"""Reports on paper for the tests: PDFs typeset here, and scans of them."""

from __future__ import annotations

import io
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
needs_font = pytest.mark.skipif(
    not FONT.exists(), reason="the Noto CJK fonts (fonts-noto-cjk) are not installed"
)
_FACE = 2  # of the collection: Simplified Chinese
MARGIN, SIZE, LEADING, FULL = 60, 12, 20, 39  # points; characters in a full line

TITLE = "青溪县水利局2023年度东干渠清淤项目支出绩效自评报告"
PARAGRAPHS = (
    "一、项目基本情况",
    "（一）项目概况。东干渠全长36.8公里，始建于一九七六年，承担柳塘镇、石桥铺镇等五个乡镇的农田灌溉任务。"
    "近年来渠道淤积严重，部分渠段过水能力不足设计流量的六成，群众反映强烈。",
    "（二）资金安排和使用情况。根据青溪县财政局《关于批复2023年部门预算的通知》（青财预〔2023〕7号），"
    "项目年初预算186.5万元，当年到位186.5万元，到位率100%。截至2023年12月31日，累计支付171.58万元，预算执行率92%。",
    "二、绩效自评结论",
    "经综合评定，项目自评得分88.4分，等级为良。其中产出指标得分36分，效益指标得分27.4分，满意度指标得分9分。",
    "三、存在的问题和下一步措施",
    "一是前期勘察不够细致，清淤土方量估算偏低，造成合同变更两次；二是验收资料归档不及时，个别标段的影像资料缺失。"
    "下一步将完善勘察设计审查制度，实行资料与进度款同步审核，未按要求归档的不予支付。",
)
TABLE = (
    ("一级指标", "二级指标", "指标值", "实际完成值", "得分"),
    ("产出指标", "数量指标", "12.6公里", "12.1公里", "18"),
    ("产出指标", "质量指标", "合格率100%", "100%", "18"),
    ("效益指标", "社会效益", "8400亩", "8100亩", "27.4"),
)


def wide(text: str) -> float:
    """The width of a text in characters."""
    return sum(0.56 if char.isascii() else 1 for char in text)


def broken(text: str, indent: int = 2, full: int = FULL) -> list[str]:
    """A paragraph as printed lines, the first one indented."""
    lines = ["\u3000" * indent]
    for char in text:
        if wide(lines[-1] + char) > full:
            lines.append("")
        lines[-1] += char
    return lines


@cache
def _font() -> tuple[tempfile.TemporaryDirectory[str], Path]:
    """The font with only the characters that these tests print: a PDF from the whole one costs seconds."""
    from fontTools import subset

    folder = tempfile.TemporaryDirectory(prefix="font-")
    options = subset.Options(font_number=_FACE, layout_features=[], hinting=False)
    whole = subset.load_font(str(FONT), options)
    made = subset.Subsetter(options)
    made.populate(
        text="".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))
    )
    made.subset(whole)
    path = Path(folder.name) / "cjk.otf"
    subset.save_font(whole, str(path), options)
    return folder, path


def add_font(sheet: FPDF) -> None:
    """The font of the tests, as “cjk”."""
    sheet.add_font("cjk", fname=_font()[1])


class Press:
    """A page at a time; positions are points from the top left."""

    def __init__(self) -> None:
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        add_font(self.pdf)
        self.page()

    def page(self) -> None:
        self.pdf.add_page()
        self.pdf.set_font("cjk", size=SIZE)
        self.down = 90.0

    def put(self, text: str, x: float = MARGIN, y: float | None = None, size: float = SIZE) -> None:
        self.pdf.set_font_size(size)
        self.pdf.text(x, self.down if y is None else y, text)
        self.down += LEADING if y is None else 0

    def lines(self, lines: list[str], x: float = MARGIN) -> None:
        for line in lines:
            indent = len(line) - len(line.lstrip("\u3000"))
            self.put(line[indent:], x + indent * SIZE)

    def centred(self, text: str, y: float | None = None, size: float = SIZE) -> None:
        self.put(text, (595 - size * wide(text)) / 2, y, size)

    def furniture(self, number: int) -> None:
        self.centred("青溪县水利局项目支出绩效自评报告", 50, 9)
        self.centred(f"- {number} -", 800, 9)

    def table(self, rows: tuple[tuple[str, ...], ...], width: float = 95, height: float = 26) -> None:
        for cells in rows:
            for place, cell in enumerate(cells):
                x = MARGIN + place * width
                self.pdf.rect(x, self.down - 17, width, height)
                self.put(cell, x + 5, self.down, 10.5)
            self.down += height
        self.down += 10

    def bytes(self) -> bytes:
        return bytes(self.pdf.output())


def report() -> bytes:
    """A report of one page with a title, headings, indented paragraphs and a table."""
    press = Press()
    press.centred(TITLE, size=15)
    press.down += 10
    for paragraph in PARAGRAPHS:
        press.lines(broken(paragraph))
    press.down += 12
    press.table(TABLE)
    return press.bytes()


def rows() -> list[str]:
    return ["|".join(cells) for cells in TABLE]


def scan(pdf: bytes, angle: float = 0.0, stamp: bool = False, noise: int = 12, dpi: int = 200) -> Image.Image:
    """The first page as a scanner would see it: turned by `angle` degrees, grainy, stamped in red."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    if stamp:
        sheet = stamped(sheet)
    if angle:
        sheet = sheet.rotate(
            angle, Image.Resampling.BICUBIC, expand=angle % 90 == 0, fillcolor=(255, 255, 255)
        )
    grain = np.random.default_rng(7).normal(0, noise, (sheet.height, sheet.width, 1)) if noise else 0
    return Image.fromarray(np.clip(np.asarray(sheet, np.float32) + grain, 0, 255).astype(np.uint8))


def stamped(sheet: Image.Image) -> Image.Image:
    """A round, translucent red seal with a star over the middle of the page."""
    from PIL import ImageDraw, ImageFont

    ink = Image.new("RGB", sheet.size, "white")
    draw = ImageDraw.Draw(ink)
    x, y, r = sheet.width // 2, int(sheet.height * 0.27), int(sheet.width * 0.1)
    draw.ellipse((x - r, y - r, x + r, y + r), outline=(215, 40, 40), width=r // 12)
    font = ImageFont.truetype(str(FONT), r // 3)
    draw.text((x, y), "★", (215, 40, 40), font=ImageFont.truetype(str(FONT), r), anchor="mm")
    draw.text((x, y + r // 2), "财务专用", (215, 40, 40), font=font, anchor="mm")
    return Image.fromarray(np.minimum(np.asarray(sheet), np.asarray(ink)))


def photographed(*sheets: Image.Image, form: str = "PDF", quality: int = 80) -> bytes:
    """The sheets as one file without text."""
    out = io.BytesIO()
    more = {"save_all": True, "append_images": list(sheets[1:])} if form in ("PDF", "TIFF") else {}
    sheets[0].save(out, form, resolution=200, quality=quality, **more)
    return out.getvalue()
