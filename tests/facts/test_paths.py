"""Addresses of facts and their Chinese titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from assistant.facts.model import ProjectFacts
from assistant.facts.paths import (
    field_of,
    join,
    leads_somewhere,
    leaves,
    model_at,
    steps,
    title_of,
    unit_of,
    value_at,
)
from tests.samples import full_facts
from tests.strategies import project_facts

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def schema(model: type[BaseModel] = ProjectFacts, prefix: str = "") -> Iterator[tuple[str, FieldInfo, bool]]:
    """Every field of the schema: its path (first item of a list), description, and whether it is a leaf."""
    for name, described in model.model_fields.items():
        path = f"{prefix}.{name}" if prefix else name
        group = model_at(steps(path))
        listed = "tuple" in str(described.annotation)
        yield path, described, group is None
        if group is not None:
            yield from schema(group, path + ("[0]" if listed else ""))


SCHEMA = list(schema())
FULL = dict(leaves(full_facts()))


def test_the_walk_reaches_the_whole_schema() -> None:
    paths = [path for path, _, _ in SCHEMA]
    assert len(paths) > 110
    assert {"funds.payments[0].amount", "evaluation.notice.number", "management.acceptance.date"} <= set(
        paths
    )


@pytest.mark.parametrize(("path", "described"), [(path, described) for path, described, _ in SCHEMA])
def test_every_field_has_a_chinese_title_and_a_readable_help(path: str, described: FieldInfo) -> None:
    assert CHINESE.search(title_of(path)), path
    assert not re.search(r"[a-z_]{2,}|[。：]", title_of(path))
    if described.description is not None:
        assert CHINESE.search(described.description), path
        assert not described.description.endswith("。"), "a help text is a phrase beside the field"


CODED = [
    "project.type",
    "funds.arrivals[0].source",
    "indicators[0].op",
    "indicators[0].rate",
    "evaluation.grade",
]


@pytest.mark.parametrize("path", CODED)
def test_a_field_that_takes_only_some_values_says_which(path: str) -> None:
    described = field_of(steps(path))
    assert described is not None and described.description


def test_titles_are_told_apart() -> None:
    """A placeholder shows nothing but the title, so a cited document says which one it is."""
    assert title_of("evaluation.notice.title") == "自评通知文件标题"
    assert title_of("project.basis[1].date") == "立项依据发文日期"
    titles: dict[str, list[str]] = {}
    for path, _, leaf in SCHEMA:
        if leaf:
            titles.setdefault(title_of(path), []).append(path)
    twice = {title: paths for title, paths in titles.items() if len(paths) > 1}
    assert set(twice) <= {"计量单位"}, twice


def test_the_title_of_what_is_no_field_is_its_path() -> None:
    assert title_of("funds.execution_rate") == "funds.execution_rate"
    assert title_of("") == ""


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("funds.payments[3].amount", "万元"),
        ("management.procurement.contract_amount", "万元"),
        ("execution_score.weight", "分"),
        ("satisfaction_survey.sample", "份"),
        ("evaluation.team.size", "人"),
        ("report.unit", ""),
        ("no.such.field", ""),
    ],
)
def test_a_figure_with_a_fixed_unit_has_it(path: str, unit: str) -> None:
    assert unit_of(path) == unit


def test_the_full_sample_fills_every_leaf() -> None:
    """What is not in the sample is not tested anywhere."""
    filled = {re.sub(r"\[\d+\]", "", path) for path in FULL}
    filled |= {"indicators.inapplicable"}  # an indicator that was scored cannot have it: tests/facts/scoring
    assert filled == {re.sub(r"\[\d+\]", "", path) for path, _, leaf in SCHEMA if leaf}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project_facts())
def test_every_leaf_is_found_again_by_its_path(facts: ProjectFacts) -> None:
    for path, value in leaves(facts):
        assert value_at(facts, path) is value
        assert join(tuple(steps(path))) == path
        assert leads_somewhere(path)
        assert CHINESE.search(title_of(path))


@given(st.lists(st.from_regex(r"[a-z_]{1,9}", fullmatch=True) | st.integers(0, 999), min_size=1))
def test_steps_and_join_are_inverse(parts: list[str | int]) -> None:
    parts = ["funds", *parts]
    assert steps(join(tuple(parts))) == parts


@pytest.mark.parametrize(
    "path",
    ["", ".", "funds.", ".funds", "funds[", "funds[x]", "funds[-1]", "资金", "a b", "a..b", "[0]", "A"],
)
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="not a fact path"):
        steps(path)
    assert not leads_somewhere(path)


@pytest.mark.parametrize(
    "path",
    [
        "report.unit.upper", "report.model_fields", "report.__class__", "report.unit[0]", "funds[0].amount", "funds.payments[9].amount",
        "funds.payments.amount", "funds.initial_budget[0]", "project.content[0][0]", "goals.nothing", "funds.execution_rate",
    ],
)  # fmt: skip
def test_nothing_but_facts_is_found(path: str) -> None:
    assert value_at(full_facts(), path) is None
    assert leads_somewhere(path) is (path == "funds.payments[9].amount")


def test_an_empty_list_is_nothing() -> None:
    assert (
        value_at(
            ProjectFacts.model_validate({"report": {"year": 2024, "unit": "甲"}, "project": {"name": "乙"}}),
            "indicators",
        )
        is None
    )


def test_leaves_come_in_the_order_of_the_schema() -> None:
    assert list(FULL)[:3] == ["report.year", "report.unit", "report.unit_short"]
    assert list(FULL)[-1] == "other[0]"


@pytest.mark.parametrize("path", ["indicators[0]", "indicators", "funds"])
def test_groups_are_no_leaves(path: str) -> None:
    assert path not in FULL
    assert model_at(steps(path)) is not None
