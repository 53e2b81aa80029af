from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from assistant.errors import DocumentError
from assistant.export.docx import docx_bytes
from assistant.export.paper import CoverLine, Paper, PaperSection
from assistant.files import office, printing
from assistant.files.printing import page_png, page_sizes, pdf_of

A4 = (595.0, 842.0)


def pdf(*sizes: tuple[float, float]) -> bytes:
    """Empty pages of these sizes."""
    made, out = PdfDocument.new(), io.BytesIO()
    for width, height in sizes:
        made.new_page(width, height)
    made.save(out)
    made.close()
    return out.getvalue()


def test_the_size_of_every_page() -> None:
    assert page_sizes(pdf(A4, (842.0, 595.0))) == (A4, (842.0, 595.0))


def test_a_page_as_a_picture_of_few_colours() -> None:
    picture = Image.open(io.BytesIO(page_png(pdf(A4, (842.0, 595.0)), 2, 72)))
    assert (picture.format, picture.size, picture.mode) == ("PNG", (842, 595), "P")


def test_a_page_that_claims_to_be_huge_makes_no_huge_picture() -> None:
    picture = Image.open(io.BytesIO(page_png(pdf((14000.0, 14000.0)), 1, 5000)))
    assert picture.size[0] * picture.size[1] <= printing.MAX_PIXELS * 1.01


@pytest.mark.parametrize("number", [0, 2])
def test_a_page_that_is_not_there(number: int) -> None:
    with pytest.raises(DocumentError, match=f"没有第{number}页"):
        page_png(pdf(A4), number, 72)


def test_what_is_no_pdf() -> None:
    with pytest.raises(DocumentError, match="不完整"):
        page_sizes(b"%PDF-1.7 torn")


def test_without_libreoffice_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    assert not printing.can_print()
    with pytest.raises(DocumentError, match=r"没有安装 LibreOffice.*下载 Word 文件"):
        pdf_of(b"")


def test_a_run_that_fails_or_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: "soffice")
    for too_long, said in ((True, "超过 60 秒"), (False, "没有成功")):

        def run(*_: object, too_long: bool = too_long) -> bytes:
            raise office.OfficeFault(too_long=too_long)

        monkeypatch.setattr(office, "run", run)
        with pytest.raises(DocumentError, match=said):
            pdf_of(b"")


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_report_is_set_with_its_cover_on_a_page_of_its_own_and_without_comments() -> None:
    paper = Paper(
        "岚川县雷达站改造项目绩效自评报告",
        (CoverLine("填报人"),),
        "绩效自评报告",
        (PaperSection("一、基本情况", 1, "到位率【待核实：到位率】。", "a"),),
    )
    made = pdf_of(docx_bytes(paper), {"仿宋_GB2312": "Noto Serif CJK SC"})
    document = PdfDocument(made)
    pages = [document[at].get_textpage().get_text_bounded() for at in range(len(document))]
    assert [round(side) for side in page_sizes(made)[0]] == [595, 842]
    assert len(pages) == 2 and "基本情况" in pages[1] and "基本情况" not in pages[0]
    assert b"/Annots" not in made
