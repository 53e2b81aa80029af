"""Every signal is raised by what it is for, by nothing else, and proven by facts that are there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.advice.deviations import Deviation, Signal, Thresholds, find_deviations
from assistant.facts.derived import derive
from assistant.facts.load import facts_from_tree
from assistant.facts.paths import value_at
from tests.advice.planted import HARMLESS, PLANTED, Tree, sound_tree


def found(tree: Tree, **more: object) -> list[Deviation]:
    facts = facts_from_tree(tree)
    return find_deviations(facts, derive(facts), **more)  # type: ignore[arg-type]


def test_a_sound_project_shows_no_deviation() -> None:
    assert found(sound_tree()) == []


@pytest.mark.parametrize("name", PLANTED)
def test_each_plant_raises_its_signals_and_no_other(name: str) -> None:
    plant, expected = PLANTED[name]
    tree = sound_tree()
    plant(tree)
    deviations = found(tree)
    assert {one.signal for one in deviations} == expected
    facts = facts_from_tree(tree)
    derived = derive(facts)
    for one in deviations:
        assert one.facts and all(path in derived or value_at(facts, path) is not None for path in one.facts)


def test_every_signal_has_a_plant() -> None:
    planted = {signal for _, signals in PLANTED.values() for signal in signals}
    assert planted | {Signal.GENEROUS_SCORE} == set(Signal)


@pytest.mark.parametrize("text", HARMLESS)
def test_denials_and_near_words_raise_nothing(text: str) -> None:
    assert found(sound_tree() | {"other": [text]}) == []


def test_a_problem_in_the_background_is_not_one_of_this_year() -> None:
    tree = sound_tree()
    tree["project"]["background"] = ["原有设备闲置，管护经费未落实"]
    assert found(tree) == []


def test_a_score_above_the_rule_is_generous_and_one_below_is_not() -> None:
    earned = {
        "indicators[0].score": Decimal(12),
        "indicators[2].score": Decimal(10),
        "execution_score.score": Decimal(10),
    }
    assert [one.facts[0] for one in found(sound_tree(), earned=earned)] == ["indicators[0].score"]
    stricter = {"indicators[0].score": Decimal(15)}
    tree = sound_tree()
    tree["indicators"][0]["score"] = 13
    assert found(tree, earned=stricter) == []


def test_an_empty_project_shows_nothing() -> None:
    tree = {"report": {"year": 2024, "unit": "岚桥县人民医院"}, "project": {"name": "急诊楼改造项目"}}
    assert found(tree) == []


def test_thresholds_are_the_packs() -> None:
    tree = sound_tree()
    tree["management"]["procurement"]["award_date"] = "2024-06-28"
    assert found(tree, thresholds=Thresholds(contract_days=Decimal(200))) == []
