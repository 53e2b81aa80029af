from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import DocumentError
from assistant.library import loaders
from assistant.library.documents import SourceDocument
from assistant.library.loaders import SUFFIXES, load, load_bytes, pdf


def word(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        document.add_paragraph("表后的话。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def portable(*pages: list[str], encrypt: bool = False) -> bytes:
    """A PDF with Chinese text in a font that every reader knows, one line of text a string."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
        b"/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 >> >>] >>"
    )
    objects.append(font)
    kids: list[int] = []
    for lines in pages:
        drawn = b"".join(
            b"BT /F1 12 Tf 60 %d Td <%s> Tj ET\n" % (780 - 20 * row, text.encode("utf-16-be").hex().encode())
            for row, text in enumerate(lines)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
        b" ".join(b"%d 0 R" % kid for kid in kids),
        len(kids),
    )
    out, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"11" * 32,
        b"22" * 32,
    )
    trailer = b"trailer\n<< /Size %d /Root 1 0 R%s >>\n" % (len(objects) + 1, lock if encrypt else b"")
    return out + table + trailer + b"startxref\n%d\n%%%%EOF" % len(out)


TEXT = "一、项目概况\n\n项目资金全部到位。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_that_people_save(encoding: str) -> None:
    assert load_bytes("报告.txt", TEXT.encode(encoding)).text == "一、项目概况\n项目资金全部到位。"


def test_markdown_marks_are_taken_off() -> None:
    source = "# 某某报告\n<!-- 说明 -->\n## 一、项目概况\n**资金**到位。\n| 甲 | 乙 |\n|---|:--|\n| 1 | 2 |\n"
    assert (
        load_bytes("报告.md", source.encode()).text
        == "某某报告\n一、项目概况\n资金到位。\n|甲|乙|\n| 1 | 2 |"
    )


def test_markdown_headings_saved_as_txt_lose_their_marks_too() -> None:
    assert load_bytes("报告.txt", "# 某某报告\n#3楼改造".encode()).text == "某某报告\n#3楼改造"


def test_word_gives_paragraphs_and_tables_in_order() -> None:
    content = word("一、项目概况", "资金到位。", table=[["指标", "得分"], ["数量", "10"]])
    assert (
        load_bytes("a.docx", content).text == "一、项目概况\n资金到位。\n|指标|得分|\n|数量| 10 |\n表后的话。"
    )


def test_words_automatic_numbers_are_part_of_the_text() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    forms = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for level, (form, text) in enumerate(forms):
        node = OxmlElement("w:lvl")
        node.set(qn("w:ilvl"), str(level))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            node.append(child)
        abstract.append(node)
    numbering.insert(0, abstract)
    number = numbering.add_num(90)
    for level, text in ((0, "概况"), (1, "背景"), (1, "资金"), (2, "到位"), (0, "结论"), (1, "得分")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = number.numId
        properties.get_or_add_ilvl().val = level
    out = io.BytesIO()
    document.save(out)
    assert load_bytes("a.docx", out.getvalue()).text.splitlines() == [
        *("一、概况", "（一）背景", "（二）资金", "1.到位", "二、结论", "（一）得分")
    ]


def test_tracked_insertions_are_read_and_deletions_are_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("项目资金")._p
    for tag, inner, text in (("w:ins", "w:t", "全部"), ("w:del", "w:delText", "部分")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph.append(change)
    out = io.BytesIO()
    document.save(out)
    assert load_bytes("a.docx", out.getvalue()).text == "项目资金全部"


def test_pdf_pages_headers_and_broken_lines() -> None:
    lines = [
        "青溪县水利局",
        "一、项目概况",
        "本项目由青溪县水利局组织实施，主要内容是对东干渠十二公里渠道进行",
        "清淤。",
        "— 1 —",
    ]
    second = ["青溪县水利局", "二、资金使用情况", "资金全部支付。", "— 2 —"]
    third = ["青溪县水利局", "三、存在的问题", "没有问题。", "— 3 —"]
    found = load_bytes("a.pdf", portable(lines, second, third))
    assert found.text.splitlines() == [
        "一、项目概况",
        "本项目由青溪县水利局组织实施，主要内容是对东干渠十二公里渠道进行清淤。",
        *("二、资金使用情况", "资金全部支付。", "三、存在的问题", "没有问题。"),
    ]
    assert found.page_at(found.text.index("清淤")) == 1
    assert found.page_at(found.text.index("全部支付")) == 2
    assert found.page_at(len(found.text) - 1) == 3


def test_formats_without_pages_have_none() -> None:
    assert load_bytes("a.txt", TEXT.encode()).page_at(3) is None


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
OLE_WORD = OLE + "WordDocument".encode("utf-16-le")
OLE_SHEET = OLE + "Workbook".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "是空的"),
        ("a.docx", b"", "是空的"),
        ("a.txt", b" \n\t\r\n", "是空的"),
        ("a.md", "\u200b\ufeff\u3000".encode(), "没有文字"),
        ("a.docx", word(""), "没有文字"),
        ("a.pdf", portable([]), "扫描件"),
        ("a.pdf", portable(["甲"], encrypt=True), "打开密码"),
        ("a.pdf", b"%PDF-1.7\nnot really", "不完整或已损坏"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        ("a.doc", OLE, "不是文档或表格"),
        ("a.doc", OLE_WORD.replace(b"W", b"w"), "不是文档或表格"),
        ("a.docx", OLE_WORD, "旧版 Word 文档（.doc、.wps、.rtf），扩展名却是 .docx"),
        ("a.doc", OLE_SHEET, "旧版表格（.xls、.et），扩展名却是 .doc"),
        ("a.docx", word("甲")[:-40], "不完整或已损坏"),
        ("a.docx", b"just text", "没有下载完整"),
        ("a.docx", portable(["甲"]), "内容是PDF，扩展名却是 .docx"),
        ("a.txt", word("甲"), "扩展名却是 .txt"),
        ("a.pdf", word("甲"), "扩展名却是 .pdf"),
        ("a.docx", zipped(ppt__presentation=b"x"), "不是 Word 文档"),
        ("a.xlsx", TEXT.encode(), "没有下载完整"),
        ("a.doc", TEXT.encode(), "没有下载完整"),
        ("a.doc", b"MIME-Version: 1.0\nX: y", "网页归档"),
        ("a.rar", b"Rar!", "请先解压"),
        ("a.png", TEXT.encode(), "不是有效的图片"),
        ("a.png", portable(["甲"]), "内容是PDF，扩展名却是 .png"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", "内容是图片，扩展名却是 .pdf"),
        ("a.txt", b"<!DOCTYPE html><html><p>x</p></html>", "内容是网页（.html），扩展名却是 .txt"),
        ("a.zip", word("甲"), "扩展名却是 .zip"),
        ("README", TEXT.encode(), "无扩展名"),
        ("a.docx", b"{\\rtf1 x}", ".rtf），扩展名却是 .docx"),
        ("a.txt", bytes(range(256)) * 4, "不是文本"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(name: str, content: bytes, said: str) -> None:
    with pytest.raises(DocumentError) as fault:
        load_bytes(name, content)
    assert said in str(fault.value)


def test_a_broken_package_is_said_to_be_broken() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<not><closed>")
    with pytest.raises(DocumentError, match="不完整或已损坏"):
        load_bytes("a.docx", out.getvalue())


def test_files_too_large_missing_or_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders, "MAX_BYTES", 10)
    large = tmp_path / "大.txt"
    large.write_bytes(b"1" * 11)
    for path, said in ((large, "上限"), (tmp_path / "无.txt", "找不到文件"), (tmp_path, "上限|是文件夹")):
        with pytest.raises(DocumentError, match=said):
            load(path)


def test_a_pdf_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(DocumentError, match="有 2 页"):
        load_bytes("a.pdf", portable(["甲"], ["乙"]))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(DocumentError, match="打不开"):
        load(path)


def sheet() -> bytes:
    book = openpyxl.Workbook()
    for cells in (["自评表"], ["指标", "得分"], ["数量", 10]):
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SOUND = {
    "a.xlsx": sheet(),
    "a.html": "<html><meta charset=gbk><h1>报告</h1><p>资金<b>到位。</b><table><tr><td>甲<td>乙</table>".encode(
        "gbk"
    ),
    "a.txt": TEXT.encode("gb18030"),
    "a.docx": word("一、项目概况", "资金到位。", table=[["甲", "乙"]]),
    "a.pdf": portable(["一、项目概况", "资金到位。"]),
}


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(sorted(SOUND)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
    st.floats(0.2, 1),
)
def test_damage_is_a_document_error_and_never_a_crash(
    name: str, damage: list[tuple[float, int]], kept: float
) -> None:
    content = bytearray(SOUND[name][: int(len(SOUND[name]) * kept)])
    for place, value in damage:
        content[min(int(place * len(content)), len(content) - 1)] = value
    try:
        assert isinstance(load_bytes(name, bytes(content)), SourceDocument)
    except DocumentError as fault:
        assert name in str(fault)


OPENINGS = [
    b"",
    b"",
    b"PK\x03\x04",
    b"%PDF-",
    b"<html>",
    b"\x89PNG\r\n\x1a\n",
    OLE,
    b"BM\0\0\0\0\0\0\0\0",
    b"\xff\xd8\xff",
]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(OPENINGS),
    st.binary(max_size=300),
    st.sampled_from(["a", "a.gif", *(f"a{s}" for s in SUFFIXES)]),
)
def test_any_bytes_give_a_document_or_a_document_error(opening: bytes, content: bytes, name: str) -> None:
    try:
        assert load_bytes(name, opening + content).text.strip()
    except DocumentError as fault:
        assert name in str(fault)
