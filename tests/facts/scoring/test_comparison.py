"""Declared scores beside computed ones: one sentence a difference, nothing corrected."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from assistant.facts.derived import derive
from assistant.facts.load import facts_from_tree
from assistant.facts.scoring.card import scorecard
from assistant.facts.scoring.comparison import Difference, differences
from assistant.facts.scoring.rules import ScoringRules
from tests.samples import full_facts, small_tree
from tests.strategies import project_facts


def found(indicators: list[dict[str, Any]], tolerance: str = "0.1", **parts: Any) -> list[Difference]:
    facts = facts_from_tree(small_tree() | {"indicators": indicators, **parts})
    return list(differences(scorecard(facts, derive(facts), ScoringRules(tolerance=Decimal(tolerance)))))


MISSED = {"name": "配备设备数量", "op": ">=", "target": 412, "unit": "台", "actual": 398, "weight": 10}


def test_scores_by_the_rules_are_no_difference() -> None:
    assert differences(scorecard(full_facts(), derive(full_facts()))) == ()


def test_the_sentence_says_how_much_and_why() -> None:
    (one,) = found([{**MISSED, "score": 9}])
    assert (one.path, one.points) == ("indicators[0].score", Decimal("-0.66"))
    assert one.message == (
        "“配备设备数量”填报9分，按计分规则应得9.66分，少0.66分："
        "实际完成398台，未达到指标值412台，按比例计分：10×398÷412=9.66分"
    )


def test_the_tolerance_is_the_packs() -> None:
    told = [{**MISSED, "score": "9.6"}]
    assert found(told) == []
    assert len(found(told, "0.05")) == 1


def test_a_score_inside_its_band_is_right() -> None:
    told = {"name": "机制", "target_text": "健全", "rate": 1, "weight": 15}
    assert found([{**told, "score": 13}]) == []
    (one,) = found([{**told, "score": 11}])
    assert (one.low, one.high, one.points) == (12, 15, -1)
    assert "按计分规则应在12至15分之间，少1分" in one.message


def test_a_score_that_is_not_filled_in_is_no_difference() -> None:
    assert found([MISSED]) == []


def test_an_inapplicable_indicator_scores_nothing_of_its_own() -> None:
    rows = [
        {**MISSED, "actual": 412, "score": 10},
        {"name": "乙", "weight": 5, "score": 5, "inapplicable": "停办"},
    ]
    assert [one.path for one in found(rows)] == ["indicators[0].score", "indicators[1].score"]


def test_the_total_names_where_it_comes_from() -> None:
    rows = [
        {**MISSED, "name": name, "score": score} for name, score in (("甲", 9), ("乙", 5), ("丙", "9.66"))
    ]
    *_, total = found(rows, evaluation={"declared_score": 20})
    assert total.path == "evaluation.declared_score"
    assert total.message == (
        "自评总分20分，按计分规则为28.98分，少8.98分：主要在“乙”少4.66分、“甲”少0.66分；"
        "各项填报得分合计23.66分，与自评总分不一致"
    )


@pytest.mark.parametrize(("count", "ending"), [(3, "“丙”少1.66分"), (4, "“丙”少1.66分等")])
def test_of_many_rows_the_total_names_three(count: int, ending: str) -> None:
    rows = [
        {**MISSED, "name": name, "score": score}
        for name, score in list(zip("甲乙丙丁", (6, 7, 8, 9), strict=True))[:count]
    ]
    *_, total = found(rows, evaluation={"declared_score": sum((6, 7, 8, 9)[:count])})
    assert total.message.endswith(f"：主要在“甲”少3.66分、“乙”少2.66分、{ending}")


def test_a_total_that_rows_do_not_allow_to_compute_is_not_judged() -> None:
    assert found([{"name": "甲", "weight": 10, "score": 1}], evaluation={"declared_score": 1}) == []


@settings(max_examples=80, deadline=None)
@given(project_facts())
def test_a_difference_is_larger_than_the_tolerance_and_names_its_score(facts: Any) -> None:
    card = scorecard(facts, derive(facts))
    for one in differences(card):
        assert abs(one.points) > card.tolerance
        assert one.declared == one.points + (one.high if one.points > 0 else one.low)
        assert one.title in one.message
