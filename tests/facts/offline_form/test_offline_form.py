"""The spreadsheet: filled in and read back it gives the same facts; what a person does to it is understood or told."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from assistant.errors import DocumentError, FactsError, InputError
from assistant.facts.form import make_form
from assistant.facts.load import facts_from_tree
from assistant.facts.offline_form import marks
from assistant.facts.offline_form.read import OfflineReading, load_offline_form, read_offline_form
from assistant.facts.offline_form.write import write_offline_form
from assistant.facts.opening import open_facts
from assistant.facts.tree import tree_of
from tests.samples import full_facts, full_tree, small_tree
from tests.strategies import project_facts

FORM = make_form()
Edit = Callable[[Any], None]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("form") / "空表.xlsx"
    write_offline_form(FORM, path)
    return path


def row_of(sheet: Any, mark: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == mark)


def filled(empty: Path, tmp_path: Path, given_: dict[str, dict[str, Any]]) -> OfflineReading:
    """The empty form with values put in by a person: page → path (or table[row].column) → value or (value, format)."""
    book = openpyxl.load_workbook(empty)
    small = {
        "填报信息": {"report.year": 2024, "report.unit": "岚桥县水务局"},
        "项目信息": {"project.name": "泵站"},
    }
    for title in {**small, **given_}:
        for path, value in {**small.get(title, {}), **given_.get(title, {})}.items():
            cell = place(book[title], path)
            cell.value, form = value if isinstance(value, tuple) else (value, None)
            if form:
                cell.number_format = form
    target = tmp_path / "填好.xlsx"
    book.save(target)
    return read_offline_form(target)


def place(sheet: Any, path: str) -> Any:
    if "[" not in path:
        return sheet.cell(row_of(sheet, path), marks.VALUE_COLUMN)
    table, rest = path.split("[")
    number, _, column = rest.partition("].")
    opened = row_of(sheet, f"{table}[]")
    name = column or marks.LINE
    at = next(c for c in range(2, sheet.max_column + 1) if sheet.cell(opened, c).value == name)
    return sheet.cell(opened + 3 + int(number.rstrip("]")), at)


def test_the_empty_form_lacks_only_what_is_required(empty: Path) -> None:
    with pytest.raises(FactsError) as failed:
        open_facts(empty)
    assert [one.path for one in failed.value.problems] == ["report.year", "report.unit", "project.name"]
    assert failed.value.problems[0].message == "必须填写（工作表“填报信息”C4）"
    assert read_offline_form(empty).unread == []


def test_the_sample_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "满.xlsx"
    write_offline_form(FORM, path, tree_of(full_facts()))
    assert open_facts(path) == full_facts()
    assert read_offline_form(path).unread == []


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(project_facts())
def test_any_facts_come_back(tmp_path: Path, facts: Any) -> None:
    path = tmp_path / "任意.xlsx"
    write_offline_form(FORM, path, tree_of(facts))
    assert tree_of(load_offline_form(path)) == tree_of(facts)


def test_every_fact_has_its_title_unit_help_and_example_and_no_value(empty: Path) -> None:
    book = openpyxl.load_workbook(empty)
    words = "\n".join(
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    )
    for entry in FORM.entries():
        assert entry.title in words and entry.help in words and entry.example in words and entry.unit in words
    assert [sheet.title for sheet in book.worksheets[1:]] == [sheet.title for sheet in FORM.sheets]


def test_the_sheet_checks_what_is_put_in(empty: Path) -> None:
    book = openpyxl.load_workbook(empty)
    funds = book["资金"].data_validations.dataValidation
    kinds = {(one.type, one.error) for one in funds}
    assert ("decimal", "金额不能为负（单位：万元）") in kinds
    assert ("date", "应为日期，写作2024-03-01") in kinds
    (choice,) = [one for one in book["项目信息"].data_validations.dataValidation if one.type == "list"]
    assert "工程建设" in choice.formula1


@pytest.mark.parametrize(
    ("page", "path", "value", "expected"),
    [
        ("资金", "funds.initial_budget", 0.1 + 0.2, Decimal("0.3")),
        ("资金", "funds.initial_budget", "1,234.5", Decimal("1234.5")),
        ("资金", "funds.initial_budget", "９", Decimal(9)),
        ("资金", "funds.as_of", datetime(2024, 12, 31), date(2024, 12, 31)),
        ("资金", "funds.as_of", 45657, date(2024, 12, 31)),
        ("资金", "funds.as_of", (20241231, "General"), date(2024, 12, 31)),
        ("资金", "funds.as_of", "2024年12月31日", date(2024, 12, 31)),
        ("填报信息", "report.phone", 13800000000, "13800000000"),
        ("填报信息", "report.filled_by", "=1+1", None),
        ("项目信息", "project.type", "工程建设", "construction"),
        ("绩效指标", "indicators[0].target", (0.95, "0%"), Decimal(95)),
        ("绩效指标", "indicators[0].rate", (0.8, "0%"), Decimal("0.8")),
        ("绩效指标", "indicators[0].op", "≥", ">="),
        ("绩效指标", "indicators[0].op", "＝", "="),
        ("项目信息", "project.content[2]", "更换水泵", "更换水泵"),
    ],
)
def test_what_people_type(
    empty: Path, tmp_path: Path, page: str, path: str, value: Any, expected: Any
) -> None:
    reading = filled(empty, tmp_path, {page: {path: value}})
    if expected is None:
        with pytest.raises(FactsError):
            reading.facts("填好.xlsx")
        return
    facts: Any = reading.facts("填好.xlsx")
    for part in path.replace("[2]", "[0]").replace("]", "").replace("[", ".").split("."):
        facts = facts[int(part)] if part.isdigit() else getattr(facts, part)
    assert facts == expected


def test_several_lines_in_a_cell_are_several_measures(empty: Path, tmp_path: Path) -> None:
    reading = filled(
        empty, tmp_path, {"经验、问题和建议": {"problems[0].measures": "按周调度\n\n 压实责任 "}}
    )
    assert reading.facts("x").problems[0].measures == ("按周调度", "压实责任")


def test_blank_rows_between_rows_do_not_count(empty: Path, tmp_path: Path) -> None:
    rows = {"funds.payments[1].amount": 5, "funds.payments[4].amount": 7, "funds.payments[4].payee": "某公司"}
    facts = filled(empty, tmp_path, {"资金": rows}).facts("x")
    assert [(one.payee, one.amount) for one in facts.funds.payments] == [(None, 5), ("某公司", 7)]


def test_a_fault_says_in_which_cell_it_stands(empty: Path, tmp_path: Path) -> None:
    reading = filled(empty, tmp_path, {"资金": {"funds.payments[0].amount": "三百"}})
    with pytest.raises(FactsError) as failed:
        reading.facts("填好.xlsx")
    (problem,) = failed.value.problems
    assert problem.title == "第1项支付金额"
    assert "工作表“资金”C" in problem.message


def test_inserted_rows_and_columns_beside_do_not_matter(empty: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(empty)
    sheet = book["填报信息"]
    place(sheet, "report.year").value, place(sheet, "report.unit").value = 2024, "岚桥县水务局"
    sheet.insert_rows(3, 2)
    place(book["项目信息"], "project.name").value = "泵站"
    funds = book["资金"]
    end = [row for row in range(1, funds.max_row + 1) if funds.cell(row, 1).value == marks.END][-1]
    funds.insert_rows(end, 3)
    opened = row_of(funds, "funds.payments[]")
    funds.cell(end + 1, 3).value = 12.5
    assert funds.cell(opened, 3).value == "amount"
    book.save(tmp_path / "x.xlsx")
    facts = load_offline_form(tmp_path / "x.xlsx")
    assert [one.amount for one in facts.funds.payments] == [Decimal("12.5")]


def test_what_no_fact_belongs_to_is_listed(empty: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(empty)
    book["资金"]["K3"] = "请领导看这里"
    book["资金"].cell(book["资金"].max_row + 5, 2).value = "另有尾款"
    book.save(tmp_path / "x.xlsx")
    assert [one.text for one in read_offline_form(tmp_path / "x.xlsx").unread] == ["请领导看这里", "另有尾款"]


def test_a_note_beside_a_blank_row_makes_no_row(empty: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(empty)
    place(book["填报信息"], "report.year").value, place(book["填报信息"], "report.unit").value = (
        2024,
        "水务局",
    )
    place(book["项目信息"], "project.name").value = "泵站"
    funds = book["资金"]
    funds.cell(place(funds, "funds.payments[0].amount").row, 11).value = "待补"
    place(funds, "funds.payments[1].amount").value = 5
    book.save(tmp_path / "x.xlsx")
    reading = read_offline_form(tmp_path / "x.xlsx")
    assert [one.amount for one in reading.facts("x").funds.payments] == [5]
    assert [one.text for one in reading.unread] == ["待补"]


def test_formulas_without_a_result_and_error_values_are_told(empty: Path, tmp_path: Path) -> None:
    reading = filled(
        empty, tmp_path, {"资金": {"funds.initial_budget": "=SUM(1,2)", "funds.adjusted_budget": "#REF!"}}
    )
    with pytest.raises(FactsError) as failed:
        reading.facts("x")
    assert [(one.path, one.message[:6]) for one in failed.value.problems] == [
        ("funds.initial_budget", "公式没有保存"),
        ("funds.adjusted_budget", "单元格是错误"),
    ]


@pytest.mark.parametrize(
    "text", ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "_x0041_", "007", "1e5", "#REF!x"]
)
def test_text_stays_text_whatever_it_begins_with(tmp_path: Path, text: str) -> None:
    facts = facts_from_tree(small_tree() | {"other": [text], "goals": {"overall": text}})
    path = tmp_path / "x.xlsx"
    write_offline_form(FORM, path, tree_of(facts))
    assert load_offline_form(path) == facts
    book = openpyxl.load_workbook(path)
    assert not [c for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]


def test_figures_longer_than_a_spreadsheet_keeps_are_kept(tmp_path: Path) -> None:
    funds = {"initial_budget": "9265.3534421234", "adjusted_budget": "123456789012.0123456789"}
    facts = facts_from_tree(small_tree() | {"funds": funds})
    write_offline_form(FORM, tmp_path / "x.xlsx", tree_of(facts))
    assert load_offline_form(tmp_path / "x.xlsx").funds == facts.funds


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_another_program_saved_comes_back(tmp_path: Path) -> None:
    tree = full_tree() | {"other": ["_x0041_", "=1+1"]}
    facts = facts_from_tree(tree)
    write_offline_form(FORM, tmp_path / "x.xlsx", tree_of(facts))
    (tmp_path / "out").mkdir()
    program = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "xlsx",
    ]
    line = [*program, "--outdir", str(tmp_path / "out"), str(tmp_path / "x.xlsx")]
    subprocess.run(line, check=True, capture_output=True, timeout=120)
    reading = read_offline_form(tmp_path / "out" / "x.xlsx")
    assert reading.facts("x.xlsx") == facts
    assert reading.unread == []


def test_a_list_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    problems = [{"measures": ["长" * 3900 + str(n) for n in range(9)]}]
    facts = facts_from_tree(small_tree() | {"problems": problems})
    with pytest.raises(InputError, match="整改措施"):
        write_offline_form(FORM, tmp_path / "x.xlsx", tree_of(facts))
    assert list(tmp_path.iterdir()) == []


def _without_marks(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.delete_cols(1)


def _other(book: Any) -> None:
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    book.worksheets[0]["A1"] = "自评表"


@pytest.mark.parametrize("edit", [_without_marks, _other])
def test_another_spreadsheet_is_told_apart(empty: Path, tmp_path: Path, edit: Edit) -> None:
    book = openpyxl.load_workbook(empty)
    edit(book)
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(DocumentError, match="不是本程序的填报模板"):
        open_facts(tmp_path / "x.xlsx")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "空的"), (b"PK\x03\x04broken", "损坏"), (b"{}", "不是有效的"), (None, "找不到")],
)
def test_broken_files_are_told(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "x.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DocumentError, match=said):
        open_facts(path)


def test_a_sheet_of_too_many_rows_is_refused(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.facts.offline_form.rows.MAX_ROWS", 20)
    with pytest.raises(DocumentError, match="超过20行"):
        open_facts(empty)


def test_a_carried_form_marks_what_is_to_be_renewed(tmp_path: Path) -> None:
    tree = {"report": {"unit": "岚桥县水务局"}, "indicators": [{"name": "甲"}]}
    remarks = {"report.year": "需更新，上年为：2023", "indicators[0].target": "需更新，上年为：6"}
    write_offline_form(FORM, tmp_path / "x.xlsx", tree, remarks)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    for page, path in (("填报信息", "report.year"), ("绩效指标", "indicators[0].target")):
        cell = place(book[page], path)
        assert cell.value is None and cell.comment.text == remarks[path]
        assert cell.fill.start_color.rgb != place(book["填报信息"], "report.unit").fill.start_color.rgb
    assert read_offline_form(tmp_path / "x.xlsx").tree == {**tree, "project": {}}
