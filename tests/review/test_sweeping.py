"""What is said of the whole project, or of a rise and fall, against the facts."""

from __future__ import annotations

import pytest

from assistant.facts.load import facts_from_text
from assistant.facts.model import ProjectFacts
from assistant.review.sweeping import sweeping_claims

LATE = """
report: {year: 2024, unit: 云栖县粮食局}
project:
  name: 粮库改造项目
  period: {planned_start: 2024-03-01, planned_end: 2024-09-30, actual_start: 2024-03-01, actual_end: 2024-11-15}
indicators:
  - {name: 改造仓房数量, op: ">=", target: 3, unit: 座, actual: 3}
  - {name: 购置测温电缆, op: ">=", target: 120, unit: 根, actual: 96}
  - {name: 粮食损耗下降率, op: ">=", target: 5, unit: "%", actual: 6}
  - {name: 农户售粮收入增长率, op: ">=", target: 5, unit: "%", actual: 6}
"""


@pytest.fixture(scope="module")
def late() -> ProjectFacts:
    return facts_from_text(LATE)


@pytest.mark.parametrize(
    "text",
    [
        "各项绩效指标均已完成。", "本年度绩效目标全部实现。", "全面完成了年度目标任务。", "项目按期完工。", "工程如期竣工，运行良好。",
        "项目提前完成。", "项目推迟开工。", "粮食损耗上升了6%。", "项目按计划时间如期完成。",
        "工程在合同工期内竣工。", "没有发生工期延误。", "施工任务均在规定时限内完工。", "工程较计划提前完工。", "所有三级指标均已达成。", "农户售粮收入较上年下降6%。",
    ],
)  # fmt: skip
def test_a_false_sweeping_claim_is_found(late: ProjectFacts, text: str) -> None:
    (finding,) = sweeping_claims("s", text, late)
    assert finding.rule == "false_claim" and text[finding.start : finding.end] == finding.text


@pytest.mark.parametrize(
    "text",
    [
        "除购置测温电缆外，其他指标均已完成。", "力争全面完成年度目标任务。", "各项指标基本完成。", "各项绩效指标完成情况如下。", "项目如期开工。",
        "改造仓房3座，按期完工。", "按时完成了自评工作。", "一标段按期完工。", "粮食损耗下降6%。", "农户售粮收入增长6%。",
        "项目未按期完工。", "项目推迟完工46天。", "采购按计划完成。", "为避免工期延误，每周调度。", "按计划时间报送了自评材料。",
    ],
)  # fmt: skip
def test_a_true_wished_or_partial_claim_is_left(late: ProjectFacts, text: str) -> None:
    assert list(sweeping_claims("s", text, late)) == []


def test_where_all_was_reached_on_time_nothing_is_false() -> None:
    facts = facts_from_text(LATE.replace("actual: 96", "actual: 120").replace("2024-11-15", "2024-09-20"))
    text = "各项绩效指标均已完成，项目提前完工。"
    assert list(sweeping_claims("s", text, facts)) == []
    assert [one.text for one in sweeping_claims("s", "项目延期完工。", facts)] == ["项目延期完工"]
