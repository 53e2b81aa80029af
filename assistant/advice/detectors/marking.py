"""Marks: higher than the rules give, or full beside a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.advice.detectors.results import named
from assistant.advice.deviation import Case, Detector, Deviation
from assistant.advice.signals import Signal


def _generous_score(case: Case) -> Iterator[Deviation]:
    """Declared scores above those of the rules; a stricter one is the unit's own judgement."""
    earned = case.earned or {}
    for index, one in enumerate(case.facts.indicators):
        path = f"indicators[{index}].score"
        if one.score is not None and path in earned and one.score > earned[path] + case.limits.score:
            yield Deviation(
                f"generous_score_{named(one, index)}",
                Signal.GENEROUS_SCORE,
                (path, f"indicators[{index}].weight"),
                index,
            )
    execution = case.facts.execution_score.score
    path = "execution_score.score"
    if execution is not None and path in earned and execution > earned[path] + case.limits.score:
        yield Deviation("generous_score_execution", Signal.GENEROUS_SCORE, (path, "execution_score.weight"))


def full_marks(case: Case, others: Sequence[Deviation]) -> Iterator[Deviation]:
    """Every row and the total full, although the facts show that something went wrong."""
    facts = case.facts
    rows = [(one.weight, one.score) for one in facts.indicators if not one.inapplicable]
    if facts.execution_score.weight is not None:
        rows.append((facts.execution_score.weight, facts.execution_score.score))
    full = bool(rows) and all(weight is not None and weight == score for weight, score in rows)
    if full and others and facts.evaluation.declared_score in (None, 100):
        paths = tuple(
            f"indicators[{i}].score" for i, one in enumerate(facts.indicators) if not one.inapplicable
        )
        yield Deviation("full_marks", Signal.FULL_MARKS, paths)


DETECTORS: tuple[Detector, ...] = (_generous_score,)
