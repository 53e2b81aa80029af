"""The problems of a project as its page shows them: what the data show, what is suggested, what somebody made of it.

A suggestion is known by its deviation, which has the same name however the figures change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assistant.advice.followup import FollowUp, with_follow_ups
from assistant.advice.signals import Signal
from assistant.advice.suggestion import Suggestion
from assistant.facts.groups.results import Problem
from assistant.outline.kinds import Kind
from assistant.outline.pack import Pack, patterns_of
from assistant.review.ledger import Ledger
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.workspace.chosen import Choice
from assistant.workspace.deviation_rows import Row, rows_of
from assistant.workspace.origins import Origins
from assistant.workspace.problem_case import Case, case_of, doubted, ledger_of, problem_of
from assistant.workspace.workspace import Workspace

State = Literal["open", "chosen", "edited", "rejected", "declared"]
STATES: dict[State, str] = {
    "open": "待定",
    "chosen": "已采用",
    "edited": "修改后采用",
    "declared": "已填报",
    "rejected": "不采用",
}


@dataclass(frozen=True)
class Card:
    """A suggestion as the page shows it. `suggestion` is None where the data show its deviation no more; `problem` is what
    stands in the facts, at `index`; `doubts` are figures in it that the data prove no more. `draft` is what somebody wrote
    before they took it back.
    """

    key: str
    state: State
    suggestion: Suggestion | None
    suggested: Problem
    rows: tuple[Row, ...] = ()
    problem: Problem | None = None
    index: int | None = None
    doubts: tuple[str, ...] = ()
    vanished: bool = False
    reported: bool = False
    draft: Problem | None = None


@dataclass(frozen=True)
class Told:
    """One of last year's problems; `written`: it stands in the report's other remarks."""

    followed: FollowUp
    written: bool


@dataclass(frozen=True)
class Problems:
    """All that the page shows. `own` are further problems of the facts, by their index; `places` are the headings under
    which problems and measures are told."""

    project: Project
    revision: int
    deviations: int
    cards: tuple[Card, ...]
    own: Mapping[int, Problem]
    previous: tuple[Told, ...]
    last: Project | None
    places: tuple[str, ...]
    bare: bool = False
    """Whether the facts hold nothing yet that could deviate."""

    def count(self, *states: State) -> int:
        """How many suggestions are in one of these states."""
        return sum(one.state in states for one in self.cards)


def problems(workspace: Workspace, by: Person, project: str) -> Problems:
    """The problems of a project. Raises `NotThere`, `FactsError`."""
    return shown(case_of(workspace, by, project))


def shown(case: Case) -> Problems:
    """The case as the page shows it: what was found in the data first, then what was taken and shows no more."""
    ledger = ledger_of(case)
    origins = Origins(case.base.facts, case.pack)
    cards = [_card(case, one, ledger, origins) for one in case.advice.suggestions]
    known = {card.key for card in cards}
    cards += [_vanished(one, ledger) for key, one in case.choices.items() if key not in known]
    told = {card.index for card in cards if card.index is not None}
    own = {
        index: one for index, one in enumerate(case.facts.problems) if index not in told and one != Problem()
    }
    previous = tuple(
        Told(one, with_follow_ups(case.facts, [one]) == case.facts) for one in case.advice.previous
    )
    return Problems(
        case.project,
        case.revision,
        len(case.advice.deviations),
        tuple(cards),
        own,
        previous,
        case.last.project if case.last else None,
        _places(case.pack),
        not case.facts.indicators and not case.facts.funds.payments,
    )


def _card(case: Case, one: Suggestion, ledger: Ledger, origins: Origins) -> Card:
    choice = case.choices.get(one.id)
    index = choice.index if choice else case.place(one)
    decision, body = case.decisions.get(one.id, ("", {}))
    deviations = [found for found in case.advice.deviations if found.id in one.deviations]
    return Card(
        one.id,
        _state(choice, decision, index),
        one,
        problem_of(one),
        rows_of(deviations, case.base.facts, origins),
        case.facts.problems[index] if index is not None else None,
        index,
        doubted(choice, ledger) if choice else (),
        reported=any(Signal(found.signal).reported for found in deviations),
        draft=None if choice else _draft(body),
    )


def _state(choice: Choice | None, decision: str, index: int | None) -> State:
    if choice:
        return "edited" if choice.edited else "chosen"
    if decision == "rejected":
        return "rejected"
    return "open" if index is None else "declared"


def _vanished(choice: Choice, ledger: Ledger) -> Card:
    return Card(
        choice.key,
        "edited" if choice.edited else "chosen",
        None,
        choice.written,
        problem=choice.problem,
        index=choice.index,
        doubts=doubted(choice, ledger),
        vanished=not choice.kept,
    )


def _draft(body: Mapping[str, Any]) -> Problem | None:
    return Problem.model_validate(body["draft"]) if body.get("draft") else None


def _places(pack: Pack) -> tuple[str, ...]:
    wanted = {Kind.PROBLEMS, Kind.MEASURES}
    found = (one for one in pack.placed() if wanted & set(one.section.kinds) and patterns_of(one.section))
    return tuple(one.heading for one in found)
