"""Persons by their requests, as handlers of pages ask for them."""

from __future__ import annotations

import threading

import gradio as gr
import pytest
from starlette.requests import Request

from assistant.errors import NotAllowed
from assistant.store.people import People, Person
from assistant.web import visits as module
from assistant.web.visits import COOKIE, Visits
from tests.web.gate.conftest import PASSWORD, Clock


def request(cookie: str) -> Request:
    return Request({"type": "http", "headers": [(b"cookie", cookie.encode())]})


def test_pages_and_routes_ask_alike(people: People, drafter: Person) -> None:
    _, token = people.log_in("小李", PASSWORD)
    visits = Visits(people, login=True)
    plain = request(f"get=1; {COOKIE}={token}; cookies=2")
    assert visits.person(plain) == visits.person(gr.Request(plain)) == drafter
    with pytest.raises(NotAllowed, match="登录已过期"):
        visits.person(gr.Request(request("")))


def test_without_a_login_everybody_is_the_local_user(people: People) -> None:
    visits = Visits(people, login=False)
    assert visits.person(request("")) == visits.person(request("x=1")) == people.local()


def test_a_login_that_ends_while_it_is_looked_up_is_not_remembered(
    people: People, drafter: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, token = people.log_in("小李", PASSWORD)
    visits = Visits(people, login=True, clock=Clock())
    by_token, looked_up, go_on = people.by_token, threading.Event(), threading.Event()

    def slow(*asked: str, **how: bool) -> Person | None:
        found = by_token(*asked, **how)
        looked_up.set()
        go_on.wait(10)
        return found

    monkeypatch.setattr(people, "by_token", slow)
    asking = threading.Thread(target=visits.holder, args=(token,))
    asking.start()
    looked_up.wait(10)
    people.log_out(token)
    go_on.set()
    asking.join()
    assert visits.holder(token) is None


def test_the_memory_is_bounded(people: People, drafter: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 3)
    visits = Visits(people, login=True)
    tokens = [people.log_in("小李", PASSWORD)[1] for _ in range(5)]
    assert [visits.holder(token) for token in tokens] == [drafter] * 5
    assert [visits.knows(token) for token in tokens] == [False, False, True, True, True]


def test_looking_does_not_keep_a_login_from_going_idle(people: People, drafter: Person, monkeypatch) -> None:
    from datetime import UTC, datetime, timedelta

    from assistant.store import tables

    _, token = people.log_in("小李", PASSWORD)
    start = datetime.now(UTC)
    for hours, seen, there in ((5, False, True), (7, True, True), (14, False, True), (16, True, False)):
        monkeypatch.setattr(tables, "now", lambda hours=hours: start + timedelta(hours=hours))
        assert (people.by_token(token, seen=seen) is not None) is there, hours


def test_a_page_is_whose_it_first_was(people: People, drafter: Person, other: Person, monkeypatch) -> None:
    visits = Visits(people, login=True)
    (_, mine), (_, theirs) = people.log_in("小李", PASSWORD), people.log_in("小王", PASSWORD)
    asked = [gr.Request(request(f"{COOKIE}={token}"), session_hash="abc") for token in (mine, theirs)]
    assert visits.person(asked[0]) == drafter
    with pytest.raises(NotAllowed, match="另一位用户"):
        visits.person(asked[1])
    assert visits.owns("def", other) and visits.owns("", drafter) and visits.owns("", other)
    monkeypatch.setattr(module, "_PAGES", 2)
    assert all(visits.owns(page, drafter) for page in "123")
    assert len(visits._pages) == 2
    assert Visits(people, login=False).owns("abc", other)
