"""What each row weighs once inapplicable indicators have given their weight away. Points; sums stay exactly what they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from assistant.facts.model import ProjectFacts
from assistant.facts.scoring.rules import ScoringRules

EXECUTION = "execution_score"


def weights(facts: ProjectFacts, rules: ScoringRules) -> dict[str, Decimal | None]:
    """The weight of each row by its path: the execution rate (where it counts), then the indicators in their order.

    Where a weight is missing nothing can be shared out: all rows keep what the form says.
    """
    planned = _planned(facts)
    dropped = [f"indicators[{index}]" for index, one in enumerate(facts.indicators) if one.inapplicable]
    if not dropped or rules.inapplicable == "full" or None in planned.values():
        return planned
    known = {path: weight for path, weight in planned.items() if weight is not None}
    shared = {path: Fraction(0 if path in dropped else weight) for path, weight in known.items()}
    for path in dropped:
        for taker, part in _takers(facts, known, path, dropped, rules).items():
            shared[taker] += part * Fraction(known[path])
    if sum(shared.values()) != sum(map(Fraction, known.values())):
        return planned  # nobody is left to take it
    return dict(_in_steps(shared, _places(known.values(), rules.places)))


def _planned(facts: ProjectFacts) -> dict[str, Decimal | None]:
    counted = facts.execution_score
    first = {EXECUTION: counted.weight} if counted.weight is not None or counted.score is not None else {}
    return {**first, **{f"indicators[{index}]": one.weight for index, one in enumerate(facts.indicators)}}


def _takers(
    facts: ProjectFacts,
    known: Mapping[str, Decimal],
    path: str,
    dropped: Sequence[str],
    rules: ScoringRules,
) -> dict[str, Fraction]:
    """Which part of a dropped row's weight goes to which row: by their weights."""
    left = {row: Fraction(weight) for row, weight in known.items() if row not in dropped and weight > 0}
    if rules.inapplicable == "within_level":
        levels = {f"indicators[{index}]": one.level1 for index, one in enumerate(facts.indicators)}
        peers = {
            row: weight for row, weight in left.items() if levels[path] and levels.get(row) == levels[path]
        }
        left = peers or left  # the last of its level: all others share
    whole = sum(left.values())
    return {row: weight / whole for row, weight in left.items()}


def _places(given: Iterable[Decimal], places: int) -> int:
    """As many decimals as the finest weight of the form has, but not fewer than scores have."""
    exponents = [weight.as_tuple().exponent for weight in given]
    return max(places, *(-exponent for exponent in exponents if isinstance(exponent, int)))


def _in_steps(shared: Mapping[str, Fraction], places: int) -> dict[str, Decimal]:
    """The weights in steps of 10^-places whose sum is the exact sum: the largest remainders are rounded up."""
    scale = 10**places
    steps = {path: floor(weight * scale) for path, weight in shared.items()}
    missing = int(sum(shared.values()) * scale) - sum(steps.values())
    by_remainder = sorted(shared, key=lambda path: shared[path] * scale - steps[path], reverse=True)
    for path in by_remainder[:missing]:
        steps[path] += 1
    return {path: Decimal(step).scaleb(-places) for path, step in steps.items()}
