"""Who comes in, and what everybody else is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from assistant.errors import StoreError
from assistant.store import tables
from assistant.store.people import Person
from assistant.web.gate import gate
from assistant.web.visits import COOKIE, UNATTENDED
from tests.web.gate.conftest import PASSWORD, Scene

PAGE = {"accept": "text/html,application/xhtml+xml"}


def test_health_and_the_gates_own_pages_are_open(scene: Scene) -> None:
    client = scene.client()
    assert client.get("/healthz").status_code == 200
    for path in ("/login", "/gate/gate.css", "/gate/gate.js"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/facts/", "/facts/?p=a1&q=“二”", "/nowhere", "/login/", "//login", "/gate/", "/healthz/"]
)
def test_a_page_leads_to_the_login_and_back(scene: Scene, path: str) -> None:
    client = scene.client()
    sent = client.get(path, headers=PAGE)
    assert sent.status_code == 303 and sent.headers["location"].startswith(
        "/login?next=%2F" if False else "/login?next=/"
    )
    form = client.get(sent.headers["location"])
    assert form.status_code == 200 and "用户名" in form.text


def test_after_the_login_the_page_that_was_wanted_opens(scene: Scene) -> None:
    client = scene.client()
    client.get("/facts/?p=a1", headers=PAGE)
    answer = client.post("/login", data={"name": "小李", "password": PASSWORD, "next": "/facts/?p=a1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/facts/?p=a1")
    assert client.get("/facts/", headers=PAGE).text.startswith("page of /facts/")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/facts/gradio_api/queue/join"),
        ("GET", "/facts/gradio_api/file=/tmp/x"),
        ("GET", "/facts/gradio_api/queue/data?session_hash=abc"),
        ("POST", "/facts/gradio_api/upload"),
        ("GET", "/config"),
        ("GET", "/download/x.docx"),
        ("DELETE", "/"),
    ],
)
def test_what_is_no_page_is_refused_in_chinese(scene: Scene, method: str, path: str) -> None:
    answer = scene.client().request(method, path, headers={"accept": "*/*"})
    assert answer.status_code == 401
    assert "请重新登录" in answer.json()["detail"] and "请重新登录" in answer.json()["error"]


def test_gradios_own_requests_are_refused_even_where_a_browser_opens_them(scene: Scene) -> None:
    assert scene.client().get("/facts/gradio_api/file=/tmp/x", headers=PAGE).status_code == 401


@pytest.mark.parametrize("token", ["x" * 43, "", "ü" * 43, "a" * 9000, "'; DROP TABLE users; --aaaaaaaaaaa"])
def test_a_forged_cookie_is_nobodys(scene: Scene, token: str) -> None:
    client = scene.client()
    headers = {"cookie": f"{COOKIE}={token}".encode()}
    assert client.get("/facts/gradio_api/file", headers=headers).status_code == 401


def test_a_login_goes_idle_after_eight_hours(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    client = scene.logged_in()
    assert client.get("/facts/gradio_api/file").status_code == 200
    later = datetime.now(UTC) + timedelta(hours=9)
    monkeypatch.setattr(tables, "now", lambda: later)
    scene.clock.at += 10
    assert client.get("/facts/gradio_api/file").status_code == 401
    sent = client.get("/facts/?p=a1", headers=PAGE)
    assert "expired=1" in sent.headers["location"]
    assert "登录已过期" in client.get(sent.headers["location"]).text


def test_an_open_page_that_nobody_touches_goes_idle_too(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, attended = scene.logged_in(), scene.logged_in()
    start = datetime.now(UTC)
    for hours in range(1, 10):
        monkeypatch.setattr(tables, "now", lambda hours=hours: start + timedelta(hours=hours))
        scene.clock.at += 10
        last = [client.get("/", headers={UNATTENDED: "1"}).status_code, attended.get("/").status_code]
        assert client.get("/gate/session", headers={UNATTENDED: "1"}).status_code == last[0]
    assert last == [401, 200]


def test_a_page_asks_the_database_once_in_a_few_seconds(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = scene.logged_in()
    asked = []
    by_token = scene.people.by_token
    monkeypatch.setattr(scene.people, "by_token", lambda *a, **k: asked.append(a) or by_token(*a, **k))
    for _ in range(30):
        assert client.get("/").status_code == 200
    assert len(asked) == 1
    scene.clock.at += 10
    client.get("/")
    assert len(asked) == 2


def test_the_logout_ends_the_login_at_once_also_for_a_copied_cookie(scene: Scene) -> None:
    client, thief = scene.logged_in(), scene.client()
    thief.cookies.set(COOKIE, client.cookies[COOKIE])
    assert thief.get("/").status_code == 200
    out = client.post("/logout")
    assert (out.status_code, out.headers["location"]) == (303, "/login?out=1")
    assert "Max-Age=0" in out.headers["set-cookie"]
    assert thief.get("/").status_code == 401 and client.get("/").status_code == 401


def test_a_new_password_ends_the_logins_at_once(scene: Scene, drafter: Person) -> None:
    client = scene.logged_in()
    assert client.get("/").status_code == 200
    scene.people.change(drafter, "小李", password="another staple")
    assert client.get("/").status_code == 401


def test_a_locked_account_is_out_at_once(scene: Scene, admin: Person) -> None:
    client = scene.logged_in()
    assert client.get("/").status_code == 200
    scene.people.change(admin, "小李", active=False)
    assert client.get("/").status_code == 401


def test_a_link_to_the_logout_logs_nobody_out(scene: Scene) -> None:
    client = scene.logged_in()
    client.get("/logout")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://desk.example:81"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://desk.example"},
    ],
)
@pytest.mark.parametrize(
    "path", ["/login", "/logout", "/facts/gradio_api/queue/join", "/facts/gradio_api/upload"]
)
def test_another_sites_page_changes_nothing(scene: Scene, path: str, headers: dict[str, str]) -> None:
    client = scene.logged_in()
    answer = client.post(path, headers=headers)
    assert answer.status_code == 403 and "其他网站" in answer.json()["detail"]
    assert client.get("/").status_code == 200


def test_our_own_page_may_post(scene: Scene) -> None:
    client = scene.logged_in()
    own = {"origin": "https://desk.example"}
    for headers in (own, {**own, "host": "DESK.example:443"}, {"sec-fetch-site": "same-origin"}, {}):
        assert client.post("/facts/gradio_api/queue/join", headers=headers).status_code == 200


def test_the_script_learns_who_is_logged_in(scene: Scene, drafter: Person) -> None:
    assert scene.client().get("/gate/session").status_code == 401
    assert scene.logged_in().get("/gate/session").json() == {"person": drafter.id}


def test_pages_of_a_person_are_not_kept(scene: Scene) -> None:
    client = scene.logged_in()
    assert client.get("/", headers=PAGE).headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/facts/gradio_api/file").headers


def test_a_database_that_is_away_is_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    client = scene.logged_in()

    def away(*_: object, **__: object) -> None:
        raise StoreError("打不开项目数据库", hint="请检查。")

    monkeypatch.setattr(scene.people, "by_token", away)
    monkeypatch.setattr(scene.people, "any", away)
    for path in ("/", "/login"):
        answer = client.get(path, headers=PAGE)
        assert answer.status_code == 503 and "打不开项目数据库" in answer.text


class TestPace:
    """The limits are small here."""

    @pytest.fixture
    def slow(self, build: Callable[..., Scene], drafter: Person, monkeypatch: pytest.MonkeyPatch) -> Scene:
        monkeypatch.setattr(gate, "_SESSION", (2, 10))
        monkeypatch.setattr(gate, "_STRANGER", (1, 5))
        return build()

    def test_too_many_requests_of_one_session_wait(self, slow: Scene) -> None:
        client = slow.logged_in()
        client.get("/")
        assert [client.get("/").status_code for _ in range(11)] == [200] * 10 + [429]
        refused = client.get("/")
        assert int(refused.headers["retry-after"]) >= 1 and "太频繁" in refused.json()["detail"]
        slow.clock.at += 1
        assert [client.get("/").status_code for _ in range(3)] == [200, 200, 429]

    def test_forged_cookies_are_stopped_before_the_database(
        self, slow: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client, asked = slow.client(), []
        monkeypatch.setattr(slow.people, "by_token", lambda *a, **k: asked.append(a))
        for turn in range(30):
            client.get("/", headers={"cookie": f"{COOKIE}={turn:043}"})
        assert len(asked) == 5

    def test_who_is_in_is_not_kept_out_by_strangers_at_the_same_address(self, slow: Scene) -> None:
        client, stranger = slow.logged_in(), slow.client()
        client.get("/")
        assert [stranger.get("/").status_code for _ in range(30)][-1] == 429
        assert client.get("/").status_code == 200


def test_a_web_socket_is_closed(scene: Scene) -> None:
    with pytest.raises(Exception) as caught, scene.logged_in().websocket_connect("/facts/"):
        pass
    assert type(caught.value).__name__ == "WebSocketDisconnect"


def test_an_unknown_proxy_is_told_once(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        scene.client().get("/login", headers={"x-forwarded-for": "203.0.113.9"})
    assert [record.message.count("ASSISTANT_TRUSTED_PROXY") for record in caplog.records] == [1]


def test_our_own_proxy_is_no_unknown_one(
    build: Callable[..., Scene], drafter: Person, caplog: pytest.LogCaptureFixture
) -> None:
    client = build(trusted_proxy="10.2.3.4").client()
    for address in ("203.0.113.9", "10.2.3.4"):
        client.get("/login", headers={"x-forwarded-for": address})
    assert caplog.records == []


class TestSingleUser:
    """Without a login, only this machine comes in."""

    @pytest.fixture
    def alone(self, build: Callable[..., Scene]) -> Scene:
        return build(login=False)

    @pytest.mark.parametrize(
        "host", ["127.0.0.1:7860", "localhost:7860", "[::1]:7860", "localhost", "127.0.0.2"]
    )
    def test_this_machine_needs_no_login(self, alone: Scene, host: str) -> None:
        client = alone.client(url="http://127.0.0.1:7860")
        assert client.get("/", headers={**PAGE, "host": host}).status_code == 200

    @pytest.mark.parametrize(
        "host",
        [
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "192.168.1.9",
            "",
            "[",
            "0.0.0.0",
        ],
    )
    def test_a_foreign_name_that_leads_here_is_refused(self, alone: Scene, host: str) -> None:
        answer = alone.client(url="http://127.0.0.1:7860").get("/", headers={**PAGE, "host": host})
        assert answer.status_code == 403
        assert "ASSISTANT_LOGIN=required" in answer.text and "<h1>提示</h1>" in answer.text

    @pytest.mark.parametrize(
        "header",
        ["x-forwarded-for", "x-forwarded-host", "X-Forwarded-Proto", "forwarded", "via", "x-real-ip"],
    )
    def test_a_proxy_does_not_open_it_to_others(self, alone: Scene, header: str) -> None:
        answer = alone.client(url="http://127.0.0.1:7860").get("/", headers={header: "1.2.3.4"})
        assert answer.status_code == 403 and "本机模式" in answer.json()["detail"]

    def test_a_page_elsewhere_cannot_post(self, alone: Scene) -> None:
        client = alone.client(url="http://127.0.0.1:7860")
        answer = client.post("/facts/gradio_api/queue/join", headers={"origin": "http://evil.example"})
        assert answer.status_code == 403

    def test_there_is_nothing_to_log_in_to(self, alone: Scene) -> None:
        client = alone.client(url="http://127.0.0.1:7860")
        for path in ("/login", "/start", "/logout"):
            assert client.get(path).headers["location"] == "/"
        assert client.post("/start", data={"code": str(alone.code)}).headers["location"] == "/"
        assert not alone.people.any()
        assert client.get("/gate/session").status_code == 200
