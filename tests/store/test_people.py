"""Accounts and logins, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from assistant.errors import InputError, NotAllowed, NotThere
from assistant.store.audit import Audit
from assistant.store.database import Database
from assistant.store.people import People, Person
from assistant.store.projects import Projects
from assistant.store.tables import SessionRow, UserRow


def test_the_first_start_makes_one_administrator_and_no_second(people: People, admin: Person) -> None:
    assert admin.role == "admin" and people.any()
    with pytest.raises(NotAllowed):
        people.first("又一个", "又一个", "correct horse")


def test_only_an_administrator_adds_people(people: People, drafter: Person) -> None:
    with pytest.raises(NotAllowed):
        people.add(drafter, "新人", "新人", "battery staple", "admin")
    with pytest.raises(NotAllowed):
        people.all(drafter)


def test_a_login_gives_a_token_until_it_is_ended(people: People, drafter: Person) -> None:
    person, token = people.log_in("小李", "battery staple")
    assert person == drafter and people.by_token(token) == drafter
    people.log_out(token)
    assert people.by_token(token) is None


@pytest.mark.parametrize(
    ("name", "password"), [("小李", "wrong horse"), ("没有此人", "battery staple"), ("local", "")]
)
def test_a_wrong_login_does_not_say_what_was_wrong(
    people: People, drafter: Person, name: str, password: str
) -> None:
    people.local()
    with pytest.raises(NotAllowed) as caught:
        people.log_in(name, password)
    assert caught.value.message == "用户名或密码不对"


def test_neither_password_nor_token_stands_in_the_database(
    database: Database, people: People, drafter: Person
) -> None:
    _, token = people.log_in("小李", "battery staple")
    with database.session() as session:
        stored = [str(vars(row)) for table in (UserRow, SessionRow) for row in session.query(table)]
    assert not any("battery staple" in one or token in one for one in stored)


@pytest.mark.parametrize("age", [{"seen_at": timedelta(hours=9)}, {"made_at": timedelta(days=8)}])
def test_a_login_expires(
    database: Database, people: People, drafter: Person, age: dict[str, timedelta]
) -> None:
    _, token = people.log_in("小李", "battery staple")
    with database.session() as session:
        row = session.query(SessionRow).one()
        for name, by in age.items():
            setattr(row, name, getattr(row, name) - by)
    assert people.by_token(token) is None


def test_a_new_password_or_a_locked_account_ends_its_logins(
    people: People, admin: Person, drafter: Person
) -> None:
    _, token = people.log_in("小李", "battery staple")
    people.change(drafter, "小李", password="another staple")
    assert people.by_token(token) is None
    _, token = people.log_in("小李", "another staple")
    people.change(admin, "小李", active=False)
    assert people.by_token(token) is None
    with pytest.raises(NotAllowed):
        people.log_in("小李", "another staple")
    with pytest.raises(NotThere):
        people.find("小李")


def test_nobody_raises_their_own_role(people: People, drafter: Person) -> None:
    with pytest.raises(NotAllowed):
        people.change(drafter, "小李", role="admin")
    with pytest.raises(NotAllowed):
        people.change(drafter, "小王", password="another staple")


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("", "battery staple"),
        ("小李", "battery staple"),
        ("新人", "short"),
        ("新人", "x" * 201),
        ("local", "battery staple"),
    ],
)
def test_names_and_passwords_that_cannot_be(
    people: People, admin: Person, drafter: Person, name: str, password: str
) -> None:
    with pytest.raises(InputError):
        people.add(admin, name, "", password, "drafter")


def test_the_local_account_is_one_and_no_login(people: People) -> None:
    assert people.local() == people.local() and not people.any()


def test_first_administrators_at_once_become_one(people: People) -> None:
    """All have seen an empty workspace."""

    def begin(turn: int) -> bool:
        try:
            people.first(f"主管{turn}", "", "correct horse")
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(begin, range(6))) == 1


def test_what_happens_to_accounts_is_in_the_audit_log(
    database: Database, people: People, admin: Person, drafter: Person
) -> None:
    people.change(admin, "小李", role="reviewer", password="another staple")
    with pytest.raises(NotAllowed):
        people.log_in("小李", "battery staple", "10.1.1.1")
    _, token = people.log_in("小李", "another staple", "10.1.1.1")
    people.log_out(token)
    people.log_out(token)
    events = [(event.action, event.user, event.detail) for event in Audit(database).events(admin)]
    assert events == [
        ("logout", drafter.id, {}),
        ("login", drafter.id, {"address": "10.1.1.1"}),
        ("login.failed", None, {"user": drafter.id, "address": "10.1.1.1"}),
        ("user.change", admin.id, {"user": drafter.id, "role": "reviewer", "active": True, "password": True}),
        ("user.add", admin.id, {"user": drafter.id, "role": "drafter"}),
        ("user.add", admin.id, {"user": admin.id, "role": "admin"}),
    ]


def test_a_very_long_password_is_wrong_unread(people: People, drafter: Person) -> None:
    with pytest.raises(NotAllowed):
        people.log_in("小李", "battery staple" * 1000)


def test_who_remembers_a_person_learns_that_something_changed(
    people: People, admin: Person, drafter: Person
) -> None:
    _, token = people.log_in("小李", "battery staple")
    seen = [people.changes]
    people.log_out(token)
    seen.append(people.changes)
    people.change(admin, "小李", role="reviewer")
    seen.append(people.changes)
    assert seen == sorted(set(seen))


def test_logins_of_long_ago_are_cleared_away(database: Database, people: People, drafter: Person) -> None:
    people.log_in("小李", "battery staple")
    with database.session() as session:
        session.query(SessionRow).one().made_at -= timedelta(days=8)
    people.log_in("小李", "battery staple")
    with database.session() as session:
        assert session.query(SessionRow).count() == 1


def test_the_first_administrator_takes_over_what_was_made_in_single_user_mode(
    database: Database, people: People
) -> None:
    tree = {"report": {"year": 2024, "unit": "岚川县气象台"}, "project": {"name": "雷达站改造"}}
    projects = Projects(database)
    made = projects.create(people.local(), tree, "national")
    root = people.first("root", "管理员", "correct horse")
    assert projects.get(root, made.id).share == "owner"
