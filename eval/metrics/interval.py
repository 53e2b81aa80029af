"""How sure a share is: the reports of a run are few, and sections of one report are alike."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

ROUNDS = 1000
_SEED = 1


def interval(counts: Sequence[tuple[int, int]], rounds: int = ROUNDS) -> tuple[float, float] | None:
    """The 95% bootstrap interval of a share, reports drawn anew: `counts` is (part, whole) of each report.

    None where there is nothing to take a share of. The same counts always give the same interval.
    """
    there = [pair for pair in counts if pair[1]]
    if not there:
        return None
    chance = Random(_SEED)
    shares = sorted(_share(chance.choices(there, k=len(there))) for _ in range(rounds))
    return shares[round(0.025 * (rounds - 1))], shares[round(0.975 * (rounds - 1))]


def _share(counts: Sequence[tuple[int, int]]) -> float:
    return sum(part for part, _ in counts) / sum(whole for _, whole in counts)
