"""Importing: a file's values beside what is typed, taken only where a person says so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.errors import DocumentError, FactsError, InputError, NotAllowed, NotThere
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.workspace.filling import fill, open_form
from assistant.workspace.filling_changes import Fill
from assistant.workspace.importing import offer, offer_again, proposed, take
from assistant.workspace.workspace import Workspace

FILE = """
report: {year: 2024, unit: 岚川县气象台, region: 岚川县}
project:
  name: 岚川县雷达站改造项目
  content: [更换雷达天线1套, 调试]
funds:
  initial_budget: 130
  as_of: 2024-12-31
  payments:
    - {payee: 泽岭电子有限公司, amount: 40, purpose: 安装费, date: 2024-11-20}
    - {payee: 云坪监理有限公司, amount: 3, purpose: 监理费, date: 2024-12-02}
indicators:
  - {name: 更换天线数量, level2: 数量指标, deviation: 无}
  - {name: 停机次数, op: "<=", target: 2, unit: 次, actual: 1}
"""


def sheet(year: int = 2024, project: str = "岚川县雷达站改造项目", paid: str = "") -> bytes:
    """A small 自评表."""
    import io

    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.append([f"项目支出绩效自评表（{year}年度）"])
    page.append(["项目名称", project])
    page.append(["实施单位", "岚川县气象台"])
    page.append(["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数"])
    page.append(["", "年度资金总额", "120.5", "118", paid])
    page.append(["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"])
    page.append(["产出指标", "数量指标", "更换天线数量", "≥1套", "1套", "20", "20"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_file_is_laid_beside_what_is_typed(workspace: Workspace, anna: Person, project: Project) -> None:
    made = offer(workspace, anna, project.id, "事实.yaml", FILE.encode())
    form = open_form(workspace, anna, project.id)
    found = {one.path: one for one in proposed(made, form)}
    assert made.doubts == ()
    assert (found["report.region"].state, found["report.region"].sure) == ("new", True)
    assert (found["funds.initial_budget"].present, found["funds.initial_budget"].text) == ("120.5", "130")
    assert (found["funds.initial_budget"].state, found["funds.initial_budget"].sure) == ("other", False)
    assert found["report.unit"].state == "same"
    assert found["project.content"].state == "more"
    assert found["project.content"].text == "更换雷达天线1套\n调试"
    assert found["funds.payments[1].amount"].state == "same"
    assert found["funds.payments[2].payee"].text == "云坪监理有限公司"
    assert found["indicators[0].deviation"].state == "new"
    assert found["indicators[1].name"].title == "第2项三级指标名称"


def test_nothing_is_changed_before_it_is_taken(workspace: Workspace, anna: Person, project: Project) -> None:
    before = workspace.projects.facts(anna, project.id)
    offer(workspace, anna, project.id, "事实.yaml", FILE.encode())
    assert workspace.projects.facts(anna, project.id) == before


def test_only_what_is_chosen_is_taken(workspace: Workspace, anna: Person, project: Project) -> None:
    made = offer(workspace, anna, project.id, "事实.yaml", FILE.encode())
    form = open_form(workspace, anna, project.id)
    sure = [one.number for one in proposed(made, form) if one.sure]
    taken = take(workspace, anna, project.id, made, form, sure)
    assert taken.form.facts.report.region == "岚川县"
    assert taken.form.facts.funds.initial_budget == Decimal("120.5")
    assert [one.amount for one in taken.form.facts.funds.payments] == [Decimal("60.25"), 40, 3]
    assert workspace.projects.history(anna, project.id)[0].note.startswith("从文件导入")
    again = {one.path: one.state for one in proposed(made, taken.form)}
    assert again["funds.payments[2].amount"] == "same"


def test_a_row_taken_alone_comes_right_after_those_that_are_there(
    workspace: Workspace, anna: Person, project: Project
) -> None:
    file = FILE.replace("indicators:", "other: [无]\nindicators:\n  - {name: 别的指标, target: 3}")
    made = offer(workspace, anna, project.id, "事实.yaml", file.encode())
    form = open_form(workspace, anna, project.id)
    last = [one.number for one in proposed(made, form) if one.path.startswith("indicators[2]")]
    taken = take(workspace, anna, project.id, made, form, last)
    assert [one.name for one in taken.form.facts.indicators] == ["更换天线数量", "停机次数"]


def test_what_somebody_typed_meanwhile_is_not_overwritten(
    workspace: Workspace, anna: Person, project: Project
) -> None:
    made = offer(workspace, anna, project.id, "事实.yaml", FILE.encode())
    form = open_form(workspace, anna, project.id)
    fill(workspace, anna, project.id, form.revision, [Fill("report.region", "云坪县")])
    number = next(one.number for one in proposed(made, form) if one.path == "report.region")
    taken = take(workspace, anna, project.id, made, form, [number])
    assert taken.form.cell("report.region").text == "云坪县"
    assert taken.form.cell("report.region").rival == "岚川县"


def test_a_table_says_where_each_value_stands(workspace: Workspace, anna: Person, project: Project) -> None:
    made = offer(workspace, anna, project.id, "自评表.xlsx", sheet())
    found = {one.path: one for one in proposed(made, open_form(workspace, anna, project.id))}
    assert made.kind == "自评表"
    assert (found["funds.adjusted_budget"].text, found["funds.adjusted_budget"].where) == ("118", "D5")
    assert found["indicators[0].target"].state == "same"


def test_a_tables_sum_of_payments_is_compared_not_added(
    workspace: Workspace, anna: Person, project: Project
) -> None:
    made = offer(workspace, anna, project.id, "自评表.xlsx", sheet(paid="99"))
    assert all(not one.path.startswith("funds.payments") for one in made.said)
    assert any("99万元" in one and "100.25万元" in one for one in made.doubts)


def test_a_file_of_another_project_or_year_is_doubted(
    workspace: Workspace, anna: Person, project: Project
) -> None:
    other = offer(workspace, anna, project.id, "自评表.xlsx", sheet(project="云坪县桥梁项目"))
    form = open_form(workspace, anna, project.id)
    assert "云坪县桥梁项目" in other.doubts[0]
    assert not any(one.sure for one in proposed(other, form))
    old = offer(workspace, anna, project.id, "自评表.xlsx", sheet(year=2023))
    states = {one.path: one for one in proposed(old, form)}
    assert "2023年度" in old.doubts[0]
    assert not states["funds.adjusted_budget"].sure


def test_a_past_report_is_read_with_its_words(workspace: Workspace, anna: Person, project: Project) -> None:
    text = "岚川县雷达站改造项目绩效自评报告\n\n一、项目概况\n岚川县雷达站改造项目年初预算120.5万元，由岚川县财政局批复。\n"
    made = offer(workspace, anna, project.id, "报告.txt", text.encode())
    found = {one.path: one for one in proposed(made, open_form(workspace, anna, project.id))}
    assert found["funds.initial_budget"].quote in text
    assert found["funds.initial_budget"].state == "same"


def test_the_file_is_kept_and_can_be_read_again(workspace: Workspace, anna: Person, project: Project) -> None:
    made = offer(workspace, anna, project.id, "../../事实.yaml", FILE.encode())
    assert [one.name for one in workspace.material.uploads(anna, project.id)] == ["事实.yaml"]
    assert offer_again(workspace, anna, project.id, made.upload.id).said == made.said
    with pytest.raises(InputError):
        offer_again(workspace, anna, project.id, made.upload.id + 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("坏.xlsx", b"PK\x03\x04nothing"),
        ("坏.docx", b"\x00" * 100),
        ("空.txt", b""),
        ("病毒.exe", b"MZ"),
        ("大.yaml", b"a" * 20_000_001),
    ],
)
def test_hostile_files_are_told_in_chinese(
    workspace: Workspace, anna: Person, project: Project, name: str, content: bytes
) -> None:
    with pytest.raises(InputError) as told:
        offer(workspace, anna, project.id, name, content)
    assert any("一" <= mark <= "鿿" for mark in told.value.message)


def test_every_fault_of_a_facts_file_is_told(workspace: Workspace, anna: Person, project: Project) -> None:
    file = FILE.replace("initial_budget: 130", "initial_budget: 很多").replace("2024-12-31", "年底")
    with pytest.raises(FactsError) as told:
        offer(workspace, anna, project.id, "事实.yaml", file.encode())
    assert {one.path for one in told.value.problems} == {"funds.initial_budget", "funds.as_of"}


def test_only_who_may_edit_imports(
    workspace: Workspace, anna: Person, boris: Person, project: Project, tmp_path: Path
) -> None:
    with pytest.raises(NotThere):
        offer(workspace, boris, project.id, "事实.yaml", FILE.encode())
    workspace.projects.move(anna, project.id, "submitted")
    with pytest.raises(NotAllowed):
        offer(workspace, anna, project.id, "事实.yaml", FILE.encode())
    with pytest.raises(DocumentError):
        offer(workspace, anna, project.id, "大.yaml", b"a" * 20_000_001)
