"""What the project was to reach and what it reached: goals, indicators, weights and scores."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import ValidationInfo, field_validator

from assistant.facts.choices import Operator
from assistant.facts.fields import FactGroup, Fraction, ListOf, Number, Points, Text, Unit, fault, field


class Target(FactGroup):
    """A countable part of the goal."""

    name: Text | None = field("目标名称", "做什么", example="更换水泵机组", essential=True)
    quantity: Number | None = field("目标数量", "只填数字", example="6")
    unit: Unit | None = field("计量单位", "个、台、公里等", example="台")


class Goals(FactGroup):
    """What the project was to reach."""

    overall: Text | None = field(
        "总体目标", "批复的年度总体目标，一句话", example="完成泵站改造，提升汛期排涝能力", long=True
    )
    specific: Annotated[tuple[Target, ...], ListOf] = field(
        "年度目标", "可以计数的目标，每个一行", default=()
    )


class Indicator(FactGroup):
    """One indicator of the approved performance target: quantitative (op, target, actual) or qualitative (texts, rate)."""

    id: Text | None = field("指标编号", "不重复即可，可不填", example="n1")
    level1: Text | None = field("一级指标", "产出、效益、满意度、成本指标等", example="产出指标")
    level2: Text | None = field("二级指标", "数量、质量、时效、社会效益指标等", example="数量指标")
    name: Text | None = field(
        "三级指标名称", "与批复的绩效目标一致", example="更换水泵机组数量", essential=True
    )
    op: Operator | None = field("指标方向", "至少达到填≥，不得超过填≤，正好达到填＝", example="≥")
    target: Number | None = field("年度指标值", "定量指标填写，只填数字", example="6")
    unit: Unit | None = field("计量单位", "定量指标填写", example="台")
    actual: Number | None = field("实际完成值", "定量指标填写，只填数字", example="6")
    target_text: Text | None = field("年度指标值（定性）", "定性指标填写", example="明显提升")
    actual_text: Text | None = field(
        "实际完成情况（定性）", "定性指标填写", example="汛期未发生内涝", yearly=True
    )
    rate: Fraction | None = field("完成程度（定性）", "0到1，完全达成填1", example="0.9")
    weight: Points | None = field(
        "指标分值", "所有指标和预算执行率的分值合计100", unit="分", example="10", yearly=False
    )
    score: Points | None = field("指标得分", "单位自评的得分，不高于分值", unit="分", example="9.5")
    deviation: Text | None = field(
        "偏差原因", "未达标或超额较多时填写", example="汛期停工", long=True, yearly=True
    )
    measure: Text | None = field(
        "改进措施", "未达标时填写", example="调整工期，避开汛期", long=True, yearly=True
    )
    inapplicable: Text | None = field(
        "不适用说明",
        "本年度不适用的指标写明原因；填了即不按完成情况计分",
        example="本年度未安排",
        yearly=True,
    )

    @field_validator("score")
    @classmethod
    def _within_weight(cls, value: Decimal | None, info: ValidationInfo) -> Decimal | None:
        return _score_within(value, info)

    def lacking(self) -> tuple[str, ...]:
        """Its name, and target and result: in figures or in words. One that does not apply needs no result."""
        if self.inapplicable:
            return super().lacking()
        words = self.target_text or self.actual_text or self.rate is not None
        in_figures = self.target is not None or self.actual is not None or not words
        leaves = ("op", "target", "actual") if in_figures else ("target_text", "actual_text", "rate")
        return (*super().lacking(), *(name for name in leaves if getattr(self, name) is None))

    @property
    def qualitative(self) -> bool:
        """Whether the indicator is told in words, not in figures."""
        return self.target is None and self.actual is None and bool(self.target_text or self.actual_text)


def _score_within(value: Decimal | None, info: ValidationInfo) -> Decimal | None:
    weight = info.data.get("weight")
    if value is not None and weight is not None and value > weight:
        raise fault(f"得分不能高于分值（{weight}分）")
    return value


class ExecutionScore(FactGroup):
    """The score of the budget execution rate."""

    weight: Points | None = field("预算执行率分值", "多数地方为10分", unit="分", example="10", yearly=False)
    score: Points | None = field("预算执行率得分", "单位自评的得分，不高于分值", unit="分", example="9.6")

    @field_validator("score")
    @classmethod
    def _within_weight(cls, value: Decimal | None, info: ValidationInfo) -> Decimal | None:
        return _score_within(value, info)
