"""The preview without a browser: opened, waited for, overtaken by a change, refused."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import DocumentError
from assistant.files import office
from assistant.web.preview.handlers import LIVE, REST, Handlers
from assistant.workspace import press
from assistant.workspace.preview import Previews
from tests.files.test_printing import A4, pdf
from tests.web.projects.asking import OpenDoor, asked
from tests.workspace.conftest import until
from tests.workspace.team import Team, make_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


@pytest.fixture
def do(team: Team, monkeypatch: pytest.MonkeyPatch) -> Handlers:
    monkeypatch.setattr(office, "program", lambda: "soffice")
    monkeypatch.setattr(press, "pdf_of", lambda *_: pdf(A4, A4))
    return Handlers(team.workspace, Previews(team.workspace), OpenDoor())  # type: ignore[arg-type]


def brought(shown: Any) -> dict[str, str]:
    """The regions that an answer brings, by their names."""
    found = re.findall(
        r'data-for="([^"]*)" data-html="([^"]*)"', shown[1] if isinstance(shown[1], str) else ""
    )
    return {name: html.unescape(text) for name, text in found}


def _opened(do: Handlers, team: Team, project: str) -> tuple[Any, dict[str, str]]:
    """The room and all that is shown once the pages are set."""
    shown = do.enter(asked(team.drafter, p=project))
    room, parts = shown[0], brought(shown)

    def ready() -> bool:
        parts.update(brought(do.look(room, asked(team.drafter, p=project))))
        return not room.working

    until(ready)
    return room, parts


def test_the_pages_come_by_themselves(do: Handlers, team: Team) -> None:
    project = team.project()
    team.draft(project, {"a": "甲。"})
    shown = do.enter(asked(team.drafter, p=project.id))
    assert shown[2].value in (LIVE, REST)
    room, parts = _opened(do, team, project.id)
    assert parts["pages"].count("<img") == 2 and room.key in parts["pages"]
    assert "定稿 Word" in parts["away"] and "急诊楼改造项目" in parts["bar"]
    assert 'aria-current="page">预览' in parts["bar"]


def test_a_change_elsewhere_is_told_and_taken_over_when_asked(do: Handlers, team: Team) -> None:
    project = team.project()
    draft = team.draft(project, {"a": "甲。"})
    room, before = _opened(do, team, project.id)
    request = asked(team.drafter, p=project.id)
    assert brought(do.look(room, request)) == {}
    team.revise(draft, "a", "乙【待核实：丙】。")
    told = brought(do.look(room, request))
    assert list(told) == ["changed"] and "更新预览" in told["changed"]
    after = brought(do.act(room, {"do": "refresh"}, request))
    assert after["changed"] == "" and "还差1处" in after["away"]
    until(lambda: not (do.look(room, request) and room.working))
    assert room.key and room.key not in before["pages"]


def test_a_failure_is_told_with_another_try(
    do: Handlers, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise DocumentError("用 LibreOffice 排版没有成功。")

    monkeypatch.setattr(press, "pdf_of", fails)
    project = team.project()
    team.draft(project, {"a": "甲。"})
    _, parts = _opened(do, team, project.id)
    assert "没有成功" in parts["pages"] and 'data-do="refresh"' in parts["pages"] and parts["away"]


def test_before_anything_is_written(do: Handlers, team: Team) -> None:
    project = team.project()
    shown = do.enter(asked(team.drafter, p=project.id))
    assert "还没有报告" in brought(shown)["pages"] and not shown[0].working


def test_strangers_and_the_logged_out_see_nothing(do: Handlers, team: Team) -> None:
    project = team.project()
    team.draft(project, {"a": "甲。"})
    for by, said in ((team.other, "没有权限"), (None, "登录已过期")):
        parts = brought(do.enter(asked(by, p=project.id)))
        assert list(parts) == ["trouble"] and said in parts["trouble"]


def test_unknown_acts_do_nothing(do: Handlers, team: Team) -> None:
    shown = do.act(None, {"do": "explode"}, asked(team.drafter, p="x"))
    assert all(isinstance(one, dict) and one.get("__type__") == "update" for one in shown)
