"""Accounts and the log: what each role may do, and what can never happen to the last administrator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InputError, NotAllowed, NotThere
from assistant.store.people import Person
from assistant.workspace import administering as acts
from assistant.workspace.workspace import Workspace
from tests.workspace.problems import opened, project_of

PASSWORD, OTHER = "correct horse", "battery staple"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = opened(tmp_path)
    yield made
    made.close()


@pytest.fixture
def admin(workspace: Workspace) -> Person:
    return workspace.people.first("主管", "周主管", PASSWORD)


@pytest.fixture
def drafter(workspace: Workspace, admin: Person) -> Person:
    return acts.add_person(workspace, admin, "小李", "李填报", PASSWORD, "drafter")


FOR_ADMINS: dict[str, Callable[[Workspace, Person], Any]] = {
    "people": acts.people,
    "add": lambda w, by: acts.add_person(w, by, "新人", "新人", PASSWORD, "drafter"),
    "role": lambda w, by: acts.set_role(w, by, "主管", "drafter"),
    "active": lambda w, by: acts.set_active(w, by, "主管", False),
    "password": lambda w, by: acts.reset_password(w, by, "主管", OTHER),
    "log": acts.entries,
    "projects": acts.projects_in_log,
}


@pytest.mark.parametrize("name", FOR_ADMINS)
@pytest.mark.parametrize("role", ["drafter", "reviewer"])
def test_only_administrators_may(workspace, admin, name, role):
    somebody = acts.add_person(workspace, admin, "小王", "小王", PASSWORD, role)
    before = workspace.people.all(admin)
    with pytest.raises(NotAllowed):
        FOR_ADMINS[name](workspace, somebody)
    assert workspace.people.all(admin) == before
    assert workspace.people.log_in("主管", PASSWORD)


def test_accounts_are_made_and_changed(workspace, admin, drafter):
    assert [one.name for one in acts.people(workspace, admin)] == ["主管", "小李"]
    assert acts.set_role(workspace, admin, "小李", "reviewer").role == "reviewer"
    acts.set_active(workspace, admin, "小李", False)
    with pytest.raises(NotAllowed):
        workspace.people.log_in("小李", PASSWORD)
    acts.set_active(workspace, admin, "小李", True)
    acts.reset_password(workspace, admin, "小李", OTHER)
    assert workspace.people.log_in("小李", OTHER)


@pytest.mark.parametrize("role", ["", "root", "管理员"])
def test_there_are_no_other_roles(workspace, admin, drafter, role):
    with pytest.raises(InputError):
        acts.set_role(workspace, admin, "小李", role)
    with pytest.raises(InputError):
        acts.add_person(workspace, admin, "新人", "新人", PASSWORD, role)


def test_administrators_cannot_lock_themselves_out(workspace, admin):
    for act in (
        lambda: acts.set_role(workspace, admin, "主管", "drafter"),
        lambda: acts.set_active(workspace, admin, "主管", False),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert acts.people(workspace, admin)[0].role == "admin"


def test_somebody_can_always_administer(workspace):
    """The passwordless account of this machine prepares the accounts for many."""
    here = workspace.people.local()
    with pytest.raises(InputError, match="管理员"):
        acts.add_person(workspace, here, "小李", "小李", PASSWORD, "drafter")
    acts.add_person(workspace, here, "主管", "主管", PASSWORD, "admin")
    with pytest.raises(NotAllowed, match="唯一"):
        acts.set_active(workspace, here, "主管", False)
    with pytest.raises(NotAllowed, match="唯一"):
        acts.set_role(workspace, here, "主管", "reviewer")


def test_the_account_of_this_machine_gets_no_password(workspace, admin):
    here = workspace.people.local()
    with pytest.raises(NotThere):
        acts.reset_password(workspace, admin, here.name, PASSWORD)
    with pytest.raises(NotAllowed):
        acts.change_password(workspace, here, "", PASSWORD, PASSWORD)
    with pytest.raises(NotAllowed):
        workspace.people.log_in(here.name, PASSWORD)
    assert here.name not in [one.name for one in acts.people(workspace, admin)]


def test_ones_own_password_needs_the_present_one(workspace, drafter):
    _, token = workspace.people.log_in("小李", PASSWORD)
    with pytest.raises(NotAllowed, match="现在的密码不对"):
        acts.change_password(workspace, drafter, "wrong horse", OTHER, OTHER)
    with pytest.raises(InputError, match="两次"):
        acts.change_password(workspace, drafter, PASSWORD, OTHER, OTHER + "x")
    with pytest.raises(InputError, match="至少8位"):
        acts.change_password(workspace, drafter, PASSWORD, "short", "short")
    assert workspace.people.by_token(token)
    acts.change_password(workspace, drafter, PASSWORD, OTHER, OTHER)
    assert workspace.people.by_token(token) is None
    assert workspace.people.log_in("小李", OTHER)


def test_the_log_is_told_in_words(workspace, admin, drafter):
    project = project_of(workspace, drafter)
    acts.reset_password(workspace, admin, "小李", OTHER)
    newest = acts.entries(workspace, admin)[0]
    assert (newest.who, newest.action, newest.detail) == (
        "周主管",
        "修改用户",
        "李填报，角色填报人，启用，重设密码",
    )
    (made,) = acts.entries(workspace, admin, project=project.id)
    # What a drafter has not handed in yet, an administrator sees no name of.
    assert (made.who, made.action, made.project_name) == ("李填报", "新建项目", "")
    assert {one.who for one in acts.entries(workspace, admin, user=drafter.id)} == {"李填报"}
    assert acts.projects_in_log(workspace, admin) == {project.id: project.id}


def test_every_line_of_the_log_is_chinese_and_holds_no_secret(workspace, admin, drafter):
    with pytest.raises(NotAllowed):
        workspace.people.log_in("小李", OTHER)
    lines = [f"{one.action}{one.detail}" for one in acts.entries(workspace, admin)]
    assert lines and all("其他操作" not in one for one in lines)
    assert not any(secret in line for line in lines for secret in (PASSWORD, OTHER, "True", "None"))
