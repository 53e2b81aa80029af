"""Taking suggestions, other words, refusing, taking back: what is written, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import FactsError, InputError, NotAllowed, NotThere
from assistant.facts.load import facts_from_tree
from assistant.facts.model import Problem
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.workspace.advising import problems
from assistant.workspace.deciding import (
    add,
    change,
    choose,
    edit,
    reject,
    remove,
    tell_follow_up,
    undo,
)
from assistant.workspace.problem_writing import marked
from assistant.workspace.workspace import Workspace
from tests.advice.planted import PLANTED, sound_tree
from tests.workspace.problems import opened, project_of, tree

MINE = {"title": "设备没有换齐", "consequence": "3台未换", "cause": "厂家停产", "measures": "改型采购\n按月催货\n",
        "owner": "急诊科", "deadline": "2025年6月底前"}  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = opened(tmp_path)
    yield made
    made.close()


@pytest.fixture
def me(workspace: Workspace) -> Person:
    return workspace.people.local()


@pytest.fixture
def project(workspace: Workspace, me: Person) -> Project:
    return project_of(workspace, me)


def state(workspace: Workspace, me: Person, project: Project, key: str) -> str:
    return next(one.state for one in problems(workspace, me, project.id).cards if one.key == key)


def listed(workspace: Workspace, me: Person, project: Project) -> list[Problem]:
    return list(facts_from_tree(workspace.projects.facts(me, project.id).tree).problems)


def test_taking_a_suggestion_writes_it_into_the_facts(workspace, me, project):
    before = listed(workspace, me, project)
    choose(workspace, me, project.id, "s_unmet_n2")
    *old, new = listed(workspace, me, project)
    assert old == before
    assert new.title == "更换急救设备数量未达到年度目标" and new.cause == "3台除颤仪到货后检测不合格，已退换"
    assert state(workspace, me, project, "s_unmet_n2") == "chosen"
    assert workspace.projects.facts(me, project.id).note == f"采用建议：{new.title}"


def test_taking_it_twice_writes_it_once(workspace, me, project):
    for _ in range(2):
        choose(workspace, me, project.id, "s_unmet_n2")
    assert len(listed(workspace, me, project)) == 2


def test_taking_it_back_leaves_the_facts_as_they_were(workspace, me, project):
    before = workspace.projects.facts(me, project.id).tree
    for one in problems(workspace, me, project.id).cards:
        choose(workspace, me, project.id, one.key)
        undo(workspace, me, project.id, one.key)
        assert workspace.projects.facts(me, project.id).tree == before
        assert state(workspace, me, project, one.key) == one.state


def test_only_what_was_decided_can_be_taken_back(workspace, me, project):
    with pytest.raises(NotThere):
        undo(workspace, me, project.id, "s_unmet_n2")


def test_a_problem_of_the_units_own_keeps_its_words(workspace, me, project):
    own = listed(workspace, me, project)[0]
    choose(workspace, me, project.id, "s_delay")
    assert listed(workspace, me, project) == [own]


def test_what_it_lacks_is_added_and_taken_back(workspace, me):
    bare = project_of(workspace, me, problems=[{"title": "工程进度滞后", "owner": "总务科"}])
    choose(workspace, me, bare.id, "s_delay")
    (completed,) = listed(workspace, me, bare)
    assert completed.title == "工程进度滞后" and completed.owner == "总务科" and completed.measures
    undo(workspace, me, bare.id, "s_delay")
    assert listed(workspace, me, bare) == [Problem(title="工程进度滞后", owner="总务科")]


def test_ones_own_words_replace_the_suggestions(workspace, me, project):
    edit(workspace, me, project.id, "s_unmet_n2", MINE)
    assert listed(workspace, me, project)[1] == Problem(
        title="设备没有换齐", consequence="3台未换", cause="厂家停产", measures=("改型采购", "按月催货"),
        owner="急诊科", deadline="2025年6月底前",
    )  # fmt: skip
    assert state(workspace, me, project, "s_unmet_n2") == "edited"
    edit(workspace, me, project.id, "s_unmet_n2", {**MINE, "cause": "厂家转产"})
    assert [one.cause for one in listed(workspace, me, project)][1:] == ["厂家转产"]


def test_ones_own_words_come_back_after_taking_them_back(workspace, me, project):
    edit(workspace, me, project.id, "s_unmet_n2", MINE)
    undo(workspace, me, project.id, "s_unmet_n2")
    found = next(one for one in problems(workspace, me, project.id).cards if one.key == "s_unmet_n2")
    assert found.state == "open" and found.draft is not None and found.draft.cause == "厂家停产"


def test_what_somebody_changed_on_the_page_of_facts_is_still_known(workspace, me, project):
    choose(workspace, me, project.id, "s_unmet_n2")
    now = workspace.projects.facts(me, project.id)
    now.tree["problems"][1]["cause"] = "供应商停产"
    workspace.projects.save(me, project.id, now.tree, now.id)
    assert state(workspace, me, project, "s_unmet_n2") == "chosen"
    now = workspace.projects.facts(me, project.id)
    del now.tree["problems"][1]
    workspace.projects.save(me, project.id, now.tree, now.id)
    assert state(workspace, me, project, "s_unmet_n2") == "open"


def test_refusing_takes_out_what_was_taken(workspace, me, project):
    before = listed(workspace, me, project)
    choose(workspace, me, project.id, "s_unmet_n2")
    reject(workspace, me, project.id, "s_unmet_n2")
    assert listed(workspace, me, project) == before
    assert state(workspace, me, project, "s_unmet_n2") == "rejected"
    undo(workspace, me, project.id, "s_unmet_n2")
    assert state(workspace, me, project, "s_unmet_n2") == "open"


@pytest.mark.parametrize("key", ["", "s_unmet_n99", "'; drop table"])
def test_there_are_no_other_suggestions(workspace, me, project, key):
    for act in (choose, reject):
        with pytest.raises(NotThere):
            act(workspace, me, project.id, key)
    with pytest.raises(NotThere):
        edit(workspace, me, project.id, key, MINE)


def test_what_the_form_does_not_take_is_refused_with_its_title(workspace, me, project):
    with pytest.raises(InputError, match="“问题”没有填写"):
        edit(workspace, me, project.id, "s_unmet_n2", {**MINE, "title": " "})
    with pytest.raises(FactsError, match="问题原因"):
        add(workspace, me, project.id, {**MINE, "cause": "长" * 5000})
    assert len(listed(workspace, me, project)) == 1


def test_own_problems_are_added_changed_and_removed(workspace, me, project):
    add(workspace, me, project.id, {**MINE, "title": "候诊区座椅不足"})
    (index,) = problems(workspace, me, project.id).own
    mine = listed(workspace, me, project)[index]
    change(workspace, me, project.id, marked(mine), {**MINE, "title": "候诊区座椅偏少"})
    assert listed(workspace, me, project)[index].title == "候诊区座椅偏少"
    with pytest.raises(NotThere, match="刚被改过"):
        remove(workspace, me, project.id, marked(mine))
    remove(workspace, me, project.id, marked(listed(workspace, me, project)[index]))
    assert len(listed(workspace, me, project)) == 1


def test_what_another_added_meanwhile_stays(workspace, me, project, monkeypatch):
    """Between reading the facts and saving them somebody else saves: the change goes upon theirs."""
    real, raced = workspace.projects.save, []

    def save(by, id, new, based_on, remark=""):
        if not raced:
            raced.append(True)
            real(by, id, {**workspace.projects.facts(by, id).tree, "other": ["别人刚写的"]}, based_on)
        return real(by, id, new, based_on, remark)

    monkeypatch.setattr(workspace.projects, "save", save)
    choose(workspace, me, project.id, "s_unmet_n2")
    now = workspace.projects.facts(me, project.id).tree
    assert now["other"] == ["别人刚写的"] and len(now["problems"]) == 2


def test_last_years_measures_are_told_and_taken_out(workspace, me, project):
    past = tree()
    past["report"]["year"] = 2023
    workspace.projects.create(me, past, "national")
    before = workspace.projects.facts(me, project.id).tree["other"]
    tell_follow_up(workspace, me, project.id, 0, True)
    after = workspace.projects.facts(me, project.id).tree["other"]
    assert after[:-1] == before and after[-1].startswith("上年整改情况：")
    assert problems(workspace, me, project.id).previous[0].written
    tell_follow_up(workspace, me, project.id, 0, False)
    assert workspace.projects.facts(me, project.id).tree["other"] == before
    with pytest.raises(NotThere):
        tell_follow_up(workspace, me, project.id, 7, True)


def test_a_submitted_project_is_not_changed(workspace, me, project):
    workspace.projects.move(me, project.id, "submitted")
    for act in (choose, reject):
        with pytest.raises(NotAllowed):
            act(workspace, me, project.id, "s_unmet_n2")
    with pytest.raises(NotAllowed):
        add(workspace, me, project.id, MINE)


@pytest.mark.parametrize("name", sorted(PLANTED)[::5])
def test_whatever_is_taken_can_be_taken_back(workspace, me, name):
    planted = sound_tree()
    PLANTED[name][0](planted)
    project = workspace.projects.create(me, planted, "national")
    before = problems(workspace, me, project.id).cards
    assert before
    facts = listed(workspace, me, project)
    for one in before:
        choose(workspace, me, project.id, one.key)
    for one in reversed(before):
        undo(workspace, me, project.id, one.key)
    assert listed(workspace, me, project) == facts
    assert problems(workspace, me, project.id).cards == before
