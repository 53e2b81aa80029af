"""Deviations found in the facts: small named detectors, each returning the fact paths that prove it.

Signals are the problems that reviewers meet most; thresholds come from the locality pack. Knows nothing of wording beyond a signal's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.facts.derived import Derived, completion, met
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.quantities import rate


class Signal(StrEnum):
    """What kind of deviation it is."""

    LOW_EXECUTION = "low_execution"
    FUNDS_SHORT = "funds_short"
    OVERSPENT = "overspent"
    DELAY = "delay"
    UNMET = "unmet"
    DISSATISFIED = "dissatisfied"
    OVERSHOT = "overshot"
    MISSING_SYSTEM = "missing_system"


@dataclass(frozen=True)
class Thresholds:
    """Where a deviation begins; all in %, all set by the pack."""

    execution_rate: Decimal = Decimal(90)
    overshoot: Decimal = Decimal(130)
    qualitative: Decimal = Decimal(80)


@dataclass(frozen=True)
class Deviation:
    """One deviation. `facts` are the paths that prove it; `index` is the indicator it concerns, if it concerns one."""

    id: str
    signal: Signal
    facts: tuple[str, ...]
    index: int | None = None


Detector = Callable[[ProjectFacts, Mapping[str, Derived], Thresholds], Iterator[Deviation]]


def find_deviations(
    facts: ProjectFacts, derived: Mapping[str, Derived], thresholds: Thresholds = Thresholds()
) -> list[Deviation]:
    """Every deviation that the facts show, in the order in which a report tells them."""
    return [found for detector in _DETECTORS for found in detector(facts, derived, thresholds)]


def _low_execution(
    facts: ProjectFacts, derived: Mapping[str, Derived], limits: Thresholds
) -> Iterator[Deviation]:
    executed = derived.get("funds.execution_rate")
    if not executed or not isinstance(executed.value, Decimal) or executed.value >= limits.execution_rate:
        return
    # What never arrived could not be spent: that is a shortage of funds, told by its own detector.
    if _spent_of_arrived(derived) < limits.execution_rate:
        yield Deviation("low_execution", Signal.LOW_EXECUTION, ("funds.execution_rate", *executed.inputs))


def _spent_of_arrived(derived: Mapping[str, Derived]) -> Decimal:
    """Payments as a share of arrivals, in %: 0 where arrivals are not told, 100 where nothing arrived to be spent."""
    paid, arrived = derived.get("funds.paid_total"), derived.get("funds.arrived_total")
    if (
        not paid
        or not arrived
        or not isinstance(paid.value, Decimal)
        or not isinstance(arrived.value, Decimal)
    ):
        return Decimal(0)
    share = rate(paid.value, arrived.value)
    return Decimal(100) if share is None else share


def _funds_short(
    facts: ProjectFacts, derived: Mapping[str, Derived], limits: Thresholds
) -> Iterator[Deviation]:
    gap = derived.get("funds.arrival_gap")
    if gap:
        yield Deviation("funds_short", Signal.FUNDS_SHORT, ("funds.arrival_gap", *gap.inputs))


def _overspent(
    facts: ProjectFacts, derived: Mapping[str, Derived], limits: Thresholds
) -> Iterator[Deviation]:
    over = derived.get("funds.overspent") or derived.get("funds.over_budget")
    if over:
        yield Deviation("overspent", Signal.OVERSPENT, (over.name, *over.inputs))


def _delay(facts: ProjectFacts, derived: Mapping[str, Derived], limits: Thresholds) -> Iterator[Deviation]:
    """A late end, or an unmet indicator of time: one deviation, whichever shows it."""
    late = derived.get("project.period.end_delay")
    timely = [i for i, one in enumerate(facts.indicators) if _of_time(one) and _fell_short(one, limits)]
    if late or timely:
        paths = ("project.period.end_delay", *late.inputs) if late else ()
        paths += tuple(path for index in timely for path in _proof(facts.indicators[index], index))
        yield Deviation("delay", Signal.DELAY, paths, timely[0] if timely else None)


def _unmet(facts: ProjectFacts, derived: Mapping[str, Derived], limits: Thresholds) -> Iterator[Deviation]:
    for index, indicator in enumerate(facts.indicators):
        if _of_time(indicator) or not _fell_short(indicator, limits):
            continue
        pleased = "满意度" in f"{indicator.level1}{indicator.level2}{indicator.name}"
        signal = Signal.DISSATISFIED if pleased else Signal.UNMET
        yield Deviation(f"{signal}_{_name(indicator, index)}", signal, _proof(indicator, index), index)


def _of_time(indicator: Indicator) -> bool:
    return "时效" in (indicator.level2 or "")


def _fell_short(indicator: Indicator, limits: Thresholds) -> bool:
    """Whether the target was missed; a qualitative one by more than the pack allows."""
    if indicator.qualitative and indicator.rate is not None:
        return indicator.rate * 100 < limits.qualitative
    return met(indicator) is False


def _proof(indicator: Indicator, index: int) -> tuple[str, ...]:
    """The paths of what the facts say of the indicator's target and result."""
    leaves = ("target_text", "actual_text", "rate") if indicator.qualitative else ("target", "actual")
    return tuple(f"indicators[{index}].{leaf}" for leaf in leaves if getattr(indicator, leaf) is not None)


def _name(indicator: Indicator, index: int) -> str:
    """The indicator's id, or its place; the sign keeps the second from being taken for the first."""
    return indicator.id or f"#{index + 1}"


def _overshot(facts: ProjectFacts, derived: Mapping[str, Derived], limits: Thresholds) -> Iterator[Deviation]:
    for index, indicator in enumerate(facts.indicators):
        done = completion(indicator) if indicator.op == ">=" and indicator.unit != "%" else None
        if done is not None and done > limits.overshoot:
            paths = (f"indicators[{index}].target", f"indicators[{index}].actual")
            yield Deviation(f"overshot_{_name(indicator, index)}", Signal.OVERSHOT, paths, index)


def _missing_system(
    facts: ProjectFacts, derived: Mapping[str, Derived], limits: Thresholds
) -> Iterator[Deviation]:
    missing = facts.management.missing_systems
    if missing:
        paths = tuple(f"management.missing_systems[{index}]" for index in range(len(missing)))
        yield Deviation("missing_system", Signal.MISSING_SYSTEM, paths)


_DETECTORS: Sequence[Detector] = (
    _low_execution,
    _funds_short,
    _overspent,
    _delay,
    _unmet,
    _overshot,
    _missing_system,
)
