"""The filled 自评表 as files: stored as text what is text, merged and repeated as in the form."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from assistant.errors import InputError
from assistant.export.table_file import table_bytes, write_table
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.table.layout import TableLayout
from assistant.facts.table.reader import read_table_bytes
from assistant.outline.packs import load_pack, pack_names
from tests.samples import full_tree

WHEN = datetime(2025, 3, 1, tzinfo=UTC)
FORMULAS = [
    "=1+1",
    "+86",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("http://example.invalid","x")',
    "=cmd|' /C calc'!A0",
]


def facts() -> ProjectFacts:
    return facts_from_tree(full_tree())


def sheet_of(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_stored_as_text(text: str) -> None:
    tree = full_tree()
    tree["report"]["unit"] = text
    tree["indicators"][0] |= {"name": text, "deviation": text}
    content = table_bytes(facts_from_tree(tree), TableLayout(), ".xlsx")
    cells = [cell for row in sheet_of(content).iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 3
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    read = read_table_bytes("a.xlsx", content).facts
    assert read["report"]["unit"] == text and read["indicators"][0]["name"] == text


def test_text_that_excel_would_decode_and_figures_it_would_round_stay_as_they_are() -> None:
    tree = full_tree()
    tree["report"]["unit"] = "甲_x0041_乙"
    tree["funds"]["initial_budget"] = "12345678901.1234567"
    content = table_bytes(facts_from_tree(tree), TableLayout(), ".xlsx")
    read = read_table_bytes("a.xlsx", content).facts
    assert read["report"]["unit"] == "甲_x0041_乙"
    assert read["funds"]["initial_budget"] == Decimal("12345678901.1234567")


def test_figures_are_figures_and_scores_are_not_invented() -> None:
    tree = full_tree()
    del tree["indicators"][0]["score"]
    del tree["evaluation"]["declared_score"]
    sheet = sheet_of(table_bytes(facts_from_tree(tree), TableLayout(), ".xlsx"))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    total = next(row for row in rows if row[1] == "年度资金总额")
    assert total[3:5] == [640, 612.5]
    first = next(row for row in rows if row[3] == tree["indicators"][0]["name"])
    assert first[6:8] == [15, None]
    assert next(row for row in rows if row[1] == "总分")[7] is None


def test_the_sheet_is_merged_and_prints_its_header_on_every_page() -> None:
    sheet = sheet_of(table_bytes(facts(), TableLayout(), ".xlsx"))
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A1:I1", "B3:I3", "A5:A9"} <= merged
    header = next(row[0].row for row in sheet.iter_rows() if row[1].value == "一级指标")
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToWidth == 1


def test_the_word_table_is_native_merged_and_repeats_its_header() -> None:
    content = table_bytes(facts(), TableLayout(), ".docx", created=WHEN)
    document = docx.Document(io.BytesIO(content))
    above, below = document.tables
    first = below.rows[0]._tr.find(qn("w:trPr"))
    assert first is not None and first.find(qn("w:tblHeader")) is not None
    repeated = [
        row
        for row in below.rows
        if row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
    ]
    assert len(repeated) == 1
    assert below.cell(0, 0).text == "绩效指标"
    assert below.cell(1, 1)._tc is below.cell(2, 1)._tc  # 产出指标 over its rows
    assert above.cell(0, 1)._tc is above.cell(0, 8)._tc
    widths = [int(one.get(qn("w:w"))) for one in above._tbl.tblGrid]
    assert len(widths) == 9
    for row in (*above.rows, *below.rows):
        spans = [one.grid_span for one in row._tr.tc_lst]
        assert sum(spans) == 9
    assert content == table_bytes(facts(), TableLayout(), ".docx", created=WHEN)


@pytest.mark.parametrize("pack", pack_names())
@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_every_pack_has_a_layout_that_is_read_back(pack: str, ending: str) -> None:
    layout = load_pack(pack).table
    reading = read_table_bytes(f"a{ending}", table_bytes(facts(), layout, ending))
    assert reading.conflicts == () and reading.unmapped == ()
    assert len(reading.facts["indicators"]) == len(facts().indicators)


def test_yunnan_splits_the_target() -> None:
    content = table_bytes(facts(), load_pack("yunnan").table, ".xlsx")
    values = [[cell.value for cell in row] for row in sheet_of(content).iter_rows()]
    row = next(row for row in values if "改造抢救室数量" in row)
    assert row[4:8] == ["≥", "8", "间", "8"]


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"不能写成“\.csv”文件"):
        write_table(facts(), TableLayout(), tmp_path / "自评表.csv")
    assert list(tmp_path.iterdir()) == []
