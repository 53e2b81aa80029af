"""Which needed facts are there."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.facts.completeness import Need, completeness, overall, stated
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leaves
from assistant.outline.packs import load_pack, pack_names
from tests.samples import full_facts, small_tree
from tests.strategies import project_facts

NEEDS = {
    "overview": ["project.background", "report.unit"],
    "funds": ["funds.payments", "funds.as_of", "report.unit"],
    "none": [],
}


def small(**parts: object) -> ProjectFacts:
    return facts_from_tree(small_tree() | parts)


def test_each_section_lists_what_is_there_and_what_is_not_with_titles() -> None:
    found = completeness(small(), NEEDS)
    assert list(found) == ["overview", "funds", "none"]
    assert found["overview"].present == (Need("report.unit", "单位全称"),)
    assert found["overview"].missing == (Need("project.background", "立项背景"),)
    assert [need.title for need in found["funds"].missing] == ["资金支付情况", "支出数据截止日期"]
    assert [part.share for part in found.values()] == [50, 33, 100]


def test_the_whole_counts_a_fact_once() -> None:
    whole = overall(completeness(small(), NEEDS))
    assert [need.path for need in whole.present] == ["report.unit"]
    assert [need.path for need in whole.missing] == ["project.background", "funds.payments", "funds.as_of"]
    assert whole.share == 25


def test_a_path_named_twice_counts_once() -> None:
    assert len(completeness(small(), {"a": ["report.unit", "report.unit"]})["a"].present) == 1


@pytest.mark.parametrize(
    ("parts", "path", "there"),
    [
        ({"funds": {"payments": []}}, "funds.payments", False),
        ({"funds": {"payments": [{}]}}, "funds.payments", False),
        ({"funds": {"payments": [{"amount": 0}]}}, "funds.payments", True),
        ({}, "project.period", False),
        ({"evaluation": {"notice": {}}}, "evaluation.notice", False),
        ({"evaluation": {"notice": {"number": "岚财绩〔2025〕4号"}}}, "evaluation.notice", True),
        ({"execution_score": {"score": 0}}, "execution_score.score", True),
    ],
)
def test_an_empty_group_is_missing_and_a_zero_is_not(
    parts: dict[str, object], path: str, there: bool
) -> None:
    assert stated(small(**parts), path) is there


@pytest.mark.parametrize(
    ("row", "gaps"),
    [
        ({"name": "甲", "op": ">=", "target": 1, "actual": 1}, []),
        ({"name": "甲", "op": ">=", "target": 1}, ["actual"]),
        ({"name": "甲"}, ["op", "target", "actual"]),
        ({"target_text": "健全", "rate": 1}, ["name", "actual_text"]),
        ({"name": "甲", "inapplicable": "本年度未安排"}, []),
        ({}, []),
    ],
)
def test_each_row_of_a_needed_list_must_say_what_makes_it_a_row(
    row: dict[str, object], gaps: list[str]
) -> None:
    rows = [{"name": "乙", "target_text": "健全", "actual_text": "健全", "rate": 1}, row]
    (part,) = completeness(small(indicators=rows), {"outputs": ["indicators"]}).values()
    assert [need.path for need in part.present] == ["indicators"]
    assert [need.path for need in part.missing] == [f"indicators[1].{name}" for name in gaps]
    assert all(need.title.startswith("第2项") for need in part.missing)


def test_a_payment_without_its_amount_is_incomplete() -> None:
    facts = small(funds={"payments": [{"payee": "某公司"}, {"amount": 5}]})
    (part,) = completeness(facts, {"funds": ["funds.payments"]}).values()
    assert part.missing == (Need("funds.payments[0].amount", "第1项支付金额"),)
    assert part.share == 50


def test_the_share_is_full_only_when_nothing_is_missing() -> None:
    needs = {"all": ["report.unit"] * 1 + [f"funds.payments[{n}].amount" for n in range(200)]}
    payments = [{"amount": 1}] * 199
    assert completeness(small(funds={"payments": payments}), needs)["all"].share == 99
    assert completeness(small(funds={"payments": [*payments, {"amount": 2}]}), needs)["all"].share == 100


@pytest.mark.parametrize("pack", pack_names())
def test_the_full_sample_leaves_nothing_open_in_any_pack(pack: str) -> None:
    found = completeness(full_facts(), load_pack(pack).needed())
    assert {name: part.missing for name, part in found.items() if part.missing} == {}
    assert overall(found).share == 100


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    project_facts(),
    st.sampled_from(["report.year", "indicators", "funds.payments[0].amount", "project.period.actual_end"]),
)
def test_what_is_present_has_a_leaf(facts: ProjectFacts, path: str) -> None:
    (part,) = completeness(facts, {"one": [path]}).values()
    has_leaf = any(at == path or at.startswith((f"{path}.", f"{path}[")) for at, _ in leaves(facts))
    assert bool(part.present) is has_leaf
    gaps = [need for need in part.missing if need.path != path]
    assert len(part.present) + len(part.missing) - len(gaps) == 1
    assert not gaps or has_leaf
