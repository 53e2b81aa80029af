"""Scoring by steps: which step a rate reaches, and how that is said. Rates and shares are %."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from assistant.facts.quantities import number_text
from assistant.facts.scoring.rules import Step


def by_steps(rate: Decimal | Fraction, steps: Sequence[Step]) -> tuple[Fraction, str]:
    """The share (0–1) of the weight that a rate earns, and which step that is; nothing below the last step."""
    for step in steps:
        if Fraction(rate) >= Fraction(step.floor):
            said = f"在{number_text(step.floor)}%以上，按分值的{number_text(step.share)}%计"
            return Fraction(step.share) / 100, said
    return Fraction(0), f"低于{number_text(steps[-1].floor)}%，不得分" if steps else "没有分档"
