"""The facts of a project as a form: opened, filled in, saved field by field. What is typed is never lost.

What the facts can take is saved as their next state. A wrong value stays in the form as it was typed, in the store too, and
the report does without it. Where two people changed the same field, the one saved first stands and the other is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.errors import Stale
from assistant.facts.model import ProjectFacts
from assistant.store.people import Person
from assistant.store.projects import FactsRevision, Project
from assistant.store.rights import STATUSES
from assistant.store.typed import Typed, TypedValues
from assistant.workspace.filling_cells import (
    EMPTY,
    Cell,
    Cells,
    cell_at,
    cells_of,
    put_cell,
    texts,
    without_blank_rows,
)
from assistant.workspace.filling_changes import Change, Fill, Settle, applied, checked
from assistant.workspace.filling_merge import merged
from assistant.workspace.filling_sound import Sound, sound
from assistant.workspace.workspace import Workspace

_ATTEMPTS = 6


@dataclass(frozen=True)
class FilledForm:
    """The form as it stands. `revision` is the state of the facts, `wrong` what is expected of fields by path; `locked`
    says why it cannot be changed.
    """

    project: Project
    revision: int
    facts: ProjectFacts
    cells: Cells
    wrong: dict[str, str]
    locked: str = ""

    def cell(self, path: str) -> Cell:
        """What stands in a field."""
        return self._by_path.get(path, EMPTY)

    @cached_property
    def _by_path(self) -> dict[str, Cell]:
        return dict(texts(self.cells))

    @property
    def rivals(self) -> dict[str, Cell]:
        """The contested fields by their paths."""
        return {path: cell for path, cell in self._by_path.items() if cell.rival is not None}


@dataclass(frozen=True)
class Filling:
    """What came of changes: the form now and as it stood before; whether somebody else had changed it meanwhile (`joined`);
    whether rows of a table are not where the page showed them (`moved`).
    """

    form: FilledForm
    before: FilledForm
    joined: bool
    moved: bool


def open_form(workspace: Workspace, by: Person, project: str) -> FilledForm:
    """The form of a project. Raises `NotThere`."""
    entry = workspace.projects.get(by, project)
    latest = workspace.projects.facts(by, project)
    return _form(entry, latest, TypedValues(workspace.database).all(by, project))


def _form(project: Project, latest: FactsRevision, typed: Sequence[Typed]) -> FilledForm:
    cells = cells_of(latest.tree)
    for one in typed:
        at = checked(one.path)
        there = cell_at(cells, at)
        put_cell(
            cells,
            at,
            Cell(there.text, one.text, one.author)
            if one.contested
            else Cell(one.text, there.rival, there.author),
        )
    found = sound(cells, latest.tree)
    return FilledForm(project, latest.id, found.facts, cells, found.wrong, locked(project))


def locked(project: Project) -> str:
    """Why this person cannot change the project now; empty where they can. As the store judges (store/projects.py)."""
    if project.share == "reviewer":
        return "您是审核人，只能查看；需要修改请退回给填报人。"
    if project.status in ("submitted", "approved"):
        way = "撤回提交" if project.status == "submitted" else "请审核人退回"
        return f"项目{STATUSES[project.status]}，不能修改；需要修改请先{way.removeprefix('请')}。"
    return ""


def fill(
    workspace: Workspace,
    by: Person,
    project: str,
    revision: int,
    changes: Sequence[Change],
    remark: str = "填写",
) -> Filling:
    """The form with changes that were made upon a `revision`, saved. Raises `NotThere`, `NotAllowed`, `InputError`."""
    error: Stale | None = None
    for _ in range(_ATTEMPTS):
        try:
            return _fill(workspace, by, project, revision, changes, remark)
        except Stale as stale:  # somebody saved in this very moment
            error = stale
    raise error or AssertionError


def _fill(
    workspace: Workspace, by: Person, project: str, revision: int, changes: Sequence[Change], remark: str
) -> Filling:
    before = open_form(workspace, by, project)
    joined = before.revision != revision
    if joined:
        base = _based_on(workspace, by, project, revision, changes)
        cells = merged(base, applied(base, changes), before.cells, by.display)
    else:
        cells = applied(before.cells, changes)
    # An empty row says nothing, but a sum over it would be unknown.
    full = without_blank_rows(cells)
    moved = joined or full != cells or not all(isinstance(one, Fill | Settle) for one in changes)
    cells = full
    stored = workspace.projects.facts(by, project)
    if stored.id != before.revision:
        raise Stale("刚刚有人保存", stored.id)
    found = sound(cells, stored.tree)
    wanted, known = _typed(cells, found.wrong), _typed(before.cells, before.wrong)
    # First what the facts do not take: a kill between the two loses nothing.
    typed = TypedValues(workspace.database)
    new = [one for key, one in wanted.items() if key not in known or known[key].text != one.text]
    typed.change(by, project, new, ())
    saved = workspace.projects.save(by, project, found.tree, stored.id, remark)
    typed.change(by, project, (), [one for key, one in known.items() if key not in wanted])
    entry = workspace.projects.get(by, project)
    after = FilledForm(entry, saved.id, found.facts, _spelled(cells, found), found.wrong)
    return Filling(after, before, joined, moved)


def _spelled(cells: Cells, found: Sound) -> Cells:
    """The form with sound values as the facts spell them."""
    spelled = cells_of(found.tree)
    for path, cell in texts(cells):
        if path in found.wrong or cell.rival is not None:
            text = cell.text if path in found.wrong else cell_at(spelled, path).text
            put_cell(spelled, path, Cell(text, cell.rival, cell.author))
    return spelled


def _based_on(
    workspace: Workspace, by: Person, project: str, revision: int, changes: Iterable[Change]
) -> Cells:
    """The form as it stood on the page where the changes were made."""
    base = cells_of(workspace.projects.facts(by, project, revision).tree)
    for one in changes:
        # Also what was wrong then: it is not in that state of the facts.
        if isinstance(one, Fill) and (one.before or cell_at(base, one.path).text):
            put_cell(base, checked(one.path), Cell(one.before))
    return base


def _typed(cells: Cells, wrong: dict[str, str]) -> dict[tuple[str, bool], Typed]:
    """What the facts do not take of a form, as the store keeps it."""
    found: dict[tuple[str, bool], Typed] = {}
    for path, cell in texts(cells):
        if path in wrong and cell.text:
            found[path, False] = Typed(path, cell.text)
        if cell.rival is not None:
            found[path, True] = Typed(path, cell.rival, contested=True, author=cell.author)
    return found
