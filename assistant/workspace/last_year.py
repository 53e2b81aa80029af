"""Last year's project of a project: the one it was copied from, else by unit and name, among those the user may see."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.errors import FactsError, NotThere
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.workspace.workspace import Workspace

# A name often holds its year: 2024年食品快检项目.
_YEAR = re.compile(r"(?:20)?\d\d年?度?")


@dataclass(frozen=True)
class LastYear:
    """The project of the year before, and its facts."""

    project: Project
    facts: ProjectFacts


def last_year(workspace: Workspace, by: Person, project: Project) -> LastYear | None:
    """The project of the year before; None where there is none, or its facts cannot be read."""
    found = _origin(workspace, by, project) or _alike(workspace, by, project)
    if found is None:
        return None
    try:
        return LastYear(found, facts_from_tree(workspace.projects.facts(by, found.id).tree))
    except FactsError:
        return None


def _origin(workspace: Workspace, by: Person, project: Project) -> Project | None:
    """What it was copied from, if that is last year's: somebody may have set another year since."""
    if project.last is None:
        return None
    try:
        found = workspace.projects.get(by, project.last)
    except NotThere:
        return None
    return found if found.year == project.year - 1 else None


def _alike(workspace: Workspace, by: Person, project: Project) -> Project | None:
    known = (one for archived in (False, True) for one in workspace.projects.list(by, archived))
    return next(
        (
            one
            for one in known
            if one.year == project.year - 1 and one.unit == project.unit and _plain(one) == _plain(project)
        ),
        None,
    )


def _plain(project: Project) -> str:
    return re.sub(r"\s", "", _YEAR.sub("", project.name))
