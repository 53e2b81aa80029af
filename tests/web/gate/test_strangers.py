"""Another user's project on the real application: refused by address, by every one of Gradio's calls, and as a download."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from assistant.facts.load import facts_from_text
from assistant.facts.tree import tree_of
from assistant.settings import Settings
from assistant.web.server import make_app
from assistant.web.stocking import Stocking
from assistant.web.visits import COOKIE
from assistant.workspace.workspace import open_workspace
from assistant.workspace.writing import Writing
from tests.web.conftest import FACTS
from tests.web.gate.conftest import PASSWORD
from tests.web.gate.reverse import served

PAGES = ("/facts/", "/problems/", "/draft/", "/preview/", "/history/", "/", "/settings/")
# What stands in the project and nowhere else.
SECRETS = ("岚川县", "泽岭电子", "雷达天线")


@dataclass(frozen=True)
class Site:
    """The server, and what its owner has in it."""

    address: str
    project: str
    draft: int


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """小李 has a project with a finished draft; 小王 has an account."""
    home, files = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    settings = Settings(home=home, login="required")
    project, draft = _furnished(settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stocking, "start", lambda self: None)
        app = make_app(settings, files, login=True)
        with served(app, proxy_headers=False) as port:
            yield Site(f"http://127.0.0.1:{port}", project, draft)


def _furnished(settings: Settings) -> tuple[str, int]:
    workspace = open_workspace(settings)
    writing = Writing(workspace)
    try:
        admin = workspace.people.first("主管", "周主管", PASSWORD)
        owner = workspace.people.add(admin, "小李", "李填报", PASSWORD, "drafter")
        workspace.people.add(admin, "小王", "王填报", PASSWORD, "drafter")
        tree: Any = json.loads(json.dumps(tree_of(facts_from_text(FACTS)), default=str))
        project = workspace.projects.create(owner, tree, "national")
        draft = writing.start(owner, project.id, "national", "offline")
        run = writing.run(draft.id)
        assert run is not None and run.ended.wait(120) and run.fault is None
        return project.id, draft.id
    finally:
        writing.close()
        workspace.close()


@pytest.fixture
def stranger(site: Site) -> Iterator[httpx2.Client]:
    with _browser(site, "小王") as client:
        yield client


@pytest.fixture
def owner(site: Site) -> Iterator[httpx2.Client]:
    with _browser(site, "小李") as client:
        yield client


@contextmanager
def _browser(site: Site, name: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=site.address, timeout=120, trust_env=False) as client:
        assert client.post("/login", data={"name": name, "password": PASSWORD}).status_code == 303
        yield client


def _told(client: httpx2.Client, site: Site, page: str) -> str:
    """Everything that a page of that project's address and all its handlers say; what opens the page comes first."""
    query = {"p": site.project}
    said = [client.get(page, params=query, headers={"accept": "text/html"}).text]
    calls = client.get(f"{page}config").json()["dependencies"]
    opening = [call for call in calls if any(target[1] == "load" for target in call["targets"])]
    session = re.sub(r"\W", "", f"s{page}{client.cookies[COOKIE]}")
    for call in [*opening, *(call for call in calls if call not in opening)]:
        asked = {"data": [None] * len(call["inputs"]), "fn_index": call["id"], "session_hash": session}
        joined = client.post(f"{page}gradio_api/queue/join", params=query, json=asked)
        if joined.status_code == 200:
            heard = client.get(f"{page}gradio_api/queue/data", params={"session_hash": session})
            said.append(heard.text.encode().decode("unicode_escape", "ignore") + heard.text)
    assert opening or page == "/settings/", page
    return "\n".join(said)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_and_no_handler_says_a_word_of_it(stranger: httpx2.Client, site: Site, page: str) -> None:
    said = _told(stranger, site, page)
    assert len(said) > 1000
    assert [secret for secret in SECRETS if secret in said] == []


def test_its_owner_sees_it(owner: httpx2.Client, site: Site) -> None:
    """Else the test above would see nothing anywhere."""
    assert all(
        any(secret in _told(owner, site, page) for secret in SECRETS) for page in ("/", "/facts/", "/draft/")
    )


@pytest.mark.parametrize("ending", ["docx", "md", "docx?final=1"])
def test_its_files_are_its_owners(
    owner: httpx2.Client, stranger: httpx2.Client, site: Site, ending: str
) -> None:
    path = f"/files/report/{site.draft}.{ending}"
    refused, nobody = stranger.get(path), httpx2.get(f"{site.address}{path}", trust_env=False)
    assert (refused.status_code, nobody.status_code) == (404, 401)
    assert not any(secret in refused.text for secret in SECRETS)
    given = owner.get(path)
    # Its final copy is not ready.
    assert given.status_code == (409 if "final" in ending else 200) and len(given.content) > 1000


def test_guessed_ids_of_files_are_refused_alike(stranger: httpx2.Client, site: Site) -> None:
    assert {stranger.get(f"/files/report/{draft}.docx").status_code for draft in (site.draft, 999_999)} == {
        404
    }


@pytest.mark.parametrize("path", ["tracked/{p}/0-1.docx", "page/{d}/1.png?k={k}"])
def test_its_tracked_changes_and_its_pages_are_its_owners(
    stranger: httpx2.Client, site: Site, path: str
) -> None:
    address = "/files/" + path.format(p=site.project, d=site.draft, k="0" * 32)
    refused, nobody = stranger.get(address), httpx2.get(f"{site.address}{address}", trust_env=False)
    assert (refused.status_code, nobody.status_code) == (404, 401)
    assert not any(secret in refused.text for secret in SECRETS)


def test_the_machines_files_are_nobodys(owner: httpx2.Client, tmp_path: Path) -> None:
    for file in ("/etc/passwd", str(tmp_path / "x"), __file__):
        assert owner.get(f"/facts/gradio_api/file={file}").status_code in (403, 404)
