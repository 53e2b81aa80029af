"""A project's history without a browser: comparing, restoring, naming, moving on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant.web.history.handlers import Handlers, Shown, number
from assistant.web.history.layout import lay_out
from assistant.workspace.versions import latest
from tests.web.fragments import read
from tests.web.projects.asking import OpenDoor, act, asked
from tests.workspace.team import Team, make_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


@pytest.fixture
def do(team: Team) -> Handlers:
    with gr.Blocks():
        return Handlers(lay_out(), team.workspace, OpenDoor())  # type: ignore[arg-type]


def opened(do: Handlers, team: Team, project: str, by: Any = None) -> dict[Any, Any]:
    return do.enter(asked(by or team.drafter, p=project))


def test_before_anything_is_written(do: Handlers, team: Team) -> None:
    project = team.project()
    page = opened(do, team, project.id)
    assert "还没有报告的版本" in page[do.at.compared] and "新建项目" in page[do.at.entries]
    assert "急诊楼改造项目" in page[do.at.bar] and page[do.at.project] == project.id


def test_the_newest_change_is_shown_first(do: Handlers, team: Team) -> None:
    project = team.project()
    draft = team.draft(project, {"a": "预算320万元。", "b": "乙。"})
    team.revise(draft, "a", "预算300万元。")
    page = opened(do, team, project.id)
    text = read(page[do.at.compared]).text
    assert "改动1节，相同1节" in text and "320万元" in text and "300万元" in text
    assert page[do.at.entries].count('aria-current="true"') == 1
    assert page[do.at.choosing].count("selected") == 2
    assert "没有改动的1节" in text


def test_any_two_versions_are_compared(do: Handlers, team: Team) -> None:
    project = team.project()
    draft = team.draft(project, {"a": "一。"})
    team.revise(draft, "a", "二。")
    page = opened(do, team, project.id)
    ids = [int(one) for one in re.findall(r'data-new="(\d+)"', page[do.at.entries])]
    shown = do.act(project.id, page[do.at.shown], act("show", old="0", new=str(ids[-1])), asked(team.drafter))
    assert "第一版" in shown[do.at.compared] and shown[do.at.shown].new == ids[-1]
    wrong = do.act(project.id, page[do.at.shown], act("show", old="1", new="99999"), asked(team.drafter))
    assert "没有这个版本" in wrong[do.at.note]
    assert [number(bad) for bad in (None, "", "-1", "1e3", "²", "9" * 40)] == [0] * 6


def test_a_section_is_restored(do: Handlers, team: Team) -> None:
    project = team.project()
    draft = team.draft(project, {"a": "一。", "b": "乙。"})
    team.revise(draft, "a", "二。")
    page = opened(do, team, project.id)
    (asked_for,) = re.findall(r'data-do="restore" data-at="(\d+)" data-section="a"', page[do.at.compared])
    done = do.act(
        project.id, page[do.at.shown], act("restore", at=asked_for, section="a"), asked(team.drafter)
    )
    assert "已恢复1节" in done[do.at.note]
    assert latest(team.workspace, team.drafter, project.id).texts() == {"a": "一。", "b": "乙。"}


def test_a_restore_upon_what_somebody_has_changed_is_refused(do: Handlers, team: Team) -> None:
    project = team.project()
    draft = team.draft(project, {"a": "一。"})
    first = latest(team.workspace, team.drafter, project.id).at
    team.revise(draft, "a", "二。")
    shown: Shown = opened(do, team, project.id)[do.at.shown]
    team.revise(draft, "a", "三。")
    said = do.act(project.id, shown, act("restore", at=str(first), section="a"), asked(team.drafter))
    assert "刚刚改过这一节" in said[do.at.note]
    assert latest(team.workspace, team.drafter, project.id).texts() == {"a": "三。"}


def test_a_version_is_named_and_stays_shown(do: Handlers, team: Team) -> None:
    project = team.project()
    team.draft(project, {"a": "一。"})
    page = opened(do, team, project.id)
    at = str(page[do.at.shown].new)
    named = do.act(project.id, page[do.at.shown], act("mark", at=at, name="送审稿"), asked(team.drafter))
    assert "送审稿" in named[do.at.entries] and "「送审稿」" in named[do.at.choosing]
    assert named[do.at.shown] == page[do.at.shown]


def test_the_way_through_review(do: Handlers, team: Team) -> None:
    project = team.project()
    team.draft(project, {"a": "一。"})
    shown = opened(do, team, project.id)[do.at.shown]
    sent = do.act(project.id, shown, act("step", status="submitted"), asked(team.drafter))
    assert "已提交审核" in sent[do.at.note] and "撤回" in sent[do.at.state]
    assert 'data-do="restore"' not in sent[do.at.compared]  # locked
    reviewers = opened(do, team, project.id, team.reviewer)
    assert "审定" in reviewers[do.at.state] and "退回修改" in reviewers[do.at.state]
    without = do.act(project.id, shown, act("step", status="returned"), asked(team.reviewer))
    assert "请写明退回的原因" in without[do.at.note]
    back = act("step", status="returned", reason="缺满意度<b>")
    assert "已退回" in do.act(project.id, shown, back, asked(team.reviewer))[do.at.note]
    seen = opened(do, team, project.id)[do.at.state]
    assert "退回原因" in seen and "缺满意度&lt;b&gt;" in seen
    stolen = do.act(project.id, shown, act("step", status="submitted"), asked(team.other))
    assert "没有权限" in stolen[do.at.note] or "没有这个项目" in stolen[do.at.note]


def test_another_users_history_is_refused(do: Handlers, team: Team) -> None:
    project = team.project()
    page = opened(do, team, project.id, team.other)
    assert "没有这个项目，或没有权限查看" in page[do.at.note] and do.at.compared not in page
    assert "登录已过期" in do.enter(asked(None, p=project.id))[do.at.note]
