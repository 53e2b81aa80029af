"""Problems of a report: a declared one absorbs the deviation it speaks of; a clean project has none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.advice.deviations import Deviation, Signal, Thresholds, find_deviations, reported
from assistant.advice.problems import ReportProblem, report_problems, speaks_of
from assistant.facts.derived import derive
from assistant.facts.load import facts_from_tree
from assistant.facts.model import Problem, ProjectFacts
from tests.samples import full_facts, small_tree
from tests.strategies import project_facts

LATE = {"name": "泵站改造", "period": {"planned_end": "2024-10-31", "actual_end": "2024-12-31"}}
PUMPS = {"name": "更换水泵数量", "level2": "数量指标", "op": ">=", "target": 55, "actual": 43, "unit": "台",
         "deviation": "三台水泵到货后检测不合格"}  # fmt: skip


def told(*problems: dict[str, Any], **parts: Any) -> list[ReportProblem]:
    facts = facts_from_tree(small_tree() | parts | {"problems": list(problems)})
    return report_problems(
        facts, reported(facts, derive(facts), find_deviations(facts, derive(facts)), Thresholds())
    )


def outline(problems: list[ReportProblem]) -> list[tuple[int | None, list[str]]]:
    return [(one.declared, [d.signal.value for d in one.deviations]) for one in problems]


def test_no_deviation_no_problem() -> None:
    assert told() == []
    assert (
        told(funds={"initial_budget": 100, "arrivals": [{"amount": 100}], "payments": [{"amount": 99}]}) == []
    )


def test_a_declared_problem_is_told_even_if_no_figure_shows_it() -> None:
    assert outline(told({"title": "档案整理不及时"})) == [(0, [])]


def test_an_empty_row_is_no_problem() -> None:
    assert outline(told({}, {"title": "档案整理不及时"}, {})) == [(1, [])]


def test_the_full_sample_by_hand() -> None:
    facts = full_facts()
    found = report_problems(
        facts, reported(facts, derive(facts), find_deviations(facts, derive(facts)), Thresholds())
    )
    assert outline(found) == [
        (0, ["delay"]),
        (None, ["low_execution"]),
        (None, ["unmet"]),
        (None, ["missing_system"]),
    ]


@pytest.mark.parametrize(
    ("signal", "titles"),
    [
        (Signal.LOW_EXECUTION, ["预算执行率偏低", "支付进度缓慢", "预算执行进度慢", "结转结余资金较大"]),
        (Signal.FUNDS_SHORT, ["资金到位不及时", "项目资金存在缺口", "县级配套未落实", "资金没有到齐"]),
        (Signal.OVERSPENT, ["项目超支", "超预算支出"]),
        (
            Signal.DELAY,
            ["项目进度滞后", "工期延误", "完工时间推迟", "支付进度滞后于工程进度", "资金到位晚，施工延期"],
        ),
        (Signal.DISSATISFIED, ["群众满意度不高", "群众反映不便", "投诉较多"]),
        (Signal.OVERSHOT, ["指标值偏低", "年度目标设置偏低"]),
        (Signal.MISSING_SYSTEM, ["专项制度不健全", "内控有待加强"]),
    ],
)
def test_a_title_speaks_of_its_deviation(signal: Signal, titles: list[str]) -> None:
    facts = facts_from_tree(small_tree() | {"indicators": [{"name": "另一指标"}]})
    for title in titles:
        assert speaks_of(Problem(title=title), Deviation("x", signal, ()), facts), title


@pytest.mark.parametrize(
    ("signal", "title"),
    [
        (Signal.DELAY, "支付进度缓慢"),
        (Signal.DELAY, "资金拨付滞后"),
        (Signal.DELAY, "工程款支付进度滞后"),
        (Signal.LOW_EXECUTION, "工程进度滞后"),
        (Signal.FUNDS_SHORT, "人员力量不足"),
        (Signal.MISSING_SYSTEM, "工程进度滞后"),
        (Signal.OVERSPENT, "工程进度滞后"),
        (Signal.DISSATISFIED, "工程进度滞后"),
    ],
)
def test_a_title_does_not_speak_of_another(signal: Signal, title: str) -> None:
    assert not speaks_of(Problem(title=title), Deviation("x", signal, ()), facts_from_tree(small_tree()))


def test_slow_payment_does_not_hide_a_late_end() -> None:
    slow = {"initial_budget": 100, "arrivals": [{"amount": 100}], "payments": [{"amount": 50}]}
    assert outline(told({"title": "支付进度滞后"}, funds=slow, project=LATE)) == [
        (0, ["low_execution"]),
        (None, ["delay"]),
    ]


@pytest.mark.parametrize(
    "problem",
    [
        {"title": "采购未完成", "consequence": "仅更换43台"},
        {"title": "采购未完成", "measures": ["补齐所差的12台"]},
        {"title": "更换水泵数量不足"},
        {"title": "采购未完成", "cause": "水泵到货后检测不合格"},
    ],
)
def test_a_problem_may_speak_by_figure_name_or_cause(problem: dict[str, Any]) -> None:
    assert outline(told(problem, indicators=[PUMPS])) == [(0, ["unmet"])]


@pytest.mark.parametrize("text", ["共有143台设备老化", "2.43台每公里", "还差112台", "档案整理不及时"])
def test_part_of_a_longer_figure_is_another_figure(text: str) -> None:
    assert outline(told({"title": "设备管理薄弱", "consequence": text}, indicators=[PUMPS])) == [
        (0, []),
        (None, ["unmet"]),
    ]


def test_a_figure_is_compared_as_it_is_written() -> None:
    exact = PUMPS | {"actual": "43.50", "unit": "%", "target": 46}
    assert outline(told({"title": "比例不高", "consequence": "仅为43.5%"}, indicators=[exact])) == [
        (0, ["unmet"])
    ]


def test_one_deviation_goes_to_the_first_problem_that_speaks_of_it() -> None:
    assert outline(told({"title": "工期延误"}, {"title": "进度滞后"}, project=LATE)) == [
        (0, ["delay"]),
        (1, []),
    ]


def test_single_digits_are_no_evidence() -> None:
    """A gap of 3台 would be found in any text that counts something."""
    almost = PUMPS | {"target": 46}
    assert outline(told({"title": "设备管理薄弱", "consequence": "3台设备老化"}, indicators=[almost])) == [
        (0, []),
        (None, ["unmet"]),
    ]


def test_indicators_with_confusable_ids_are_each_told() -> None:
    nameless = PUMPS | {"name": "甲类设备"}
    named = PUMPS | {"name": "乙类设备", "id": "1"}
    assert outline(told(indicators=[named, nameless])) == [(None, ["unmet"])] * 2


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project_facts())
def test_every_problem_and_every_deviation_is_told_once(facts: ProjectFacts) -> None:
    deviations = reported(facts, derive(facts), find_deviations(facts, derive(facts)), Thresholds())
    problems = report_problems(facts, deviations)
    assert [one.declared for one in problems if one.declared is not None] == [
        index for index, one in enumerate(facts.problems) if one != Problem()
    ]
    assert sorted(d.id for one in problems for d in one.deviations) == sorted(d.id for d in deviations)
    assert all(one.deviations for one in problems if one.declared is None)
