"""The scoring rules of a locality as a value: the `scoring` table of a pack. Shares and completions are %.

All of it is local practice, none of it law, so every figure and every method is a setting (prompts/packs/common.yaml).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, field_validator, model_validator

MAX_PLACES = 4


def _figure(value: object) -> object:
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _percent(value: Decimal) -> Decimal:
    if not 0 <= value <= 100:
        raise ValueError("应在0到100之间（单位：%）")
    return value


def _at_least_whole(value: Decimal) -> Decimal:
    if value < 100:
        raise ValueError("应不小于100（完成值为指标值的百分之几）")
    return value


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise ValueError("不能为负")
    return value


Figure = Annotated[Decimal, BeforeValidator(_figure), AfterValidator(_not_negative)]
Percent = Annotated[Decimal, BeforeValidator(_figure), AfterValidator(_percent)]
Excess = Annotated[Decimal, BeforeValidator(_figure), AfterValidator(_at_least_whole)]


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(_Rule):
    """A rate of at least `floor` earns `share` of the weight."""

    floor: Percent
    share: Percent


def _falling(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Steps from the best to the worst: a lower rate never earns more."""
    for better, worse in pairwise(steps):
        if worse.floor >= better.floor or worse.share > better.share:
            raise ValueError("分档应从高到低排列，低一档的得分不能高于上一档")
    return steps


Steps = Annotated[tuple[Step, ...], AfterValidator(_falling)]


class Stepped(_Rule):
    """A rate scores in proportion, or by steps (below the last step: nothing)."""

    method: Literal["proportional", "steps"] = "proportional"
    steps: Steps = ()

    @model_validator(mode="after")
    def _has_steps(self) -> Stepped:
        if self.method == "steps" and not self.steps:
            raise ValueError("按分档计分须写明 steps")
        return self


class Missed(_Rule):
    """A missed quantitative target earns its share; a completion below `zero_below` earns nothing."""

    zero_below: Percent = Decimal(0)


class Overshoot(_Rule):
    """A ≥ target exceeded beyond `above`: full marks that must be explained, or reduced by how far it was exceeded."""

    above: Excess = Decimal(130)
    effect: Literal["explain", "reduce"] = "explain"


class Exact(_Rule):
    """An = target that was exceeded: full marks that must be explained, or target ÷ actual."""

    exceeded: Literal["full", "proportional"] = "full"


class Level(_Rule):
    """A level of a qualitative indicator: the lowest share of its weight, and the words that name it in a form."""

    name: str
    floor: Percent
    words: tuple[str, ...] = ()


_LEVELS = (
    Level(name="达成年度指标", floor=Decimal(80), words=("达成年度指标", "达成预期", "全部达成")),
    Level(name="部分达成并具有一定效果", floor=Decimal(60), words=("部分达成", "基本达成")),
    Level(name="未达成且效果较差", floor=Decimal(0), words=("未达成", "效果较差")),
)


class ScoringRules(_Rule):
    """How a locality scores. The defaults are those of prompts/packs/common.yaml."""

    execution: Stepped = Stepped()
    missed: Missed = Missed()
    overshoot: Overshoot = Overshoot()
    exact: Exact = Exact()
    qualitative: tuple[Level, ...] = _LEVELS
    satisfaction: Stepped = Stepped()
    inapplicable: Literal["rescale", "within_level", "full"] = "rescale"
    places: int = 2
    tolerance: Figure = Decimal("0.1")

    @field_validator("qualitative")
    @classmethod
    def _levels(cls, value: tuple[Level, ...]) -> tuple[Level, ...]:
        floors = [level.floor for level in value]
        if not value or floors != sorted(set(floors), reverse=True) or floors[-1] != 0:
            raise ValueError("定性档次应从高到低排列，最低一档的 floor 为0")
        return value

    @field_validator("places")
    @classmethod
    def _few_places(cls, value: int) -> int:
        if not 0 <= value <= MAX_PLACES:
            raise ValueError(f"小数位数应在0到{MAX_PLACES}之间")
        return value
