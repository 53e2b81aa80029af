"""What one applicable indicator earns: reached, missed, exceeded, told in words, or a satisfaction by steps.

Rules: a reached target earns the full weight; a missed ≥ or = earns weight × actual ÷ target, a breached ≤ weight × target ÷
actual; a qualitative one weight × degree of completion inside the band of its level.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from assistant.facts.derived import met
from assistant.facts.model import Indicator
from assistant.facts.quantities import number_text
from assistant.facts.scoring.levels import qualitative
from assistant.facts.scoring.rules import ScoringRules
from assistant.facts.scoring.score import Earned, points_text, share_of
from assistant.facts.scoring.steps import by_steps

_SHARE = {
    "<=": ("分值×年度指标值÷实际完成值", "超过上限"),
    ">=": ("分值×实际完成值÷年度指标值", "未达到指标值"),
    "=": ("分值×实际完成值÷年度指标值", "未达到指标值"),
}


def earned(one: Indicator, weight: Decimal, rules: ScoringRules) -> Earned:
    """The points of an indicator of that weight."""
    if one.qualitative:
        return qualitative(one, weight, rules)
    if one.target is None or one.actual is None:
        lacking = [
            title
            for title, value in (("年度指标值", one.target), ("实际完成值", one.actual))
            if value is None
        ]
        return Earned.unknown(f"没有填写{'和'.join(lacking)}，无法计算得分")
    reached = met(one)
    if reached is None or one.op is None:
        return Earned.unknown("没有填写指标方向（≥、≤或=），无法计算得分")
    if one.op == "=" and one.actual > one.target:
        return _exceeded(one, one.target, one.actual, weight, rules)
    if reached:
        return _reached(one, one.target, one.actual, weight, rules)
    if rules.satisfaction.method == "steps" and of_satisfaction(one) and one.unit == "%" and one.op != "<=":
        return _stepped(one, one.actual, weight, rules)
    return _missed(one, one.op, one.target, one.actual, weight, rules)


def of_satisfaction(one: Indicator) -> bool:
    """Whether the indicator measures satisfaction, by its levels or its name."""
    return "满意度" in f"{one.level1}{one.level2}{one.name}"


def _said(value: Decimal, one: Indicator) -> str:
    return f"{number_text(value)}{one.unit or ''}"


def _reached(
    one: Indicator, target: Decimal, actual: Decimal, weight: Decimal, rules: ScoringRules
) -> Earned:
    goal = "未超过上限" if one.op == "<=" else "达到指标值"
    told = f"实际完成{_said(actual, one)}，{goal}{_said(target, one)}"
    above = rules.overshoot.above
    # A rate cannot exceed 100%, so a rate beyond its target is no sign of a target set too low.
    far = one.op == ">=" and one.unit != "%" and target > 0 and actual * 100 > target * above
    if not far:
        return Earned.exactly(
            weight, f"{told}，得满分{points_text(weight)}", "达到指标值得满分", "target", "actual"
        )
    limit = f"超过指标值的{number_text(above)}%"
    if rules.overshoot.effect == "explain":
        reason = f"{told}，得满分{points_text(weight)}；{limit}，须说明原因"
        return Earned.exactly(weight, reason, "达到指标值得满分", "target", "actual")
    points = share_of(weight, Fraction(above * target) / Fraction(100 * actual), rules.places)
    formula = f"分值×{number_text(above)}%×年度指标值÷实际完成值"
    sum_ = f"{number_text(weight)}×{number_text(above)}%×{number_text(target)}÷{number_text(actual)}"
    reason = f"{told}，{limit}，按偏离程度扣减：{sum_}={points_text(points)}"
    return Earned.exactly(points, reason, formula, "target", "actual")


def _exceeded(
    one: Indicator, target: Decimal, actual: Decimal, weight: Decimal, rules: ScoringRules
) -> Earned:
    """An = target that was exceeded; whether that is good only a person can say."""
    told = f"实际完成{_said(actual, one)}，超过指标值{_said(target, one)}"
    share = Fraction(target) / Fraction(actual) if target >= 0 else None
    if rules.exact.exceeded == "full":
        low = share_of(weight, share, rules.places) if share is not None else Decimal(0)
        reason = f"{told}，可得满分{points_text(weight)}，须说明超出的原因"
        return Earned(weight, low, weight, reason, "达到指标值得满分", ("target", "actual"))
    if share is None:
        return Earned.unknown(f"{told}，指标值不是正数，无法按比例计分，请人工评分")
    return _share(told, "分值×年度指标值÷实际完成值", target, actual, weight, rules)


def _missed(
    one: Indicator, op: str, target: Decimal, actual: Decimal, weight: Decimal, rules: ScoringRules
) -> Earned:
    formula, short = _SHARE[op]
    told = f"实际完成{_said(actual, one)}，{short}{_said(target, one)}"
    part, whole = (target, actual) if op == "<=" else (actual, target)
    if target < 0 or not whole:  # a share of nothing, or of less, measures nothing
        return Earned.unknown(f"{told}，指标值不是正数，无法按比例计分，请人工评分")
    return _share(told, formula, part, whole, weight, rules)


def _share(
    told: str,
    formula: str,
    part: Decimal,
    whole: Decimal,
    weight: Decimal,
    rules: ScoringRules,
) -> Earned:
    if part < 0:
        return Earned.exactly(Decimal(0), f"{told}，完成值为负，不得分", formula, "target", "actual")
    share = Fraction(part) / Fraction(whole)
    if share * 100 < Fraction(rules.missed.zero_below):
        reason = f"{told}，完成程度不足{number_text(rules.missed.zero_below)}%，不得分"
        return Earned.exactly(Decimal(0), reason, formula, "target", "actual")
    points = share_of(weight, share, rules.places)
    sum_ = f"{number_text(weight)}×{number_text(part)}÷{number_text(whole)}"
    return Earned.exactly(
        points, f"{told}，按比例计分：{sum_}={points_text(points)}", formula, "target", "actual"
    )


def _stepped(one: Indicator, actual: Decimal, weight: Decimal, rules: ScoringRules) -> Earned:
    share, step = by_steps(actual, rules.satisfaction.steps)
    points = share_of(weight, share, rules.places)
    reason = f"满意度{_said(actual, one)}，未达到指标值{_said(one.target or Decimal(0), one)}，{step}，得{points_text(points)}"
    return Earned.exactly(points, reason, "分值×所在档的得分比例", "target", "actual")
