"""Behind a real reverse proxy that serves us under a path: pages, login, Gradio's own requests, uploads and downloads."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import httpx2
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.middleware import Middleware

from assistant.settings import Settings
from assistant.store.database import Database
from assistant.store.people import People
from assistant.web.gate.gate import Gate
from assistant.web.gate.mode import StartCode
from assistant.web.mounting import mount
from assistant.web.shell import Shell
from assistant.web.visits import COOKIE, Visits
from tests.web.gate.conftest import PASSWORD
from tests.web.gate.reverse import proxy, served

PAGE = {"accept": "text/html"}


def _desk(people: People, settings: Settings) -> FastAPI:
    """Two pages of Gradio's, with a handler that asks who acts and gives a file."""
    visits = Visits(people, login=True)

    def act(text: str, request: gr.Request) -> tuple[str, str]:
        file = settings.home / "given.txt"
        file.write_text("报告全文", encoding="utf-8")
        return f"{visits.person(request).name}：{text}", str(file)

    def long() -> Iterator[str]:
        for turn in range(600):
            time.sleep(0.1)
            yield f"第{turn}步"

    def page() -> gr.Blocks:
        with gr.Blocks() as made:
            said, told, given = gr.Textbox(), gr.Textbox(), gr.File()
            gr.Button("做").click(act, [said], [told, given])
            gr.Button("久").click(long, None, [told])
        made.queue(api_open=False)
        return made

    gate = Middleware(Gate, people=people, visits=visits, settings=settings, code=StartCode())
    shell = Middleware(Shell, titles={"/facts/": "事实", "/": "项目"})
    app = FastAPI(middleware=[gate, shell])
    mount(app, page(), "/facts", 1_000_000)
    return mount(app, page(), "/", 1_000_000)


@pytest.fixture(scope="module")
def inner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the server itself."""
    home = tmp_path_factory.mktemp("home")
    database = Database.in_folder(home)
    people = People(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    admin = people.first("主管", "周主管", PASSWORD)
    people.add(admin, "小李", "李填报", PASSWORD, "drafter")
    settings = Settings(home=home, root_path="/baogao", trusted_proxy="127.0.0.1", login="required")
    # Gradio serves files of the working folder and of its own only.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(home))
        patch.chdir(home)
        with served(_desk(people, settings), proxy_headers=False) as port:
            yield port
    database.close()


@pytest.fixture(scope="module", params=["cut off", "whole"])
def site(inner: int, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the site at the proxy, which passes the path cut off or whole."""
    outer = proxy(inner, "/baogao", strip=request.param == "cut off")
    with served(outer, proxy_headers=False) as port:
        yield f"http://127.0.0.1:{port}/baogao"


@pytest.fixture
def browser() -> Iterator[httpx2.Client]:
    with httpx2.Client(timeout=60, trust_env=False) as client:
        yield client


def cookie_of(name: str, site: str) -> dict[str, str]:
    """The header of somebody who has logged in."""
    form = {"name": name, "password": PASSWORD}
    said = httpx2.post(f"{site}/login", data=form, trust_env=False).headers["set-cookie"]
    return {"cookie": said.partition(";")[0]}


