"""`assistant edit` end to end: proposals change nothing; what is accepted is written back and reviewed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.commands import assistant
from tests.samples import full_tree


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    facts = tmp_path / "急诊楼.yaml"
    facts.write_text(yaml.safe_dump(full_tree(), allow_unicode=True), encoding="utf-8")
    path = tmp_path / "草稿.json"
    ran = assistant("draft", facts, "-o", path, "--pack", "guangdong-county", home=tmp_path)
    assert ran.code == 0, ran.err
    return path


def texts(path: Path) -> dict[str, str]:
    return {one["id"]: one["text"] for one in json.loads(path.read_text())["sections"]}


def test_a_proposal_changes_nothing_until_it_is_accepted(draft: Path, tmp_path: Path) -> None:
    before = draft.read_bytes()
    ran = assistant("edit", draft, "把“我院”改成“县医院”", "--section", "overview", "--json", home=tmp_path)
    assert ran.code == 0, ran.err
    assert draft.read_bytes() == before and ran.json["accepted"] == []
    assert {one["section"] for one in ran.json["hunks"]} == {"overview"}
    ran = assistant("edit", draft, "把“我院”改成“县医院”", "--section", "overview", "--accept", home=tmp_path)
    assert ran.code == 0, ran.err
    after = texts(draft)
    assert "县医院" in after["overview"] and "我院" not in after["overview"]
    assert "我院" in after["team"]  # another section stays as it was


def test_one_hunk_of_two_is_accepted(draft: Path, tmp_path: Path) -> None:
    ran = assistant("edit", draft, "把“43台”改成“44台”", "--json", home=tmp_path)
    first, second, *_ = ran.json["hunks"]
    assert [one["status"] for one in ran.json["changes"]] == ["contradicted"] * len(ran.json["changes"])
    ran = assistant("edit", draft, "把“43台”改成“44台”", "--hunks", first["id"], "--json", home=tmp_path)
    assert ran.json["accepted"] == [first["id"]]
    after = texts(draft)
    assert "44台" in after[first["section"]] and "43台" in after[second["section"]]


def test_a_fact_that_is_meant_changes_with_the_draft(draft: Path, tmp_path: Path) -> None:
    ran = assistant("edit", draft, "把更换急救设备数量改成46", "--accept", "--json", home=tmp_path)
    assert ran.json["way"] == "facts" and ran.json["accepted"]
    made = json.loads(draft.read_text())
    assert made["facts"]["indicators"][1]["actual"] == "46"
    assert "43台" not in "".join(texts(draft).values())
    assert not [one for one in made["findings"] if one["rule"] in ("contradicted", "untraced_figure")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("删除第九十段", "--section", "overview"), "没有第九十段"),
        (("重新编号", "--section", "nowhere"), "没有 nowhere 这一节"),
        (("把“我院”改成“县医院”", "--hunks", "x:1"), "没有编号为 x:1 的改动"),
    ],
)
def test_what_cannot_be_done_is_said_in_chinese(
    draft: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = draft.read_bytes()
    ran = assistant("edit", draft, *arguments, home=tmp_path)
    assert ran.code == 2 and said in ran.err and draft.read_bytes() == before


def test_what_needs_a_model_says_so(draft: Path, tmp_path: Path) -> None:
    ran = assistant("edit", draft, "语气再正式一些", home=tmp_path)
    assert ran.code == 0 and ran.out == "" and "需要语言模型" in ran.err
