"""Scores and grades of the facts: sums, grade, execution score, marks that were not earned or not explained."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.facts.derived import met
from assistant.facts.quantities import number_text
from assistant.review.rules.paper import Case
from assistant.review.rules.rule import Fault, Limits, Rule, of


def score_sum(case: Case, limits: Limits) -> Iterator[Fault]:
    """1: Σ indicator scores + execution score = declared score."""
    total, declared = case.figure("scores.total"), case.facts.evaluation.declared_score
    if total is not None and declared is not None and abs(total - declared) > limits["tolerance"]:
        shown = number_text(declared)
        yield of(
            "evaluation.declared_score",
            shown,
            f"各项得分合计{number_text(total)}分，与自评总分{shown}分不一致，请核对各项得分或更正总分",
        )


def weight_sum(case: Case, limits: Limits) -> Iterator[Fault]:
    """3: Σ weights = 100."""
    facts = case.facts
    weights = [one.weight for one in facts.indicators]
    if not weights or None in weights or facts.execution_score.weight is None:
        return
    total = sum((weight for weight in weights if weight is not None), facts.execution_score.weight)
    if total != 100:
        shown = number_text(total)
        yield of("indicators", shown, f"分值合计{shown}分，应为100分，请核对各指标和预算执行率的分值")


def level_weights(case: Case, limits: Limits) -> Iterator[Fault]:
    """3: Σ weights of each 一级 is what the locality gives it (`limits`, by name). Another scheme of levels is left alone."""
    found: dict[str, Decimal] = {}
    for one in case.facts.indicators:
        if one.weight is None or not one.level1:
            return
        found[one.level1] = found.get(one.level1, Decimal(0)) + one.weight
    if not found or set(found) != {level for level in limits if level.endswith("指标")}:
        return
    for level, weight in found.items():
        if weight != limits[level]:
            shown, due = number_text(weight), number_text(limits[level])
            yield of(
                "indicators", level, f"{level}的分值合计{shown}分，本地口径为{due}分，请核对分值或说明依据"
            )


def grade(case: Case, limits: Limits) -> Iterator[Fault]:
    """2: the grade fits the score."""
    evaluation, earned = case.facts.evaluation, case.derived.get("evaluation.grade_by_bands")
    if not earned or evaluation.declared_score is None:
        return
    score = number_text(evaluation.declared_score)
    if evaluation.grade and evaluation.grade != earned.value:
        yield of(
            "evaluation.grade",
            evaluation.grade,
            f"自评{score}分对应的等级为“{earned.value}”，填报为“{evaluation.grade}”，请更正",
        )


def execution_score(case: Case, limits: Limits) -> Iterator[Fault]:
    """6: execution score = weight × rate, capped."""
    scored, executed = case.facts.execution_score, case.figure("funds.execution_rate")
    if scored.weight is None or scored.score is None or executed is None:
        return
    due = (scored.weight * min(executed, Decimal(100)) / 100).quantize(Decimal("0.01"))
    if abs(due - scored.score) > limits["tolerance"]:
        basis = f"预算执行率{number_text(executed)}%，按分值{number_text(scored.weight)}分计"
        shown = number_text(scored.score)
        yield of("execution_score.score", shown, f"{basis}应得{number_text(due)}分，填报{shown}分，请更正")


def full_marks_unmet(case: Case, limits: Limits) -> Iterator[Fault]:
    """10, 11: full marks for an indicator that missed its target, whatever its direction."""
    for index, one in enumerate(case.facts.indicators):
        if one.weight and one.score == one.weight and met(one) is False:
            yield of(
                f"indicators[{index}].score",
                one.name or "",
                f"“{one.name}”未达到目标却得满分，请按完成程度扣分或核对完成值",
            )


def lost_without_reason(case: Case, limits: Limits) -> Iterator[Fault]:
    """12: points lost on an indicator that reached its target, without a reason."""
    for index, one in enumerate(case.facts.indicators):
        if one.weight is None or one.score is None or one.deviation or met(one) is not True:
            continue
        if one.score < one.weight:
            lost = number_text(one.weight - one.score)
            yield of(
                f"indicators[{index}].score",
                one.name or "",
                f"“{one.name}”达到目标却扣{lost}分，没有说明理由，请补写扣分理由或更正得分",
            )


RULES = (
    Rule("score_sum", (1,), "各项得分之和等于总分", "facts", score_sum),
    Rule("grade", (2,), "等级与总分相符", "facts", grade),
    Rule("weight_sum", (3,), "分值合计100分", "facts", weight_sum),
    Rule("level_weights", (3,), "一级指标分值符合本地口径", "facts", level_weights),
    Rule("execution_score", (6,), "预算执行率得分按公式计算", "facts", execution_score),
    Rule("full_marks_unmet", (10, 11), "未达标不得满分", "facts", full_marks_unmet),
    Rule("lost_without_reason", (12,), "达标扣分须有理由", "facts", lost_without_reason),
)
