"""Suggestions: from deviations only, every figure traced, in agreement with what the unit declared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.advice.signals import Signal
from assistant.advice.suggestion import Precedent, Suggestion, Wanted, accepted, distinct_measures, merged
from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.drafting.suggesting import suggest
from assistant.facts.derived import derive
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.outline.kinds import Kind
from assistant.outline.packs import load_pack
from assistant.resources import shipped
from assistant.review.ledger import Ledger
from assistant.review.trace import trace
from tests.advice.planted import PLANTED, sound_tree
from tests.samples import full_facts
from tests.strategies import project_facts

PACK = load_pack("national")


def planted(*names: str) -> ProjectFacts:
    tree = sound_tree()
    for name in names:
        PLANTED[name][0](tree)
    return facts_from_tree(tree)


def test_no_deviation_no_suggestion() -> None:
    advice = suggest(facts_from_tree(sound_tree()), PACK)
    assert advice.deviations == [] and advice.suggestions == []


def test_every_signal_has_a_pattern() -> None:
    assert {one.stem for one in (shipped("prompts") / "advice").glob("*.j2")} == {one.value for one in Signal}


@pytest.mark.parametrize("name", PLANTED)
def test_a_suggestion_is_whole_and_every_figure_of_it_is_traced(name: str) -> None:
    facts = planted(name)
    advice = suggest(facts, PACK)
    assert advice.suggestions
    ledger = Ledger(facts, derive(facts))
    for one in advice.suggestions:
        assert one.title and one.evidence and one.cause and len(one.measures) >= 2
        assert (
            "原因：" not in one.problem and "措施：" not in one.cause
        )  # no line of a pattern ran into the next
        told = "\n".join([one.problem, one.cause, *one.measures])
        assert [t.mention.text for t in trace(told, ledger) if t.path is None] == []
        assert one.paths


def test_a_score_above_the_rule_is_told_with_both_scores() -> None:
    earned = {"indicators[0].score": Decimal("12.5"), "execution_score.score": Decimal(9)}
    (one,) = suggest(planted(), PACK, earned).suggestions
    assert "分值15分，自评得15分，按规则计算应得12.5分" in one.evidence
    assert "预算执行率分值10分，自评得10分，按规则计算应得9分" in one.evidence
    assert len(one.deviations) == 2


def test_what_cost_most_points_comes_first() -> None:
    lost = [one.points_lost for one in suggest(full_facts(), PACK).suggestions]
    assert lost == sorted(lost, reverse=True) and lost[0] > 0


def test_a_cause_that_nobody_gave_is_a_placeholder() -> None:
    (one,) = suggest(planted("no system"), PACK).suggestions
    assert one.cause == "【待补充：尚未制定的原因】" and one.missing == ["problems"]


def test_a_declared_problem_keeps_its_words_and_its_measures_come_first() -> None:
    one = next(s for s in suggest(full_facts(), PACK).suggestions if "delay" in s.deviations)
    assert one.declared == 0 and one.title == "工程进度滞后" and one.cause == "设计变更后重新报审"
    assert one.measures[:2] == ["设计阶段组织使用科室会审", "按周通报进度"]


def test_a_problem_that_proves_its_own_deviation_is_the_declared_one() -> None:
    facts = facts_from_tree(sound_tree() | {"problems": [{"title": "2台设备到货后闲置"}]})
    (one,) = suggest(facts, PACK).suggestions
    assert one.declared == 0 and one.title == "2台设备到货后闲置"


def test_the_chosen_enter_the_facts_and_every_section_follows() -> None:
    facts = planted("not satisfied", "no system", "contract late")
    advice = suggest(facts, PACK)
    chosen = [one for one in advice.suggestions if one.deviation in ("missing_system", "late_contract")]
    after = accepted(facts, chosen)
    assert [one.title for one in after.problems] == [one.title for one in chosen]
    assert after.problems[0].cause is None or "待补充" not in after.problems[0].cause
    plan = make_plan(after, load_pack("guangdong-county"))
    for kind in (Kind.PROBLEMS, Kind.MEASURES):
        text = "".join(compose(section).text for section in plan.sections if kind in section.kinds)
        for one in chosen:
            assert one.title in text
            assert kind is Kind.PROBLEMS or one.measures[0] in text
    again = suggest(after, PACK)
    assert {one.deviation: one.declared for one in again.suggestions if one.declared is not None}.keys() == {
        one.deviation for one in chosen
    }


def test_accepting_twice_adds_nothing() -> None:
    facts = planted("not satisfied", "no system")
    once = accepted(facts, suggest(facts, PACK).suggestions)
    assert accepted(once, suggest(once, PACK).suggestions).problems == once.problems


def test_what_a_person_wrote_is_not_overwritten() -> None:
    facts = full_facts()
    one = next(s for s in suggest(facts, PACK).suggestions if s.declared == 0)
    edited = one.model_copy(update={"title": "另一个标题", "cause": "另一个原因"})
    assert accepted(facts, [edited]).problems[0] == facts.problems[0]


def test_merging_keeps_all_measures_once() -> None:
    first = Suggestion(
        id="a",
        deviation="x",
        problem="",
        cause="【待补充：原因】",
        measures=["按月调度", "补资料"],
        title="甲",
    )
    second = Suggestion(
        id="b", deviation="y", problem="", cause="缺人", measures=["按月调度支付"], title="乙"
    )
    both = merged(first, second)
    assert both.measures == ["补资料", "按月调度支付"] and both.cause == "缺人" and both.title == "甲"


@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=3), max_size=6))
def test_no_measure_is_lost_but_in_a_longer_one(items: list[str]) -> None:
    kept = distinct_measures(items)
    assert len(set(kept)) == len(kept)
    assert all(any(one in other for other in kept) for one in items)


def test_precedents_are_asked_once_for_all_and_land_where_they_belong() -> None:
    asked: list[list[Wanted]] = []

    class Two:
        def for_problems(self, wanted: Sequence[Wanted], facts: ProjectFacts) -> list[list[Precedent]]:
            asked.append(list(wanted))
            return [[Precedent(document=f"{i}", year=2023, text="〔单位1〕")] for i, _ in enumerate(wanted)]

    advice = suggest(planted("not satisfied", "no system"), PACK, precedents=Two())
    assert len(asked) == 1 and [one.precedents[0].document for one in advice.suggestions] == ["0", "1"]
    assert re.search(asked[0][1].about, "没有专门的资金管理办法")


@given(project_facts())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_facts_give_whole_suggestions(facts: ProjectFacts) -> None:
    advice = suggest(facts, PACK)
    known = {one.id for one in advice.deviations}
    told = [id for one in advice.suggestions for id in one.deviations]
    assert sorted(told) == sorted(known)
    assert all(one.title and one.measures for one in advice.suggestions)
    accepted(facts, advice.suggestions)


def test_an_indicator_that_two_deviations_show_is_told_and_counted_once() -> None:
    (one,) = suggest(planted("late by its indicator"), PACK).suggestions
    assert one.deviations == ["delay", "unmet_t1"]
    assert one.points_lost == 4 and one.evidence.count("60%") == 1
