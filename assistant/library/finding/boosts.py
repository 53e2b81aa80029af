"""What makes one of two equally relevant passages the better example: of a like project, nearby, recent, well
written, in the standard wording.

A boost is a factor on the score, and all of them together are bounded: a passage never passes one that is more
than `Weights.bound` times as relevant.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from assistant.library.finding.cards import Card

# A form and its usual wording last some years.
_HALF_LIFE = 4
_CITY = re.compile(r"^(.{2,8}?(?:市|州|盟|地区))")


@dataclass(frozen=True)
class Preference:
    """The report that examples are looked for; None where it does not matter."""

    project_type: str | None = None
    region: str | None = None
    pack: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Weights:
    """What each sign adds to the factor at most; want of `quality` or `confidence` takes that much off."""

    project_type: float = 0.15
    region: float = 0.05
    pack: float = 0.05
    year: float = 0.04
    standard: float = 0.06
    quality: float = 0.15
    confidence: float = 0.10

    @property
    def bound(self) -> float:
        """The largest factor by the smallest."""
        most = 1 + self.project_type + self.region + self.pack + self.year + self.standard
        return most / (1 - self.quality - self.confidence)


NO_PREFERENCE = Preference()
WEIGHTS = Weights()


def factor(card: Card, wanted: Preference, weights: Weights = WEIGHTS) -> float:
    """By what a passage's score is multiplied; 1 for a faultless passage that no preference speaks for."""
    return (
        1
        + weights.project_type * _same(card.project_type, wanted.project_type)
        + weights.region * _near(card.region, wanted.region)
        + weights.pack * _same(card.pack, wanted.pack)
        + weights.year * _recent(card.year, wanted.year)
        + weights.standard * _standard(card.copies)
        - weights.quality * (1 - card.quality)
        - weights.confidence * (1 - card.confidence)
    )


def _same(one: str | None, other: str | None) -> float:
    return float(one is not None and one == other)


def _near(one: str | None, other: str | None) -> float:
    """1 for the same place, a half for the same city."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    mine, theirs = _CITY.match(one), _CITY.match(other)
    return 0.5 if mine and theirs and mine.group(1) == theirs.group(1) else 0.0


def _recent(year: int | None, wanted: int | None) -> float:
    if year is None or wanted is None:
        return 0.0
    return 0.5 ** (abs(wanted - year) / _HALF_LIFE)


def _standard(copies: int) -> float:
    """None for the only one of its kind, all from 16 documents on: a moderate plus that grows slowly."""
    return min(1.0, math.log2(max(copies, 1)) / 4)
