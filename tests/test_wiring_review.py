"""A pasted report is reviewed against the library, unless that is not wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.library.library import Library
from assistant.outline.packs import load_pack
from assistant.resources import shipped
from assistant.settings import Settings
from assistant.wiring import archive_of, review_file
from tests.commands import assistant
from tests.drafting.facts import small_project

PAST = """砚洲县水务局2022年排涝站改造项目绩效自评报告

一、资金使用情况

截至2022年12月31日，砚洲县水务局累计支付宏远水利工程有限公司工程款88.64万元，汛前夜班人员两次误把检修闸当成进水闸打开。
"""
PASTED = "一、资金使用情况\n\n支付宏远水利工程有限公司工程款88.64万元，汛前夜班人员两次误把检修闸当成进水闸打开。\n"
RULES = {"foreign_identity", "foreign_figure", "copied_span"}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    return Settings()


def _rules(settings: Settings, path: Path, **options: bool) -> set[str]:
    review = review_file(settings, path, small_project(), load_pack("national"), **options)
    return {one.rule for one in review.findings} & RULES


def test_a_pasted_text_is_checked_against_the_library(settings: Settings, tmp_path: Path):
    past, pasted = tmp_path / "past.md", tmp_path / "pasted.txt"
    past.write_text(PAST, encoding="utf-8")
    pasted.write_text(PASTED, encoding="utf-8")
    assert _rules(settings, pasted) == set()
    assert archive_of(settings) is None
    library = Library(settings.home)
    list(library.ingest([past]))
    assert _rules(settings, pasted) == RULES
    assert _rules(settings, pasted, library=False) == set()
    assert archive_of(settings) is archive_of(settings)
    library.delete(library.documents()[0].id)
    assert _rules(settings, pasted) == set()


def test_the_command_says_where_a_name_is_from(settings: Settings, tmp_path: Path):
    past, pasted = tmp_path / "past.md", tmp_path / "pasted.txt"
    past.write_text(PAST, encoding="utf-8")
    pasted.write_text(PASTED, encoding="utf-8")
    list(Library(settings.home).ingest([past]))
    facts = shipped("corpus") / "2023-water-jiyun.yaml"
    review = ("review", pasted, "--facts", facts, "--json")
    told = [one for one in assistant(*review, home=settings.home).json["findings"] if one["rule"] in RULES]
    assert {one["rule"] for one in told} == RULES
    assert all("《past.md》“一、资金使用情况”" in one["message"] for one in told)
    alone = assistant(*review, "--no-library", home=settings.home).json["findings"]
    assert not {one["rule"] for one in alone} & RULES
