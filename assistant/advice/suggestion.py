"""A suggestion: a problem that the facts show, its cause, measures against it, and how others have put it.

Choosing one puts it into the facts; every section that tells problems or measures is then written from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from pydantic import BaseModel

from assistant.advice.followup import FollowUp
from assistant.facts.model import Problem, ProjectFacts

MARK = "【待补充："


class Precedent(BaseModel):
    """How a past report put a like problem or its cure, names and figures masked. `unit_type` is a kind of unit, no name."""

    document: str
    year: int | None
    unit_type: str = ""
    kind: str = ""
    text: str


@dataclass(frozen=True)
class Wanted:
    """What a precedent is looked for: the problem's words, and the pattern that a passage about it matches."""

    text: str
    about: str = ""


class Precedents(Protocol):
    """Where precedents come from. No precedent is a good answer."""

    def for_problems(self, wanted: Sequence[Wanted], facts: ProjectFacts) -> list[list[Precedent]]:
        """The best few of each, best first; none from a report on these very facts."""
        ...


class NoPrecedents:
    """No library."""

    def for_problems(self, wanted: Sequence[Wanted], facts: ProjectFacts) -> list[list[Precedent]]:
        """Nothing for anyone."""
        return [[] for _ in wanted]


class Suggestion(BaseModel):
    """One suggestion. `problem` is title, figures and effect in one statement, told again in its parts; a placeholder
    stands where the facts do not say. `declared` is the index of the problem in the facts that already speaks of it,
    `text` is problem and cause in a model's words, where one was asked; `deviations` are all that it answers (`deviation` the first), `points_lost` are 分. `paths` are the facts it says.
    """

    id: str
    deviation: str
    problem: str
    cause: str
    measures: list[str]
    precedents: list[Precedent] = []
    text: str = ""
    title: str = ""
    evidence: str = ""
    consequence: str = ""
    deviations: list[str] = []
    points_lost: Decimal = Decimal(0)
    declared: int | None = None
    paths: list[str] = []
    missing: list[str] = []


class ShownDeviation(BaseModel):
    """A deviation with the values that prove it, as they are written."""

    id: str
    signal: str
    facts: list[str]
    values: dict[str, str]


class Advice(BaseModel):
    """All deviations of some facts and what is suggested, what cost most points first; `previous` is what became of last
    year's problems, where last year's facts are given.
    """

    deviations: list[ShownDeviation]
    suggestions: list[Suggestion]
    previous: list[FollowUp] = []


def merged(first: Suggestion, second: Suggestion) -> Suggestion:
    """Two suggestions as one: the first keeps title and cause, evidence and measures follow each other."""
    evidence = "；".join(dict.fromkeys(one for one in (first.evidence, second.evidence) if one))
    consequence = first.consequence or second.consequence
    known = [one.cause for one in (first, second) if one.cause and not one.cause.startswith(MARK)]
    return first.model_copy(
        update={
            "problem": statement(first.title, evidence, consequence),
            "evidence": evidence,
            "consequence": consequence,
            "cause": known[0] if known else first.cause,
            "measures": distinct_measures([*first.measures, *second.measures]),
            "precedents": [*first.precedents, *(p for p in second.precedents if p not in first.precedents)][
                :3
            ],
            "deviations": _distinct([*first.deviations, *second.deviations]),
            "points_lost": first.points_lost + second.points_lost,
            "declared": first.declared if first.declared is not None else second.declared,
            "paths": _distinct([*first.paths, *second.paths]),
            "missing": _distinct([*first.missing, *second.missing]),
        }
    )


def statement(title: str, evidence: str, consequence: str) -> str:
    """Title. Figures, effect."""
    body = "，".join(one for one in (evidence, consequence) if one)
    return "".join(f"{one}。" for one in (title, body) if one)


def accepted(facts: ProjectFacts, chosen: Iterable[Suggestion]) -> ProjectFacts:
    """The facts with the chosen (perhaps edited) suggestions among their problems.

    A problem already declared keeps every word of its own; only what it lacks is added.
    """
    problems = list(facts.problems)
    for one in chosen:
        if one.declared is not None and one.declared < len(problems):
            problems[one.declared] = _completed(problems[one.declared], one)
        else:
            problems.append(_problem(one))
    return facts.model_copy(update={"problems": tuple(problems)})


def _problem(one: Suggestion) -> Problem:
    told = "，".join(part for part in (one.evidence, one.consequence) if part)
    cause = "" if one.cause.startswith(MARK) else one.cause
    return Problem.model_validate(
        _present(title=one.title, consequence=told, cause=cause, measures=one.measures)
    )


def _completed(own: Problem, one: Suggestion) -> Problem:
    wanted = _problem(one)
    lacking: Mapping[str, Any] = {
        name: getattr(wanted, name)
        for name in ("title", "consequence", "cause", "measures")
        if not getattr(own, name)
    }
    return own.model_copy(update={name: value for name, value in lacking.items() if value})


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _distinct(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def distinct_measures(items: Iterable[str]) -> list[str]:
    """Measures, each once; one that another one holds word for word is told by the longer."""
    once = _distinct(items)
    return [one for one in once if not any(one != other and one in other for other in once)]
