"""One computed score with how it came about, and the rounding of points. Points; exact inside, rounded once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from assistant.facts.quantities import number_text


@dataclass(frozen=True)
class Score:
    """What one row of the form should score.

    `weight` is what counts after inapplicable indicators gave theirs away, `planned` what the form says. Any score from
    `low` to `high` keeps the rules; `expected` is the one that follows from the figures. None where the facts are silent;
    then `reason` says what is missing. `inputs` are the paths of the facts used.
    """

    path: str
    title: str
    planned: Decimal | None
    weight: Decimal | None
    declared: Decimal | None
    expected: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reason: str
    formula: str = ""
    inputs: tuple[str, ...] = ()
    applicable: bool = True

    @property
    def score_path(self) -> str:
        """Where the declared score stands."""
        return f"{self.path}.score"

    def deviates(self, tolerance: Decimal) -> bool:
        """Whether the declared score lies outside of what the rules allow, by more than `tolerance` points."""
        if self.declared is None or self.low is None or self.high is None:
            return False
        return not self.low - tolerance <= self.declared <= self.high + tolerance


@dataclass(frozen=True)
class Earned:
    """Points and the sentence of how they came about; a band of points where the rules leave room."""

    expected: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reason: str
    formula: str = ""
    leaves: tuple[str, ...] = ()

    @classmethod
    def exactly(cls, points: Decimal, reason: str, formula: str = "", *leaves: str) -> Earned:
        """A score that the rules fix."""
        return cls(points, points, points, reason, formula, leaves)

    @classmethod
    def unknown(cls, reason: str) -> Earned:
        """A score that the facts do not give."""
        return cls(None, None, None, reason)


def share_of(weight: Decimal, share: Fraction, places: int) -> Decimal:
    """weight × share (not negative), rounded half up; never above the weight, and never all of it for less than the whole.

    The last: 9.996 of 10 points must not become full marks for a missed target.
    """
    if share >= 1:
        return weight
    exact = Fraction(weight) * share
    rounded = _rounded(exact, places)
    return rounded if rounded < weight or not weight else _rounded_down(exact, places)


def _rounded(exact: Fraction, places: int) -> Decimal:
    return Decimal(floor(exact * 10**places + Fraction(1, 2))).scaleb(-places)


def _rounded_down(exact: Fraction, places: int) -> Decimal:
    return Decimal(floor(exact * 10**places)).scaleb(-places)


def points_text(points: Decimal) -> str:
    """9.50 → 9.5分."""
    return f"{number_text(points)}分"
