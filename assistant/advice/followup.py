"""Last year's promises: what became of the problems and measures that last year's report told.

Judged by the data only: a like deviation this year says that the matter still stands, data that show none say that it
does not show any more; where this year's facts do not tell, a person must.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel

from assistant.advice.deviation import Deviation
from assistant.advice.problems import report_problems
from assistant.advice.signals import Signal
from assistant.facts.derived import met
from assistant.facts.model import Problem, ProjectFacts

Status = Literal["remains", "cured", "unknown"]
STATUSES: dict[Status, str] = {"remains": "仍存在", "cured": "本年数据未再显示", "unknown": "待核实"}


class FollowUp(BaseModel):
    """One of last year's problems. `evidence` are this year's deviations that show it again."""

    problem: str
    measures: list[str]
    status: Status
    evidence: list[str] = []

    @property
    def sentence(self) -> str:
        """How the report tells it."""
        done = "，".join(one.rstrip("。；") for one in self.measures) or "【待补充：整改措施】"
        ending = {
            "remains": "本年数据显示问题仍存在",
            "cured": "本年数据未再显示该问题",
            "unknown": "整改情况为【待核实：是否已整改】",
        }[self.status]
        return f"上年提出的“{self.problem}”，整改措施为{done}，{ending}。"


def follow_ups(
    last: ProjectFacts,
    of_last: Sequence[Deviation],
    this: ProjectFacts,
    of_this: Sequence[Deviation],
) -> list[FollowUp]:
    """What became of each problem that last year's facts declare; the deviations are those of each year."""
    behind = {told.declared: told.deviations for told in report_problems(last, of_last)}
    return [
        _followed(one, behind.get(index, ()), last, this, of_this)
        for index, one in enumerate(last.problems)
        if one.title
    ]


def with_follow_ups(facts: ProjectFacts, told: Sequence[FollowUp]) -> ProjectFacts:
    """The facts with 上年整改情况 among what else is to be told, each once."""
    lines = [f"上年整改情况：{one.sentence.rstrip('。')}" for one in told]
    more = [line for line in lines if line not in facts.other]
    return facts.model_copy(update={"other": (*facts.other, *more)}) if more else facts


def _followed(
    problem: Problem,
    behind: Sequence[Deviation],
    last: ProjectFacts,
    this: ProjectFacts,
    of_this: Sequence[Deviation],
) -> FollowUp:
    again = [new.id for new in of_this if any(_same_matter(old, last, new, this) for old in behind)]
    if again:
        status: Status = "remains"
    elif behind and all(_told(old, last, this) for old in behind):
        status = "cured"
    else:
        status = "unknown"
    return FollowUp(
        problem=problem.title or "", measures=list(problem.measures), status=status, evidence=again
    )


def _same_matter(old: Deviation, last: ProjectFacts, new: Deviation, this: ProjectFacts) -> bool:
    if old.signal is not new.signal:
        return False
    if old.index is None or new.index is None:
        return True
    return last.indicators[old.index].name == this.indicators[new.index].name


def _told(old: Deviation, last: ProjectFacts, this: ProjectFacts) -> bool:
    """Whether this year's facts tell of the matter at all, so that their silence means something."""
    if old.index is not None:
        name = last.indicators[old.index].name
        return any(one.name == name and met(one) is not None for one in this.indicators)
    if old.signal in (Signal.LOW_EXECUTION, Signal.LARGE_CARRYOVER, Signal.OVERSPENT):
        return bool(this.funds.payments)
    if old.signal in (Signal.FUNDS_SHORT, Signal.FUNDS_LATE):
        return bool(this.funds.arrivals)
    if old.signal is Signal.DELAY:
        return this.project.period.actual_end is not None
    if old.signal is Signal.MISSING_SYSTEM:
        return bool(this.management.systems)
    return False
