"""HTML of the project list: rows, acts by rights, what was begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.facts.form_carry import Carry
from assistant.store.projects import Member, Project
from assistant.web.projects.onward import towards
from assistant.web.projects.views.begun import begun
from assistant.web.projects.views.manage import managing
from assistant.web.projects.views.table import checked, projects_list, row_cells
from assistant.workspace.listing import Check, Listing, Row, Wish, Writing
from assistant.workspace.starting import Begun
from tests.web.fragments import read

NOW = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
PROJECT = Project("abc", "校舍维修项目", "岚桥县教育局", 2024, "national", "drafting", "owner", "李填报", NOW)
ROW = Row(PROJECT, 63, 9, Writing(3, 18, "stopped"), NOW, "王填报", (Member("wang", "王填报", "editor"),))


def test_a_row_says_it_in_words() -> None:
    text = read(row_cells(ROW)).text
    for said in (
        "校舍维修项目",
        "岚桥县教育局",
        "填报中",
        "63%",
        "缺9项",
        "3/18节，已停止",
        "王填报",
        "共享1人",
    ):
        assert said in text
    assert "数据有误" in row_cells(replace(ROW, share=None)) and "未起草" in row_cells(
        replace(ROW, writing=None)
    )


def test_where_a_project_comes_from_is_marked() -> None:
    assert "样例" in row_cells(replace(ROW, project=replace(PROJECT, origin="sample")))
    assert "李填报共享" in row_cells(replace(ROW, project=replace(PROJECT, share="editor")))
    assert "李填报填报" in row_cells(replace(ROW, project=replace(PROJECT, share="reviewer")))


@pytest.mark.parametrize(
    ("share", "sharing", "acts"),
    [
        ("owner", True, {"pack", "share", "unshare", "archive"}),
        ("owner", False, {"pack", "archive"}),
        ("editor", True, {"pack", "archive"}),
        ("reviewer", True, set()),
    ],
)
def test_everybody_gets_their_acts(share: str, sharing: bool, acts: set[str]) -> None:
    row = replace(ROW, project=replace(PROJECT, share=share))  # type: ignore[arg-type]
    html = managing(row, sharing=sharing)
    assert {act for act in ("pack", "share", "unshare", "archive") if f'data-do="{act}"' in html} == acts


def test_every_control_has_a_label() -> None:
    html = managing(ROW, sharing=True)
    for id in ("pack-abc", "who-abc", "role-abc"):
        assert f'id="{id}"' in html and f'for="{id}"' in html


def test_a_pack_that_is_gone_is_still_shown() -> None:
    html = managing(replace(ROW, project=replace(PROJECT, pack="gone")), sharing=False)
    assert "gone（已不可用）" in html


def test_the_list_says_how_many_and_what_to_do_where_there_are_none() -> None:
    found = Listing((ROW,), 3, (2024,), 0, Wish(words="校舍"))
    assert "共3个项目，符合条件的1个" in projects_list(found, sharing=False)
    assert "没有符合条件" in projects_list(replace(found, rows=()), sharing=False)
    archived = Listing((), 0, (), 0, Wish(archived=True))
    assert "没有已归档的项目" in projects_list(archived, sharing=False)


def test_what_is_left_to_do() -> None:
    assert "检查无问题" in checked(Check(0, 0)) and checked(None) == ""
    assert "待处理2，待补充5" in checked(Check(2, 5))


def test_what_was_carried_over_is_told_with_the_way_on() -> None:
    carried = Carry("project.name", "项目名称", "2023年项目", True)
    made = Begun(replace(PROJECT, origin="last"), 12, renewed=(carried,), check=(carried,))
    text = read(begun(made)).text
    assert "沿用上年12处，需要更新1处" in text and "2023年项目" in text and "去核对数据" in text


def test_an_address_is_quoted() -> None:
    assert towards('./facts/?p="><script>') == '<i data-to="./facts/?p=&quot;&gt;&lt;script&gt;"></i>'
