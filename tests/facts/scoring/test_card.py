"""Computed scores: by hand, by every method of a pack, and by law."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.facts.derived import derive
from assistant.facts.load import facts_from_tree
from assistant.facts.paths import value_at
from assistant.facts.scoring.card import Scorecard, computed, scorecard
from assistant.facts.scoring.rules import ScoringRules
from assistant.facts.scoring.score import Score
from assistant.outline.packs import load_pack, pack_names
from tests.samples import full_facts, small_tree
from tests.strategies import project_facts

STEPS = [{"floor": 90, "share": 100}, {"floor": 80, "share": 80}, {"floor": 60, "share": 50}]


def card(indicators: Any = (), rules: dict[str, Any] | None = None, **parts: Any) -> Scorecard:
    facts = facts_from_tree(small_tree() | {"indicators": list(indicators), **parts})
    return scorecard(facts, derive(facts), ScoringRules.model_validate(rules or {}))


def one(rules: dict[str, Any] | None = None, **told: Any) -> Score:
    (score,) = card([{"name": "甲", "weight": 10, **told}], rules).scores
    return score


def points(rules: dict[str, Any] | None = None, **told: Any) -> Decimal | None:
    return one(rules, **told).expected


def test_the_full_sample_by_hand() -> None:
    """Every score worked out on paper from tests/samples.py."""
    found = scorecard(full_facts(), derive(full_facts()))
    assert [(line.path, line.expected) for line in found.scores] == [
        ("execution_score", Decimal("8.98")),  # 10 × 549.733 ÷ 612.5 = 8.9752…
        ("indicators[0]", Decimal(15)),
        ("indicators[1]", Decimal("9.35")),  # 10 × 43 ÷ 46 = 9.3478…
        ("indicators[2]", Decimal(10)),
        ("indicators[3]", Decimal(8)),
        ("indicators[4]", Decimal(5)),
        ("indicators[5]", Decimal(20)),
        ("indicators[6]", Decimal("8.5")),
        ("indicators[7]", Decimal(10)),
    ]
    assert found.expected == Decimal("94.83")
    assert (found.declared, found.declared_sum) == (Decimal("94.78"), Decimal("94.78"))


def test_without_facts_there_is_nothing_to_score() -> None:
    empty = card()
    assert (empty.scores, empty.expected, empty.declared_sum) == ((), None, None)


@pytest.mark.parametrize(
    ("op", "target", "actual", "due"),
    [
        (">=", 412, 412, "10"),
        (">=", 412, 430, "10"),
        (">=", 412, 398, "9.66"),
        (">=", 412, 0, "0"),
        (">=", 3, -1, "0"),
        (">=", 10000, 9999, "9.99"),  # 9.999 would be full marks for a missed target
        ("<=", 300, "285.6", "10"),
        ("<=", 300, 300, "10"),
        ("<=", 300, 320, "9.38"),
        ("<=", 0, 0, "10"),
        ("<=", 0, 2, "0"),
        ("=", 100, 100, "10"),
        ("=", 100, 75, "7.5"),
        ("=", 512, 520, "10"),
    ],
)
def test_each_direction(op: str, target: Any, actual: Any, due: str) -> None:
    assert points(op=op, target=target, actual=actual) == Decimal(due)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"op": ">=", "target": -5, "actual": -10}, "不是正数"),
        ({"op": ">=", "target": 0, "actual": -1}, "不是正数"),
        ({"op": "<=", "target": -5, "actual": -1}, "不是正数"),
        ({"op": "<=", "target": -5, "actual": 3}, "不是正数"),
        ({"op": ">=", "target": 5}, "没有填写实际完成值"),
        ({"op": ">=", "actual": 5}, "没有填写年度指标值"),
        ({"target": 5, "actual": 4}, "没有填写指标方向"),
        ({"target": 5, "actual": 5}, "没有填写指标方向"),
        ({}, "没有填写年度指标值和实际完成值"),
        ({"target_text": "健全", "actual_text": "有进展"}, "没有填写完成程度"),
        ({"op": ">=", "target": 5, "actual": 4, "weight": None}, "没有填写分值"),
    ],
)
def test_what_cannot_be_computed_says_why(told: dict[str, Any], said: str) -> None:
    score = one(**told)
    assert (score.expected, score.low, score.high) == (None, None, None)
    assert said in score.reason
    assert card([{"weight": 10, **told}]).expected is None


def test_a_negative_result_scores_nothing_and_says_so() -> None:
    assert one(op=">=", target=3, actual=-1).reason == "实际完成-1，未达到指标值3，完成值为负，不得分"


def test_the_sentence_tells_figures_and_formula() -> None:
    missed = one(op=">=", target=412, unit="台", actual=398)
    assert missed.reason == "实际完成398台，未达到指标值412台，按比例计分：10×398÷412=9.66分"
    assert missed.formula == "分值×实际完成值÷年度指标值"
    assert missed.inputs == ("indicators[0].weight", "indicators[0].target", "indicators[0].actual")
    assert one(op="<=", target=300, unit="万元", actual=320).reason.endswith(
        "超过上限300万元，按比例计分：10×300÷320=9.38分"
    )


# --- each rule of a pack changes what it says -------------------------------------------------------------------------------


def test_too_little_done_may_score_nothing() -> None:
    told = {"op": ">=", "target": 100, "actual": 59}
    assert points(**told) == Decimal("5.9")
    assert points({"missed": {"zero_below": 60}}, **told) == 0
    assert points({"missed": {"zero_below": 60}}, **{**told, "actual": 60}) == 6


def test_overshoot_is_explained_or_reduced() -> None:
    far = {"op": ">=", "target": 100, "unit": "个", "actual": 200}
    assert points(**far) == 10
    assert "超过指标值的130%，须说明原因" in one(**far).reason
    assert "须说明" not in one(**{**far, "actual": 130}).reason
    assert points({"overshoot": {"effect": "reduce"}}, **far) == Decimal("6.5")  # 10 × 130% × 100 ÷ 200
    assert points({"overshoot": {"effect": "reduce", "above": 200}}, **far) == 10
    assert points({"overshoot": {"effect": "reduce"}}, **{**far, "actual": 130}) == 10
    assert (
        points({"overshoot": {"effect": "reduce"}}, **{**far, "unit": "%", "target": 50, "actual": 98}) == 10
    )


def test_an_exact_target_that_was_exceeded() -> None:
    told = {"op": "=", "target": 80, "actual": 100}
    full = one(**told)
    assert (full.expected, full.low, full.high) == (10, 8, 10)
    assert points({"exact": {"exceeded": "proportional"}}, **told) == 8
    below = {"op": "=", "target": -5, "actual": 3}
    assert (one(**below).low, one(**below).high) == (0, 10)
    assert points({"exact": {"exceeded": "proportional"}}, **below) is None


@pytest.mark.parametrize(
    ("rate", "due", "low", "high", "level"),
    [
        (1, "15", "12", "15", "达成年度指标"),
        ("0.8", "12", "12", "15", "达成年度指标"),
        ("0.79", "11.85", "9", "12", "部分达成并具有一定效果"),
        ("0.6", "9", "9", "12", "部分达成并具有一定效果"),
        ("0.59", "8.85", "0", "9", "未达成且效果较差"),
        (0, "0", "0", "9", "未达成且效果较差"),
    ],
)
def test_qualitative_bands_are_closed_below(rate: Any, due: str, low: str, high: str, level: str) -> None:
    score = one(weight=15, target_text="健全", actual_text="完成", rate=rate)
    assert (score.expected, score.low, score.high) == (Decimal(due), Decimal(low), Decimal(high))
    assert f"“{level}”" in score.reason


def test_a_pack_may_set_other_bands() -> None:
    levels = [{"name": "好", "floor": 80}, {"name": "中", "floor": 50}, {"name": "差", "floor": 0}]
    score = one({"qualitative": levels}, target_text="健全", rate="0.55")
    assert (score.low, score.high) == (5, 8)


@pytest.mark.parametrize(
    ("text", "band"),
    [("部分达成年初目标", (9, 12)), ("未达成", (0, 9)), ("达成年度指标", (12, 15)), ("正常运行", None)],
)
def test_words_that_name_a_level_give_its_band(text: str, band: tuple[int, int] | None) -> None:
    score = one(weight=15, target_text="健全", actual_text=text)
    assert score.expected is None
    assert (score.low, score.high) == (band or (None, None))


@pytest.mark.parametrize(("actual", "due"), [(95, "10"), (86, "8"), (80, "8"), (79, "5"), (59, "0")])
def test_satisfaction_by_steps(actual: Any, due: str) -> None:
    rules = {"satisfaction": {"method": "steps", "steps": STEPS}}
    told = {"level1": "满意度指标", "op": ">=", "target": 95, "unit": "%", "actual": actual}
    assert points(rules, **told) == Decimal(due)
    other = {**told, "level1": "产出指标"}
    assert points(rules, **other) == points(**other)


# --- the execution rate --------------------------------------------------------------------------------------------------------


def executed(paid: Any, budget: Any = 300, rules: dict[str, Any] | None = None) -> Score:
    payments = [{"amount": paid}] if paid is not None else []
    funds = {"initial_budget": budget, "payments": payments}
    return card([], rules, funds=funds, execution_score={"weight": 10}).scores[0]


@pytest.mark.parametrize(
    ("paid", "due"), [("285.6", "9.52"), (300, "10"), (310, "10"), (0, "0"), ("299.99", "9.99")]
)
def test_the_execution_rate_is_proportional_and_capped(paid: Any, due: str) -> None:
    assert executed(paid).expected == Decimal(due)


def test_the_execution_rate_tells_how_it_came_about() -> None:
    score = executed("285.6")
    assert score.reason == "预算执行率95.2%（累计支出285.6万元÷全年预算数300万元），10×285.6÷300=9.52分"
    assert score.inputs == ("execution_score.weight", "funds.payments[0].amount", "funds.initial_budget")
    assert executed(None).expected is None
    assert executed(5, 0).expected is None


@pytest.mark.parametrize(("paid", "due"), [(285, "10"), (240, "8"), (180, "5"), ("179.99", "0")])
def test_the_execution_rate_by_steps(paid: Any, due: str) -> None:
    assert executed(paid, rules={"execution": {"method": "steps", "steps": STEPS}}).expected == Decimal(due)


# --- inapplicable indicators -----------------------------------------------------------------------------------------------------


def three(rules: dict[str, Any]) -> Scorecard:
    full = {"op": ">=", "target": 1, "actual": 1}
    return card(
        [
            {"level1": "产出指标", "weight": 40, **full},
            {"level1": "产出指标", "weight": 20, "inapplicable": "本年度未安排"},
            {"level1": "效益指标", "weight": 30, **full},
        ],
        rules,
        execution_score={"weight": 10},
        funds={"initial_budget": 5, "payments": [{"amount": 5}]},
    )


@pytest.mark.parametrize(
    ("way", "weights"),
    [
        ("rescale", ["12.5", "50", "0", "37.5"]),
        ("within_level", ["10", "60", "0", "30"]),
        ("full", ["10", "40", "20", "30"]),
    ],
)
def test_an_inapplicable_indicator_gives_its_weight_away(way: str, weights: list[str]) -> None:
    found = three({"inapplicable": way})
    assert [line.weight for line in found.scores] == [Decimal(weight) for weight in weights]
    assert found.expected == 100
    assert "不适用（本年度未安排）" in found.scores[2].reason


def test_shared_weights_are_told_and_add_up() -> None:
    full = {"op": ">=", "target": 1, "actual": 1}
    found = card([{"weight": 30, **full}] * 3 + [{"weight": 10, "inapplicable": "停办"}])
    assert sorted(str(line.weight) for line in found.scores) == ["0.00", "33.33", "33.33", "33.34"]
    assert found.expected == 100
    assert found.scores[0].reason.startswith("不适用指标的分值分摊后，分值由30分变为33.34分；")


def test_when_nothing_is_left_to_take_the_weight_there_is_no_score() -> None:
    found = card([{"weight": 60, "inapplicable": "停办"}, {"weight": 40, "inapplicable": "停办"}])
    assert [line.expected for line in found.scores] == [None, None]


# --- laws -----------------------------------------------------------------------------------------------------------------------

RULES = st.fixed_dictionaries(
    {},
    optional={
        "execution": st.sampled_from([{"method": "steps", "steps": STEPS}, {}]),
        "missed": st.sampled_from([{"zero_below": 60}, {}]),
        "overshoot": st.sampled_from([{"effect": "reduce", "above": 120}, {"effect": "explain"}]),
        "exact": st.sampled_from([{"exceeded": "proportional"}, {}]),
        "satisfaction": st.sampled_from([{"method": "steps", "steps": STEPS}, {}]),
        "inapplicable": st.sampled_from(["rescale", "within_level", "full"]),
        "places": st.integers(0, 4),
    },
)
LEVELS = st.sampled_from(["产出指标", "效益指标", "满意度指标"])
WEIGHTS = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)
NUMBERS = st.integers(1, 100_000).map(lambda n: Decimal(n) / 100)


@settings(max_examples=150, deadline=None)
@given(project_facts(), RULES)
def test_every_score_is_between_nothing_and_the_weight(facts: Any, rules: dict[str, Any]) -> None:
    found = scorecard(facts, derive(facts), ScoringRules.model_validate(rules))
    for line in found.scores:
        assert line.reason
        if line.low is None or line.high is None:
            assert line.expected is None
            continue
        assert line.weight is not None
        assert (
            0
            <= line.low
            <= (line.low if line.expected is None else line.expected)
            <= line.high
            <= line.weight
        )
    known = [line.expected for line in found.scores]
    assert found.expected == (sum(known) if known and None not in known else None)


@settings(max_examples=200, deadline=None)
@given(WEIGHTS, NUMBERS, NUMBERS, NUMBERS, st.sampled_from([">=", "<=", "="]), LEVELS, RULES)
def test_a_better_result_never_scores_less(
    weight: Decimal,
    target: Decimal,
    first: Decimal,
    second: Decimal,
    op: str,
    level: str,
    rules: dict[str, Any],
) -> None:
    """Up to the target for ≥ and =, down to it for ≤; beyond a ≥ target too, unless the pack reduces an overshoot."""
    rules = {**rules, "overshoot": {}} if op == ">=" else rules
    worse, better = sorted((first, second), reverse=op == "<=")
    if op == "=":
        worse, better = min(worse, target), min(better, target)
    told = {"weight": min(weight, Decimal(100)), "op": op, "target": target, "unit": "%", "level1": level}
    low, high = points(rules, actual=worse, **told), points(rules, actual=better, **told)
    assert low is not None and high is not None
    assert low <= high


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100), st.integers(0, 100), WEIGHTS)
def test_a_higher_degree_of_completion_never_scores_less(first: int, second: int, weight: Decimal) -> None:
    low, high = (
        points(weight=weight, target_text="健全", rate=Decimal(rate) / 100)
        for rate in sorted((first, second))
    )
    assert low is not None and high is not None
    assert low <= high


@settings(max_examples=100, deadline=None)
@given(NUMBERS, NUMBERS, WEIGHTS, RULES)
def test_more_spent_never_scores_less(
    first: Decimal, second: Decimal, budget: Decimal, rules: dict[str, Any]
) -> None:
    low, high = (executed(paid, budget, rules).expected for paid in sorted((first, second)))
    assert (low is None and high is None) if not budget else (low or 0) <= (high or 0)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(WEIGHTS, LEVELS, st.booleans()), min_size=1, max_size=12),
    st.sampled_from(["rescale", "within_level", "full"]),
)
def test_sharing_out_weights_keeps_their_sum(rows: list[tuple[Decimal, str, bool]], way: str) -> None:
    reached = {"op": ">=", "target": 1, "actual": 1}
    told = [
        {"weight": weight, "level1": level, **({"inapplicable": "停办"} if dropped else reached)}
        for weight, level, dropped in rows
    ]
    found = card(told, {"inapplicable": way})
    assert sum(line.weight or 0 for line in found.scores) == sum(weight for weight, _, _ in rows)
    if found.expected is not None:
        assert found.expected == sum(weight for weight, _, _ in rows)


@settings(max_examples=100, deadline=None)
@given(WEIGHTS, NUMBERS, NUMBERS, st.integers(1, 1000))
def test_the_unit_of_measure_does_not_change_the_score(
    weight: Decimal, target: Decimal, actual: Decimal, by: int
) -> None:
    told = {"weight": weight, "op": ">="}
    assert points(target=target, actual=actual, **told) == points(
        target=target * by, actual=actual * by, **told
    )


@settings(max_examples=60, deadline=None)
@given(project_facts(), RULES)
def test_the_computed_scores_trace_to_facts_and_change_none(facts: Any, rules: dict[str, Any]) -> None:
    before = facts.model_copy(deep=True)
    found = scorecard(facts, derive(facts), ScoringRules.model_validate(rules))
    for name, value in computed(found).items():
        if name == "scores.computed":
            assert all(path in computed(found) for path in value.inputs)
        else:
            assert value.inputs and all(value_at(facts, path) is not None for path in value.inputs)
    assert facts == before


# --- the rules as a value of the pack ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", pack_names())
def test_the_common_rules_are_the_defaults(pack: str) -> None:
    """A pack's own `scoring` replaces the common one whole; what it leaves out falls back to these defaults."""
    assert load_pack(pack).scoring == ScoringRules()


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"execution": {"method": "steps"}}, "须写明 steps"),
        ({"execution": {"method": "steps", "steps": STEPS[::-1]}}, "从高到低"),
        ({"satisfaction": {"method": "steps", "steps": [{"floor": 120, "share": 1}]}}, "0到100"),
        ({"overshoot": {"above": 90}}, "不小于100"),
        ({"qualitative": []}, "最低一档"),
        ({"qualitative": [{"name": "好", "floor": 60}]}, "最低一档"),
        ({"places": 9}, "小数位数"),
        ({"tolerance": -1}, "不能为负"),
    ],
)
def test_broken_rules_say_what_is_wrong(rules: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        ScoringRules.model_validate(rules)
