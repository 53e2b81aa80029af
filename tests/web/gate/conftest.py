"""A small application behind the gate, people of fictional names, and a clock that tests move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.store.database import Database
from assistant.store.people import People, Person
from assistant.web.gate.gate import Gate
from assistant.web.gate.mode import StartCode
from assistant.web.visits import Visits

PASSWORD = "battery staple"


@dataclass
class Clock:
    """Seconds, moved by hand."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


async def _page(request: Request) -> Response:
    return HTMLResponse(f"page of {request.url.path} for {request.client.host if request.client else ''}")


async def _api(request: Request) -> Response:
    body = await request.body()
    return JSONResponse({"bytes": len(body), "headers": dict(request.headers), "url": str(request.url)})


async def _careless(request: Request) -> Response:
    """Makes an answer of its own of whatever goes wrong, as upload handlers do."""
    try:
        await request.body()
    except Exception:
        return PlainTextResponse("oops", 500)
    return PlainTextResponse("fine")


@dataclass
class Scene:
    """One installation; `client` opens it as a browser."""

    people: People
    visits: Visits
    code: StartCode
    clock: Clock
    database: Database
    app: Starlette

    def client(self, url: str = "http://desk.example", address: str = "10.2.3.4") -> TestClient:
        """A browser that has been nowhere yet."""
        return TestClient(self.app, base_url=url, follow_redirects=False, client=(address, 50000))

    def logged_in(self, name: str = "小李", **where: str) -> TestClient:
        """A browser whose person has logged in."""
        client = self.client(**where)
        answer = client.post("/login", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303
        return client


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database.in_folder(tmp_path)
    yield made
    made.close()


@pytest.fixture
def people(database: Database) -> People:
    return People(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def admin(people: People) -> Person:
    return people.first("主管", "周主管", PASSWORD)


@pytest.fixture
def drafter(people: People, admin: Person) -> Person:
    return people.add(admin, "小李", "李填报", PASSWORD, "drafter")


@pytest.fixture
def other(people: People, admin: Person) -> Person:
    return people.add(admin, "小王", "王填报", PASSWORD, "drafter")


@pytest.fixture
def build(people: People, database: Database, tmp_path: Path) -> Callable[..., Scene]:
    """A scene of these settings; `login` False is single-user mode."""

    def built(*, login: bool = True, **settings: object) -> Scene:
        clock = Clock()
        visits, code = Visits(people, login=login, clock=clock), StartCode()
        given = Settings(home=tmp_path, **settings)
        guard = Middleware(Gate, people=people, visits=visits, settings=given, code=code, clock=clock)
        inner = [
            Route("/", _page),
            Route("/gradio_api/queue/join", _api, methods=["POST"]),
            Route("/gradio_api/upload", _careless, methods=["POST"]),
            Route("/gradio_api/file", _api),
        ]
        routes = [
            Route("/healthz", _api),
            Mount("/facts", routes=inner),
            Route("/login/", _page),
            Route("/", _page),
        ]
        return Scene(people, visits, code, clock, database, Starlette(routes=routes, middleware=[guard]))

    return built


@pytest.fixture
def scene(build: Callable[..., Scene], drafter: Person) -> Scene:
    """An installation that others can reach, with a drafter."""
    return build()
