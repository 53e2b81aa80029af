"""What is known of the problems of one project: its facts, its pack, what was decided, and the advice on its data.

Advice is on the facts without the problems that were taken from suggestions, so that taking one changes no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.advice.suggestion import MARK, Advice, NoPrecedents, Precedent, Precedents, Suggestion
from assistant.drafting.suggesting import suggest
from assistant.errors import NotAllowed
from assistant.facts.groups.results import Problem
from assistant.facts.load import facts_from_text, facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack
from assistant.review.ledger import Ledger
from assistant.review.trace import Traced, trace
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.store.rights import editable
from assistant.wiring import LibraryPrecedents, earned_scores
from assistant.workspace.chosen import Base, Choice, find_choices, silenced, text_of, without
from assistant.workspace.last_year import LastYear, last_year
from assistant.workspace.workspace import Workspace

if TYPE_CHECKING:
    from assistant.library.library import Library


@dataclass(frozen=True)
class Case:
    """A project with all that is known of its problems. `base` are the facts without what was taken from suggestions."""

    project: Project
    revision: int
    tree: Mapping[str, Any]
    facts: ProjectFacts
    pack: Pack
    base: Base
    choices: Mapping[str, Choice]
    decisions: Mapping[str, tuple[str, dict[str, Any]]]
    advice: Advice
    last: LastYear | None

    def suggestion(self, key: str) -> Suggestion | None:
        """The suggestion of that key, if the data still show its deviation."""
        return next((one for one in self.advice.suggestions if one.id == key), None)

    def place(self, one: Suggestion) -> int | None:
        """Where in the facts the unit's own problem stands that speaks of the same."""
        if one.declared is None or one.declared >= len(self.base.places):
            return None
        return self.base.places[one.declared]


def case_of(workspace: Workspace, by: Person, project: str) -> Case:
    """All that is known of the problems of a project. Raises `NotThere`, `FactsError`."""
    found = workspace.projects.get(by, project)
    now = workspace.projects.facts(by, project)
    facts, pack = facts_from_tree(now.tree, source=found.name), load_pack(found.pack)
    decisions = workspace.material.decisions(by, project)
    choices = find_choices(facts, decisions)
    base = without(facts, choices)
    last = last_year(workspace, by, found)
    advice = _advice(_text(base.facts), pack.model_dump_json(), _text(last.facts) if last else None)
    return Case(found, now.id, now.tree, facts, pack, base, choices, decisions, advice, last)


def locked(workspace: Workspace, by: Person, project: str) -> str:
    """Why this user may not change the project now; empty where they may. Raises `NotThere`."""
    try:
        with workspace.database.reading() as session:
            editable(session, by, project)
    except NotAllowed as refusal:
        return f"{refusal.message}。{refusal.hint}"
    return ""


def precedents_of(workspace: Workspace, case: Case) -> Mapping[str, list[Precedent]]:
    """Precedents by the suggestion's key; nothing where the library is empty. Raises `LibraryError`."""
    library = workspace.library
    if library.is_empty():
        return {}
    held = tuple(sorted(one.id for one in library.documents()))
    return _precedents(library, held, _text(case.base.facts), case.pack.model_dump_json())


def ledger_of(case: Case) -> Ledger:
    """What the data prove: nothing that a problem taken from a suggestion says."""
    facts = silenced(case.facts, {one.index for one in case.choices.values()})
    return Ledger(facts, case.pack.derived(facts))


def proven(problem: Problem, ledger: Ledger) -> tuple[str, ...]:
    """The figures and names of a problem that the data prove, each as often as it stands there."""
    return tuple(_said(one) for one in trace(text_of(problem), ledger) if one.path is not None)


def doubted(choice: Choice, ledger: Ledger) -> tuple[str, ...]:
    """Figures that the data proved when it was decided, that still stand in the text and that they prove no more."""
    stands = trace(text_of(choice.problem), ledger)
    then, now = Counter(choice.figures), Counter(_said(one) for one in stands if one.path is not None)
    unproven = dict.fromkeys(_said(one) for one in stands if one.path is None)
    return tuple(one for one in unproven if now[one] < then[one])


def problem_of(one: Suggestion) -> Problem:
    """The suggestion as a problem of the facts; what nobody gave stays empty."""
    told = "，".join(part for part in (one.evidence, one.consequence) if part)
    cause = "" if one.cause.startswith(MARK) else one.cause
    given = {"title": one.title, "consequence": told, "cause": cause, "measures": tuple(one.measures)}
    return Problem.model_validate({name: value for name, value in given.items() if value})


def _said(one: Traced) -> str:
    """As it is written; a count with what it counts, which is no part of the mention's text."""
    mention = one.mention
    return mention.text + (mention.key[2] if mention.type == "count" and len(mention.key) > 2 else "")


@lru_cache(maxsize=64)
def _advice(facts: str, pack: str, last: str | None) -> Advice:
    """Without precedents. By content: what is asked again of the same facts is worked out once."""
    return _suggested(
        _facts(facts), Pack.model_validate_json(pack), NoPrecedents(), _facts(last) if last else None
    )


@lru_cache(maxsize=64)
def _precedents(library: Library, held: tuple[str, ...], facts: str, pack: str) -> dict[str, list[Precedent]]:
    """`held` are the documents that the library holds: with others it is asked again."""
    local = Pack.model_validate_json(pack)
    found = _suggested(_facts(facts), local, LibraryPrecedents(library, local))
    return {one.id: one.precedents for one in found.suggestions}


def _text(facts: ProjectFacts) -> str:
    return facts.model_dump_json(exclude_none=True)


def _facts(text: str) -> ProjectFacts:
    return facts_from_text(text, json_format=True)


def _suggested(
    facts: ProjectFacts, pack: Pack, precedents: Precedents, last: ProjectFacts | None = None
) -> Advice:
    earned = earned_scores(facts, pack)
    return suggest(facts, pack, earned, precedents, last)
