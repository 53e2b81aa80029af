"""Carry-over: no figure, date or result of last year is a value of the new form; nothing is lost from the lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.errors import FactsError
from assistant.facts.form import make_form
from assistant.facts.form_carry import carry_over
from assistant.facts.form_yaml import form_yaml
from assistant.facts.load import facts_from_text, facts_from_tree
from assistant.facts.paths import leaves
from tests.samples import full_facts, small_tree
from tests.strategies import project_facts

FORM = make_form()


def test_names_and_structure_stay() -> None:
    tree = carry_over(full_facts(), FORM).tree
    before = full_facts()
    assert tree["project"]["name"] == before.project.name
    assert [row["name"] for row in tree["indicators"]] == [one.name for one in before.indicators]
    assert set(tree["indicators"][0]) == {"id", "level1", "level2", "name", "op", "unit", "weight"}
    assert tree["funds"]["arrivals"] == [{"source": one.source} for one in before.funds.arrivals]


def test_dates_amounts_and_results_are_dropped_and_marked() -> None:
    carried = carry_over(full_facts(), FORM)
    for gone in ("evaluation.declared_score", "evaluation.grade", "funds.initial_budget", "report.year"):
        assert gone in {one.path for one in carried.renewed}
        assert carried.remarks[gone].startswith("需更新，上年为：")
    assert carried.remarks["funds.initial_budget"] == "需更新，上年为：640万元"
    assert carried.remarks["funds.payments"].endswith(f"{len(full_facts().funds.payments)}项")
    for absent in ("problems", "experience", "outcomes", "satisfaction_survey.sample"):
        assert absent.split(".")[-1] not in str(carried.tree.keys())


def test_words_with_a_figure_stay_but_are_to_be_checked() -> None:
    tree = small_tree() | {"goals": {"overall": "改造3个市场"}, "management": {"organisation": "工程股牵头"}}
    carried = carry_over(facts_from_tree(tree), FORM)
    assert {one.path: one.check for one in carried.kept if one.path.startswith(("goals", "management"))} == {
        "goals.overall": True,
        "management.organisation": False,
    }
    assert "请核对" in carried.remarks["goals.overall"]


def test_the_new_form_asks_for_the_year_first() -> None:
    carried = carry_over(full_facts(), FORM)
    with pytest.raises(FactsError) as failed:
        facts_from_text(form_yaml(FORM, carried.tree, carried.remarks))
    assert [one.path for one in failed.value.problems] == ["report.year"]


def test_a_row_of_which_nothing_stays_moves_the_others_up() -> None:
    indicators = [{"target": 5}, {"name": "甲", "target": 6}]
    carried = carry_over(facts_from_tree(small_tree() | {"indicators": indicators}), FORM)
    assert carried.tree["indicators"] == [{"name": "甲"}]
    assert carried.remarks["indicators[0].target"] == "需更新，上年为：6"
    assert carried.remarks["indicators"] == "需更新，上年为：1项"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project_facts())
def test_every_fact_is_kept_or_renewed_and_no_figure_of_a_year_stays(facts: Any) -> None:
    carried = carry_over(facts, FORM)
    listed = [one.path for one in (*carried.kept, *carried.renewed)]
    assert sorted(listed) == sorted(path for path, _ in leaves(facts))
    tree = dict(carried.tree)
    new = facts_from_tree({**tree, "report": {**tree["report"], "year": 2025}})
    for path, value in leaves(new):
        if path != "report.year" and not path.endswith("weight"):
            assert not isinstance(value, Decimal | date | int)
