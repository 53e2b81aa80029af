"""The first start: whoever sees the terminal, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.errors import NotAllowed
from assistant.settings import Settings
from assistant.store.people import Person
from assistant.web.gate.mode import StartCode, invitation, login_needed
from tests.web.gate.conftest import PASSWORD, Scene

FORM = {"name": "主管", "display": "周主管", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def empty(build: Callable[..., Scene]) -> Scene:
    return build()


def test_an_empty_workspace_leads_to_the_first_start(empty: Scene) -> None:
    client = empty.client()
    assert client.get("/login").headers["location"] == "/start"
    assert "启动码" in client.get("/start").text


def test_the_code_makes_one_administrator_who_is_in(empty: Scene) -> None:
    client = empty.client()
    answer = client.post("/start", data={**FORM, "code": str(empty.code).lower()})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/").text.startswith("page of /")
    assert empty.people.find("主管").role == "admin"
    second = empty.client().post("/start", data={**FORM, "name": "别人", "code": str(empty.code)})
    assert second.headers["location"] == "/login"
    assert empty.client().get("/start").headers["location"] == "/login"


def test_a_stranger_cannot_guess_the_code(empty: Scene) -> None:
    client = empty.client()
    said = [client.post("/start", data={**FORM, "code": f"AAAA-AAAA-{turn:04}"}).text for turn in range(6)]
    assert all("启动码不对" in one for one in said[:5]) and "尝试次数过多" in said[5]
    right = client.post("/start", data={**FORM, "code": str(empty.code)})
    assert right.status_code == 422 and not empty.people.any()
    empty.clock.at += 1000
    assert client.post("/start", data={**FORM, "code": str(empty.code)}).status_code == 303


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": ""}, 'id="code-said" role="alert">请填写。'),
        ({"name": ""}, 'id="name-said" role="alert">请填写。'),
        ({"name": "local"}, 'id="name-said" role="alert">用户名不能用'),
        ({"name": "长" * 61}, 'id="name-said" role="alert">用户名不能用'),
        ({"password": "short", "again": "short"}, 'id="password-said" role="alert">密码至少8位'),
        ({"password": "x" * 201, "again": "x" * 201}, 'id="password-said" role="alert">密码最多200位'),
        ({"again": "battery stable"}, 'id="again-said" role="alert">两次输入的密码不一样'),
    ],
)
def test_faults_are_told_beside_their_fields(empty: Scene, change: dict[str, str], said: str) -> None:
    answer = empty.client().post("/start", data={**FORM, "code": str(empty.code), **change})
    assert answer.status_code == 422 and said in answer.text
    assert 'value="周主管"' in answer.text and PASSWORD not in answer.text
    assert not empty.people.any()


def test_what_was_typed_is_escaped(empty: Scene) -> None:
    answer = empty.client().post("/start", data={**FORM, "display": '"><script>x', "code": "no"})
    assert "<script>" not in answer.text


def test_another_site_cannot_begin(empty: Scene) -> None:
    answer = empty.client().post(
        "/start", data={**FORM, "code": str(empty.code)}, headers={"origin": "http://evil.example"}
    )
    assert answer.status_code == 403 and not empty.people.any()


def test_the_local_account_is_no_administrator_to_log_in(empty: Scene, people) -> None:
    people.local()
    assert empty.client().get("/start").status_code == 200


def test_codes_differ_and_take_any_case_and_grouping() -> None:
    code = StartCode()
    assert str(code) != str(StartCode())
    assert code.fits(f" {str(code).lower().replace('-', ' ')} ")
    assert not code.fits("") and not code.fits("密" * 12) and not code.fits(str(code)[:-1])
    assert str(code) in invitation(code, "http://127.0.0.1:7860/")


@pytest.mark.parametrize(
    ("host", "settings", "needed"),
    [
        ("127.0.0.1", {}, False),
        ("localhost", {}, False),
        ("::1", {}, False),
        ("0.0.0.0", {}, True),
        ("::", {}, True),
        ("10.1.1.1", {}, True),
        ("desk.example", {}, True),
        ("127.0.0.1", {"login": "required"}, True),
        ("127.0.0.1", {"root_path": "/baogao"}, True),
        ("127.0.0.1", {"trusted_proxy": "127.0.0.1"}, True),
    ],
)
def test_when_a_login_is_needed(host: str, settings: dict[str, str], needed: bool) -> None:
    assert login_needed(Settings(**settings), host) is needed


def test_two_first_starts_at_once_make_one(
    empty: Scene, monkeypatch: pytest.MonkeyPatch, admin: Person
) -> None:
    """Both have seen an empty workspace: the store decides."""
    monkeypatch.setattr(type(empty.people), "any", lambda self: False)
    with pytest.raises(NotAllowed):
        empty.people.first("第二个", "第二个", PASSWORD)
    answer = empty.client().post("/start", data={**FORM, "name": "第二个", "code": str(empty.code)})
    assert answer.headers["location"] == "/login" and "set-cookie" not in answer.headers
