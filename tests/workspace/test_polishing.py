"""A suggestion in a model's words: counted, stopped, refused, and never where nobody asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import ModelUnreachable, NotAllowed
from assistant.models.scripted import ScriptedModel
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.workspace.polishing import begin
from assistant.workspace.workspace import Workspace
from tests.workspace.problems import opened, project_of

SOUND = "更换急救设备数量未达到年度目标。全年更换急救设备43台，与46台的目标相差3台。"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = opened(tmp_path, repair_rounds=0)
    yield made
    made.close()


@pytest.fixture
def me(workspace: Workspace) -> Person:
    return workspace.people.local()


@pytest.fixture
def project(workspace: Workspace, me: Person) -> Project:
    return project_of(workspace, me)


def test_sound_words_come_without_the_title(workspace, me, project):
    made = begin(workspace, me, project.id, "s_unmet_n2", ScriptedModel([SOUND]))
    assert made.ended.wait(30)
    assert made.fault is None and made.text == "全年更换急救设备43台，与46台的目标相差3台。"
    assert made.characters == len(SOUND)


def test_a_figure_that_is_wrong_does_not_come_through(workspace, me, project):
    made = begin(workspace, me, project.id, "s_unmet_n2", ScriptedModel([SOUND.replace("43台", "45台")]))
    assert made.ended.wait(30)
    assert "45台" not in made.text and "43台" in made.text


def test_stopping_breaks_the_answer_off(workspace, me, project):
    begun, go_on = threading.Event(), threading.Event()

    class Slow(ScriptedModel):
        def stream(self, messages, *, max_tokens=None):
            for item in super().stream(messages, max_tokens=max_tokens):
                begun.set()
                assert go_on.wait(30)
                yield item

    model = Slow([SOUND])
    made = begin(workspace, me, project.id, "s_unmet_n2", model)
    assert begun.wait(30)
    made.stop.set()
    go_on.set()
    assert made.ended.wait(30)
    assert made.text == "" and made.fault is None and made.characters == 0


def test_a_model_that_does_not_answer_is_told_in_chinese(workspace, me, project):
    fault = ModelUnreachable("连不上模型服务", hint="请检查地址。")
    made = begin(workspace, me, project.id, "s_unmet_n2", ScriptedModel([fault]))
    assert made.ended.wait(30)
    assert made.fault == ("连不上模型服务", "请检查地址。")


def test_without_a_model_the_settings_are_named(workspace, me, project):
    made = begin(workspace, me, project.id, "s_unmet_n2")
    assert made.ended.wait(30)
    assert made.fault is not None and "ASSISTANT_BASE_URL" in made.fault[0]


def test_who_may_not_change_a_project_asks_no_model(workspace, me, project):
    workspace.projects.move(me, project.id, "submitted")
    model = ScriptedModel([SOUND])
    with pytest.raises(NotAllowed):
        begin(workspace, me, project.id, "s_unmet_n2", model)
    assert model.calls == []
