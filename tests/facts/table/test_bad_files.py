"""Files that are broken, locked, huge or made to do harm: a clear message, or a reading that says what it left out."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import DocumentError
from assistant.facts.load import facts_from_tree
from assistant.facts.table.reader import read_table, read_table_bytes
from assistant.files import legacy, package
from tests.facts.table import variants

SHEET = "xl/worksheets/sheet1.xml"
_OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_CLOSE = "</sheetData></worksheet>"


def changed(content: bytes, **parts: bytes) -> bytes:
    """The package with parts replaced or added; `__` in a name is a slash, `_dot_` a dot."""
    new = {name.replace("__", "/").replace("_dot_", "."): raw for name, raw in parts.items()}
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in old.namelist():
            made.writestr(name, new.pop(name, None) or old.read(name))
        for name, raw in new.items():
            made.writestr(name, raw)
    return stream.getvalue()


def test_a_password_is_named() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(DocumentError, match="设有打开密码"):
        read_table_bytes("自评表.xlsx", locked)


def test_macros_are_not_run_and_said_to_be_there() -> None:
    content = changed(variants.national(), xl__vbaProject_dot_bin=b"program")
    reading = read_table_bytes("自评表.xlsm", content)
    assert reading.facts == read_table_bytes("自评表.xlsx", variants.national()).facts
    assert "文件含宏，已忽略（宏不会被运行）。" in reading.notes


@pytest.mark.parametrize(
    ("row", "rows"), [("<row/>", 200_000), ('<row><c t="n"><v>1</v></c></row>', 1_000_000)]
)
def test_rows_without_end_end_soon(row: str, rows: int) -> None:
    body = (_OPEN + row * rows + _CLOSE).encode()
    with pytest.raises(DocumentError, match=r"没有找到自评表的内容|解压后超过"):
        read_table_bytes("自评表.xlsx", changed(variants.national(), xl__worksheets__sheet1_dot_xml=body))


def test_rows_below_the_table_beyond_the_limit_are_said_to_be_left() -> None:
    cells = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(30_000))
    sheet = zipfile.ZipFile(io.BytesIO(variants.unmerged())).read(SHEET).decode()
    content = changed(
        variants.unmerged(),
        xl__worksheets__sheet1_dot_xml=sheet.replace("</sheetData>", cells + "</sheetData>").encode(),
    )
    reading = read_table_bytes("自评表.xlsx", content)
    assert len(reading.facts["indicators"]) == 2
    assert any("超过 20000 行" in note for note in reading.notes)


def test_more_indicators_than_the_facts_hold_are_left() -> None:
    rows = [variants.HEAD, *(["产出指标", "数量指标", f"事项{n}", "1个", "1个", 1, 1] for n in range(520))]
    reading = read_table_bytes("自评表.xlsx", variants.workbook([["项目名称", "砚洲县多项"], *rows]))
    assert len(reading.facts["indicators"]) == 500
    assert sum(one.reason == "指标超过500项，未读入" for one in reading.unmapped) == 20 * 7
    facts_from_tree(reading.facts | {"report": {"year": 2024, "unit": "砚洲县某局"}})


def test_a_big_sheet_that_is_no_table_is_one_entry() -> None:
    book = openpyxl.load_workbook(io.BytesIO(variants.national()))
    ledger = book.create_sheet("台账")
    for number in range(500):
        ledger.append([number, "支付"])
    reading = read_table_bytes("自评表.xlsx", variants.saved(book))
    (entry,) = [one for one in reading.unmapped if "台账" in one.address]
    assert entry.address == "台账!A1:台账!B500" and entry.text == "1000个单元格"


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_EXPANDED", 4_000_000)
    with pytest.raises(DocumentError, match="解压后超过"):
        read_table_bytes("a.xlsx", changed(variants.national(), xl__media__x_dot_png=b"\0" * 5_000_000))
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + _OPEN + _CLOSE
    with pytest.raises(DocumentError, match="不允许的实体声明"):
        read_table_bytes(
            "a.xlsx", changed(variants.national(), xl__worksheets__sheet1_dot_xml=entities.encode())
        )


@pytest.mark.parametrize("name", ["自评表.xlsx", "自评表.docx"])
def test_a_file_that_ends_too_early(name: str) -> None:
    content = variants.national() if name.endswith("xlsx") else variants.in_word()
    for length in (40, len(content) // 2, len(content) - 30):
        with pytest.raises(DocumentError, match=r"不完整或已损坏|不是"):
            read_table_bytes(name, content[:length])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("自评表.csv", b"a,b", "不是表格文件"),
        ("自评表.xlsx", b"", "是空的"),
        ("自评表.xls", b"<html><table><tr><td>1</td></tr></table></html>", "另存为 .xlsx"),
        ("自评表.docx", variants.national(), "扩展名却是 .docx"),
        ("报告.docx", variants.document_bytes(variants.word([["甲", "乙"]])), "没有找到自评表的内容"),
    ],
)
def test_other_files(name: str, content: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_table_bytes(name, content)
    assert message in str(caught.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="找不到文件"):
        read_table(tmp_path / "没有.xlsx")
    with pytest.raises(DocumentError, match="是文件夹"):
        read_table(tmp_path)


def test_hidden_text_gives_no_facts() -> None:
    book = openpyxl.load_workbook(io.BytesIO(variants.unmerged()))
    sheet = book.worksheets[0]
    sheet["C30"], sheet["D30"] = "自评等级", "优"
    sheet.row_dimensions[30].hidden = True
    reading = read_table_bytes("a.xlsx", variants.saved(book))
    assert "grade" not in reading.facts["evaluation"]
    assert any("1 行被隐藏" in note for note in reading.notes)


def test_a_formula_without_a_saved_result_is_listed() -> None:
    rows = [
        ["项目名称", "砚洲县泵站"],
        variants.HEAD,
        ["产出指标", "数量指标", "泵站", "≥1座", "1座", 10, "=F3"],
    ]
    reading = read_table_bytes("a.xlsx", variants.workbook(rows))
    (left,) = reading.unmapped
    assert left.address == "G3" and "公式没有保存结果" in left.text


needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is not installed"
)


@needs_office
@pytest.mark.parametrize(
    ("made", "ending", "name"), [("national", "xls", "自评表.et"), ("in_word", "doc", "自评表.wps")]
)
def test_files_of_old_programs(made: str, ending: str, name: str) -> None:
    new = "自评表.xlsx" if ending == "xls" else "自评表.docx"
    content = getattr(variants, made)()
    old = legacy.converted(new, content, ending)
    assert read_table_bytes(name, old).facts == read_table_bytes(new, content).facts
