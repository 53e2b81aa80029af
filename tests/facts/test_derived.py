"""Derived values: formulas over facts, nothing from partial sums."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.facts.derived import Band, Derived, completion, derive, gap_text, met
from assistant.facts.load import facts_from_tree
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.paths import value_at
from assistant.facts.quantities import amount_text, rate
from tests.samples import full_facts, full_tree, small_tree
from tests.strategies import project_facts

BANDS = [Band("差", Decimal(0)), Band("优", Decimal(90)), Band("中", Decimal(60)), Band("良", Decimal(80))]


def of(**parts: Any) -> Mapping[str, Derived]:
    return derive(facts_from_tree(small_tree() | parts), BANDS)


def values(**parts: Any) -> dict[str, Any]:
    return {name: one.value for name, one in of(**parts).items()}


def paid(*amounts: Any) -> list[dict[str, Any]]:
    return [{"amount": amount} if amount is not None else {"date": "2024-05-06"} for amount in amounts]


def test_the_full_sample_by_hand() -> None:
    """Every figure worked out on paper from tests/samples.py."""
    told = {name: one.text for name, one in derive(full_facts(), BANDS).items()}
    assert told == {
        "funds.year_budget": "612.5万元",
        "funds.adjustment": "27.5万元",
        "funds.arrived_total": "612.5万元",
        "funds.arrival_rate": "100%",
        "funds.paid_total": "549.733万元",
        "funds.execution_rate": "89.75%",  # 549.733 ÷ 612.5 = 0.897523…
        "funds.balance": "62.767万元",
        "project.period.start_delay": "20天",
        "project.period.end_delay": "2个月",
        "indicators[0].completion": "100%",
        "indicators[1].completion": "93.48%",  # 43 ÷ 46
        "indicators[1].gap": "3台",
        "indicators[1].lost": "0.7分",
        "indicators[2].completion": "100%",
        "indicators[3].completion": "80%",
        "indicators[3].gap": "20个百分点",
        "indicators[3].lost": "2分",
        "indicators[4].completion": "100%",
        "indicators[4].gap": "62.767万元",
        "indicators[5].rate_percent": "100%",
        "indicators[6].rate_percent": "85%",
        "indicators[6].lost": "1.5分",
        "indicators[7].completion": "101.39%",  # 91.25 ÷ 90
        "indicators[7].gap": "1.25个百分点",
        "scores.产出指标": "47.3分",
        "weights.产出指标": "50分",
        "scores.效益指标": "28.5分",
        "weights.效益指标": "30分",
        "scores.满意度指标": "10分",
        "weights.满意度指标": "10分",
        "scores.total": "94.78分",
        "satisfaction_survey.return_rate": "95%",
        "indicators.count": "8项",
        "indicators.met_count": "5项",
        "indicators.unmet_count": "3项",
        "evaluation.grade_by_bands": "优",
    }


def test_without_facts_nothing_is_derived() -> None:
    assert values() == {}


# --- funds ----------------------------------------------------------------------------------------------------------------


def test_the_execution_rate_is_payments_over_the_adjusted_budget() -> None:
    funds = {"initial_budget": 320, "adjusted_budget": 300, "payments": paid("180", "105.6")}
    found = of(funds=funds)["funds.execution_rate"]
    assert (found.value, found.text) == (Decimal("95.20"), "95.2%")
    assert found.inputs == ("funds.payments[0].amount", "funds.payments[1].amount", "funds.adjusted_budget")


def test_without_an_adjustment_the_initial_budget_counts() -> None:
    found = values(funds={"initial_budget": 320, "payments": paid(160)})
    assert found["funds.execution_rate"] == 50
    assert "funds.adjustment" not in found


def test_a_budget_of_zero_gives_no_rate() -> None:
    found = values(funds={"initial_budget": 0, "payments": paid(1), "arrivals": paid(1)})
    assert "funds.execution_rate" not in found and "funds.arrival_rate" not in found


@pytest.mark.parametrize("which", ["payments", "arrivals"])
def test_nothing_is_derived_from_a_partial_sum(which: str) -> None:
    whole = values(funds={"initial_budget": 100, which: paid(30, 40)})
    partial = values(funds={"initial_budget": 100, which: paid(30, None)})
    assert set(partial) == {"funds.year_budget"}
    assert len(whole) > 2


def test_no_balance_is_left_of_arrivals_known_in_part() -> None:
    found = values(funds={"initial_budget": 100, "arrivals": paid(30, None), "payments": paid(90)})
    assert set(found) == {"funds.year_budget", "funds.paid_total", "funds.execution_rate"}


def test_money_that_has_not_arrived() -> None:
    found = values(funds={"initial_budget": 100, "arrivals": paid(30, 45), "payments": paid(70)})
    assert found["funds.arrival_gap"] == 25
    assert found["funds.arrival_rate"] == 75
    assert found["funds.balance"] == 5
    assert "funds.overspent" not in found


def test_money_paid_beyond_what_arrived() -> None:
    found = values(funds={"initial_budget": 100, "arrivals": paid(80), "payments": paid("90.5")})
    assert found["funds.overspent"] == Decimal("10.5")
    assert "funds.balance" not in found


def test_all_spent_is_a_balance_of_zero() -> None:
    found = values(funds={"arrivals": paid(80), "payments": paid(80)})
    assert found["funds.balance"] == 0
    assert "funds.arrival_gap" not in found


@pytest.mark.parametrize(("before", "after"), [(300, 320), (320, 300)])
def test_the_adjustment_has_no_sign(before: int, after: int) -> None:
    assert values(funds={"initial_budget": before, "adjusted_budget": after})["funds.adjustment"] == 20


# --- time -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("planned", "actual", "name", "text"),
    [
        ("2024-09-30", "2024-11-30", "project.period.end_delay", "2个月"),
        ("2024-08-31", "2024-09-30", "project.period.end_delay", "1个月"),
        ("2024-01-31", "2024-02-29", "project.period.end_delay", "1个月"),
        ("2024-02-29", "2025-02-28", "project.period.end_delay", "1年"),
        ("2024-10-31", "2024-11-01", "project.period.end_delay", "1天"),
        ("2024-10-31", "2024-10-10", "project.period.end_lead", "21天"),
    ],
)
def test_a_late_or_early_end(planned: str, actual: str, name: str, text: str) -> None:
    found = of(project={"name": "泵站改造", "period": {"planned_end": planned, "actual_end": actual}})
    assert {key: one.text for key, one in found.items()} == {name: text}


@pytest.mark.parametrize("actual", ["2024-10-31", None])
def test_an_end_on_time_or_not_known_is_no_delay(actual: str | None) -> None:
    assert (
        values(project={"name": "泵站改造", "period": {"planned_end": "2024-10-31", "actual_end": actual}})
        == {}
    )


# --- indicators -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("op", "target", "actual", "done", "reached"),
    [
        (">=", 412, 412, "100", True),
        (">=", 412, 398, "96.6", False),
        (">=", 90, 95, "105.56", True),
        (">=", 0, 5, None, True),
        ("<=", 300, "285.6", "100", True),
        ("<=", 300, 300, "100", True),
        ("<=", 300, 320, "93.75", False),
        ("<=", 0, 3, "0", False),
        ("=", 100, 100, "100", True),
        ("=", 100, 75, "75", False),
        ("=", 100, 120, "120", False),
    ],
)
def test_completion_follows_the_direction(
    op: str, target: Any, actual: Any, done: str | None, reached: bool
) -> None:
    one = Indicator.model_validate({"op": op, "target": target, "actual": actual})
    assert completion(one) == (None if done is None else Decimal(done))
    assert met(one) is reached


@pytest.mark.parametrize(
    ("told", "reached"),
    [
        ({"target_text": "健全", "actual_text": "健全", "rate": 1}, True),
        ({"target_text": "健全", "actual_text": "基本健全", "rate": "0.99"}, False),
        ({"target_text": "健全", "actual_text": "健全"}, None),
        ({"op": ">=", "target": 5}, None),
        ({"op": ">=", "actual": 5}, None),
        ({}, None),
    ],
)
def test_whether_a_target_was_met_is_said_only_if_the_facts_say_it(
    told: dict[str, Any], reached: bool | None
) -> None:
    assert met(Indicator.model_validate(told)) is reached


@pytest.mark.parametrize(
    ("unit", "text"),
    [("%", "14个百分点"), ("％", "14个百分点"), ("台", "14台"), ("万元", "14万元"), (None, "14")],
)
def test_the_gap_is_the_same_both_ways(unit: str | None, text: str) -> None:
    for target, actual in ((86, 100), (100, 86)):
        one = {"op": ">=", "target": target, "actual": actual, "unit": unit}
        found = of(indicators=[one])["indicators[0].gap"]
        assert (found.value, found.text) == (14, text)
        assert gap_text(Indicator.model_validate({k: v for k, v in one.items() if v is not None})) == text


def test_there_is_no_gap_to_what_was_reached_exactly_or_is_not_known() -> None:
    for one in ({"target": 3, "actual": 3}, {"target": 3}, {"actual": 3}):
        assert gap_text(Indicator.model_validate(one)) == ""
        assert "indicators[0].gap" not in values(indicators=[one])


# --- scores ---------------------------------------------------------------------------------------------------------------


def scored(*scores: Any, **more: Any) -> dict[str, Any]:
    return {"indicators": [{"level1": "产出指标", "weight": 50, "score": score} for score in scores], **more}


def test_the_total_is_the_sum_of_all_scores() -> None:
    found = values(**scored(50, "39.5", execution_score={"weight": 10, "score": "9.25"}))
    assert found["scores.total"] == Decimal("98.75")
    assert found["scores.产出指标"] == Decimal("89.5")
    assert found["weights.产出指标"] == 100


def test_one_missing_score_leaves_no_sums() -> None:
    found = values(**scored(50, None))
    assert not [name for name in found if name.startswith(("scores", "weights", "evaluation"))]


def test_a_weighted_execution_rate_without_a_score_leaves_no_total() -> None:
    found = values(**scored(40, 40, execution_score={"weight": 10}))
    assert "scores.total" not in found and "evaluation.grade_by_bands" not in found
    assert found["scores.产出指标"] == 80


def test_a_form_without_an_execution_score_has_a_total() -> None:
    assert values(**scored(40, 40))["scores.total"] == 80


def test_an_inapplicable_indicator_is_neither_judged_nor_counted() -> None:
    full = {"op": ">=", "target": 5, "actual": 5, "weight": 50, "score": 50}
    found = values(indicators=[full, {"op": ">=", "target": 5, "weight": 50, "inapplicable": "本年度未安排"}])
    assert (found["indicators.count"], found["indicators.met_count"]) == (1, 1)
    assert found["scores.total"] == 50
    assert (
        met(Indicator.model_validate({"op": ">=", "target": 5, "actual": 5, "inapplicable": "停办"})) is None
    )


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_grade_bands_are_half_open(score: str, grade: str) -> None:
    found = of(evaluation={"declared_score": score})["evaluation.grade_by_bands"]
    assert (found.value, found.inputs) == (grade, ("evaluation.declared_score",))


def test_the_declared_score_decides_the_grade_before_the_sum() -> None:
    assert values(**scored(50, 45, evaluation={"declared_score": 70}))["evaluation.grade_by_bands"] == "中"
    assert values(**scored(50, 45))["evaluation.grade_by_bands"] == "优"


def test_without_bands_there_is_no_grade() -> None:
    facts = facts_from_tree(small_tree() | {"evaluation": {"declared_score": 95}})
    assert "evaluation.grade_by_bands" not in derive(facts)
    assert "evaluation.grade_by_bands" not in derive(facts, [Band("优", Decimal(96))])


def test_a_survey_gives_a_return_rate() -> None:
    assert values(satisfaction_survey={"sample": 300, "returned": 287}) == {
        "satisfaction_survey.return_rate": Decimal("95.67")
    }
    assert values(satisfaction_survey={"sample": 0, "returned": 0}) == {}


def test_counts_need_a_judgement_on_every_indicator() -> None:
    clear = {"op": ">=", "target": 3, "actual": 3}
    words = {"target_text": "健全", "actual_text": "健全", "rate": 1}
    found = of(indicators=[clear, words])
    assert (found["indicators.met_count"].value, found["indicators.unmet_count"].value) == (2, 0)
    assert found["indicators.count"].inputs == (
        "indicators[0].target",
        "indicators[0].actual",
        "indicators[1].rate",
    )
    assert "indicators.count" not in of(indicators=[clear, {"op": ">=", "target": 3}])


# --- laws -----------------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project_facts())
def test_every_derived_value_rests_on_facts_that_are_there(facts: ProjectFacts) -> None:
    for name, one in derive(facts, BANDS).items():
        assert name == one.name and one.text and one.inputs and one.title and one.formula
        assert not isinstance(one.value, float)
        assert all(value_at(facts, path) is not None for path in one.inputs), name


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project_facts())
def test_the_laws_of_the_funds(facts: ProjectFacts) -> None:
    found = {name: one.value for name, one in derive(facts).items()}
    amounts = [one.amount for one in facts.funds.payments]
    if amounts and None not in amounts:
        total = sum(amount for amount in amounts if amount is not None)
        assert found["funds.paid_total"] == total
        assert derive(facts)["funds.paid_total"].text == amount_text(Decimal(total))
        budget = found.get("funds.year_budget")
        assert found.get("funds.execution_rate") == (
            rate(Decimal(total), Decimal(budget)) if budget else None
        )
    else:
        assert not {"funds.paid_total", "funds.execution_rate", "funds.balance", "funds.overspent"} & set(
            found
        )
    assert not {"funds.balance", "funds.overspent"} <= set(found)
    if "funds.balance" in found and "funds.arrived_total" in found:
        assert found["funds.arrived_total"] - found["funds.paid_total"] == found["funds.balance"]


def test_more_money_than_any_county_has_still_gives_a_rate() -> None:
    funds = {"initial_budget": "0.0000000001", "payments": paid(*["999999999999.9999999999"] * 500)}
    assert of(funds=funds)["funds.execution_rate"].text.endswith("%")


def test_the_full_tree_is_fresh_every_time() -> None:
    full_tree()["report"]["year"] = 1
    assert full_tree()["report"]["year"] == 2024
