from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.web import intake
from assistant.web.intake import for_pack, from_sample, from_upload
from tests.web.conftest import FACTS
from tests.web.fragments import read


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_summed_up_and_deleted(desk, tmp_path):
    path = _file(tmp_path, "facts.yaml", FACTS)
    chosen = from_upload(desk, path, "national")
    assert chosen.ok
    values = [dd.text for dd in read(chosen.card).all("dd")]
    assert values[:6] == ["岚川县气象台", "岚川县雷达站改造项目", "2024年", "120.5万元", "100.25万元", "1项"]
    assert desk.facts is not None
    assert not path.exists()


def test_json_too(desk, tmp_path):
    tree = {"report": {"year": 2024, "unit": "岚川县气象台"}, "project": {"name": "雷达站"}}
    chosen = from_upload(desk, _file(tmp_path, "facts.json", json.dumps(tree)), "national")
    assert chosen.ok
    assert "未填" in read(chosen.card).text


def test_every_fault_of_a_file_has_its_own_line_and_markup_stays_text(desk, tmp_path, facts):
    desk.facts = facts
    text = "report: {year: <script>alert(1)</script>, unit: 甲局}\nproject: {nam: 乙}\nfunds: {initial_budget: -3}\n"
    chosen = from_upload(desk, _file(tmp_path, "bad.yaml", text), "national")
    found = read(chosen.card)
    lines = [li.text for li in found.all("li")]
    assert [line.split("（")[0] for line in lines] == ["评价年度", "nam", "年初预算数"]
    assert "script" not in found.tags()
    assert "<script>alert(1)</script>" in lines[0]
    assert not chosen.ok
    assert desk.facts is None


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("facts.txt", FACTS, "不支持“facts.txt”"),
        ("facts.yaml", "a: [1", "第1行"),
        ("facts.json", "{", "第1行"),
        ("facts.yaml", "#" * 2_000_001, "过大"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_chinese_and_deleted(desk, tmp_path, name, text, said):
    path = _file(tmp_path, name, text)
    chosen = from_upload(desk, path, "national")
    assert said in read(chosen.card).text
    assert (chosen.ok, desk.facts, path.exists()) == (False, None, False)


def test_a_sample_is_chosen_by_name(desk, tmp_path, monkeypatch):
    path = _file(tmp_path, "radar.yaml", FACTS)
    monkeypatch.setattr(intake, "samples", lambda: {"雷达站（2024）": path})
    assert from_sample(desk, "雷达站（2024）", "national").ok
    assert path.exists()
    assert not from_sample(desk, "没有的样例", "national").ok
    assert not from_sample(desk, "", "national").ok
    assert desk.facts is None


def test_missing_facts_depend_on_the_pack_and_are_counted(desk, facts):
    desk.facts = facts
    cards = {pack: read(for_pack(desk, pack)) for pack in ("national", "guangdong-county")}
    gaps = {pack: card.all("span", "gaps")[0].text for pack, card in cards.items()}
    assert all("等" in text and text.endswith("项") for text in gaps.values())
    assert gaps["national"] != gaps["guangdong-county"]


def test_all_facts_are_tabled_and_escaped(desk, tmp_path):
    text = FACTS.replace("天线款", "<img src=x onerror=alert(1)>")
    table = read(from_upload(desk, _file(tmp_path, "f.yaml", text), "national").table)
    assert "img" not in table.tags()
    assert "<img src=x onerror=alert(1)>" in table.text
    for said in (
        "岚川县气象台",
        "工程建设",
        "60.25万元",
        "2024年6月3日",
        "收款单位",
        "年度指标值",
        "产出指标",
    ):
        assert said in table.text
