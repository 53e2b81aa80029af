"""The summary of a batch read back from its file: figures, totals, text that stays text, links, page."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl

from assistant.export.summary_xlsx import FailureRow, FindingRow, ProjectRow, Summary, TotalRow, summary_bytes


def row(project: str = "泵站改造", **more: object) -> ProjectRow:
    known: dict = {
        "unit": "岚桥县水务局", "year": 2024, "budget": Decimal("120.50"), "paid": Decimal(90), "rate": Decimal("74.69"),
        "score": Decimal("91.5"), "grade": "优", "errors": 0, "warnings": 2, "infos": 1, "file": "泵站改造.docx",
    }  # fmt: skip
    return ProjectRow(project, **(known | more))


def written(*projects: ProjectRow, **more: object) -> openpyxl.Workbook:
    known: dict = {"totals": (), "notes": (), "findings": (), "failures": ()}
    return openpyxl.load_workbook(io.BytesIO(summary_bytes(Summary(projects, **(known | more)))))


def test_rows_totals_and_notes() -> None:
    total = TotalRow("岚桥县水务局（2024年度）合计", Decimal("120.50"), Decimal(90), None, 0, 2, 1)
    bare = row("河道", budget=None, paid=None, rate=None, score=None, grade=None)
    sheet = written(row(), bare, totals=(total,), notes=("合计不含河道。",))["汇总"]
    values = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert values[0][:5] == ["序号", "项目", "单位", "年度", "全年预算（万元）"]
    assert values[1] == [
        1,
        "泵站改造",
        "岚桥县水务局",
        2024,
        120.5,
        90,
        74.69,
        91.5,
        "优",
        0,
        2,
        1,
        "泵站改造.docx",
    ]
    assert values[2][4:9] == ["待补充"] * 5
    assert values[3][1:7] == ["岚桥县水务局（2024年度）合计", None, None, 120.5, 90, None]
    assert values[4][0] == "合计不含河道。"
    assert not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)
    assert sheet.freeze_panes == "C2" and sheet.print_title_rows == "$1:$1"
    assert sheet["M2"].hyperlink.target == "泵站改造.docx"


def test_hostile_text_stays_text() -> None:
    texts = ('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "甲\x00乙", "_x0041_", "长" * 40_000)
    found = [FindingRow(text, "错误", text, text, text) for text in texts]
    book = written(row("=1+1", unit="@x"), findings=found, failures=[FailureRow("=1", "=2", "=3")])
    for sheet in book:
        assert not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)
    assert book["汇总"]["B2"].value == "=1+1" and book["汇总"]["B2"].quotePrefix
    assert book["检查结果"]["D2"].value == texts[0]
    assert len(book["检查结果"]["D9"].value) == 32_767
    assert [cell.value for cell in book["未完成"][2]] == ["=1", "=2", "=3"]


def test_empty_sheets_say_so() -> None:
    book = written()
    assert book.sheetnames == ["汇总", "检查结果", "未完成"]
    assert book["检查结果"]["A2"].value == "没有检查结果。"
    assert book["未完成"]["A2"].value == "没有未完成的项目。"


def test_a_figure_too_long_for_excel_is_kept_whole() -> None:
    long = Decimal("123456789012.1234567")
    assert written(row(budget=long))["汇总"]["E2"].value == "123456789012.1234567"
