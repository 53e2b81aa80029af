"""A workspace with one project whose data show deviations, for the tests of its problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from assistant.settings import Settings
from assistant.store.people import People, Person
from assistant.store.projects import Project
from assistant.workspace.workspace import Workspace, open_workspace
from tests.samples import full_tree


def opened(tmp_path: Path, **settings: Any) -> Workspace:
    """A workspace of its own; its passwords are hashed as cheaply as they can be."""
    made = open_workspace(Settings(home=tmp_path / "home", **settings))
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    object.__setattr__(made, "people", People(made.database, cheap))
    return made


def tree(**changes: Any) -> dict[str, Any]:
    """The full sample: equipment and satisfaction short of their goals, works late, one problem of the unit's own."""
    return json.loads(json.dumps({**full_tree(), **changes}))


def project_of(workspace: Workspace, by: Person, **changes: Any) -> Project:
    """A project with these facts."""
    return workspace.projects.create(by, tree(**changes), "national")
