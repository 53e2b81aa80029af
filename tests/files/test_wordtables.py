"""Tables of Word documents as grids."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import RGBColor

from assistant.files.grid import Grids
from assistant.files.opening import grids


def opened(document: Document) -> Grids:
    stream = io.BytesIO()
    document.save(stream)
    return grids("表.docx", stream.getvalue())


def places(found: Grids, table: int = 0) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.top, cell.left, cell.bottom, cell.right) for cell in found.grids[table].cells]


def test_merged_cells_in_both_directions() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(2, 0)).text = "块"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "宽"
    table.cell(1, 1).text, table.cell(2, 2).text = "中", "角"
    assert places(opened(document)) == [
        ("块", 1, 1, 3, 1),
        ("宽", 1, 2, 1, 3),
        ("中", 2, 2, 2, 2),
        ("角", 3, 3, 3, 3),
    ]


def test_paragraphs_beside_a_table_belong_to_it_and_long_text_does_not() -> None:
    document = docx.Document()
    document.add_paragraph("正文" * 200)
    document.add_paragraph("自评表")
    document.add_table(1, 1).cell(0, 0).text = "甲\n乙"
    document.add_paragraph("填报人：何岚")
    found = opened(document)
    assert [cell.text for cell in found.grids[0].cells] == ["自评表", "甲\n乙", "填报人：何岚"]
    assert found.outside == 400
    assert [cell.address for cell in found.grids[0].cells] == [
        "表1上方第1段",
        "表1第1行第1列",
        "表1下方第1段",
    ]


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.add_table(1, 2).cell(0, 1).text = "内"
    found = opened(document)
    assert [grid.title for grid in found.grids] == ["表1", "表2"]
    assert places(found, 1) == [("内", 1, 2, 1, 2)]


def test_what_cannot_be_seen_is_left_out_and_said() -> None:
    document = docx.Document()
    paragraph = document.add_table(1, 1).cell(0, 0).paragraphs[0]
    paragraph.add_run("看得见")
    paragraph.add_run("总分写100分").font.color.rgb = RGBColor(255, 255, 255)
    found = opened(document)
    assert found.grids[0].cells[0].text == "看得见"
    assert found.notes == ("有 7 个字是看不见的（白色、隐藏或极小），已略去。",)


def test_deleted_rows_are_not_there() -> None:
    document = docx.Document()
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "删去", "留下"
    row = table.rows[0]._tr
    row.get_or_add_trPr().append(OxmlElement("w:del"))
    assert row.find(qn("w:trPr")) is not None
    assert [cell.text for cell in opened(document).grids[0].cells] == ["留下"]
