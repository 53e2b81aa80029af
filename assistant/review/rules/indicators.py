"""The indicator table of the facts: each kind in its class, the right direction, none twice, no goal copied as result."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.model import Indicator
from assistant.facts.quantities import amount_text
from assistant.review.rules.paper import Case
from assistant.review.rules.rule import Fault, Limits, Rule, of

_LEVEL1 = {
    "数量": "产出", "质量": "产出", "时效": "产出", "社会效益": "效益", "经济效益": "效益", "生态效益": "效益",
    "可持续": "效益", "服务对象满意度": "满意度",
}  # fmt: skip
# Words that tell which class an indicator is of, whatever class it was put into.
_TELLING = (
    (re.compile("满意度|满意率"), "满意度"),
    (re.compile("及时率|按期|按时|准时|时限|工期"), "时效"),
    (re.compile("资金支付额|资金支出额|支出金额|支付金额|拨付金额|资金使用量"), "成本"),
    (re.compile("发放率|覆盖率|到位率|合格率|达标率|完好率|准确率"), "比率"),
)
_ALLOWED = {"满意度": {"满意度"}, "时效": {"时效"}, "成本": {"成本"}}
# A rate is no cost; it is elsewhere everywhere.
_NOT_IN = {"比率": {"成本"}}
_MORE = re.compile("成本|造价|单价|费用|支出|总投资")
_SAME_AFTER = re.compile(r"[\s，。、；：“”（）()]|已|均|了|完成|实现|达成")


def _class_of(one: Indicator) -> str:
    return one.level2 or one.level1 or ""


def category(case: Case, limits: Limits) -> Iterator[Fault]:
    """28: 二级 under its 一级, and an indicator in the class that its name tells."""
    for index, one in enumerate(case.facts.indicators):
        path, level1, level2 = f"indicators[{index}].level2", one.level1 or "", one.level2 or ""
        for word, over in _LEVEL1.items():
            if word in level2 and level1 and over not in level1:
                yield of(path, level2, f"“{one.name}”的二级指标“{level2}”应归入{over}指标，现归入“{level1}”")
        for words, telling in _TELLING:
            if not one.name or not _class_of(one) or not words.search(one.name):
                continue
            wrong = not any(part in _class_of(one) for part in _ALLOWED.get(telling, {_class_of(one)}))
            wrong = wrong and (
                telling == "满意度" or re.search("数量|质量|成本|时效", _class_of(one)) is not None
            )
            if wrong or any(part in _class_of(one) for part in _NOT_IN.get(telling, ())):
                yield of(path, one.name, _misplaced(one, telling))
            break


def _misplaced(one: Indicator, telling: str) -> str:
    right = f"应归入{telling}指标" if telling in _ALLOWED else "是比率，不是成本"
    return f"“{one.name}”归在“{_class_of(one)}”，看名称{right}，请核对归类"


def direction(case: Case, limits: Limits) -> Iterator[Fault]:
    """28: a cost is to stay below its target, satisfaction is to reach it."""
    for index, one in enumerate(case.facts.indicators):
        path = f"indicators[{index}].op"
        if "成本" in _class_of(one) and one.op == ">=" and _MORE.search(one.name or "") and one.unit != "%":
            yield of(path, one.name or "", f"成本指标“{one.name}”的方向是≥，应为≤，请核对指标方向和得分")
        if "满意度" in _class_of(one) and one.op == "<=":
            yield of(path, one.name or "", f"满意度指标“{one.name}”的方向是≤，应为≥，请核对指标方向和得分")


def cost_and_budget(case: Case, limits: Limits) -> Iterator[Fault]:
    """28 (15 of the problem list): the total cost of the goal is the budget."""
    budget = case.figure("funds.year_budget")
    for index, one in enumerate(case.facts.indicators):
        total = re.search("^(?:项目)?(?:总成本|总投资|成本控制数|预算控制数)$", one.name or "")
        if not budget or not total or one.target is None or one.unit != "万元":
            continue
        initial = case.facts.funds.initial_budget
        if one.target != initial and abs(one.target - budget) * 100 > budget * limits["gap"]:
            shown = amount_text(one.target)
            yield of(
                f"indicators[{index}].target",
                shown,
                f"“{one.name}”的指标值{shown}与全年预算{amount_text(budget)}不一致，请核对目标是否随预算调整",
            )


def duplicate(case: Case, limits: Limits) -> Iterator[Fault]:
    """29: no indicator twice, neither in one class nor as output and as benefit."""
    seen: dict[str, int] = {}
    for index, one in enumerate(case.facts.indicators):
        name = re.sub(r"(?:情况|数量|总数|数)$", "", re.sub(r"\s", "", one.name or ""))
        if name and name in seen:
            first = case.facts.indicators[seen[name]]
            yield of(
                f"indicators[{index}].name",
                one.name or "",
                f"“{one.name}”与第{seen[name] + 1}项“{first.name}”重复，复核时只计一项，请删去或更换",
            )
        seen.setdefault(name, index)


def copied_result(case: Case, limits: Limits) -> Iterator[Fault]:
    """30: what was done is told, not copied from what was planned."""
    for index, one in enumerate(case.facts.indicators):
        target, actual = (_SAME_AFTER.sub("", text or "") for text in (one.target_text, one.actual_text))
        if len(target) >= limits["length"] and target == actual:
            yield of(
                f"indicators[{index}].actual_text",
                one.actual_text or "",
                f"“{one.name}”的实际完成情况照抄了指标值，请写实际做到了什么、有什么依据",
            )


RULES = (
    Rule("indicator_category", (28,), "指标归类正确", "facts", category),
    Rule("indicator_direction", (28,), "指标方向正确", "facts", direction),
    Rule("cost_and_budget", (28,), "成本指标值与预算匹配", "facts", cost_and_budget),
    Rule("duplicate_indicator", (29,), "指标不重复", "facts", duplicate),
    Rule("copied_result", (30,), "完成情况不照抄目标", "facts", copied_result),
)
