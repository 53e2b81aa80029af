"""What a person makes of the problems of a project: takes a suggestion, puts it in other words, refuses it, takes that back.

What is taken is written into the facts as a revision of theirs; what a person wrote is changed by that person only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from assistant.advice.followup import with_follow_ups
from assistant.advice.suggestion import Suggestion, accepted
from assistant.errors import NotThere
from assistant.facts.groups.results import Problem
from assistant.facts.tree import tree_of
from assistant.store.material import Decision
from assistant.store.people import Person
from assistant.workspace.chosen import WORDS, Choice
from assistant.workspace.problem_case import Case, case_of, problem_of
from assistant.workspace.problem_writing import (
    FIELDS,
    keep_decision,
    marked_place,
    save_change,
    typed_problem,
    write_problem,
)
from assistant.workspace.workspace import Workspace


def choose(workspace: Workspace, by: Person, project: str, key: str) -> None:
    """Takes a suggestion as it stands. A problem of the unit's own keeps every word; only what it lacks is added.

    Raises `NotThere`, `NotAllowed`, `FactsError`.
    """
    case = case_of(workspace, by, project)
    one = _suggestion(case, key)
    if key in case.choices:
        return
    index = case.place(one)
    before = case.facts.problems[index] if index is not None else Problem()
    after = accepted(case.facts, [one.model_copy(update={"declared": index})])
    written = after.problems[index if index is not None else -1]
    write_problem(workspace, by, case, index, before, written, f"采用建议：{one.title}")
    keep_decision(workspace, by, case, key, "chosen", index, before, written)


def edit(workspace: Workspace, by: Person, project: str, key: str, typed: Mapping[str, Any]) -> None:
    """Takes a suggestion in somebody's own words, or puts one that was taken into other words; `typed` has `FIELDS`.

    Raises `InputError` without a problem, `FactsError` for what the form does not take, `NotThere`, `NotAllowed`.
    """
    case = case_of(workspace, by, project)
    problem = typed_problem(typed)
    choice = case.choices.get(key)
    if choice:
        index, before, added = choice.index, choice.before, choice.added
    else:
        index = case.place(_suggestion(case, key))
        before, added = (case.facts.problems[index] if index is not None else Problem()), index is None
    stands = case.facts.problems[index] if index is not None else Problem()
    write_problem(workspace, by, case, index, stands, problem, f"采用建议（修改）：{problem.title}")
    keep_decision(workspace, by, case, key, "edited", None if added else index, before, problem)


def renew(workspace: Workspace, by: Person, project: str, key: str) -> None:
    """Takes the figures of now into a suggestion that was taken; cause and measures stay where somebody changed them."""
    case = case_of(workspace, by, project)
    one, choice = _suggestion(case, key), _choice(case, key)
    fresh = problem_of(one)
    mine = {
        name
        for name in ("cause", "measures")
        if getattr(choice.problem, name) != getattr(choice.written, name)
    }
    words = {name: getattr(fresh, name) for name in WORDS if name not in mine and getattr(fresh, name)}
    problem = choice.problem.model_copy(update=words)
    write_problem(
        workspace, by, case, choice.index, choice.problem, problem, f"按新数据改写：{problem.title}"
    )
    decision: Decision = "edited" if choice.edited else "chosen"
    keep_decision(
        workspace, by, case, key, decision, None if choice.added else choice.index, choice.before, problem
    )


def keep(workspace: Workspace, by: Person, project: str, key: str) -> None:
    """Says that a text was checked against the data of now and stays as it is."""
    case = case_of(workspace, by, project)
    choice = _choice(case, key)
    keep_decision(
        workspace,
        by,
        case,
        key,
        "edited",
        None if choice.added else choice.index,
        choice.before,
        choice.problem,
        kept=True,
    )


def reject(workspace: Workspace, by: Person, project: str, key: str) -> None:
    """Refuses a suggestion; one that was taken is taken out again first."""
    case = case_of(workspace, by, project)
    draft = _taken_out(workspace, by, case, key)
    if key not in case.choices:
        _suggestion(case, key)
    workspace.material.decide(by, project, key, "rejected", {"draft": draft})


def undo(workspace: Workspace, by: Person, project: str, key: str) -> None:
    """Takes a decision back: what it wrote leaves the facts, and is kept to be taken up again."""
    case = case_of(workspace, by, project)
    if key not in case.decisions:
        raise NotThere("没有可撤销的决定", hint="请刷新页面看最新内容。")
    draft = _taken_out(workspace, by, case, key)
    # The store's own list of decisions does not name this one yet.
    workspace.material.decide(by, project, key, cast(Decision, "open"), {"draft": draft})


def add(workspace: Workspace, by: Person, project: str, typed: Mapping[str, Any]) -> None:
    """Adds a problem of the unit's own. Raises `InputError`, `FactsError`, `NotThere`, `NotAllowed`."""
    case = case_of(workspace, by, project)
    problem = typed_problem(typed)
    write_problem(workspace, by, case, None, Problem(), problem, f"添加问题：{problem.title}")


