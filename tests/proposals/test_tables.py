"""The 自评表 inside a file: its cells are the quotes, its indicators go before those of the prose."""

from __future__ import annotations

from decimal import Decimal

from assistant.files.grid import Cell, Grid, Grids
from assistant.proposals.documents import Document, propose
from assistant.proposals.proposal import Proposals
from tests.proposals.report import TEXT, tree

ROWS = (
    ("项目支出绩效自评表",),
    ("项目名称", "石溪泵站改造项目"),
    (
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ),
    ("产出指标", "数量指标", "水泵机组更换数量", "≥6台", "6台", "10", "10", ""),
    ("产出指标", "数量指标", "监测设备安装数量", "≥12套", "11套", "10", "9.17", "供货延迟"),
)


def grids() -> Grids:
    cells = [
        Cell(
            f"{'ABCDEFGH'[column]}{row}",
            text,
            row,
            column + 1,
            row,
            column + 1,
            Decimal(text) if text.isdigit() else None,
        )
        for row, texts in enumerate(ROWS, 1)
        for column, text in enumerate(texts)
        if text
    ]
    return Grids((Grid("自评表", tuple(cells)),))


def read() -> Proposals:
    return propose([Document("报告.docx", tree(), grids())])


def test_the_indicators_of_the_table_take_the_place_of_those_in_sentences() -> None:
    found = {one.path: one for one in read().proposals if one.path.startswith("indicators")}
    assert {one.rule for one in found.values()} == {"自评表"}
    assert found["indicators[1].name"].value == "监测设备安装数量"
    assert (found["indicators[1].op"].value, found["indicators[1].target"].value) == (">=", "12")
    assert found["indicators[1].score"].quotes[0].cell == "G5"


def test_what_only_the_prose_says_is_kept() -> None:
    paths = {one.path for one in read().proposals}
    assert {"funds.initial_budget", "funds.payments[0].payee", "evaluation.team.size"} <= paths


def test_a_file_without_a_table_adds_nothing() -> None:
    plain = propose([Document("报告.docx", tree(), Grids(()))])
    assert plain == propose([Document("报告.docx", tree())])


def test_a_table_in_the_text_is_read_with_its_place() -> None:
    rows = "\n".join("| " + " | ".join(texts) + " |" for texts in ROWS[1:])
    document = tree(TEXT + "\n附件：自评表\n\n" + rows + "\n")
    found = {one.path: one for one in propose([Document("报告.md", document)]).proposals}
    score = found["indicators[1].score"]
    assert (score.value, score.rule) == ("9.17", "自评表")
    assert document.text[score.quotes[0].start : score.quotes[0].end] == "9.17"
