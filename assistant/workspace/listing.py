"""The projects as their list shows them: how far the facts and the report are, who changed what last, who else works there."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from assistant.errors import FactsError, InputError, PackError
from assistant.facts.completeness import Completeness, completeness, overall
from assistant.facts.load import facts_from_tree
from assistant.outline.packs import load_pack
from assistant.store.drafts import Progress
from assistant.store.people import LOCAL, Person
from assistant.store.projects import Deed, Member, Project
from assistant.store.rights import STATUSES, Share
from assistant.workspace.packs_known import known_packs
from assistant.workspace.report import open_report
from assistant.workspace.starting import seed_samples
from assistant.workspace.workspace import Workspace

__all__ = [
    "Check",
    "Checks",
    "Listing",
    "Row",
    "Wish",
    "archive",
    "change_pack",
    "findings",
    "listing",
    "seed_samples",
    "share",
    "unshare",
]

CHECKED = 40
"""Reports of a list that are reviewed, those changed last first."""
_PATIENCE, _KEPT = 1.0, 500
SHARED_AS: dict[Share, str] = {"editor": "编辑", "reviewer": "审核"}


@dataclass(frozen=True)
class Writing:
    """How far the report is: `done` of `total` sections, and the draft's state."""

    done: int
    total: int
    state: str


@dataclass(frozen=True)
class Row:
    """One project of the list. `share` is how much of the needed facts is there in %, None where the facts cannot be read;
    `missing` counts the others.
    """

    project: Project
    share: int | None
    missing: int
    writing: Writing | None
    changed_at: datetime
    changed_by: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Check:
    """What is left to do in a report: faults that the review finds (remarks not counted), and placeholders."""

    faults: int
    gaps: int


@dataclass(frozen=True)
class Wish:
    """What a person wants to see: all words of `words` stand in the row. Year 0 and status "" are all of them."""

    words: str = ""
    year: int = 0
    status: str = ""
    archived: bool = False


@dataclass(frozen=True)
class Listing:
    """The rows that fit a wish, those changed last first, of `total`; the `years` that there are, and how many archived."""

    rows: tuple[Row, ...]
    total: int
    years: tuple[int, ...]
    archived: int
    wish: Wish


def listing(workspace: Workspace, by: Person, wish: Wish) -> Listing:
    """The user's projects, and those shared with them or to be reviewed by them."""
    known = {flag: workspace.projects.list(by, flag) for flag in (False, True)}
    shown = known[wish.archived]
    fitting = [one for one in shown if _fits(one, wish)]
    years = tuple(sorted({one.year for one in shown}, reverse=True))
    rows = sorted(_rows(workspace, by, fitting), key=lambda row: row.changed_at, reverse=True)
    return Listing(tuple(rows), len(shown), years, len(known[True]), wish)


def row(workspace: Workspace, by: Person, id: str) -> Row:
    """One project's row. Raises `NotThere`."""
    (found,) = _rows(workspace, by, [workspace.projects.get(by, id)])
    return found


class Checks:
    """What the review finds in the reports of a list. It takes its time: each state of a report is looked at once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, tuple[tuple[int, ...], Check | None]] = {}

    def of(self, by: Person, found: Listing) -> Iterator[dict[str, Check | None]]:
        """What is left to do by the project's id, as it becomes known; projects without a report are left out."""
        ready: dict[str, Check | None] = {}
        since = time.monotonic()
        for row in found.rows[:CHECKED]:
            if row.writing is None or not row.writing.done:
                continue
            ready[row.project.id] = self._findings(by, row.project.id)
            if time.monotonic() - since > _PATIENCE:
                yield ready
                ready, since = {}, time.monotonic()
        if ready:
            yield ready

    def _findings(self, by: Person, id: str) -> Check | None:
        pulse = self._workspace.drafts.pulse(by, id)
        before, number = self._known.get(id, ((), None))
        if before != pulse:
            number = findings(self._workspace, by, id)
            self._known[id] = (pulse, number)
            while len(self._known) > _KEPT:
                self._known.pop(next(iter(self._known)), None)
        return number


