"""Deviations found in the facts: small named detectors, each returning the fact paths that prove it.

Thresholds come from the locality pack. No detector reads the absence of a fact as a fault: what was not filled in is
unknown, and has a placeholder of its own. Knows nothing of wording (prompts/advice).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.advice.detectors import conduct, funds, marking, progress, results, targets
from assistant.advice.detectors.results import of_time
from assistant.advice.deviation import Case, Detector, Deviation, Thresholds
from assistant.advice.signals import Signal
from assistant.facts.derived import Derived, met
from assistant.facts.model import ProjectFacts
from assistant.facts.quantities import rate

__all__ = ["Case", "Deviation", "Signal", "Thresholds", "find_deviations", "points_lost", "reported"]

_DETECTORS: Sequence[Detector] = (
    *funds.DETECTORS,
    *progress.DETECTORS,
    *results.DETECTORS,
    *targets.DETECTORS,
    *marking.DETECTORS,
    *conduct.DETECTORS,
)


def find_deviations(
    facts: ProjectFacts,
    derived: Mapping[str, Derived],
    thresholds: Thresholds = Thresholds(),
    earned: Mapping[str, Decimal] | None = None,
) -> list[Deviation]:
    """Every deviation that the facts show, in the order in which a report tells them."""
    case = Case(facts, derived, thresholds, earned)
    order = list(Signal)
    found = [one for detector in _DETECTORS for one in detector(case)]
    found += marking.full_marks(case, found)
    return sorted(found, key=lambda one: order.index(one.signal))


def reported(
    facts: ProjectFacts, derived: Mapping[str, Derived], deviations: Sequence[Deviation], limits: Thresholds
) -> list[Deviation]:
    """Those that a report tells without being asked; one matter once.

    What never arrived could not be spent: low execution is then told as the shortage that it is. A late indicator is
    told with the delay.
    """
    told = [one for one in deviations if one.signal.reported]
    case = Case(facts, derived, limits)
    short = any(one.signal is Signal.FUNDS_SHORT for one in told) and _all_spent(case)
    delayed = any(one.signal is Signal.DELAY for one in told)
    return [
        one
        for one in told
        if not (short and one.signal is Signal.LOW_EXECUTION)
        and not (
            delayed
            and one.signal is Signal.UNMET
            and one.index is not None
            and of_time(facts.indicators[one.index])
        )
        and not (
            one.signal is Signal.DISSATISFIED and one.index is not None and met(facts.indicators[one.index])
        )
    ]


def _all_spent(case: Case) -> bool:
    """Whether what arrived was spent, as far as the limit asks."""
    paid, arrived = case.value("funds.paid_total"), case.value("funds.arrived_total")
    if paid is None or arrived is None:
        return False
    share = rate(paid, arrived)
    return share is None or share >= case.limits.execution_rate


def points_lost(facts: ProjectFacts, deviation: Deviation) -> Decimal:
    """The points, in 分, that the declared scores lost where the deviation lies; 0 where none are declared."""
    if deviation.signal in (Signal.LOW_EXECUTION, Signal.LARGE_CARRYOVER):
        scored = [facts.execution_score]
    else:
        scored = [
            one
            for index, one in enumerate(facts.indicators)
            if any(path.startswith(f"indicators[{index}].") for path in deviation.facts)
        ]
    lost = (one.weight - one.score for one in scored if one.weight is not None and one.score is not None)
    return sum(lost, Decimal(0))
