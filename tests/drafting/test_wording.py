"""Wording follows the data: met, exceeded or missed; one payee or several; early, late or in time."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.facts.load import facts_from_tree
from assistant.outline.packs import load_pack
from tests.drafting.facts import tree

NATIONAL = load_pack("national")


def section_text(facts_tree: dict[str, Any], id: str, pack=NATIONAL) -> str:
    plan = make_plan(facts_from_tree(facts_tree), pack)
    return compose(next(one for one in plan.sections if one.id == id)).text


def with_indicator(**changes: Any) -> dict[str, Any]:
    indicator = {
        "level1": "产出指标",
        "level2": "数量指标",
        "name": "培训人次",
        "op": ">=",
        "target": 500,
        "unit": "人次",
        "actual": 500,
    }
    return tree(indicators=[{**indicator, **changes}])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "数量方面，培训500人次，完成年度目标。"),
        ({"actual": 620}, "培训620人次，完成目标500人次的124%。"),
        ({"actual": 480, "deviation": "两期培训合并"}, "培训480人次，完成目标500人次的96%，少20人次，原因是两期培训合并。"),
        ({"actual": 480, "deviation": "原因是两期合并"}, "少20人次，原因是两期合并。"),
        ({"actual": 480, "deviation": "合并", "measure": "下年补训"}, "原因是合并，改进措施为下年补训。"),
        ({"actual": 480}, "原因是【待补充：偏差原因】。"),
        ({"actual": None}, "培训【待补充：实际完成值】（年度指标值500人次）。"),
        ({"name": "合格率", "unit": "%", "target": 95, "actual": 97}, "合格率为97%，高于95%的目标2个百分点。"),
        ({"name": "合格率", "unit": "%", "target": 95, "actual": 91.5, "deviation": "设备故障"}, "合格率为91.5%，低于95%的目标3.5个百分点，原因是设备故障。"),
        ({"name": "单位成本", "unit": "元", "op": "<=", "target": 130, "actual": 124.6}, "单位成本为124.6元，控制在130元以内。"),
        ({"name": "单位成本", "unit": "元", "op": "<=", "target": 130, "actual": 135, "deviation": "材料涨价"}, "单位成本为135元，超过130元的控制目标5元，原因是材料涨价。"),
        ({"name": "PM2.5", "unit": "微克", "op": "<=", "target": 35, "actual": 31}, "PM2.5为31微克，控制在35微克以内。"),
    ],
)  # fmt: skip
def test_an_indicator_is_told_by_its_result(changes, said):
    changes = {key: str(value) if isinstance(value, float) else value for key, value in changes.items()}
    assert said in section_text(with_indicator(**changes), "outputs")


def test_counted_indicators_that_met_their_target_share_a_clause():
    facts = tree()
    facts["indicators"] = [
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "name": "改造泵站数量",
            "op": ">=",
            "target": 3,
            "unit": "座",
            "actual": 3,
        },
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "name": "更换水泵数量",
            "op": ">=",
            "target": 6,
            "unit": "台",
            "actual": 6,
        },
    ]
    assert "数量方面，改造泵站3座、更换水泵6台，均达到年度目标。" in section_text(facts, "outputs")


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("2024-10-31", "10月31日竣工，按计划时间竣工。"),
        ("2024-12-31", "竣工时间较计划推迟2个月。"),
        ("2024-11-05", "竣工时间较计划推迟5天。"),
        ("2024-09-30", "竣工时间较计划提前1个月。"),
        (None, "实际完成日期为【待补充：实际完成日期】。"),
    ],
)
def test_the_end_is_in_time_late_or_early(end, said):
    facts = tree()
    facts["project"]["period"]["actual_end"] = end
    assert said in section_text(facts, "overview")


def test_one_payee_is_not_told_as_several():
    facts = tree()
    facts["funds"]["payments"] = facts["funds"]["payments"][:1]
    text = section_text(facts, "overview")
    assert "其中" not in text
    assert "上述资金于2024年9月18日支付汀源水利工程有限公司机组更换款180.25万元。" in text


def test_payments_to_one_payee_are_joined():
    facts = tree()
    for payment in facts["funds"]["payments"]:
        payment["payee"] = "汀源水利工程有限公司"
    said = "于2024年9月18日、12月25日分别支付汀源水利工程有限公司机组更换款180.25万元和变配电改造款61.3万元。"
    assert said in section_text(facts, "overview")


@pytest.mark.parametrize(
    ("arrived", "said"),
    [
        ("260.5", "资金全部到位，到位率100%。"),
        ("200", "到位资金合计200万元，到位率76.78%，尚有60.5万元未到位。"),
    ],
)
def test_arrivals_are_full_or_short(arrived, said):
    facts = tree()
    facts["funds"]["arrivals"][0]["amount"] = arrived
    facts["funds"]["payments"] = facts["funds"]["payments"][:1]
    assert said in section_text(facts, "overview")


def test_items_that_open_with_a_digit_take_brackets():
    """“1.3条小巷未整治” would read as 1.3."""
    facts = tree(
        problems=[{"title": "3座泵站未完工", "cause": "供货推迟"}, {"title": "资料不全", "cause": "归档晚"}]
    )
    text = section_text(facts, "problems")
    assert text.startswith("（1）3座泵站未完工。")


def test_bars_and_hashes_in_a_fact_are_text():
    facts = tree(other=["# 甲||乙"], experience=["||先行"])
    facts["project"]["name"] = "甲||乙"
    assert "组织实施甲||乙。" in section_text(facts, "overview")
    assert "甲||乙。" in section_text(facts, "other")


def test_an_indicator_without_a_direction_is_not_judged():
    said = section_text(with_indicator(op=None, actual=620), "outputs")
    assert said == "数量方面，培训620人次（年度指标值500人次），指标方向【待补充：指标方向】。"


def test_spending_over_the_budget_is_told_against_the_budget_where_nothing_is_said_of_arrivals():
    facts = tree()
    facts["funds"].pop("arrivals")
    facts["funds"]["initial_budget"] = 200
    assert "支出超出全年预算41.55万元" in section_text(facts, "overview")
    assert "项目累计支出241.55万元，超出全年预算41.55万元。" in section_text(facts, "problems")


def test_braces_in_a_fact_are_text():
    facts = tree()
    facts["project"]["name"] = "{{ facts.report.unit }}{year}项目"
    assert "{{ facts.report.unit }}{year}项目" in section_text(facts, "overview")
