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