@pytest.fixture
def inside(browser: httpx2.Client, site: str) -> httpx2.Client:
    """A browser whose person is in."""
    origin = {"origin": site.removesuffix("/baogao").replace("http:", "https:")}
    answer = browser.post(
        f"{site}/login", data={"name": "主管", "password": PASSWORD, "next": "/facts/?p=a1"}, headers=origin
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/baogao/facts/?p=a1")
    cookie = answer.headers["set-cookie"]
    # The browser speaks https to this proxy.
    assert "Secure" in cookie and "Path=/baogao;" in cookie
    browser.headers["cookie"] = f"{COOKIE}={cookie.partition('=')[2].partition(';')[0]}"
    return browser


def test_nobody_comes_in_without_a_login(browser: httpx2.Client, site: str) -> None:
    sent = browser.get(f"{site}/facts/?p=a1", headers=PAGE)
    assert (sent.status_code, sent.headers["location"]) == (303, "/baogao/login?next=/facts/%3Fp%3Da1")
    form = browser.get(f"{site}/login?next=/facts/", headers=PAGE).text
    assert 'action="/baogao/login"' in form and 'href="/baogao/gate/gate.css"' in form
    assert browser.get(f"{site}/gate/gate.css").headers["content-type"].startswith("text/css")
    for path in ("/config", "/facts/config", "/facts/gradio_api/info", "/facts/gradio_api/file=given.txt"):
        assert browser.get(f"{site}{path}").status_code == 401
    assert browser.post(f"{site}/facts/gradio_api/upload", files={"files": b"x"}).status_code == 401


def test_the_root_without_its_slash_leads_on(inside: httpx2.Client, site: str) -> None:
    assert inside.get(site, headers=PAGE, follow_redirects=True).status_code == 200


@pytest.mark.parametrize("path", ["/", "/facts/"])
def test_a_page_knows_where_it_is(inside: httpx2.Client, site: str, path: str) -> None:
    page = inside.get(f"{site}{path}?p=a1", headers=PAGE)
    assert page.status_code == 200 and '<html\n\tlang="zh-CN"' in page.text
    root = site.replace("http:", "https:") + path.rstrip("/")
    assert f'"root":"{root}"' in page.text.replace('"root": ', '"root":')
    assert inside.get(f"{site}{path}config").json()["root"] == root


@pytest.mark.parametrize("path", ["/", "/facts/"])
def test_an_act_its_stream_and_its_file_pass(inside: httpx2.Client, site: str, path: str) -> None:
    api = f"{site}{path}gradio_api"
    asked = {"data": ["你好"], "fn_index": 0, "session_hash": "abc123", "trigger_id": None}
    assert inside.post(f"{api}/queue/join", json=asked).status_code == 200
    told, given = _output(inside, f"{api}/queue/data?session_hash=abc123")
    assert told == "主管：你好"
    file = given["url"].replace("https:", "http:")
    assert file.startswith(f"{site}{path}gradio_api/file=")
    assert inside.get(file).content.decode() == "报告全文"
    stranger = httpx2.get(file, headers=PAGE, trust_env=False)
    assert stranger.status_code == 401


def test_nobody_reads_or_steers_a_page_of_somebody_else(
    inside: httpx2.Client, browser: httpx2.Client, site: str
) -> None:
    api = f"{site}/facts/gradio_api"
    asked = {"data": ["你好"], "fn_index": 0, "session_hash": "mine", "trigger_id": None}
    inside.post(f"{api}/queue/join", json=asked)
    _output(inside, f"{api}/queue/data?session_hash=mine")
    other = cookie_of("小李", site)
    for path in ("queue/data?session_hash=mine", "heartbeat/mine"):
        with httpx2.stream("GET", f"{api}/{path}", headers=other, trust_env=False) as answer:
            assert answer.status_code == 403
    httpx2.post(f"{api}/queue/join", json=asked, headers=other, trust_env=False)
    with pytest.raises(AssertionError, match="'success': False"):
        _output(inside, f"{api}/queue/data?session_hash=mine")


def test_a_stream_ends_with_the_login(inside: httpx2.Client, site: str) -> None:
    api = f"{site}/facts/gradio_api"
    asked = {"data": [], "fn_index": 1, "session_hash": "long", "trigger_id": None}
    inside.post(f"{api}/queue/join", json=asked)
    heard = []
    with inside.stream("GET", f"{api}/queue/data?session_hash=long") as events:
        for line in events.iter_lines():
            heard.append(line)
            if "第3步" in line.encode().decode("unicode_escape", "ignore") or "第3步" in line:
                httpx2.post(f"{site}/logout", headers={"cookie": inside.headers["cookie"]}, trust_env=False)
    assert heard and not any("process_completed" in line for line in heard)


def _output(client: httpx2.Client, address: str) -> list[Any]:
    with client.stream("GET", address) as events:
        for line in events.iter_lines():
            event = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            if event.get("msg") == "process_completed":
                assert event["success"], event
                return event["output"]["data"]
    raise AssertionError("the stream ended early")


def test_uploads_pass(inside: httpx2.Client, site: str) -> None:
    taken = inside.post(f"{site}/facts/gradio_api/upload", files={"files": ("表.xlsx", b"x" * 500_000)})
    assert taken.status_code == 200 and Path(taken.json()[0]).name.endswith(".xlsx")


def test_logging_in_from_another_site_fails_behind_the_proxy_too(browser: httpx2.Client, site: str) -> None:
    form = {"name": "主管", "password": PASSWORD}
    answer = browser.post(f"{site}/login", data=form, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_the_logout_takes_the_cookie_of_the_path(inside: httpx2.Client, site: str) -> None:
    out = inside.post(f"{site}/logout")
    assert out.headers["location"] == "/baogao/login?out=1" and "Path=/baogao;" in out.headers["set-cookie"]
    assert inside.get(f"{site}/config").status_code == 401
