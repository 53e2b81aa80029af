"""Faults of what is claimed: met for unmet, praise that the figures deny, a grade or score that does not follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from assistant.facts.model import Indicator
from eval.seeded.clean import Clean
from eval.seeded.planting import Edit, Kind, edit, ends, places

_RESULTS = "产出|效益|完成|结论|结果"
_FLIPS = (
    (r"，均(?:已)?达到(?=年度|目标)", "，均未达到"),
    (r"，达到(?=目标|年度目标)", "，未达到"),
    (r"(?<=[%\d])，低于(?=\d[\d.]*%的目标)", "，高于"),
    (r"较(\d[\d.]*%)的目标低", r"较\1的目标高"),
    (r"，(?:比目标)?少(?=\d)", "，比目标多"),
    (r"未达到年度目标", "达到年度目标"),
    (r"控制在([^，。；\n]+)以内", r"超过\1"),
)
_PRAISE = (
    "项目圆满完成了年度各项绩效目标。",
    "各项绩效指标均已全部完成。",
    "所有指标全部达到或超过年度目标值。",
)
_GRADES = "优良中差"


def _unmet(one: Indicator) -> bool:
    if one.target is None or one.actual is None:
        return False
    match one.op:
        case "<=" | "≤":
            return one.actual > one.target
        case _:
            return one.actual < one.target


def flipped(clean: Clean, rng: Random) -> Iterator[Edit]:
    """Met for unmet, more for less."""
    for pattern, new in _FLIPS:
        for index, found in places(clean, pattern):
            yield edit(index, *found.span(), found.expand(new), whole_sentence=True)


def praise(clean: Clean, rng: Random) -> Iterator[Edit]:
    """All was reached, beside an indicator that was not."""
    if any(map(_unmet, clean.facts.indicators)):
        for index, end in ends(clean, _RESULTS):
            yield edit(index, end, end, rng.choice(_PRAISE))


def no_deviation(clean: Clean, rng: Random) -> Iterator[Edit]:
    """No deviation, beside an indicator that was not reached."""
    if any(map(_unmet, clean.facts.indicators)):
        for index, end in ends(clean, _RESULTS):
            yield edit(
                index, end, end, rng.choice(("各项指标完成情况无偏差。", "绩效目标完成情况不存在偏差。"))
            )


def all_paid(clean: Clean, rng: Random) -> Iterator[Edit]:
    """All spent, beside an execution rate below 100 %."""
    rate = clean.derived.get("funds.execution_rate")
    if rate and isinstance(rate.value, Decimal) and rate.value < 99:
        for index, end in ends(clean, "资金|预算|概况"):
            yield edit(index, end, end, rng.choice(("项目资金已全部支付完毕。", "资金已全部拨付使用。")))


def on_time(clean: Clean, rng: Random) -> Iterator[Edit]:
    """In time, beside an end after the planned one."""
    period = clean.facts.project.period
    if period.planned_end and period.actual_end and period.actual_end > period.planned_end:
        for index, end in ends(clean, _RESULTS):
            yield edit(index, end, end, rng.choice(("项目按时完工。", "项目按计划时间如期完成。")))


def no_problems(clean: Clean, rng: Random) -> Iterator[Edit]:
    """No problems, beside an execution rate or an indicator that says otherwise."""
    score = clean.facts.evaluation.declared_score
    if score is not None and score < 95 and any(map(_unmet, clean.facts.indicators)):
        for index, end in ends(clean, "问题|结论"):
            yield edit(index, end, end, "项目实施中不存在问题。")


def grade(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A grade that the score does not earn."""
    for index, found in places(clean, r"等级为“([优良中差])”"):
        new = rng.choice([one for one in _GRADES if one != found.group(1)])
        yield edit(index, *found.span(1), new, whole_sentence=True)


def total(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A total score that is not the declared one."""
    for index, found in places(clean, r"(?:自评|综合|评价)得分(?:为)?(\d+(?:\.\d+)?)分"):
        new = Decimal(found.group(1)) - Decimal(rng.choice(("1.3", "2.7", "4.6")))
        if new not in clean.numbers:
            yield edit(index, *found.span(1), f"{new:f}", whole_sentence=True)


def part(clean: Clean, rng: Random) -> Iterator[Edit]:
    """Points of a part that its indicators do not give."""
    for index, found in places(clean, r"(?:指标|执行率)得(\d+(?:\.\d+)?)分"):
        new = Decimal(found.group(1)) + Decimal(rng.choice(("1.3", "0.7", "2.1")))
        if new not in clean.numbers:
            yield edit(index, *found.span(1), f"{new:f}", whole_sentence=True)


def parts_swapped(clean: Clean, rng: Random) -> Iterator[Edit]:
    """The points of two parts exchanged: the sum stays right."""
    pair = r"产出指标得(?P<one>\d+(?:\.\d+)?)分，效益指标得(?P<two>\d+(?:\.\d+)?)分"
    for index, found in places(clean, pair):
        if found["one"] != found["two"]:
            new = re.sub(pair, f"产出指标得{found['two']}分，效益指标得{found['one']}分", found.group())
            yield edit(index, *found.span(), new)


KINDS = (
    Kind("met and unmet flipped", "claim", flipped),
    Kind("praise beside an unmet indicator", "claim", praise),
    Kind("无偏差 beside an unmet indicator", "claim", no_deviation),
    Kind("全部支付 below 100 %", "claim", all_paid),
    Kind("按时完工 beside a delay", "claim", on_time),
    Kind("no problems beside lost points", "claim", no_problems),
    Kind("grade wrong", "score", grade),
    Kind("total score wrong", "score", total),
    Kind("points of a part wrong", "score", part),
    Kind("points of two parts swapped", "score", parts_swapped),
)
