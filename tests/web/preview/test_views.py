"""The preview as HTML: sheets, files, what stands in the way."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.export.paper import Paper, PaperSection
from assistant.web.preview.views.away import away, notes, obstacle_list
from assistant.web.preview.views.refused import not_final, refused
from assistant.web.preview.views.sheets import sheets
from assistant.workspace.finishing import Obstacles
from assistant.workspace.preview import Preview
from assistant.workspace.todo import Todo
from tests.web.fragments import read

HOSTILE = '<img src=x onerror=alert(1)>"'
A4 = (595.0, 842.0)
FREE = Obstacles((), (), ())


def _report(**fields: Any) -> Any:
    known = {
        "entry": SimpleNamespace(id=7),
        "project": SimpleNamespace(id="a1b2"),
        "follows": True,
        "findings": (),
    }
    return SimpleNamespace(**known | fields)


def _todo(**fields: Any) -> Todo:
    known = {"id": "x", "kind": "supply", "section": "s.1", "heading": "一、概况", "start": 3, "end": 9}
    return Todo(**known | {"words": "联系电话", "before": "", "after": "", "title": "联系电话"} | fields)  # type: ignore[arg-type]


def test_every_page_is_a_picture_with_its_number() -> None:
    page = read(sheets(Preview(7, "abc", (A4, (842.0, 595.0)))))
    assert [one.attributes["alt"] for one in page.all("img")] == ["第1页，共2页", "第2页，共2页"]
    assert [one.attributes["src"] for one in page.all("img")] == [
        f"../files/page/7/{n}.png?k=abc" for n in (1, 2)
    ]
    assert [one.attributes["class"] for one in page.all("figure")] == ["sheet", "sheet turned"]


def test_what_goes_on_and_what_went_wrong() -> None:
    working = read(sheets(Preview(7, "abc", seconds=3.4, before=2)))
    assert "正在排版，前面还有2份" in working.text and "3秒" in working.text
    failed = read(sheets(Preview(7, "abc", fault=(HOSTILE, "请再试一次。"))))
    assert HOSTILE in failed.text and not failed.all("img")
    assert [one.attributes["data-do"] for one in failed.all("button")] == ["refresh"]


def test_without_pages_the_paper_itself() -> None:
    page = read(sheets(Preview(7, paper=Paper("题目", sections=(PaperSection("一、概况", 1, HOSTILE),)))))
    assert HOSTILE in page.text and not page.all("img") and page.all("article", "report-paper")


def test_a_final_copy_can_be_had_once_nothing_is_in_its_way() -> None:
    links = [one.attributes["href"] for one in read(away(_report(), FREE, prints=True)).all("a")]
    assert links == [f"../files/report/7.{one}" for one in ("docx?final=1", "docx", "pdf?final=1", "md")]


def test_until_then_it_is_said_what_is_missing_and_where() -> None:
    verify = _todo(kind="verify", title="到位率", path="")
    found = Obstacles(
        (_todo(path="report.phone"), verify), (("封面“填报人”", "【待补充：填报人】"),), (("b", "二、"),)
    )
    page = read(away(_report(), found, prints=False))
    links = [one.attributes["href"] for one in page.all("a")]
    assert "还差4处" in page.text and not any("final" in link or "pdf" in link for link in links)
    assert links[:5] == [
        "../draft/?p=a1b2#at=b.0.0",
        "../facts/?p=a1b2",
        "../facts/?p=a1b2&f=report.phone",
        "../draft/?p=a1b2#at=s.1.3.9",
        "../draft/?p=a1b2#at=s.1.3.9",
    ]


def test_what_is_to_be_known_of_the_pages() -> None:
    behind = _report(
        follows=False, findings=(SimpleNamespace(severity="error"), SimpleNamespace(severity="info"))
    )
    said = read(notes(behind, Preview(7, replaced={"仿宋_GB2312": "某宋", "黑体": ""}))).text
    assert "还没有跟着改" in said and "还有1处错误" in said and "仿宋_GB2312 → 某宋" in said
    assert "黑体 → 系统默认字体" in said and "LibreOffice" not in said
    assert "没有安装 LibreOffice" in notes(_report(), Preview(7, paper=Paper("题")))
    assert notes(_report(), Preview(7, "abc", (A4,))) == ""


@pytest.mark.parametrize("root", ["", "/baogao"])
def test_a_refusal_is_a_page_whose_links_lead_back(root: str) -> None:
    page = not_final(root, "a1b2", Obstacles((_todo(heading=HOSTILE),), (), ()))
    assert f'<base href="{root}/preview/">' in page and '<html lang="zh-CN">' in page
    assert "还有1处没有处理" in page and "../preview/?p=a1b2" in page
    assert HOSTILE not in page + refused(root, HOSTILE, HOSTILE)


def test_titles_from_a_report_are_never_markup() -> None:
    hostile = _todo(title=HOSTILE, heading=HOSTILE, path=HOSTILE, section=HOSTILE)
    page = read(obstacle_list("a1b2", Obstacles((hostile,), ((HOSTILE, HOSTILE),), ((HOSTILE, HOSTILE),))))
    assert not page.all("img") and HOSTILE in page.text
