"""Results: targets missed, targets far exceeded, satisfaction low or without a survey behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.advice.deviation import Case, Detector, Deviation, Thresholds
from assistant.advice.signals import Signal
from assistant.advice.statements import says
from assistant.facts.derived import completion, met
from assistant.facts.model import Indicator

_NO_SURVEY = re.compile(r"(?<!有无)投诉|未(?:开展|进行|组织)|没有(?:开展|进行)|无问卷|估计|经验判断")

_NOT_ASKED = (
    r"(?:没人|无人|没有?人?|无|零)(?:来)?投诉[^，。]{0,4}$|(?:视同|视为|等同于?|就是|即为|按)(?:全部)?满意|满意度?[^，。]{0,10}(?:估|凭|推算)|"
    r"(?:没有?|未)[^，。]{0,4}(?:做|发|搞|开展|组织|进行)[^，。]{0,6}(?:问卷|满意度|书面调查|测评)|"
    r"(?:凭|靠|根据)[^，。]{0,10}(?:掌声|留言|感觉|口碑)[^，。]{0,6}估"
)
_GOOD_PART = 90


def of_time(indicator: Indicator) -> bool:
    """Whether an indicator is about being on time."""
    return "时效" in (indicator.level2 or "")


def of_satisfaction(indicator: Indicator) -> bool:
    """Whether an indicator is about satisfaction."""
    return "满意度" in f"{indicator.level1}{indicator.level2}{indicator.name}"


def fell_short(indicator: Indicator, limits: Thresholds) -> bool:
    """Whether the target was missed; a qualitative one by more than the pack allows."""
    if indicator.qualitative and indicator.rate is not None:
        return indicator.rate * 100 < limits.qualitative
    return met(indicator) is False


def proof(indicator: Indicator, index: int) -> tuple[str, ...]:
    """The paths of what the facts say of the indicator's target and result."""
    leaves = ("target_text", "actual_text", "rate") if indicator.qualitative else ("target", "actual")
    return tuple(f"indicators[{index}].{leaf}" for leaf in leaves if getattr(indicator, leaf) is not None)


def named(indicator: Indicator, index: int) -> str:
    """The indicator's id, or its place; the sign keeps the second from being taken for the first."""
    return indicator.id or f"#{index + 1}"


def _unmet(case: Case) -> Iterator[Deviation]:
    for index, indicator in enumerate(case.facts.indicators):
        pleased = of_satisfaction(indicator)
        if not fell_short(indicator, case.limits) and not (pleased and _low(indicator, case.limits)):
            continue
        signal = Signal.DISSATISFIED if pleased else Signal.UNMET
        yield Deviation(f"{signal}_{named(indicator, index)}", signal, proof(indicator, index), index)


def _low(indicator: Indicator, limits: Thresholds) -> bool:
    """Satisfaction below what reviewers take for enough, whatever its target."""
    return indicator.unit == "%" and indicator.actual is not None and indicator.actual < limits.satisfaction


def _unfounded_satisfaction(case: Case) -> Iterator[Deviation]:
    """A figure of satisfaction that no survey can have given: no complaints counted as content, nobody asked, or
    everybody content with what was not finished.
    """
    facts, survey = case.facts, case.facts.satisfaction_survey
    for index, indicator in enumerate(facts.indicators):
        if not of_satisfaction(indicator) or indicator.actual is None:
            continue
        here = f"indicators[{index}].actual"
        if survey.method and _NO_SURVEY.search(survey.method):
            paths = (here, "satisfaction_survey.method")
        elif survey.returned == 0 or survey.sample == 0:
            empty = "returned" if survey.returned == 0 else "sample"
            paths = (here, f"satisfaction_survey.{empty}")
        elif indicator.actual == 100 and indicator.unit == "%" and (unfinished := _unfinished(case)):
            paths = (here, *unfinished)
        elif told := says(case, _NOT_ASKED):
            paths = (here, *told)
        else:
            continue
        yield Deviation(
            f"unfounded_satisfaction_{named(indicator, index)}", Signal.UNFOUNDED_SATISFACTION, paths, index
        )


def _unfinished(case: Case) -> tuple[str, ...]:
    """What shows that the work was not finished in the year: its end, or an output of which a good part is missing."""
    facts = case.facts
    ended = facts.project.period.actual_end
    if ended is not None:
        return ("project.period.actual_end",) if ended > date(facts.report.year, 12, 31) else ()
    if facts.project.period.planned_end is None or facts.management.acceptance.date is not None:
        return ()
    return tuple(
        f"indicators[{index}].actual"
        for index, one in enumerate(facts.indicators)
        if "数量" in (one.level2 or "") and (done := completion(one)) is not None and done < _GOOD_PART
    )


def _overshot(case: Case) -> Iterator[Deviation]:
    for index, indicator in enumerate(case.facts.indicators):
        done = completion(indicator) if indicator.op == ">=" and indicator.unit != "%" else None
        if done is not None and done > case.limits.overshoot:
            yield Deviation(
                f"overshot_{named(indicator, index)}", Signal.OVERSHOT, proof(indicator, index), index
            )


DETECTORS: tuple[Detector, ...] = (_unmet, _unfounded_satisfaction, _overshot)
