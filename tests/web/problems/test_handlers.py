"""Every act of the page of problems, without a browser: data in, regions out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.facts.load import facts_from_tree
from assistant.models.scripted import ScriptedModel
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.web.problems import handlers
from assistant.web.problems.handlers import Handlers
from assistant.web.problems.room import Room
from assistant.workspace import polishing
from assistant.workspace.workspace import Workspace
from tests.advice.planted import sound_tree
from tests.web.fragments import read
from tests.workspace.problems import opened, project_of, tree

KEY = "s_unmet_n2"
CARD = f"card-{KEY}"
MINE = {"title": "设备没有换齐", "consequence": "3台未换", "cause": "厂家停产", "measures": "改型采购"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = opened(tmp_path, base_url="http://127.0.0.1:9/v1", model="none", repair_rounds=0)
    yield made
    made.close()


@pytest.fixture
def me(workspace: Workspace) -> Person:
    return workspace.people.local()


@pytest.fixture
def project(workspace: Workspace, me: Person) -> Project:
    return project_of(workspace, me)


@pytest.fixture
def do(workspace: Workspace) -> Handlers:
    return Handlers(workspace)


@pytest.fixture
def room(do: Handlers, me: Person, project: Project) -> Room:
    made = Room(project.id)
    do.enter(me, made)
    return made


def asked(do: Handlers, me: Person, room: Room, name: str, **data: str) -> dict[str, str]:
    (parts,) = do.act(me, room, {"do": name, **data})
    return parts


def titles(workspace: Workspace, me: Person, project: Project) -> list[Any]:
    return [one.title for one in facts_from_tree(workspace.projects.facts(me, project.id).tree).problems]


def test_the_page_opens_with_all_its_parts(do, me, project):
    parts = do.enter(me, Room(project.id))
    assert {"head", "cards", "own", "count-open"} <= set(parts)
    page = read(parts["cards"])
    assert "更换急救设备数量" in page.text and "≥46台" in page.text
    assert "待定" in read(parts["head"]).text
    for button in page.all("button"):
        assert button.attributes["type"] in ("button", "submit") and button.text.strip()


def test_no_deviation_is_said_calmly(do, workspace, me):
    sound = workspace.projects.create(me, sound_tree(), "national")
    parts = do.enter(me, Room(sound.id))
    assert "没有显示偏差" in parts["cards"] and "添加问题" in parts["own"]
    bare = workspace.projects.create(
        me, {"report": {"year": 2024, "unit": "岚桥县水务局"}, "project": {"name": "泵站"}}, "national"
    )
    assert "还看不出偏差" in do.enter(me, Room(bare.id))["cards"]


def test_a_project_of_others_is_not_there(do, me):
    assert "没有这个项目" in do.enter(me, Room("abc"))["head"]


def test_taking_one_sends_only_what_changed(do, me, room):
    parts = asked(do, me, room, "choose", key=KEY)
    assert set(parts) == {CARD, "head", "count-open", "count-in"}
    assert "已采用" in parts[CARD]
    assert "待定" in asked(do, me, room, "undo", key=KEY)[CARD]


def test_words_are_edited_in_place(do, workspace, me, project, room):
    form = read(asked(do, me, room, "edit", key=KEY)[CARD])
    labelled = {one.attributes["for"] for one in form.all("label")}
    fields = [*form.all("input"), *form.all("textarea")]
    assert {one.attributes["id"] for one in fields} == labelled and len(fields) == 6
    assert "已修改" not in form.text
    parts = asked(do, me, room, "save", key=KEY, **MINE)
    assert "修改后采用" in read(parts[CARD]).text and "厂家停产" in parts[CARD]
    assert titles(workspace, me, project)[1] == "设备没有换齐"


def test_an_open_form_is_left_alone(do, me, room):
    asked(do, me, room, "edit", key=KEY)
    parts = asked(do, me, room, "reject", key="s_missing_system")
    assert CARD not in parts and "card-s_missing_system" in parts
    assert CARD in asked(do, me, room, "cancel", key=KEY)


def test_a_form_that_is_wrong_stays_and_says_so_in_place(do, workspace, me, project, room):
    asked(do, me, room, "edit", key=KEY)
    parts = asked(do, me, room, "save", key=KEY, **{**MINE, "title": ""})
    assert list(parts) == [f"wrong-{KEY}"] and "“问题”没有填写" in parts[f"wrong-{KEY}"]
    assert len(titles(workspace, me, project)) == 1


def test_own_problems(do, workspace, me, project, room):
    assert "<form" in asked(do, me, room, "open", mark="new")["own"]
    parts = asked(do, me, room, "add", **{**MINE, "title": "候诊区座椅不足"})
    assert "候诊区座椅不足" in parts["own"] and "<form" not in parts["own"]
    (mark,) = {
        one.attributes["data-mark"]
        for one in read(parts["own"]).all("button")
        if one.attributes.get("data-mark", "new") != "new"
    }
    assert "<form" in asked(do, me, room, "open", mark=mark)["own"]
    changed = asked(do, me, room, "change", mark=mark, **{**MINE, "title": "候诊区座椅偏少"})
    assert "候诊区座椅偏少" in changed["own"]
    assert "刚被改过" in asked(do, me, room, "remove", mark=mark)[f"wrong-{mark}"]


def test_last_years_problems(do, workspace, me, project):
    past = tree()
    past["report"]["year"] = 2023
    workspace.projects.create(me, past, "national")
    room = Room(project.id)
    assert "上年整改情况" in do.enter(me, room)["previous"]
    assert "已写入" in asked(do, me, room, "follow", number="0", on="yes")["previous"]
    assert "没有这一项" in asked(do, me, room, "follow", number="-1", on="yes")["wrong-previous"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"do": "nothing"},
        {"do": "choose"},
        {"do": "save"},
        {"do": "edit"},
        {"do": "choose", "key": "<script>"},
        {"do": "change", "mark": "x"},
        {"do": "remove"},
        {"do": "follow", "number": "9" * 30},
        {"do": "take", "key": KEY},
        {"do": "halt", "key": KEY},
        {"do": "polish", "key": "none"},
    ],
)
def test_a_made_up_act_changes_nothing(do, workspace, me, project, room, data):
    before = workspace.projects.facts(me, project.id)
    for parts in do.act(me, room, data):
        for html in parts.values():
            assert "script" not in read(html).tags() and "内部出错" not in html
    assert workspace.projects.facts(me, project.id) == before


def test_hostile_words_stay_words(do, workspace, me, room):
    bad = dict.fromkeys(MINE, "</textarea><script>alert(1)</script>")
    parts = asked(do, me, room, "save", key=KEY, **bad)
    assert "script" not in read(parts[CARD]).tags()
    assert "script" not in read(asked(do, me, room, "edit", key=KEY)[CARD]).tags()


def test_what_is_submitted_is_read_only(do, workspace, me, project):
    workspace.projects.move(me, project.id, "submitted")
    room = Room(project.id)
    parts = do.enter(me, room)
    assert "待审核" in parts["head"]
    assert not read(parts["cards"]).all("button") and not read(parts["own"] or "<p></p>").all("button")
    assert "不能修改" in asked(do, me, room, "choose", key=KEY)[f"wrong-{KEY}"]


def test_a_model_is_asked_only_by_hand(do, me, room, monkeypatch):
    sound = "更换急救设备数量未达到年度目标。全年更换急救设备43台，与46台的目标相差3台。"
    model = ScriptedModel([sound])
    monkeypatch.setattr(polishing, "open_chat_model", lambda settings: model)
    monkeypatch.setattr(handlers, "_LOOKS_EVERY", 0.01)
    asked(do, me, room, "choose", key=KEY)
    assert model.calls == []
    *under_way, last = do.act(me, room, {"do": "polish", "key": KEY})
    assert all("停止" in parts[f"model-{KEY}"] for parts in under_way)
    assert "全年更换急救设备43台" in last[f"model-{KEY}"]
    form = asked(do, me, room, "take", key=KEY)[CARD]
    assert "全年更换急救设备43台，与46台的目标相差3台。</textarea>" in form


def test_a_model_that_is_not_there_is_told_in_place(do, me, room):
    *_, last = do.act(me, room, {"do": "polish", "key": KEY})
    assert "trouble" in last[f"model-{KEY}"] and "127.0.0.1:9" in last[f"model-{KEY}"]


def test_without_a_library_nothing_is_offered_from_it(do, me, project):
    assert "看往年写法" not in do.enter(me, Room(project.id))["cards"]
