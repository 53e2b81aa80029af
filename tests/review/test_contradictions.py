"""A true figure about the wrong thing is an error; the right one, and what is only near it, is not."""

from __future__ import annotations

import pytest

from assistant.facts.derived import derive
from assistant.facts.load import facts_from_text
from assistant.review.findings import Finding
from assistant.review.ledger import Ledger
from assistant.review.trace import trace, untraced

FACTS = """
report: {year: 2024, unit: 鹤汀县市场监督管理局, region: 鹤汀县}
project:
  name: 农贸市场提升项目
  basis:
    - {title: 关于下达市场提升资金的通知, number: 鹤财行〔2024〕5号, issuer: 鹤汀县财政局, date: 2024-03-08}
    - {title: 鹤汀县农贸市场提升方案, number: 鹤市监〔2024〕11号, issuer: 鹤汀县市场监督管理局, date: 2024-02-20}
  content: [改造摊位420个, 配备电子秤]
  period: {planned_start: 2024-03-10, planned_end: 2024-09-30, actual_start: 2024-04-02, actual_end: 2024-11-15}
funds:
  initial_budget: 300
  adjusted_budget: 285.6
  arrivals: [{source: provincial, amount: 180, date: 2024-03-20}, {source: county, amount: 105.6, date: 2024-06-11}]
  payments:
    - {payee: 和畅建设有限公司, amount: 150.5, purpose: 摊位改造首期, date: 2024-07-01}
    - {payee: 和畅建设有限公司, amount: 66.2, purpose: 摊位改造尾款, date: 2024-12-03}
    - {payee: 恒准仪表科技有限公司, amount: 55.2, purpose: 电子秤购置, date: 2024-10-16}
  as_of: 2024-12-31
indicators:
  - {level1: 产出指标, name: 改造摊位数量, op: ">=", target: 420, unit: 个, actual: 412, weight: 30, score: 29.4}
  - {level1: 产出指标, name: 电子秤配备数量, op: ">=", target: 380, unit: 个, actual: 398, weight: 30, score: 30}
  - {level1: 效益指标, name: 计量投诉下降率, op: ">=", target: 20, unit: "%", actual: 23.5, weight: 20, score: 20}
  - {level1: 满意度指标, name: 经营户满意度, op: ">=", target: 90, unit: "%", actual: 86, weight: 10, score: 9.5}
execution_score: {weight: 10, score: 9.52}
management: {acceptance: {date: 2024-11-28, result: 合格}, procurement: {award_date: 2024-03-29, contract_amount: 216.7}}
evaluation: {declared_score: 98.42}
satisfaction_survey: {sample: 200, returned: 186}
problems: [{title: 摊位没有全部改造, consequence: 水产区还差8个摊位没有改造, cause: 两次招标间隔31天}]
"""
SOUND = (
    "改造摊位412个，完成目标420个的98.1%，少8个；电子秤配备398个。",
    "计量投诉下降率为23.5%，高于20%的目标3.5个百分点。",
    "年度目标为改造摊位420个、电子秤配备380个，经营户满意度达到90%以上。",
    "主要内容为改造摊位420个，配备电子秤。",
    "2024年7月1日、12月3日分别支付和畅建设有限公司摊位改造首期款150.5万元和摊位改造尾款66.2万元。",
    "支付和畅建设有限公司216.7万元，支付恒准仪表科技有限公司55.2万元。",
    "省级财政于2024年3月20日下达180万元；县级财政于2024年6月11日下达105.6万元，资金全部到位，合计285.6万元。",
    "项目计划于2024年3月10日启动、9月30日完成，实际于2024年4月2日启动、11月15日完成。",
    "截至2024年12月31日，项目累计支出271.9万元，预算执行率95.2%，结余13.7万元。",
    "自评得分98.42分，其中预算执行率得9.52分，产出指标得59.4分。",
    "预算执行率分值10分，产出指标包括改造摊位数量和电子秤配备数量，分值60分。",
    "2024年3月8日鹤汀县财政局印发《关于下达市场提升资金的通知》（鹤财行〔2024〕5号）。",
    "年度指标值90%，实际完成值86%，相差4个百分点。",
    "水产区还差8个摊位没有改造，原因是两次招标间隔31天。",
    "经营户满意度分别为86%、上年为90%。",
)  # fmt: skip
FALSE = (
    ("配备电子秤，电子秤配备数量为412个。", "412", "398个", "398"),
    ("改造摊位412个，完成目标380个的98.1%。", "380", "420个", "420"),
    ("改造摊位420个，完成目标412个的98.1%。", "420", "412个", "412"),
    ("计量投诉下降率为86%，高于目标。", "86%", "23.5%", "23.5%"),
    ("经营户满意度为86%，低于86%的目标。", "86%", "90%", "90%"),
    ("改造摊位512个。", "512", "412个", "412"),
    ("年初预算285.6万元。", "285.6万元", "300万元", "300万元"),
    ("累计支出285.6万元。", "285.6万元", "271.9万元", "271.9万元"),
    ("支出271.9元。", "271.9元", "271.9万元", "271.9万元"),
    ("计量投诉同比下降了3.5%。", "3.5%", "3.5个百分点", "3.5个百分点"),
    ("预算执行率得30分。", "30分", "9.52分", "9.52分"),
    ("支付恒准仪表科技有限公司66.2万元。", "66.2万元", "55.2万元", None),
    ("2024年12月3日支付恒准仪表科技有限公司66.2万元。", "恒准仪表科技有限公司", "和畅建设有限公司", None),
    ("省级财政下达105.6万元。", "105.6万元", "180万元", None),
    ("县级财政于2024年3月20日下达105.6万元。", "2024年3月20日", "2024年6月11日", None),
    ("项目计划于2024年4月2日启动。", "2024年4月2日", "2024年3月10日", "2024年3月10日"),
    ("项目实际于2024年4月2日启动、9月30日完成。", "9月30日", "2024年11月15日", None),
    ("项目于2024年11月15日完成验收。", "2024年11月15日", "2024年11月28日", None),
    ("截至2024年11月28日，项目累计支出271.9万元。", "2024年11月28日", "2024年12月31日", "2024年12月31日"),
    ("项目于2025年11月28日验收。", "2025年11月28日", "2024年11月28日", "2024年11月28日"),
    ("《关于下达市场提升资金的通知》（鹤市监〔2024〕11号）", "鹤市监〔2024〕11号", "鹤财行〔2024〕5号", "鹤财行〔2024〕5号"),
    ("2024年2月20日鹤汀县财政局印发《关于下达市场提升资金的通知》", "2024年2月20日", "2024年3月8日", "2024年3月8日"),
    ("水产区还差398个摊位没有改造。", "398", "8个摊位", "8"),
    ("（1）改造摊位数量。年度指标值420个，实际完成值8个，相差412个。", "8", "412个", "412"),
)  # fmt: skip


