"""Each detector on, off, and at its threshold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.advice.deviations import Deviation, Signal, Thresholds, find_deviations, reported
from assistant.facts.derived import derive
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import value_at
from tests.samples import full_facts, small_tree
from tests.strategies import project_facts


def found(thresholds: Thresholds = Thresholds(), **parts: Any) -> list[Deviation]:
    facts = facts_from_tree(small_tree() | parts)
    return reported(facts, derive(facts), find_deviations(facts, derive(facts), thresholds), thresholds)


def signals(thresholds: Thresholds = Thresholds(), **parts: Any) -> list[str]:
    return [one.signal.value for one in found(thresholds, **parts)]


def funds(budget: Any, arrived: Any, paid: Any) -> dict[str, Any]:
    parts = {"initial_budget": budget}
    parts |= {"arrivals": [{"amount": arrived}]} if arrived is not None else {}
    parts |= {"payments": [{"amount": paid}]} if paid is not None else {}
    return parts


def figure(op: str, target: Any, actual: Any, **more: Any) -> dict[str, Any]:
    return {
        "op": op,
        "target": target,
        "actual": actual,
        "name": "更换水泵数量",
        "level2": "数量指标",
        "unit": "台",
    } | more


def told(rate: Any, **more: Any) -> dict[str, Any]:
    words = {"target_text": "健全", "actual_text": "基本健全", "name": "管护机制", "level2": "可持续影响指标"}
    return words | ({"rate": rate} if rate is not None else {}) | more


def test_the_full_sample_by_hand() -> None:
    """89.75% executed, end 2 months late, 43 of 46, a system missing; 85% of a qualitative target is within the limit."""
    facts = full_facts()
    deviations = find_deviations(facts, derive(facts))
    assert [(one.id, one.signal, one.index) for one in deviations] == [
        ("low_execution", Signal.LOW_EXECUTION, None),
        ("delay", Signal.DELAY, 3),
        ("unmet_n2", Signal.UNMET, 1),
        ("unmet_t1", Signal.UNMET, 3),
        ("missing_system", Signal.MISSING_SYSTEM, None),
    ]


def test_clean_facts_show_nothing() -> None:
    clean = {
        "project": {"name": "泵站改造", "period": {"planned_end": "2024-10-31", "actual_end": "2024-10-31"}},
        "funds": funds(100, 100, 95),
        "indicators": [figure(">=", 6, 6), figure("<=", 100, 95, level2="成本指标"), told(1)],
        "management": {"systems": ["财务管理制度"]},
    }
    assert signals(**clean) == []


def test_what_is_not_told_deviates_from_nothing() -> None:
    assert signals() == []
    assert signals(funds=funds(100, None, None), indicators=[{"name": "水泵", "target": 6}, told(None)]) == []


@pytest.mark.parametrize(
    ("paid", "expected"), [("90", []), ("90.01", []), ("89.99", ["low_execution"]), ("0", ["low_execution"])]
)
@pytest.mark.parametrize("arrived", [100, None])
def test_execution_below_the_limit(arrived: int | None, paid: str, expected: list[str]) -> None:
    assert signals(funds=funds(100, arrived, paid)) == expected


def test_the_limit_is_the_packs() -> None:
    assert signals(Thresholds(execution_rate=Decimal(80)), funds=funds(100, 100, 85)) == []
    assert signals(Thresholds(execution_rate=Decimal(95)), funds=funds(100, 100, 94)) == ["low_execution"]


@pytest.mark.parametrize(
    ("arrived", "paid", "expected"),
    [
        (100, 95, []),
        ("99.99", 95, ["funds_short"]),
        (50, 48, ["funds_short"]),  # 48% of the budget, but 96% of what arrived
        (50, 40, ["low_execution", "funds_short"]),
        (0, 0, ["funds_short"]),  # nothing arrived, so nothing could be spent
        (50, 60, ["funds_short", "overspent"]),
        (120, 110, ["overspent"]),
    ],
)
def test_money_short_and_money_overspent(arrived: Any, paid: Any, expected: list[str]) -> None:
    assert signals(funds=funds(100, arrived, paid)) == expected


@pytest.mark.parametrize(
    ("actual", "expected"), [("2024-10-30", []), ("2024-10-31", []), ("2024-11-01", ["delay"])]
)
def test_a_late_end(actual: str, expected: list[str]) -> None:
    assert (
        signals(project={"name": "泵站改造", "period": {"planned_end": "2024-10-31", "actual_end": actual}})
        == expected
    )


@pytest.mark.parametrize("level2", ["时效指标", "时效", "产出时效"])
def test_a_late_end_and_an_indicator_of_time_are_one_deviation(level2: str) -> None:
    late = {"name": "泵站改造", "period": {"planned_end": "2024-10-31", "actual_end": "2024-12-31"}}
    timely = figure("=", 100, 80, level2=level2, unit="%")
    (both,) = found(project=late, indicators=[figure(">=", 6, 6), timely])
    assert (both.id, both.signal, both.index) == ("delay", Signal.DELAY, 1)
    assert {"project.period.end_delay", "indicators[1].target", "indicators[1].actual"} <= set(both.facts)
    (alone,) = found(indicators=[timely])
    assert (alone.signal, alone.index) == (Signal.DELAY, 0)
    assert signals(indicators=[timely | {"actual": 100}]) == []


def test_a_qualitative_indicator_of_time_has_the_same_tolerance_as_others() -> None:
    assert signals(indicators=[told("0.8", level2="时效指标")]) == []
    (late,) = found(indicators=[told("0.79", level2="时效指标")])
    assert late.signal == Signal.DELAY
    assert late.facts == ("indicators[0].target_text", "indicators[0].actual_text", "indicators[0].rate")


@pytest.mark.parametrize(
    ("op", "actual", "expected"),
    [
        (">=", 6, []),
        (">=", "5.99", ["unmet"]),
        ("<=", 6, []),
        ("<=", "6.01", ["unmet"]),
        ("=", 6, []),
        ("=", 7, ["unmet"]),
    ],
)
def test_an_unmet_indicator(op: str, actual: Any, expected: list[str]) -> None:
    assert signals(indicators=[figure(op, 6, actual)]) == expected


@pytest.mark.parametrize(
    ("rate", "expected"), [(1, []), ("0.8", []), ("0.79", ["unmet"]), (0, ["unmet"]), (None, [])]
)
def test_a_qualitative_indicator_far_from_its_target(rate: Any, expected: list[str]) -> None:
    assert signals(indicators=[told(rate)]) == expected
    assert signals(Thresholds(qualitative=Decimal(0)), indicators=[told(rate)]) == []


@pytest.mark.parametrize("place", ["level1", "level2", "name"])
def test_dissatisfaction_has_its_own_signal(place: str) -> None:
    one = figure(">=", 90, 86, unit="%") | {place: "农户满意度"}
    assert signals(indicators=[one]) == ["dissatisfied"]
    assert signals(indicators=[one | {"actual": 90}]) == []


@pytest.mark.parametrize(
    ("op", "actual", "unit", "expected"),
    [
        (">=", 130, "台", []),
        (">=", "130.01", "台", ["overshot"]),
        (">=", 500, "%", []),  # a share above its target is no sign of a low target
        ("<=", 10, "台", []),
        ("=", 200, "台", ["unmet"]),
    ],
)
def test_a_target_set_too_low(op: str, actual: Any, unit: str, expected: list[str]) -> None:
    assert signals(indicators=[figure(op, 100, actual, unit=unit)]) == expected


def test_every_missing_system_proves_the_deviation() -> None:
    (one,) = found(management={"missing_systems": ["专项资金管理办法", "设备管理办法"]})
    assert one.facts == ("management.missing_systems[0]", "management.missing_systems[1]")


def test_ids_tell_deviations_apart() -> None:
    """An indicator without an id is not taken for another whose id looks like its place."""
    ids = [None, "0", "1", "2", "5", None]
    indicators = [figure(">=", 6, 5) | ({"id": one} if one else {}) for one in ids]
    names = [one.id for one in found(indicators=indicators)]
    assert len(set(names)) == len(ids)
    assert names[1:5] == ["unmet_0", "unmet_1", "unmet_2", "unmet_5"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project_facts())
def test_every_deviation_is_proved_by_what_is_there(facts: ProjectFacts) -> None:
    derived = derive(facts)
    deviations = find_deviations(facts, derived)
    assert len(set(deviations)) == len(deviations)
    for one in deviations:
        assert one.facts
        assert all(path in derived or value_at(facts, path) is not None for path in one.facts), one
        assert one.index is None or 0 <= one.index < len(facts.indicators)
