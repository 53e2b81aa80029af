"""A workspace in a folder of its own, two people, and one small fictional project."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assistant.facts.load import facts_from_text
from assistant.settings import Settings
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.workspace.changing import Changing
from assistant.workspace.talking import Talking
from assistant.workspace.workspace import Workspace, open_workspace
from assistant.workspace.writing import Writing
from tests.web.conftest import FACTS


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = open_workspace(Settings(home=tmp_path / "home"))
    # Passwords that are checked fast.
    made.people.__dict__["_hasher"] = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield made
    made.close()


@pytest.fixture
def anna(workspace: Workspace) -> Person:
    workspace.people.first("root", "管理员", "correct horse")
    return workspace.people.add(workspace.people.find("root"), "anna", "安娜", "correct horse", "drafter")


@pytest.fixture
def boris(workspace: Workspace, anna: Person) -> Person:
    return workspace.people.add(workspace.people.find("root"), "boris", "薄立", "correct horse", "drafter")


@pytest.fixture
def tree() -> dict:
    return facts_from_text(FACTS).model_dump(mode="json", exclude_none=True)


@pytest.fixture
def project(workspace: Workspace, anna: Person, tree: dict) -> Project:
    return workspace.projects.create(anna, tree, "national")


@pytest.fixture
def writing(workspace: Workspace) -> Iterator[Writing]:
    made = Writing(workspace)
    yield made
    made.close()


@pytest.fixture
def talking(workspace: Workspace) -> Talking:
    return Talking(workspace)


@pytest.fixture
def changing(workspace: Workspace, talking: Talking) -> Changing:
    return Changing(workspace, talking)


@pytest.fixture
def draft(writing: Writing, anna: Person, project: Project) -> int:
    """A draft, written offline to its end."""
    entry = writing.start(anna, project.id, "national", "offline")
    finished(writing, entry.id)
    return entry.id


def finished(writing: Writing, draft: int) -> None:
    """Waits for a run to end."""
    run = writing.run(draft)
    assert run is not None
    assert run.ended.wait(60)


def until(true: Callable[[], object]) -> None:
    """Waits for something to become true."""
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it never came true")
