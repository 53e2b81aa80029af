"""A deviation, and what a detector is given to find it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.advice.signals import Signal
from assistant.facts.derived import Derived
from assistant.facts.model import ProjectFacts


@dataclass(frozen=True)
class Thresholds:
    """Where a deviation begins, all set by the pack: rates in %, times in days, money in 万元, scores in 分."""

    execution_rate: Decimal = Decimal(90)
    overshoot: Decimal = Decimal(130)
    qualitative: Decimal = Decimal(80)
    carryover: Decimal = Decimal(30)
    contract_days: Decimal = Decimal(90)
    procurement: Decimal = Decimal(100)
    score: Decimal = Decimal("0.1")
    satisfaction: Decimal = Decimal(80)


@dataclass(frozen=True)
class Deviation:
    """One deviation. `facts` are the paths that prove it; `index` is the indicator it concerns, if it concerns one."""

    id: str
    signal: Signal
    facts: tuple[str, ...]
    index: int | None = None


@dataclass(frozen=True)
class Case:
    """What the detectors look at. `earned` are the scores that the rules give, by path (`indicators[0].score`)."""

    facts: ProjectFacts
    derived: Mapping[str, Derived]
    limits: Thresholds = Thresholds()
    earned: Mapping[str, Decimal] | None = None

    def value(self, name: str) -> Decimal | None:
        """A derived figure; None where the facts do not allow it."""
        found = self.derived.get(name)
        return Decimal(found.value) if found and isinstance(found.value, Decimal | int) else None


Detector = Callable[[Case], Iterator[Deviation]]
