"""`assistant facts propose|accept` as a contract: exit codes, one JSON document, Chinese reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.facts.load import load_facts
from tests.commands import assistant
from tests.proposals.report import TEXT


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "报告.md").write_text(TEXT, encoding="utf-8")
    rows = "收款单位,摘要,金额（元）,日期\n岚筑水利工程有限公司,工程款,1180000,2024-06-18\n合计,,1180000,\n"
    (folder / "台账.csv").write_bytes(rows.encode("gbk"))
    return folder


def test_from_report_to_facts(home: Path) -> None:
    made = assistant("facts", "propose", "报告.md", "-o", "p.json", "--json", home=home)
    assert made.code == 0, made.err
    assert {"proposals", "conflicts", "notes"} == made.json.keys()
    took = assistant("facts", "accept", "p.json", "--into", "F.yaml", "--all", "--json", home=home)
    assert took.code == 0, took.err
    assert took.json["clashes"] == []
    facts = load_facts(home / "F.yaml")
    assert facts.report.unit == "岚桥县水务局"
    assert facts.funds.payments[1].payee == "衡川电气设备有限公司"


def test_last_years_report_gives_names_and_marks_the_rest(home: Path) -> None:
    assistant("facts", "propose", "报告.md", "-o", "p.json", home=home)
    took = assistant(
        "facts", "accept", "p.json", "--into", "F.yaml", "--all", "--last-year", "--json", home=home
    )
    taken, renew = ({one["path"] for one in took.json[name]} for name in ("taken", "renew"))
    assert {"report.unit", "project.name", "project.type"} <= taken
    assert {"report.year", "funds.initial_budget", "evaluation.declared_score"} <= renew
    assert "需更新，上年为：160" in (home / "F.yaml").read_text(encoding="utf-8")


def test_a_ledger_and_a_report_are_not_added_up(home: Path) -> None:
    made = assistant(
        "facts", "propose", "报告.md", "台账.csv", "-o", "p.json", "--total", "120", "--json", home=home
    )
    assert [one["path"] for one in made.json["conflicts"]] == ["funds.payments"]
    assert any("申报的支出总额为120万元" in note for note in made.json["notes"])
    took = assistant(
        "facts", "accept", "p.json", "--into", "F.yaml", "--only", "funds.payments#1", "--json", home=home
    )
    assert [(one["path"], one["value"]) for one in took.json["taken"] if "amount" in one["path"]] == [
        ("funds.payments[0].amount", "118")
    ]


def test_bad_input_says_what_to_do(home: Path) -> None:
    (home / "其他.json").write_text("{}", encoding="utf-8")
    lines = (
        ("propose", "没有.docx"),
        ("accept", "没有.json", "--into", "F.yaml", "--all"),
        ("accept", "其他.json", "--into", "F.yaml", "--all"),
        ("accept", "其他.json", "--into", "F.yaml"),
        ("propose", "报告.md", "--total", "很多"),
    )
    for line in lines:
        ran = assistant("facts", *line, home=home)
        assert ran.code == 2, line
        assert ran.err.startswith("错误："), line