def change(workspace: Workspace, by: Person, project: str, mark: str, typed: Mapping[str, Any]) -> None:
    """Puts a problem of the unit's own into other words; `mark` is that of `marked` for what was shown."""
    case = case_of(workspace, by, project)
    index, problem = marked_place(case, mark), typed_problem(typed)
    write_problem(
        workspace, by, case, index, case.facts.problems[index], problem, f"修改问题：{problem.title}"
    )


def remove(workspace: Workspace, by: Person, project: str, mark: str) -> None:
    """Takes a problem of the unit's own out of the facts; it stays in their history."""
    case = case_of(workspace, by, project)
    index = marked_place(case, mark)
    write_problem(workspace, by, case, index, case.facts.problems[index], None, "移去问题")


def tell_follow_up(workspace: Workspace, by: Person, project: str, number: int, told: bool) -> None:
    """Puts what became of one of last year's problems among 其他需要说明的问题, or takes it out again."""
    case = case_of(workspace, by, project)
    if not 0 <= number < len(case.advice.previous):
        raise NotThere("上年的这个问题已不在列表中", hint="请刷新页面看最新内容。")
    lines = with_follow_ups(case.facts.model_copy(update={"other": ()}), [case.advice.previous[number]]).other

    def changed(tree: dict[str, Any]) -> None:
        others = [one for one in tree.get("other") or [] if one not in lines]
        tree["other"] = [*others, *lines] if told else others

    save_change(workspace, by, case.project.id, changed, "上年整改情况")


def _suggestion(case: Case, key: str) -> Suggestion:
    found = case.suggestion(key)
    if found is None:
        raise NotThere("数据已不再显示这处偏差", hint="数据可能刚被改过，页面已按最新数据更新。")
    return found


def _choice(case: Case, key: str) -> Choice:
    if key not in case.choices:
        raise NotThere("这条建议现在没有采用", hint="页面已按最新内容更新。")
    return case.choices[key]


def _taken_out(workspace: Workspace, by: Person, case: Case, key: str) -> dict[str, Any] | None:
    """Takes what a choice wrote out of the facts; the words that stood there."""
    choice = case.choices.get(key)
    if choice is None:
        return case.decisions.get(key, ("", {}))[1].get("draft")
    left = None if choice.added else _restored(choice)
    write_problem(
        workspace, by, case, choice.index, choice.problem, left, f"撤销采用：{choice.problem.title}"
    )
    return tree_of(choice.problem) if choice.edited else None


def _restored(choice: Choice) -> Problem:
    """The unit's own problem as it was, but for what somebody changed since."""
    ours = {
        name: getattr(choice.before, name)
        for name in FIELDS
        if getattr(choice.problem, name) == getattr(choice.written, name)
    }
    return choice.problem.model_copy(update=ours)
