"""Files to take away, by the handlers of their addresses: whose they are, and what is said instead of them."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from assistant.files import office
from assistant.store.people import Person
from assistant.web.files import Files
from assistant.workspace import press
from assistant.workspace.documents import written_report
from assistant.workspace.press import key_of
from assistant.workspace.word import word_file
from tests.files.test_printing import A4, pdf
from tests.web.fragments import read
from tests.workspace.team import Team, make_team


class Door:
    """Everybody is this person."""

    def __init__(self, by: Person) -> None:
        self.by = by

    def person(self, _: Request) -> Person:
        """Who asks."""
        return self.by


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


def _asked(team: Team, what: str, query: str = "", by: Person | None = None, **path: Any) -> Response:
    files = Files(team.workspace, Door(by or team.drafter))  # type: ignore[arg-type]
    scope = {
        "type": "http",
        "method": "GET",
        "headers": [],
        "query_string": query.encode(),
        "path_params": path,
    }
    return asyncio.run(getattr(files, what)(Request(scope)))


def _said(answer: Response) -> str:
    return bytes(answer.body).decode()


def test_a_final_copy_is_refused_with_a_list_of_what_is_missing_then_given(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, {"a": "甲【待核实：到位率】。"})
    refused = _asked(team, "report", "final=1", draft=draft, ending="docx")
    assert refused.status_code == 409 and refused.headers["cache-control"] == "no-store"
    links = [
        one.attributes["href"]
        for one in read(_said(refused).partition("<main>")[2].partition("</main>")[0]).all("a")
    ]
    assert links == [f"../draft/?p={project.id}#at=a.1.10", f"../preview/?p={project.id}"]
    team.revise(draft, "a", "甲。")
    given = _asked(team, "report", "final=1", draft=draft, ending="docx")
    assert given.status_code == 200 and "attachment" in given.headers["content-disposition"]
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(bytes(given.body))).namelist()


@pytest.mark.parametrize("ending", ["docx", "pdf", "md", "json", "exe"])
def test_strangers_learn_nothing_of_a_draft(team: Team, ending: str) -> None:
    draft = team.draft(team.project(), {"a": "甲。"})
    for query in ("", "final=1"):
        answer = _asked(team, "report", query, team.other, draft=draft, ending=ending)
        assert answer.status_code == (400 if ending == "exe" and not query else 404)
        assert "急诊楼" not in _said(answer)


def test_a_number_that_no_database_takes_is_no_draft(team: Team) -> None:
    wanted: list[tuple[str, dict[str, Any]]] = [("report", {"ending": "docx"}), ("page", {"number": 1})]
    for what, path in wanted:
        assert _asked(team, what, draft=10**30, **path).status_code == 404


def test_what_changed_goes_away_tracked(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, {"a": "预算320万元。"})
    old = max(one.id for one in team.workspace.drafts.sections(team.drafter, draft).values())
    new = team.revise(draft, "a", "预算300万元。")
    path: dict[str, Any] = {"project": project.id, "old": old, "new": new}
    given = _asked(team, "tracked", **path)
    with zipfile.ZipFile(io.BytesIO(bytes(given.body))) as package:
        text = package.read("word/document.xml").decode()
    assert "<w:ins " in text and "<w:del " in text
    assert _asked(team, "tracked", by=team.other, **path).status_code == 404
    same = _asked(team, "tracked", **path | {"old": new})
    assert same.status_code == 400 and "没有不同" in _said(same)
    assert _asked(team, "tracked", **path | {"new": 10**30}).status_code == 404


def test_pdf_is_given_or_it_is_said_why_not(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = team.draft(team.project(), {"a": "甲。"})
    monkeypatch.setattr(office, "program", lambda: None)
    refused = _asked(team, "report", draft=draft, ending="pdf")
    assert refused.status_code == 400 and "没有安装 LibreOffice" in _said(refused)
    monkeypatch.setattr(press, "pdf_of", lambda *_: pdf(A4))
    given = _asked(team, "report", draft=draft, ending="pdf")
    assert given.media_type == "application/pdf" and bytes(given.body).startswith(b"%PDF")


def test_a_page_is_whose_the_draft_is(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "pdf_of", lambda *_: pdf(A4))
    draft = team.draft(team.project(), {"a": "甲。"})
    docx = word_file(written_report(team.workspace, team.drafter, draft)).content
    press.Press(team.workspace.settings).printed(draft, docx)
    key = f"k={key_of(docx)}"
    given = _asked(team, "page", key, draft=draft, number=1)
    assert given.status_code == 200 and bytes(given.body).startswith(b"\x89PNG")
    assert given.headers["cache-control"] == "no-store"
    assert _asked(team, "page", key, team.other, draft=draft, number=1).status_code == 404
    others = team.draft(team.project(team.other), {"a": "甲。"}, team.other)
    assert _asked(team, "page", key, team.other, draft=others, number=1).status_code == 404
    assert _asked(team, "page", key, draft=draft, number=2).status_code == 400
    for wrong in ("", "k=..%2F..%2Fx", f"k={'0' * 32}"):
        assert _asked(team, "page", wrong, draft=draft, number=1).status_code == 404
