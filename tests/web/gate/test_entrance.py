"""Log in and log out: cookies, brute force, hostile values."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.store.audit import Audit
from assistant.store.people import Person
from assistant.web.gate.exchange import onward
from assistant.web.visits import COOKIE
from tests.web.gate.conftest import PASSWORD, Scene


def _try(client, name: str = "小李", password: str = "wrong horse", **more: str):
    return client.post("/login", data={"name": name, "password": password, **more})


def test_the_cookie_is_for_the_browser_only(scene: Scene) -> None:
    cookie = _try(scene.client(), password=PASSWORD).headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie
    assert "Secure" not in cookie and "Max-Age" not in cookie
    assert "Secure" in _try(scene.client(url="https://desk.example"), password=PASSWORD).headers["set-cookie"]


def test_a_wrong_password_is_told_beside_the_form_and_the_name_stays(scene: Scene) -> None:
    answer = _try(scene.client(), name='小李"><script>', next="/facts/?p=a1")
    assert answer.status_code == 401 and "用户名或密码不对" in answer.text
    assert "<script>" not in answer.text and "小李&quot;&gt;" in answer.text
    assert 'value="/facts/?p=a1"' in answer.text and "wrong horse" not in answer.text
    assert "set-cookie" not in answer.headers


def test_both_fields_are_needed(scene: Scene) -> None:
    assert _try(scene.client(), name=" ").status_code == 422
    assert _try(scene.client(), password="").status_code == 422


def test_a_token_from_before_the_login_is_worth_nothing_after_it(scene: Scene, other: Person) -> None:
    """Session fixation: whoever planted a cookie, of nobody or of themselves, does not share the login."""
    _, planted = scene.people.log_in("小王", PASSWORD)
    for before in ("f" * 43, planted):
        client = scene.client()
        client.cookies.set(COOKIE, before)
        answer = _try(client, password=PASSWORD)
        fresh = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
        assert answer.status_code == 303 and fresh != before
        assert scene.people.by_token(before) is None


def test_guessing_waits_longer_and_longer(scene: Scene) -> None:
    client = scene.client()
    assert [_try(client).status_code for _ in range(6)] == [401] * 5 + [429]
    waiting = _try(client, password=PASSWORD)
    assert waiting.status_code == 429 and "尝试次数过多，请5秒后再试" in waiting.text
    assert waiting.headers["retry-after"] == "5"
    scene.clock.at += 6
    assert _try(client).status_code == 401
    assert "请10秒后再试" in _try(client).text
    scene.clock.at += 11
    assert _try(client, password=PASSWORD).status_code == 303
    assert [_try(client).status_code for _ in range(4)] == [401] * 4


def test_guessing_one_name_from_many_addresses_waits_too(scene: Scene) -> None:
    statuses = [_try(scene.client(address=f"10.9.{turn}.1")).status_code for turn in range(22)]
    assert statuses == [401] * 20 + [429] * 2


def test_guessing_many_names_from_one_address_waits_too(scene: Scene) -> None:
    client = scene.client()
    statuses = [_try(client, name=f"某人{turn}").status_code for turn in range(42)]
    assert statuses == [401] * 40 + [429] * 2
    assert _try(scene.client(address="10.9.9.9"), password=PASSWORD).status_code == 303


def test_a_very_long_password_is_not_hashed(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = []
    hasher = type(scene.people._hasher)
    verify = hasher.verify
    monkeypatch.setattr(hasher, "verify", lambda self, h, p: hashed.append(len(p)) or verify(self, h, p))
    assert _try(scene.client(), password="x" * 5000).status_code == 401
    assert _try(scene.client(), password="x" * 500_000).status_code == 422
    assert hashed == []
    assert _try(scene.client(), password="x" * 100).status_code == 401
    assert hashed == [100]


@pytest.mark.parametrize("body", [b"\xff\xfe=1", b"name=%ff&password=%ff", b"a=1&" * 50, b"", b"{}"])
def test_a_broken_form_is_an_empty_one(scene: Scene, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert scene.client().post("/login", content=body, headers=headers).status_code == 422


@pytest.mark.parametrize(
    "wish",
    [
        "//evil.example/",
        "/\\evil.example/",
        "https://evil.example/",
        "evil.example",
        "/x\r\nSet-Cookie: a=b",
        "/x\nLocation: http://evil.example",
        "/ x",
        "/\tx",
        "javascript:alert(1)",
        "",
        "/logout",
        "/login?next=/login",
        "/facts/gradio_api/file=/etc/x",
        "/" + "x" * 600,
    ],
)
def test_the_way_on_leads_nowhere_else(scene: Scene, wish: str) -> None:
    answer = _try(scene.client(), password=PASSWORD, next=wish)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert len(answer.headers.get_list("set-cookie")) == 1


@given(st.text(alphabet=st.sampled_from("/\\.:@?#&=%ab\t\r\n 一"), max_size=12).map("/".__add__))
def test_every_way_on_stays_on_this_site(wish: str) -> None:
    assert onward(wish).startswith("/") and not onward(wish).startswith("//")
    assert urlsplit(onward(wish)).netloc == ""
    assert not set(onward(wish)) & set("\r\n\t\\ ")


def test_ways_on_within_the_workspace_are_kept() -> None:
    for wish in ("/", "/facts/?p=a1&tab=2", "/reports/", "/gate/back"):
        assert onward(wish) == wish


def test_who_is_in_needs_no_form(scene: Scene) -> None:
    client = scene.logged_in()
    assert client.get("/login?next=/facts/").headers["location"] == "/facts/"


def test_logins_and_failures_are_events_without_secrets(
    scene: Scene, admin: Person, drafter: Person, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client = scene.client()
        _try(client, name="wrong horse 1")
        _try(client)
        _try(client, password=PASSWORD)
        token = client.cookies[COOKIE]
        client.get("/")
        client.post("/logout")
    events = Audit(scene.database).events(admin)
    assert [(event.action, event.user, event.detail) for event in events[:4]] == [
        ("logout", drafter.id, {}),
        ("login", drafter.id, {"address": "10.2.3.4"}),
        ("login.failed", None, {"user": drafter.id, "address": "10.2.3.4"}),
        ("login.failed", None, {"user": 0, "address": "10.2.3.4"}),
    ]
    kept = f"{events}{caplog.text}"
    assert not any(secret in kept for secret in ("wrong horse", PASSWORD, token))
