"""Rules that read a text beside the facts: what the facts belie."""

from __future__ import annotations

import pytest

from assistant.facts.derived import derive
from assistant.facts.load import facts_from_text
from assistant.review.rules import review_across
from tests.review.conftest import SMALL
from tests.review.rules.report_cases import sections_of


def rules_of(text: str, facts: str = SMALL) -> dict[str, str]:
    """Rule → message of what is found in a text beside these facts."""
    project = facts_from_text(facts)
    return {one.rule: one.message for one in review_across(sections_of(text), project, derive(project))}


ARRIVED = "  initial_budget: 285.6\n  arrivals: [{{amount: {}}}]\n"


@pytest.mark.parametrize(
    ("rule", "broken", "sound"),
    [
        ("title_year", "云栖县粮库改造项目2023年度绩效自评报告", "云栖县粮库改造项目2024年度绩效自评报告"),
        ("none_deviation", "# （三）偏差较大项目说明\n无。", "# （三）偏差较大项目说明\n电缆到货晚。"),
        ("all_spent", "# 资金使用\n资金全部支付完毕。", "# 资金使用\n资金没有全部支付完毕。"),
        ("misspelt_name", "# 概况\n粮库改建项目开工。", "# 概况\n粮库改造项目开工。"),
    ],
)
def test_a_text_that_the_facts_belie(rule: str, broken: str, sound: str) -> None:
    assert rule in rules_of(broken)
    assert rule not in rules_of(sound)


@pytest.mark.parametrize(
    "text",
    ["绩效目标完成情况不存在偏差。", "各项指标没有偏离。", "偏差率为0。", "实际完成值与年度目标完全一致。", "满意度指标无偏差。"],
)  # fmt: skip
def test_no_deviation_in_any_words_beside_any_unmet_indicator(text: str) -> None:
    assert "none_deviation" in rules_of(f"# 产出情况\n{text}")


@pytest.mark.parametrize(
    "text", ["改造仓房数量无偏差。", "账目与票据核对无偏差。", "为了不出现偏差，每月调度。", "产出指标中的改造仓房数量与目标一致。"]
)  # fmt: skip
def test_no_deviation_of_what_has_none(text: str) -> None:
    assert "none_deviation" not in rules_of(f"# 产出情况\n{text}")


SERVED = "# 项目效益\n项目实施后，受益{}的满意度明显提高。"


@pytest.mark.parametrize("group", ["残疾人", "学生", "游客"])
def test_those_whom_another_project_serves(group: str) -> None:
    assert "other_beneficiaries" in rules_of(SERVED.format(group))


@pytest.mark.parametrize("group", ["农户", "群众", "种粮农民"])
def test_those_whom_the_project_serves_by_any_of_their_names(group: str) -> None:
    assert "other_beneficiaries" not in rules_of(SERVED.format(group))


def test_a_group_that_is_not_served_is_no_beneficiary() -> None:
    assert "other_beneficiaries" not in rules_of("# 项目概况\n施工避开学生上下学时间。")


def test_small_gaps_are_no_large_deviation() -> None:
    close = SMALL.replace("actual: 96, weight: 20", "actual: 119, weight: 20").replace(
        "actual: 66", "actual: 61"
    )
    assert "none_deviation" not in rules_of("# （三）偏差较大项目说明\n无。", close)


@pytest.mark.parametrize(("arrived", "found"), [("200", True), ("285.6", False)])
def test_all_arrived_beside_what_arrived(arrived: str, found: bool) -> None:
    facts = SMALL.replace("  initial_budget: 285.6\n", ARRIVED.format(arrived))
    assert ("funds_arrived" in rules_of("# 资金安排\n资金已全部到位。", facts)) is found


def test_a_shortage_beside_full_arrival() -> None:
    facts = SMALL.replace("  initial_budget: 285.6\n", ARRIVED.format("285.6"))
    text = "# 四、存在的问题\n资金缺口大，进度受影响。"
    assert "到位率为100%" in rules_of(text, facts)["funds_arrived"]
    assert "funds_arrived" not in rules_of("# 四、存在的问题\n资金缺口3万元，进度受影响。", facts)