@pytest.fixture(scope="module")
def market() -> Ledger:
    facts = facts_from_text(FACTS)
    return Ledger(facts, derive(facts))


def _findings(text: str, ledger: Ledger) -> list[Finding]:
    return [one for one in untraced("s", trace(text, ledger)) if one.rule == "contradicted"]


@pytest.mark.parametrize("text", SOUND)
def test_what_is_said_of_its_own_subject_is_sound(market: Ledger, text: str) -> None:
    assert [(one.mention.text, one.status) for one in trace(text, market) if one.path is None] == []


@pytest.mark.parametrize(("text", "wrong", "expected", "fix"), FALSE)
def test_what_is_said_of_another_subject_is_contradicted(
    market: Ledger, text: str, wrong: str, expected: str, fix: str | None
) -> None:
    findings = [one for one in _findings(text, market) if one.text == wrong]
    assert findings, [(one.text, one.message) for one in _findings(text, market)]
    finding = findings[-1]
    assert text[finding.start : finding.end] == wrong
    assert f"填报为{expected}" in finding.message
    if fix is not None:
        assert finding.fix == fix


@pytest.mark.parametrize(("text", "wrong", "fix"), [(t, w, f) for t, w, _, f in FALSE if f])
def test_a_fix_applied_silences_its_finding(market: Ledger, text: str, wrong: str, fix: str) -> None:
    finding = next(one for one in reversed(_findings(text, market)) if one.text == wrong)
    assert finding.fix == fix
    mended = text[: finding.start] + fix + text[finding.end :]
    assert not [one for one in _findings(mended, market) if one.start == finding.start]


@pytest.mark.parametrize(
    "text",
    [
        "上年经营户满意度为90%。",
        "其中：东片改造摊位8个。",
        "省级项目平均计量投诉下降率为20%。",
        "与和畅建设有限公司签订合同216.7万元。",
        "2023年改造摊位380个。",
        "下一步争取县级财政安排13.7万元。",
    ],
)
def test_parts_other_years_and_plans_are_left(market: Ledger, text: str) -> None:
    assert _findings(text, market) == []


def test_a_formula_is_told_from_a_fact(market: Ledger) -> None:
    found = {one.mention.text: one.status for one in trace("累计支出271.9万元，年初预算300万元。", market)}
    assert found == {"271.9万元": "derived", "300万元": "traced"}


def test_the_writers_own_words_are_not_contradicted(market: Ledger) -> None:
    text = "电子秤配备数量为412个"
    (one,) = trace(text, market, [(8, 12, "indicators[0].actual")])
    assert (one.path, one.status) == ("indicators[0].actual", "traced")


@pytest.mark.parametrize(
    "unit",
    ["改造摊位", "改造摊位412个", "支付和畅建设有限公司1万元", "支付", "1万元，", "改造摊位，", "《关于》（鹤财行〔2024〕5号）", "2024年3月8日",
     "省级1万元", "目标", "共", "“", "（", "1个；", "改造摊位数量为共为共", "2024年3月8日印发《"],
)  # fmt: skip
def test_a_hostile_text_is_judged_in_linear_time(market: Ledger, unit: str) -> None:
    """Sixty thousand characters of anything: a judge that reads all of them for each mention would not come back."""
    text = unit * (60_000 // len(unit))
    assert all(one.mention.text for one in trace(text, market))
