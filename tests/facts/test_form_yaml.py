"""The commented YAML: reads back as what was written; an empty one asks for nothing but the required facts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.errors import FactsError
from assistant.facts.form import make_form
from assistant.facts.form_yaml import form_yaml
from assistant.facts.load import facts_from_text
from assistant.facts.tree import tree_of
from tests.samples import full_facts
from tests.strategies import project_facts

FORM = make_form()


def test_an_empty_form_lacks_only_what_is_required() -> None:
    with pytest.raises(FactsError) as failed:
        facts_from_text(form_yaml(FORM))
    assert [one.path for one in failed.value.problems] == ["report.year", "report.unit", "project.name"]


def test_every_line_of_the_empty_form_is_explained_and_no_example_is_a_value() -> None:
    text = form_yaml(FORM)
    for entry in FORM.entries():
        assert f"# {entry.label}" in text
    for line in text.splitlines():
        value = line.partition("#")[0].partition(":")[2].strip()
        assert not value


def test_the_sample_comes_back() -> None:
    assert facts_from_text(form_yaml(FORM, tree_of(full_facts()))) == full_facts()


def test_remarks_stand_behind_their_field() -> None:
    text = form_yaml(
        FORM, {"indicators": [{"name": "甲"}, {"name": "乙"}]}, {"indicators[1].target": "上年为：5"}
    )
    assert [line for line in text.splitlines() if "上年" in line] == ["    target:  # 【上年为：5】"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project_facts())
def test_any_facts_come_back(facts: Any) -> None:
    assert tree_of(facts_from_text(form_yaml(FORM, tree_of(facts)))) == tree_of(facts)
