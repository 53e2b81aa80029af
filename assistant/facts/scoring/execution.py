"""What the budget execution rate earns: weight × payments ÷ full-year budget, or by steps; never above the weight."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from assistant.facts.derived import Derived
from assistant.facts.quantities import number_text
from assistant.facts.scoring.rules import ScoringRules
from assistant.facts.scoring.score import Earned, points_text, share_of
from assistant.facts.scoring.steps import by_steps


def execution(weight: Decimal, derived: Mapping[str, Derived], rules: ScoringRules) -> Earned:
    """The points of the execution rate; unknown where budget or payments are not (fully) filled in."""
    rate = derived.get("funds.execution_rate")
    if rate is None:
        return Earned.unknown("没有完整的预算数和支付金额，无法计算预算执行率")
    paid, budget = derived["funds.paid_total"], derived["funds.year_budget"]
    share = Fraction(Decimal(paid.value)) / Fraction(Decimal(budget.value))
    told = f"预算执行率{rate.text}（累计支出{paid.text}÷全年预算数{budget.text}）"
    if rules.execution.method == "steps":
        earned, step = by_steps(share * 100, rules.execution.steps)
        points = share_of(weight, earned, rules.places)
        return Earned.exactly(
            points, f"{told}，{step}，得{points_text(points)}", "分值×所在档的得分比例", *rate.inputs
        )
    points = share_of(weight, share, rules.places)
    if share >= 1:
        over = "，超过100%的按满分计" if share > 1 else ""
        return Earned.exactly(
            points, f"{told}{over}，得满分{points_text(points)}", "分值×预算执行率", *rate.inputs
        )
    shown = f"{number_text(weight)}×{number_text(Decimal(paid.value))}÷{number_text(Decimal(budget.value))}"
    return Earned.exactly(points, f"{told}，{shown}={points_text(points)}", "分值×预算执行率", *rate.inputs)
