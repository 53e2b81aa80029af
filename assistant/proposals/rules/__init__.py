"""The rules by which facts are read, one group of facts a module; each yields `Found` values from a `Source`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.proposals.rules import (
    arrivals,
    basis,
    budget,
    closing,
    cover,
    evaluation,
    goals,
    indicators,
    management,
    payments,
    problems,
    project,
    score,
    survey,
)
from assistant.proposals.source import Found, Source

Rule = Callable[[Source], Iterator[Found]]

RULES: tuple[Rule, ...] = (
    cover.read,
    project.read,
    basis.read,
    budget.read,
    arrivals.read,
    payments.read,
    goals.read,
    indicators.read,
    management.read,
    evaluation.read,
    score.read,
    survey.read,
    problems.read,
    closing.read,
)
