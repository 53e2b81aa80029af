"""The rule book: every rule has a ruling, a pack changes them, and a broken table names file, line and field."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import PackError
from assistant.outline.packs import load_pack, pack_names
from assistant.resources import shipped
from assistant.review.findings import Finding
from assistant.review.rules import RULES, RuleBook, Section, default_book, review_text

Folder = Callable[[str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder of packs whose only pack is the shipped national one with a rules table of its own."""

    def make(rules: str) -> Path:
        packs = shipped("prompts") / "packs"
        (tmp_path / "local").mkdir(exist_ok=True)
        (tmp_path / "common.yaml").write_text((packs / "common.yaml").read_text("utf-8"), "utf-8")
        text = (packs / "national" / "pack.yaml").read_text("utf-8")
        (tmp_path / "local" / "pack.yaml").write_text(f"{text}\n{rules}", "utf-8")
        return tmp_path

    return make


def until(book: RuleBook | None) -> list[Finding]:
    return [one for one in review_text(Section("s", "", "截止2024年底"), book) if one.rule == "until"]


def test_the_table_and_the_rules_are_one_list() -> None:
    assert set(default_book().rulings) == {rule.id for rule in RULES}
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_check_of_the_reviewers_list_has_a_rule() -> None:
    assert {number for rule in RULES for number in rule.numbers} == set(range(1, 40))


def test_every_rule_has_a_chinese_title_and_says_what_it_needs() -> None:
    for rule in RULES:
        assert re.search("[\u4e00-\u9fff]", rule.title)
        assert rule.needs in ("text", "facts", "both")


@pytest.mark.parametrize("name", pack_names())
def test_every_shipped_pack_makes_a_book(name: str) -> None:
    assert set(RuleBook.of(load_pack(name)).rulings) == {rule.id for rule in RULES}


def test_a_pack_changes_a_level_and_keeps_the_rest(folder: Folder) -> None:
    book = RuleBook.of(
        load_pack("local", folder("rules: {until: {level: error}, score_sum: {limits: {tolerance: 1}}}"))
    )
    assert [one.severity for one in until(book)] == ["error"]
    assert book.rulings["score_sum"].level == "error"
    assert book.limits("score_sum") == {"tolerance": 1}
    assert book.rulings["grade"] == default_book().rulings["grade"]


@pytest.mark.parametrize("off", ["off", '"off"'])
def test_a_pack_switches_a_rule_off(folder: Folder, off: str) -> None:
    assert until(None)
    assert until(RuleBook.of(load_pack("local", folder(f"rules: {{until: {{level: {off}}}}}")))) == []


@pytest.mark.parametrize(
    ("rules", "field", "reason"),
    [
        ("rules:\n  untill: {level: off}", "rules.untill", "没有这条复核规则"),
        ("rules:\n  until: {level: fatal}", "rules.until.level", "应为"),
        ("rules:\n  until: {levels: error}", "rules.until.levels", "没有这个字段"),
        ("rules:\n  score_sum: {limits: {tolerence: 1}}", "rules.score_sum.limits.tolerence", "没有这个阈值"),
        ("rules:\n  score_sum: {limits: {tolerance: 少许}}", "rules.score_sum.limits.tolerance", "应为数字"),
        ("rules:\n  until: error", "rules.until", "应为一组字段"),
        ("rules: error", "rules", "应为一组字段"),
    ],
)
def test_a_broken_table_names_file_line_and_field(
    folder: Folder, rules: str, field: str, reason: str
) -> None:
    packs = folder(rules)
    own = (packs / "local" / "pack.yaml").read_text("utf-8").split("\n")
    line = next(n for n, text in enumerate(own, 1) if text.startswith("rules:")) + (
        0 if rules.startswith("rules: ") else 1
    )
    with pytest.raises(PackError) as caught:
        load_pack("local", packs)
    assert re.search(rf"pack\.yaml 第{line}行 {re.escape(field)}：.*{reason}", str(caught.value))
