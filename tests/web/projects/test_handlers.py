"""The project list without a browser: values in, updates out; errors where they belong, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant.web.projects.beginning import Beginning
from assistant.web.projects.handlers import Handlers, wish_of
from assistant.web.projects.layout import lay_out
from assistant.workspace.listing import Wish
from assistant.workspace.samples import samples
from assistant.workspace.starting import HEAD
from tests.web.fragments import read
from tests.web.projects.asking import OpenDoor, act, asked
from tests.workspace.team import Team, make_team

ALL = ("", "全部年度", "", False)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


@pytest.fixture
def do(team: Team) -> Handlers:
    with gr.Blocks():
        return Handlers(lay_out(), team.workspace, OpenDoor())  # type: ignore[arg-type]


@pytest.fixture
def new(do: Handlers, team: Team) -> Beginning:
    return Beginning(do.at, team.workspace, OpenDoor())  # type: ignore[arg-type]


def fed(do: Handlers, updates: dict[Any, Any]) -> str:
    """What the feed brings, as it will stand in the page."""
    from html import unescape

    return unescape(updates[do.at.feed])


def test_an_empty_list_shows_the_way(do: Handlers, team: Team) -> None:
    shown = read(do.enter(asked(team.drafter))[do.at.listing])
    assert "十分钟写出一份自评报告" in shown.text
    buttons = re.findall(r'data-way="(\w+)"', do.enter(asked(team.drafter))[do.at.listing])
    assert buttons == ["file", "blank", "sample"]
    opened = do.act(*ALL, act("way", way="blank"), asked(team.drafter))
    assert opened[do.at.way] == "blank"
    assert do.at.way not in do.act(*ALL, act("way", way="<b>"), asked(team.drafter))


def test_each_sees_their_own(do: Handlers, team: Team) -> None:
    team.project()
    assert "急诊楼改造项目" in do.enter(asked(team.drafter))[do.at.listing]
    assert "急诊楼改造项目" not in do.enter(asked(team.other))[do.at.listing]


def test_a_login_that_ended_is_told_on_the_page(do: Handlers) -> None:
    assert "登录已过期" in do.enter(asked(None))[do.at.listing]
    assert "登录已过期" in do.act(*ALL, act("archive", project="x"), asked(None))[do.at.note]
    *_, last = do.check(*ALL, asked(None))
    assert "登录已过期" in last[do.at.note]


def test_the_toolbar_narrows_whatever_a_browser_sends(do: Handlers, team: Team) -> None:
    team.project()
    found = do.narrow("没有的", None, None, False, asked(team.drafter))[do.at.listing]
    assert "没有符合条件的项目" in found
    assert wish_of(None, "2024年度", "submitted", True) == Wish("", 2024, "submitted", True)
    assert wish_of("x", "二〇二四年度", "<b>", False) == Wish("x", 0, "", False)
    assert wish_of("x", "99999999999999999999", None, False) == Wish("x", 0, "", False)


def test_archiving_can_be_undone(do: Handlers, team: Team) -> None:
    project = team.project()
    gone = do.act(*ALL, act("archive", project=project.id), asked(team.drafter))
    assert "急诊楼改造项目" not in gone[do.at.listing] and f'data-project="{project.id}"' in gone[do.at.note]
    back = do.act(*ALL, act("unarchive", project=project.id), asked(team.drafter))
    assert "急诊楼改造项目" in back[do.at.listing]


def test_what_came_of_an_act_stands_in_its_row(do: Handlers, team: Team) -> None:
    project, by = team.project(), asked(team.drafter)
    shared = fed(do, do.act(*ALL, act("share", project=project.id, who="小王", role="editor"), by))
    assert "已共享给王填报。" in shared and "共享1人" in shared
    assert team.workspace.projects.get(team.other, project.id).share == "editor"
    wrong = fed(do, do.act(*ALL, act("share", project=project.id, who="谁", role="editor"), by))
    assert "没有用户“谁”" in wrong and "请核对用户名" in wrong
    packed = fed(do, do.act(*ALL, act("pack", project=project.id, value="yunnan"), by))
    assert "已改用“云南" in packed
    taken = fed(do, do.act(*ALL, act("unshare", project=project.id, who="小王"), by))
    assert "已取消共享。" in taken and "还没有共享给别人" in taken


def test_another_users_project_is_refused_by_id(do: Handlers, team: Team) -> None:
    project = team.project()
    for asked_for in (
        act("pack", project=project.id, value="yunnan"),
        act("share", project=project.id, who="小王", role="editor"),
    ):
        said = fed(do, do.act(*ALL, asked_for, asked(team.other)))
        assert "没有这个项目，或没有权限查看" in said and "急诊楼" not in said
    gone = do.act(*ALL, act("archive", project=project.id), asked(team.other))
    assert "没有这个项目" in gone[do.at.note]
    assert not team.workspace.projects.get(team.drafter, project.id).archived


def test_a_name_is_text_not_markup(do: Handlers, team: Team) -> None:
    team.project(typed={"project.name": "<img src=x onerror=alert(1)>项目"})
    shown = do.enter(asked(team.drafter))[do.at.listing]
    assert "<img" not in shown and "&lt;img" in shown


def test_findings_come_afterwards(do: Handlers, team: Team) -> None:
    project = team.project()
    team.draft(project, {"overview": "项目投资999万元，【待补充：立项依据】。"})
    _, part = do.check(*ALL, asked(team.drafter))
    assert f'data-for="check-{project.id}"' in part[do.at.feed] and "待补充1" in part[do.at.feed]


def test_where_nothing_is_to_be_checked_what_stands_there_stays(do: Handlers, team: Team) -> None:
    team.project()
    assert list(do.check(*ALL, asked(team.drafter))) == [gr.skip()]


def begin(new: Beginning, by: Any, way: str, **given: Any) -> dict[Any, Any]:
    known = {
        "file": None,
        "which": None,
        "last": None,
        "sample": None,
        "year": "",
        "unit": "",
        "name": "",
        "kind": "",
        "pack": "national",
    }
    values: list[Any] = [way, *(known | given).values(), by]
    return new.begin(*values)


def test_a_blank_project_leads_to_its_facts(new: Beginning, team: Team) -> None:
    made = begin(new, asked(team.drafter), "blank", year="2024", unit="岚桥县医院", name="项目")
    (project,) = team.workspace.projects.list(team.drafter)
    assert made[new.at.onward] == f'<i data-to="./facts/?p={project.id}"></i>'


def test_faults_stand_beside_their_fields(new: Beginning, team: Team) -> None:
    made = begin(new, asked(team.drafter), "blank", unit="岚桥县医院")
    faults = {path: made[new.at.faults[path]] for path in HEAD}
    assert (
        "请填写" in faults["report.year"]
        and faults["report.unit"] == ""
        and "请填写" in faults["project.name"]
    )
    assert team.workspace.projects.list(team.drafter) == []


def test_a_file_is_looked_at_then_read(new: Beginning, team: Team) -> None:
    path = str(next(iter(samples().values())))
    seen = new.look(path, None)
    assert seen[new.at.heads["project.name"]] and "项数据" in seen[new.at.found]
    made = begin(new, asked(team.drafter), "file", file=path)
    assert "读入" in made[new.at.note] and "./facts/?p=" in made[new.at.note]
    assert made[new.at.form].visible is False


def test_a_bad_file_is_told_in_the_form(new: Beginning, team: Team, tmp_path: Path) -> None:
    bad = tmp_path / "坏.yaml"
    bad.write_text("report: [", encoding="utf-8")
    assert (
        "不是合法" in new.look(str(bad), None)[new.at.found]
        or "有误" in new.look(str(bad), None)[new.at.found]
    )
    assert "trouble" in begin(new, asked(team.drafter), "file", file=str(bad))[new.at.form_note]
    assert "还没有选择文件" in begin(new, asked(team.drafter), "file")[new.at.form_note]


def test_last_year_is_chosen_and_carried_over(new: Beginning, team: Team) -> None:
    before = team.project(typed={"report.year": "2023", "project.name": "2023年校舍维修项目"})
    by = asked(team.drafter)
    assert new.choose("last", by)[new.at.last].choices == [
        ("2023年度　2023年校舍维修项目（岚桥县人民医院）", before.id)
    ]
    followed = new.follow(before.id, by)
    assert followed[new.at.heads["project.name"]] == "2024年校舍维修项目"
    made = begin(new, by, "last", last=before.id)
    assert "沿用上年" in made[new.at.note]
    assert team.workspace.projects.list(team.drafter)[0].last == before.id
    stolen = begin(new, asked(team.other), "last", last=before.id)
    assert "没有这个项目" in stolen[new.at.form_note]
