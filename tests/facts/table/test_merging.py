"""A table into facts that are there: added, never overwritten."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings

from assistant.facts.load import facts_from_text, facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.table.facts_file import facts_yaml
from assistant.facts.table.form import make_form
from assistant.facts.table.layout import TableLayout
from assistant.facts.table.merging import merge
from assistant.facts.table.reader import read_grids, read_table_bytes
from assistant.facts.table.reading import Conflict, UnmappedCell
from assistant.facts.table.tree import whole_tree
from tests.facts.table import variants
from tests.facts.table.forms import opened
from tests.samples import full_tree
from tests.strategies import project_facts

OWN = {"report": {"year": 2024, "unit": "砚洲县水利站"}, "project": {"name": "砚洲县泵站改造项目"}}


def national(**changes: object) -> tuple[ProjectFacts, Conflict | None, tuple[str, ...]]:
    merged = merge(facts_from_tree(OWN | changes), read_table_bytes("a.xlsx", variants.national()))
    first = merged.conflicts[0] if merged.conflicts else None
    return facts_from_tree(merged.tree), first, merged.added


def test_what_is_missing_is_added() -> None:
    facts, conflict, added = national()
    assert facts.report.department == "砚洲县水务局" and facts.evaluation.declared_score == Decimal("95.3")
    assert conflict is None
    assert "report.department" in added and "report.unit" not in added


def test_what_differs_is_kept_and_reported_with_the_cell() -> None:
    facts, conflict, _ = national(funds={"initial_budget": 90})
    assert facts.funds.initial_budget == 90
    assert conflict is not None and conflict.addresses == ("D6",)
    assert conflict.message == "年初预算数：原有“90”，表中为“88.5”，保留原有的"


def test_payments_are_compared_by_their_sum() -> None:
    facts, conflict, _ = national(funds={"payments": [{"amount": 70}, {"amount": "6.4"}]})
    assert [one.amount for one in facts.funds.payments] == [70, Decimal("6.4")] and conflict is None
    facts, conflict, _ = national(funds={"payments": [{"amount": 70}, {"amount": 6}]})
    assert len(facts.funds.payments) == 2
    assert conflict is not None and conflict.message == "全年执行数：原有“76”，表中为“76.4”，保留原有的"


def test_indicators_are_found_by_their_names_and_keep_their_ids() -> None:
    given = [
        {"id": "a", "name": "本表没有的指标", "weight": 5},
        {"id": "b", "level2": "数量指标", "name": "更换机组 数量", "weight": 15},
    ]
    facts, conflict, _ = national(indicators=given)
    assert [one.id for one in facts.indicators] == ["a", "b", None, None, None, None]
    assert facts.indicators[1].actual == 11 and facts.indicators[2].name == "改造泵站数量"
    assert conflict is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project_facts())
def test_the_own_table_adds_nothing_that_contradicts(facts: ProjectFacts) -> None:
    reading = read_grids(opened(make_form(facts, TableLayout())))
    merged = merge(facts, reading)
    new = facts_from_tree(merged.tree)
    assert merged.conflicts == ()
    assert (
        new.report == facts.report
        and new.project == facts.project
        and new.funds.payments == facts.funds.payments
    )
    assert new.indicators[: len(facts.indicators)] == facts.indicators


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project_facts())
def test_a_facts_file_gives_back_the_facts(facts: ProjectFacts) -> None:
    assert facts_from_text(facts_yaml(whole_tree(facts), (), ())) == facts


def test_what_gave_no_fact_stands_in_the_file_as_comments() -> None:
    left = [UnmappedCell("B9", "第一行\nreport: 假", "没有对应的事实字段")]
    doubts = [Conflict("total", "", "总分不一致")]
    text = facts_yaml(full_tree(), left, doubts)
    assert "#   B9：第一行 report: 假（没有对应的事实字段）" in text and "#   总分不一致" in text
    assert facts_from_text(text) == facts_from_tree(full_tree())
