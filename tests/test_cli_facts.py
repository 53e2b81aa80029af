"""`assistant facts new|check|show` as a contract: exit codes, one JSON document, Chinese reasons."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import yaml

from assistant.facts.form import make_form
from assistant.facts.offline_form.write import write_offline_form
from assistant.facts.opening import open_facts
from assistant.facts.tree import tree_of
from tests.commands import assistant
from tests.samples import full_facts, small_tree

FULL = tree_of(full_facts())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "急诊.yaml"
    path.write_text(yaml.safe_dump(_plain(FULL), allow_unicode=True), encoding="utf-8")
    return path


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, str | int) else str(value)


@pytest.mark.parametrize("name", ["新.yaml", "新.xlsx"])
def test_a_new_form_is_written_once(home: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "表" / name
    ran = assistant("facts", "new", "-o", out, "--json", home=home)
    assert (ran.code, ran.json) == (0, {"output": str(out), "kept": [], "renewed": []})
    assert out.stat().st_size > 5000
    again = assistant("facts", "new", "-o", out, home=home)
    assert again.code == 2 and "已经存在" in again.err
    assert assistant("facts", "new", "-o", out, "--force", home=home).code == 0


def test_a_form_of_another_kind_is_refused(home: Path, tmp_path: Path) -> None:
    ran = assistant("facts", "new", "-o", tmp_path / "x.docx", home=home)
    assert ran.code == 2 and ".xlsx" in ran.err


def test_last_years_facts_are_carried_over(home: Path, facts: Path, tmp_path: Path) -> None:
    out = tmp_path / "下年.xlsx"
    ran = assistant("facts", "new", "-o", out, "--from", facts, "--json", home=home)
    assert ran.code == 0, ran.err
    kept, renewed = ran.json["kept"], ran.json["renewed"]
    assert {"path", "title", "text", "check"} == set(kept[0])
    assert "project.name" in {one["path"] for one in kept}
    assert "funds.initial_budget" in {one["path"] for one in renewed}
    assert "需更新" in ran.err and "沿用" in ran.err
    book = openpyxl.load_workbook(out)
    words = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert full_facts().project.name in words and 640 not in words


def test_check_tells_completeness_and_scores(home: Path, facts: Path) -> None:
    ran = assistant("facts", "check", facts, "--pack", "yunnan", "--json", home=home)
    assert ran.code == 0, ran.err
    assert set(ran.json) == {"facts", "pack", "share", "missing", "sections", "findings", "scores", "unread"}
    assert (ran.json["share"], ran.json["missing"], ran.json["unread"]) == (100, [], [])
    section = ran.json["sections"][0]
    assert set(section) == {"id", "heading", "share", "present", "missing"}
    scores = ran.json["scores"]
    assert (scores["declared"], scores["expected"], scores["differences"]) == ("94.78", "94.83", [])
    assert scores["rows"][2]["expected"] == "9.35" and scores["rows"][2]["formula"]


def test_check_says_what_is_missing_and_what_differs(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "小.yaml"
    one = {"name": "甲", "op": ">=", "target": 10, "actual": 5, "weight": 100, "score": 90}
    path.write_text(
        yaml.safe_dump(small_tree() | {"indicators": [one]}, allow_unicode=True), encoding="utf-8"
    )
    ran = assistant("facts", "check", path, home=home)
    assert ran.code == 0
    assert "还缺：立项背景" in ran.out
    assert "“甲”填报90分，按计分规则应得50分，多40分" in ran.out


def test_check_tells_what_a_reviewer_would_find_in_the_facts(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "小.yaml"
    one = {"name": "甲", "op": ">=", "target": 10, "actual": 10, "weight": 80, "score": 80}
    told = {"indicators": [one], "execution_score": {"weight": 10, "score": 10}}
    path.write_text(yaml.safe_dump(small_tree() | told, allow_unicode=True), encoding="utf-8")
    found = assistant("facts", "check", path, "--json", home=home).json["findings"]
    (weights,) = [one for one in found if one["rule"] == "weight_sum"]
    assert (weights["severity"], weights["path"], weights["title"]) == ("error", "indicators", "绩效指标")
    assert "［错误］分值合计90分，应为100分" in assistant("facts", "check", path, home=home).out


def test_check_reads_the_spreadsheet_and_lists_stray_cells(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "满.xlsx"
    write_offline_form(make_form(), path, FULL)
    book = openpyxl.load_workbook(path)
    book["资金"]["L2"] = "请核对"
    book.save(path)
    ran = assistant("facts", "check", path, "--json", home=home)
    assert ran.json["unread"] == [{"address": "工作表“资金”L2", "text": "请核对"}]
    assert open_facts(path) == full_facts()


@pytest.mark.parametrize("command", ["check", "show"])
def test_bad_facts_give_every_problem_and_code_2(home: Path, tmp_path: Path, command: str) -> None:
    path = tmp_path / "坏.yaml"
    path.write_text(
        "report: {year: 24}\nproject: {name: 甲}\nfunds: {initial_budget: 三百}\n", encoding="utf-8"
    )
    ran = assistant("facts", command, path, "--json", home=home)
    assert ran.code == 2
    problems = ran.json["error"]["problems"]
    assert {one["path"] for one in problems} == {"report.year", "report.unit", "funds.initial_budget"}
    assert all(one["title"] and one["message"] for one in problems)


def test_show_tells_every_fact_and_what_follows(home: Path, facts: Path) -> None:
    ran = assistant("facts", "show", facts, "--json", home=home)
    assert ran.code == 0
    assert {"path": "funds.initial_budget", "title": "年初预算数", "text": "640万元"} in ran.json["entries"]
    rate = next(one for one in ran.json["derived"] if one["name"] == "funds.execution_rate")
    assert rate["text"] == "89.75%" and rate["inputs"]
    told = assistant("facts", "show", facts, home=home)
    assert "【资金】" in told.out and "年初预算数：640万元" in told.out and "第2项完成率：93.48%" in told.out
