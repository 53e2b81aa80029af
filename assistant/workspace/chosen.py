"""Which problems of the facts came from suggestions, and the facts as they are without them.

A decision keeps the words that it wrote. They are found again among the problems by these words, else by their title: a
person may have changed the rest since. What is not found was taken out by somebody, and the matter is open again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assistant.facts.groups.results import Problem
from assistant.facts.model import ProjectFacts

Decisions = Mapping[str, tuple[str, Mapping[str, Any]]]
WORDS = ("title", "consequence", "cause", "measures")


@dataclass(frozen=True)
class Choice:
    """A suggestion that stands among the problems, at `index`. `added`: the whole problem came from it, else it completed
    one of the unit's own, which was `before`. `figures` are those of its text that the data proved when it was decided;
    `kept` says that somebody keeps it though the data show no deviation any more.
    """

    key: str
    edited: bool
    index: int
    added: bool
    problem: Problem
    written: Problem
    before: Problem
    figures: tuple[str, ...] = ()
    kept: bool = False


@dataclass(frozen=True)
class Base:
    """The facts without what was added from suggestions; `places` has the index in the full facts of each problem."""

    facts: ProjectFacts
    places: tuple[int, ...]


def find_choices(facts: ProjectFacts, decisions: Decisions) -> dict[str, Choice]:
    """The choices that still stand in the facts, by the suggestion's key."""
    open_ = {key: body for key, (decision, body) in decisions.items() if decision in ("chosen", "edited")}
    found: dict[str, Choice] = {}
    taken: set[int] = set()
    for alike in (_same, _same_title):
        for key, body in open_.items():
            if key in found:
                continue
            written, added = _problem(body.get("problem")), bool(body.get("added"))
            index = next(
                (
                    place
                    for place, one in enumerate(facts.problems)
                    if alike(one, written) and not (added and place in taken)
                ),
                None,
            )
            if index is not None:
                found[key] = _choice(key, decisions[key][0], body, written, index, facts.problems[index])
                if added:
                    taken.add(index)
    return found


def without(facts: ProjectFacts, choices: Mapping[str, Choice]) -> Base:
    """The facts without the problems that choices added."""
    added = {one.index for one in choices.values() if one.added}
    places = tuple(place for place in range(len(facts.problems)) if place not in added)
    problems = tuple(facts.problems[place] for place in places)
    return Base(facts.model_copy(update={"problems": problems}), places)


def silenced(facts: ProjectFacts, indexes: Iterator[int] | set[int]) -> ProjectFacts:
    """The facts with those problems blank: what they say proves nothing."""
    blank = set(indexes)
    problems = tuple(Problem() if place in blank else one for place, one in enumerate(facts.problems))
    return facts.model_copy(update={"problems": problems})


def text_of(problem: Problem) -> str:
    """All that a problem says, a line each."""
    return "\n".join(filter(None, (problem.title, problem.consequence, problem.cause, *problem.measures)))


def _choice(
    key: str, decision: str, body: Mapping[str, Any], written: Problem, index: int, stands: Problem
) -> Choice:
    figures = body.get("figures") or ()
    return Choice(
        key,
        decision == "edited",
        index,
        bool(body.get("added")),
        stands,
        written,
        _problem(body.get("before")),
        tuple(str(one) for one in figures),
        bool(body.get("kept")),
    )


def _same(one: Problem, written: Problem) -> bool:
    return one == written != Problem()


def _same_title(one: Problem, written: Problem) -> bool:
    return bool(one.title) and one.title == written.title


def _problem(tree: Any) -> Problem:
    """A problem as a decision kept it; blank where a later program keeps it otherwise."""
    try:
        return Problem.model_validate(tree or {})
    except ValidationError:
        return Problem()
