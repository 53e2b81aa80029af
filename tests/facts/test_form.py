"""The form's description: complete, drawn from the model alone, with examples that are valid and never values."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assistant.errors import FactsError
from assistant.facts.form import Entry, Part, Table, bare, make_form
from assistant.facts.load import facts_from_tree
from assistant.facts.paths import leads_somewhere, leaves, title_of, unit_of
from tests.samples import full_facts, small_tree

FORM = make_form()
ENTRIES = list(FORM.entries())


def test_every_fact_stands_in_the_form_once() -> None:
    paths = [entry.path for entry in ENTRIES]
    assert len(set(paths)) == len(paths)
    assert all(leads_somewhere(path.replace("[]", "[0]")) for path in paths)
    assert {bare(path) for path, _ in leaves(full_facts())} <= {bare(path) for path in paths}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_every_fact_says_what_it_is(entry: Entry) -> None:
    assert re.search("[一-龥]", entry.title) and entry.help and entry.example


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_every_example_would_be_accepted(entry: Entry) -> None:
    tree = small_tree()
    at: Any = tree
    *groups, leaf = entry.path.split(".")
    for name in groups:
        inner: Any = at.setdefault(name.removesuffix("[]"), [{}] if name.endswith("[]") else {})
        at = inner[0] if name.endswith("[]") else inner
    at[leaf] = [entry.example] if entry.many else entry.example
    facts_from_tree(tree)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_the_form_asks_what_the_facts_accept(entry: Entry) -> None:
    """One source: what a wrong value is told is what the form says of its input."""
    wrong: Any = {"text": True, "choice": "没有这一种", "date": "2024", "year": 24}.get(
        entry.input.kind, "甲"
    )
    if entry.input.minimum is not None:
        wrong = -1
    tree = small_tree()
    at: Any = tree
    *groups, leaf = entry.path.split(".")
    for name in groups:
        inner: Any = at.setdefault(name.removesuffix("[]"), [{}] if name.endswith("[]") else {})
        at = inner[0] if name.endswith("[]") else inner
    at[leaf] = [wrong] if entry.many else wrong
    with pytest.raises(FactsError) as failed:
        facts_from_tree(tree)
    (problem,) = failed.value.problems
    assert problem.message == entry.input.expected
    assert problem.title.endswith(entry.title) or problem.title in entry.title


def test_units_and_titles_are_those_of_the_paths() -> None:
    for entry in ENTRIES:
        assert entry.unit == unit_of(entry.path.replace("[]", "[0]"))
        if "[]" not in entry.path:
            assert entry.title == title_of(entry.path)


def test_required_are_the_three_facts_without_which_there_is_no_report() -> None:
    assert [one.path for one in ENTRIES if one.required] == ["report.year", "report.unit", "project.name"]


def test_figures_and_dates_are_asked_anew_each_year_and_names_are_not() -> None:
    yearly = {one.path for one in ENTRIES if one.yearly}
    assert {"report.year", "funds.payments[].amount", "indicators[].actual", "indicators[].score"} <= yearly
    assert {"evaluation.grade", "problems[].title", "indicators[].deviation"} <= yearly
    assert not {"report.unit", "project.name", "indicators[].name", "indicators[].weight"} & yearly
    assert all(one.yearly for one in ENTRIES if one.input.kind in ("date", "year", "count"))


def test_the_pages_follow_the_model() -> None:
    assert [sheet.title for sheet in FORM.sheets] == [
        "填报信息",
        "项目信息",
        "资金",
        "绩效目标",
        "绩效指标",
        "项目管理",
        "自评工作",
        "满意度和成效",
        "经验、问题和建议",
        "结果应用和其他",
    ]
    funds = next(sheet for sheet in FORM.sheets if sheet.title == "资金").blocks[0]
    assert isinstance(funds, Part)
    assert [block.title for block in funds.blocks if isinstance(block, Table)] == [
        "资金到位情况",
        "资金支付情况",
    ]


def test_sections_that_need_a_fact_are_named_with_it() -> None:
    needs = {
        "概况": ["project.background", "project.period"],
        "资金": ["funds.payments", "project.background"],
        "得分": ["indicators[0].weight"],
    }
    form = make_form(needs)
    assert form.entry("project.background").needed_by == ("概况", "资金")
    assert form.entry("project.period.actual_end").needed_by == ("概况",)
    assert form.entry("indicators[3].weight").needed_by == ("得分",)
    assert form.entry("funds.payments[0].amount").needed_by == ()
    funds = next(sheet for sheet in form.sheets if sheet.title == "资金").blocks[0]
    assert isinstance(funds, Part)
    (payments,) = [block for block in funds.blocks if block.name == "payments" and isinstance(block, Table)]
    assert payments.needed_by == ("资金",)


def test_an_unknown_path_has_no_entry() -> None:
    with pytest.raises(KeyError):
        FORM.entry("funds.nothing")
