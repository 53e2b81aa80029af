"""The facts page's acts, without a browser: what is saved, which parts of the page are drawn anew, what is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import gradio as gr
import pytest

from assistant.settings import Settings
from assistant.store.people import Person
from assistant.web.facts.handlers import Handlers
from assistant.web.facts.intake import Intake
from assistant.web.facts.layout import lay_out
from assistant.web.facts.room import Room
from assistant.web.visits import Visits
from assistant.workspace.filling import open_form
from assistant.workspace.importing import Offer, offer
from assistant.workspace.workspace import Workspace, open_workspace

TREE = {
    "report": {"year": 2024, "unit": "岚川县气象台"},
    "project": {"name": "岚川县雷达站改造项目"},
    "funds": {"initial_budget": "120.5", "payments": [{"payee": "泽岭公司", "amount": "3"}]},
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = open_workspace(Settings(home=tmp_path / "home"))
    yield made
    made.close()


@pytest.fixture
def me(workspace: Workspace) -> Person:
    return workspace.people.local()


@pytest.fixture
def room(workspace: Workspace, me: Person) -> Room:
    return Room(workspace.projects.create(me, TREE, "national").id, "2")


@pytest.fixture
def do(workspace: Workspace) -> Handlers:
    with gr.Blocks():
        return Handlers(lay_out(), workspace, Visits(workspace.people, login=False))


def parts(do: Handlers, updates: dict) -> dict[str, str]:
    """The regions of an answer."""
    fed = updates[do.at.feed]
    return {name: unescape(html) for name, html in re.findall(r'data-for="([^"]*)" data-html="([^"]*)"', fed)}


def fill(do: Handlers, room: Room, me: Person, revision: int, *changes: dict) -> dict[str, str]:
    data = {"do": "fill", "serial": "7", "revision": str(revision), "changes": json.dumps(changes)}
    return parts(do, do.done(room, me, data))


def receipt(found: dict[str, str], name: str) -> str:
    return re.findall(rf'data-{name}="([^"]*)"', found["receipt"])[0]


def test_a_change_is_saved_and_only_what_it_touches_is_drawn(
    do: Handlers, room: Room, me: Person, workspace: Workspace
) -> None:
    before = open_form(workspace, me, room.project)
    found = fill(
        do,
        room,
        me,
        before.revision,
        {"op": "fill", "path": "funds.initial_budget", "text": "１３0", "before": "120.5"},
    )
    assert receipt(found, "serial") == "7"
    assert (receipt(found, "fault"), receipt(found, "moved")) == ("", "")
    assert 'data-at="funds.initial_budget" data-text="130"' in found["receipt"]
    assert "sheet" not in found
    now = open_form(workspace, me, room.project)
    assert receipt(found, "revision") == str(now.revision)
    assert now.cell("funds.initial_budget").text == "130"


def test_a_wrong_value_is_told_at_its_field(
    do: Handlers, room: Room, me: Person, workspace: Workspace
) -> None:
    revision = open_form(workspace, me, room.project).revision
    found = fill(do, room, me, revision, {"op": "fill", "path": "funds.initial_budget", "text": "很多"})
    assert "应为数字" in found["note:funds.initial_budget"]
    assert 'data-wrong="1"' in found["receipt"]
    assert "1处有误" in found["sheets"]
    change = {"op": "fill", "path": "funds.initial_budget", "text": "1", "before": "很多"}
    right = fill(do, room, me, int(receipt(found, "revision")), change)
    assert right["note:funds.initial_budget"] == ""
    assert 'data-wrong=""' in right["receipt"]


def test_a_new_row_is_followed_by_an_empty_one(
    do: Handlers, room: Room, me: Person, workspace: Workspace
) -> None:
    revision = open_form(workspace, me, room.project).revision
    found = fill(do, room, me, revision, {"op": "fill", "path": "funds.payments[1].amount", "text": "4"})
    assert 'data-path="funds.payments[2].amount"' in found["sheet"]
    assert 'data-serial="7"' in found["sheet"]
    assert receipt(found, "moved") == ""


def test_rows_that_moved_are_told_to_the_page(
    do: Handlers, room: Room, me: Person, workspace: Workspace
) -> None:
    revision = open_form(workspace, me, room.project).revision
    found = fill(do, room, me, revision, {"op": "remove", "row": "funds.payments[0]"})
    assert receipt(found, "moved") == "1"
    assert "泽岭公司" not in found["sheet"]


def test_what_cannot_be_saved_is_told_in_its_receipt(
    do: Handlers, room: Room, me: Person, workspace: Workspace
) -> None:
    revision = open_form(workspace, me, room.project).revision
    workspace.projects.move(me, room.project, "submitted")
    found = fill(do, room, me, revision, {"op": "fill", "path": "report.region", "text": "甲县"})
    assert "待审核" in receipt(found, "fault")
    nonsense = parts(do, do.done(room, me, {"do": "fill", "serial": "8", "changes": "{"}))
    assert (receipt(nonsense, "serial"), receipt(nonsense, "fault")[:2]) == ("8", "网页")


def test_a_link_opens_the_sheet_of_its_field(do: Handlers, room: Room, me: Person) -> None:
    found = parts(do, do.done(room, me, {"do": "goto", "at": "evaluation.team.size"}))
    assert room.sheet == "6"
    assert 'data-focus="evaluation.team.size"' in found["sheet"]
    do.done(room, me, {"do": "open", "sheet": "99"})
    assert room.sheet == "6"


def test_a_fix_is_put_in_only_as_it_was_shown(
    do: Handlers, room: Room, me: Person, workspace: Workspace
) -> None:
    revision = open_form(workspace, me, room.project).revision
    score = {"indicators[0].name": "甲", "indicators[0].weight": "90", "indicators[0].score": "80"}
    score |= {"execution_score.weight": "10", "execution_score.score": "8", "evaluation.declared_score": "70"}
    fill(
        do, room, me, revision, *({"op": "fill", "path": path, "text": text} for path, text in score.items())
    )
    asked = {"do": "fix", "rule": "score_sum", "at": "evaluation.declared_score"}
    refused = parts(do, do.done(room, me, {**asked, "text": "99"}))
    assert "没有改动" in refused["trouble"]
    assert open_form(workspace, me, room.project).cell("evaluation.declared_score").text == "70"
    do.done(room, me, {**asked, "text": "88"})
    assert open_form(workspace, me, room.project).cell("evaluation.declared_score").text == "88"


def test_an_offer_is_taken_refused_and_put_aside(
    do: Handlers, room: Room, me: Person, workspace: Workspace
) -> None:
    room.sheet = "import"
    file = "report: {year: 2024, unit: 岚川县气象台, region: 岚川县, filled_by: 安}\nproject: {name: 雷达站改造项目}"
    room.offer = offer(workspace, me, room.project, "a.yaml", file.encode())
    number = next(at for at, one in enumerate(room.offer.said) if one.path == "report.region")
    other = next(at for at, one in enumerate(room.offer.said) if one.path == "report.filled_by")
    found = parts(do, do.done(room, me, {"do": "take", "numbers": str(number)}))
    assert "所在地区" not in found["offer"]
    assert open_form(workspace, me, room.project).cell("report.region").text == "岚川县"
    found = parts(do, do.done(room, me, {"do": "refuse", "numbers": f"{other} x -1"}))
    assert "填报人" not in found["offer"]
    found = parts(do, do.done(room, me, {"do": "close"}))
    assert "a.yaml" in found["offer"]
    assert "重新选择" in parts(do, do.done(room, me, {"do": "take", "numbers": "1"}))["trouble"]


def test_after_a_restart_the_page_goes_on(do: Handlers, room: Room, me: Person, workspace: Workspace) -> None:
    revision = str(open_form(workspace, me, room.project).revision)
    change = json.dumps([{"op": "fill", "path": "report.region", "text": "甲县"}])
    data = {"do": "fill", "serial": "9", "revision": revision, "changes": change, "project": room.project}
    assert receipt(parts(do, do.done(None, me, data)), "fault") == ""
    assert open_form(workspace, me, room.project).cell("report.region").text == "甲县"


def test_a_reading_can_be_stopped_and_its_fault_comes_out() -> None:
    from threading import Event

    gate, intake = Event(), Intake()

    def slow() -> Offer:
        gate.wait(30)
        raise ValueError

    name = intake.name()
    waiting = intake.wait(name, slow)
    assert next(waiting) is None
    intake.stop(name)
    assert list(waiting) == []
    gate.set()
    with pytest.raises(ValueError):
        list(intake.wait(intake.name(), slow))
