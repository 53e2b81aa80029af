"""Every action of the settings page, without a browser: who may not see a section is sent nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant.errors import NotAllowed
from assistant.store.people import Person
from assistant.web.options.handlers import Handlers
from assistant.web.options.layout import lay_out
from assistant.workspace.preferences import default_pack
from assistant.workspace.workspace import Workspace
from tests.web.fragments import read
from tests.workspace.problems import opened, project_of

PASSWORD, OTHER = "correct horse", "battery staple"


class Asking:
    """Visits of persons that the test names: a request is the person, None one whose login has ended."""

    login = True

    def person(self, request: Any) -> Person:
        if request is None:
            raise NotAllowed("登录已过期", hint="请重新登录。")
        return request


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = opened(tmp_path)
    yield made
    made.close()


@pytest.fixture
def admin(workspace: Workspace) -> Person:
    return workspace.people.first("主管", "周主管", PASSWORD)


@pytest.fixture
def drafter(workspace: Workspace, admin: Person) -> Person:
    return workspace.people.add(admin, "小李", "李填报", PASSWORD, "drafter")


@pytest.fixture
def do(workspace: Workspace) -> Handlers:
    with gr.Blocks():
        return Handlers(lay_out(), workspace, Asking())  # type: ignore[arg-type]


def text(update: Any) -> str:
    return read(update).text


def test_an_administrator_sees_all_tabs(do, admin, drafter):
    found = do.enter(admin)
    for tab in (do.at.own_tab, do.at.people_tab, do.at.log_tab, do.at.data_tab):
        assert found[tab].visible
    assert "李填报" in text(found[do.at.people]) and "添加用户" in text(found[do.at.log])
    assert "往年报告库" in text(found[do.at.data])


def test_a_drafter_is_sent_nothing_of_what_is_not_theirs(do, drafter):
    found = do.enter(drafter)
    assert found[do.at.own_tab].visible and not found[do.at.save_default].visible
    for part in (
        do.at.people_tab,
        do.at.people,
        do.at.log_tab,
        do.at.log,
        do.at.data_tab,
        do.at.data,
        do.at.whom,
    ):
        assert part not in found
    assert "周主管" not in str(found)


def test_a_drafters_calls_are_refused(do, workspace, admin, drafter):
    before = workspace.people.all(admin)
    refused = [
        (do.add(drafter, "新人", "新人", PASSWORD, "admin"), do.at.add_note),
        (do.pick(drafter, "主管"), do.at.whom_note),
        (do.set_role(drafter, "主管", "drafter"), do.at.whom_note),
        (do.switch(drafter, "主管", "停用"), do.at.whom_note),
        (do.set_password(drafter, "主管", OTHER), do.at.whom_note),
        (do.save_default(drafter, "yunnan"), do.at.default_note),
        (do.look(drafter, 0, ""), do.at.log),
    ]
    for found, place in refused:
        assert list(found) == [place] and "只有管理员" in text(found[place])
    assert workspace.people.all(admin) == before and default_pack(workspace) == "national"


def test_whose_login_has_ended_is_told_so(do):
    assert "登录已过期" in text(do.enter(None)[do.at.trouble])
    assert "登录已过期" in text(do.change(None, "a", "b", "c")[do.at.own_note])
    assert "登录已过期" in text(list(do.test(None))[-1][do.at.tested])


def test_an_account_is_added_and_its_password_not_echoed(do, workspace, admin):
    found = do.add(admin, "小王", "王审核", PASSWORD, "reviewer")
    assert "王审核" in text(found[do.at.add_note]) and found[do.at.password] == ""
    assert PASSWORD not in str(found)
    assert found[do.at.whom].value == "小王" and found[do.at.new_role]["value"] == "reviewer"
    wrong = do.add(admin, "小王", "又一个", PASSWORD, "reviewer")
    assert "已经有人用了" in text(wrong[do.at.add_note]) and do.at.password not in wrong


def test_somebody_is_changed(do, workspace, admin, drafter):
    assert do.set_role(admin, "小李", "reviewer")[do.at.new_role]["value"] == "reviewer"
    found = do.switch(admin, "小李", "停用")
    assert found[do.at.switch].value == "启用" and "已停用" in text(found[do.at.people])
    assert do.switch(admin, "小李", "启用")[do.at.switch].value == "停用"
    assert do.set_password(admin, "小李", OTHER)[do.at.reset] == ""
    assert workspace.people.log_in("小李", OTHER)
    assert "还没有选用户" in text(do.set_role(admin, None, "drafter")[do.at.whom_note])
    assert "没有用户" in text(do.switch(admin, "谁也不是", "停用")[do.at.whom_note])


def test_ones_own_password(do, workspace, drafter):
    found = do.change(drafter, PASSWORD, OTHER, OTHER)
    assert "重新登录" in text(found[do.at.own_note]) and found[do.at.fresh] == ""
    assert workspace.people.log_in("小李", OTHER)
    assert "现在的密码不对" in text(do.change(drafter, PASSWORD, OTHER, OTHER)[do.at.own_note])


def test_ones_own_password_cannot_be_found_out_by_trying(do, drafter):
    for _ in range(5):
        assert "现在的密码不对" in text(do.change(drafter, "猜测的密码1", OTHER, OTHER)[do.at.own_note])
    assert "尝试次数过多" in text(do.change(drafter, PASSWORD, OTHER, OTHER)[do.at.own_note])


def test_the_log_is_filtered(do, workspace, admin, drafter):
    project = project_of(workspace, drafter)
    assert "新建项目" in text(do.look(admin, 0, project.id)[do.at.log])
    assert "新建项目" not in text(do.look(admin, admin.id, "")[do.at.log])
    assert "没有记录" in text(do.look(admin, 0, "nothing")[do.at.log])


def test_the_default_pack_is_chosen(do, workspace, admin):
    found = do.save_default(admin, "yunnan")
    assert default_pack(workspace) == "yunnan" and found[do.at.default].value == "yunnan"
    assert "没有这个地方模板" in text(do.save_default(admin, "<b>")[do.at.default_note])


def test_no_model_can_be_tested(do, drafter):
    first, last = do.test(drafter)
    assert "正在请求" in first[do.at.tested]
    assert "ASSISTANT_BASE_URL" in text(last[do.at.tested]) and last[do.at.test].interactive
    assert not do.enter(drafter)[do.at.test].visible
