"""How a decision about a problem reaches the store: the problem as somebody typed it, into the facts, with the decision.

A change goes upon whatever the facts are by then; only the very problem that somebody saw is replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from hashlib import sha256
from typing import Any

from assistant.errors import InputError, NotThere, Stale
from assistant.facts.groups.results import Problem
from assistant.facts.load import facts_from_tree
from assistant.facts.tree import tree_of
from assistant.review.ledger import Ledger
from assistant.store.material import Decision
from assistant.store.people import Person
from assistant.workspace.chosen import WORDS, silenced
from assistant.workspace.problem_case import Case, proven
from assistant.workspace.workspace import Workspace

FIELDS = (*WORDS, "owner", "deadline")
_TRIES = 5
_MOVED = "这个问题刚被改过或移走了"


def marked(problem: Problem) -> str:
    """A short mark of what a problem says now: a later change of it makes another."""
    return sha256(problem.model_dump_json().encode()).hexdigest()[:16]


def marked_place(case: Case, mark: str) -> int:
    """Where in the facts the problem stands that says what is marked. Raises `NotThere` once it says something else."""
    for index, one in enumerate(case.facts.problems):
        if marked(one) == mark:
            return index
    raise NotThere(_MOVED, hint="请对照最新内容再改；您写的文字还在编辑框中。")


def typed_problem(typed: Mapping[str, Any]) -> Problem:
    """What somebody typed, measures a line each. Raises `InputError`, `FactsError`."""
    measures = [line.strip() for line in str(typed.get("measures", "")).splitlines() if line.strip()]
    words = {name: str(typed.get(name, "")).strip() for name in FIELDS if name != "measures"}
    if not words["title"]:
        raise InputError("“问题”没有填写", hint="请用一句话写明问题，例如：项目实施进度滞后。")
    given = {name: text for name, text in {**words, "measures": measures}.items() if text}
    # Beside facts that are sound, so that a fault is told with the titles of the form.
    sound = {"report": {"year": 2000, "unit": "-"}, "project": {"name": "-"}, "problems": [given]}
    return facts_from_tree(sound, source="这个问题").problems[0]


def write_problem(
    workspace: Workspace,
    by: Person,
    case: Case,
    index: int | None,
    before: Problem,
    after: Problem | None,
    remark: str,
) -> None:
    """Puts a problem in the place of the one that was seen there (None: at the end; of nothing: takes it out)."""

    def changed(tree: dict[str, Any]) -> None:
        listed = list(tree.get("problems") or [])
        if index is None:
            listed.append(tree_of(after or Problem()))
        else:
            here = _where(facts_from_tree(tree).problems, before, index)
            listed[here : here + 1] = [] if after is None else [tree_of(after)]
        tree["problems"] = listed

    save_change(workspace, by, case.project.id, changed, remark)


def _where(problems: tuple[Problem, ...], seen: Problem, index: int) -> int:
    """Where the problem stands now that was seen at an index."""
    if index < len(problems) and problems[index] == seen:
        return index
    if seen in problems:
        return problems.index(seen)
    raise NotThere(_MOVED, hint="请对照最新内容再改；您写的文字还在编辑框中。")


def save_change(
    workspace: Workspace, by: Person, project: str, changed: Callable[[dict[str, Any]], None], remark: str
) -> None:
    """Saves a change upon whatever the facts are now: others may be working on other parts of them."""
    for left in reversed(range(_TRIES)):
        now = workspace.projects.facts(by, project)
        tree = deepcopy(now.tree)
        changed(tree)
        facts_from_tree(tree)
        try:
            workspace.projects.save(by, project, tree, now.id, remark)
            return
        except Stale:
            if not left:
                raise


def keep_decision(
    workspace: Workspace,
    by: Person,
    case: Case,
    key: str,
    decision: Decision,
    completed: int | None,
    before: Problem,
    written: Problem,
    *,
    kept: bool = False,
) -> None:
    """Keeps what was decided with the words that it wrote; `completed` is the unit's own problem that it completed."""
    ours = {one.index for one in case.choices.values()} | ({completed} if completed is not None else set())
    facts = silenced(case.facts, ours)
    ledger = Ledger(facts, case.pack.derived(facts))
    body = {
        "problem": tree_of(written),
        "added": completed is None,
        "before": tree_of(before),
        "figures": list(proven(written, ledger)),
        "kept": kept,
    }
    workspace.material.decide(by, case.project.id, key, decision, body)
