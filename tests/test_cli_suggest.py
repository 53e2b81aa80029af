"""`assistant suggest` end to end: the contract's shape, precedents from the library, and nothing where nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.advice.planted import PLANTED, sound_tree
from tests.commands import assistant

PAST = """# 砚洲县中医院2022年病房改造项目绩效自评报告

一、存在的问题和原因分析

专项管理制度不健全。砚洲县中医院没有制定病房改造项目的资金管理办法，2022年支出186.4万元时只能参照一般财务制度审批。

二、下一步改进措施

由砚洲县中医院财务科在2023年6月底前制定项目资金管理办法，明确审批程序和使用范围，并按制度开展检查。
"""


def _facts(folder: Path, *plants: str) -> Path:
    tree = sound_tree()
    for name in plants:
        PLANTED[name][0](tree)
    path = folder / "急诊楼.yaml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    return path


def test_suggestions_have_the_contract_shape_and_masked_precedents(tmp_path: Path) -> None:
    past = tmp_path / "2022砚洲中医院.txt"
    past.write_text(PAST, encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    assert assistant("ingest", past, home=home).code == 0
    ran = assistant("suggest", _facts(tmp_path, "no system", "not satisfied"), "--json", home=home)
    assert ran.code == 0, ran.err
    deviations, suggestions = ran.json["deviations"], ran.json["suggestions"]
    assert {one["signal"] for one in deviations} == {"missing_system", "dissatisfied"}
    assert all(set(one) == {"id", "signal", "facts", "values"} for one in deviations)
    assert deviations[0]["values"]["indicators[7].actual"] == "82%"
    assert {"id", "deviation", "problem", "cause", "measures", "precedents"} <= set(suggestions[0])
    (told,) = (one for one in suggestions if one["deviation"] == "missing_system")
    assert told["precedents"], "the passages about a missing system were not found"
    for precedent in told["precedents"]:
        assert precedent["document"] == "2022砚洲中医院.txt" and precedent["unit_type"] == "医院"
        assert "砚洲县中医院" not in precedent["text"] and "186.4" not in precedent["text"]


def test_nothing_wrong_nothing_suggested(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    ran = assistant("suggest", _facts(tmp_path), home=home)
    assert ran.code == 0 and ran.out == ""
    assert "没有显示偏差" in ran.err
    ran = assistant("suggest", _facts(tmp_path), "--json", home=home)
    assert ran.json == {"deviations": [], "suggestions": [], "previous": []}


def test_missing_facts_are_said_in_chinese(tmp_path: Path) -> None:
    ran = assistant("suggest", tmp_path / "没有.yaml", home=tmp_path)
    assert ran.code == 2 and "没有.yaml" in ran.err and "Traceback" not in ran.err


def test_the_accepted_are_written_to_another_file_and_told_in_the_draft(tmp_path: Path) -> None:
    facts, chosen = _facts(tmp_path, "no system", "contract late"), tmp_path / "选定.yaml"
    ran = assistant("suggest", facts, "--accept", "s_missing_system", "-o", chosen, home=tmp_path)
    assert ran.code == 0, ran.err
    (problem,) = yaml.safe_load(chosen.read_text(encoding="utf-8"))["problems"]
    assert problem["title"] == "专项管理制度不健全" and len(problem["measures"]) == 2
    ran = assistant("draft", chosen, "-o", tmp_path / "草稿.md", home=tmp_path)
    assert ran.code == 0 and "专项管理制度不健全" in (tmp_path / "草稿.md").read_text(encoding="utf-8")
    ran = assistant("suggest", facts, "--accept", "s_nowhere", "-o", chosen, home=tmp_path)
    assert ran.code == 2 and "没有编号为 s_nowhere 的建议" in ran.err


def test_last_years_problems_are_followed_up(tmp_path: Path) -> None:
    tree = sound_tree()
    PLANTED["no system"][0](tree)
    PLANTED["finished late"][0](tree)
    tree["report"]["year"] = 2023
    tree["problems"] = [
        {"title": "专项管理制度不健全", "measures": ["制定急救设备管理办法"]},
        {"title": "工程进度滞后", "measures": ["按周通报进度"]},
        {"title": "部分病区标识不清", "measures": ["更换标识"]},
    ]
    last = tmp_path / "上年.yaml"
    last.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    ran = assistant("suggest", _facts(tmp_path, "no system"), "--last", last, "--json", home=tmp_path)
    assert [one["status"] for one in ran.json["previous"]] == ["remains", "cured", "unknown"]
    chosen = tmp_path / "选定.yaml"
    ran = assistant(
        "suggest",
        _facts(tmp_path, "no system"),
        "--last",
        last,
        "--accept",
        "all",
        "-o",
        chosen,
        home=tmp_path,
    )
    assert ran.code == 0, ran.err
    told = yaml.safe_load(chosen.read_text(encoding="utf-8"))["other"]
    assert sum(line.startswith("上年整改情况：上年提出的“工程进度滞后”") for line in told) == 1
    assert "本年数据未再显示该问题" in "".join(told)