def findings(workspace: Workspace, by: Person, id: str) -> Check | None:
    """What is left to do in a project's report now; None where there is none, or its facts or its pack cannot be read.
    Raises `NotThere`.
    """
    try:
        report = open_report(workspace, by, id)
    except (FactsError, PackError):
        return None
    if report is None or not any(part.revision for part in report.parts):
        return None
    faults = sum(one.severity != "info" for one in report.findings)
    return Check(faults, sum(part.text.count("【待") for part in report.parts))


def change_pack(workspace: Workspace, by: Person, id: str, pack: str) -> Project:
    """Another locality pack, for what is written from now on. Raises `PackError`, `NotThere`, `NotAllowed`."""
    load_pack(pack)
    return workspace.projects.change_pack(by, id, pack)


def archive(workspace: Workspace, by: Person, id: str, archived: bool = True) -> None:
    """Out of the list, or back into it. Raises `NotThere`, `NotAllowed`."""
    workspace.projects.archive(by, id, archived)


def share(workspace: Workspace, by: Person, id: str, name: str, role: str) -> Person:
    """Lets the user of that name edit or review a project. Raises `InputError`, `NotThere`, `NotAllowed`."""
    if role not in SHARED_AS:
        raise InputError("请选择共享的方式", hint="编辑：一起填报；审核：查看、批注、审定或退回。")
    if not name.strip():
        raise InputError("请填写对方的用户名", hint="用户名由管理员设置，可向对方询问。")
    workspace.projects.get(by, id)
    whom = workspace.people.find(name)
    if whom.name == LOCAL:
        raise InputError(f"没有用户“{name.strip()}”", hint="请核对用户名。")
    if whom.id == by.id:
        raise InputError("不能共享给自己", hint="请填写其他人的用户名。")
    workspace.projects.share(by, id, whom, "editor" if role == "editor" else "reviewer")
    return whom


def unshare(workspace: Workspace, by: Person, id: str, name: str) -> None:
    """Takes a share back. Raises `NotThere`, `NotAllowed`."""
    workspace.projects.share(by, id, workspace.people.find(name), None)


def packs() -> tuple[tuple[str, str], ...]:
    """Title and id of every locality pack that can be read, the default of the program first."""
    return tuple((one.title, one.id) for one in known_packs() if one.pack)


def pack_title(pack: str) -> str:
    """A pack's title; its id where it cannot be read any more."""
    try:
        return load_pack(pack).title
    except PackError:
        return pack


def _fits(project: Project, wish: Wish) -> bool:
    said = f"{project.name} {project.unit} {project.year} {project.owner} {pack_title(project.pack)} {STATUSES[project.status]}"
    return (
        wish.year in (0, project.year)
        and wish.status in ("", project.status)
        and all(word in said.casefold() for word in wish.words.casefold().split())
    )


def _rows(workspace: Workspace, by: Person, projects: Sequence[Project]) -> Iterable[Row]:
    ids = [one.id for one in projects]
    members, deeds = workspace.projects.members(by, ids), workspace.projects.last_deeds(by, ids)
    progress, trees = workspace.drafts.progress(by, ids), workspace.projects.trees(by, ids)
    for one in projects:
        done = _done(trees[one.id], one.pack)
        deed = deeds.get(one.id) or Deed(one.changed_at, one.owner, "", {})
        yield Row(
            one,
            done.share if done else None,
            len(done.missing) if done else 0,
            _writing(progress.get(one.id)),
            deed.at,
            deed.who,
            tuple(members[one.id]),
        )


def _done(tree: Mapping[str, Any], pack: str) -> Completeness | None:
    try:
        return _complete(json.dumps(tree, sort_keys=True, ensure_ascii=False), _needed(pack))
    except (FactsError, PackError):
        return None


@lru_cache(maxsize=512)
def _complete(tree: str, needs: tuple[tuple[str, tuple[str, ...]], ...]) -> Completeness:
    """Kept: a list asks for it again at every look."""
    return overall(completeness(facts_from_tree(json.loads(tree)), dict(needs)))


def _needed(pack: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The facts that each section of a pack needs."""
    return tuple(load_pack(pack).needed().items())


def _writing(progress: Progress | None) -> Writing | None:
    if progress is None:
        return None
    planned = len(progress.head.get("sections", ()))
    return Writing(progress.sections, max(planned, progress.sections), progress.state)
