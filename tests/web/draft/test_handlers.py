"""The acts of the draft page as a browser sends them, without one."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace

import pytest

from assistant.web.draft.handlers import ACTS, Handlers
from assistant.workspace.desk import Desk
from assistant.workspace.report import open_report


class Visits:
    """Whoever the test says."""

    def __init__(self, person):
        self.person_now = person

    def person(self, request):
        return self.person_now


@pytest.fixture
def desk(workspace, writing, talking, changing):
    return Desk(workspace, writing, talking, changing)


@pytest.fixture
def visits(anna):
    return Visits(anna)


@pytest.fixture
def page(desk, visits, project, draft):
    """An open page: acts by name, giving the regions that changed."""
    return Page(Handlers(desk, visits), project.id)


class Page:
    def __init__(self, handlers, project_id):
        self.handlers = handlers
        self.request = SimpleNamespace(query_params={"p": project_id})
        self.room, news, _ = handlers.enter(self.request)
        self.regions = _regions(news)

    def act(self, do, **data):
        self.room, news, _ = self.handlers.act(self.room, {"do": do, **data}, self.request)
        changed = _regions(news)
        self.regions |= changed
        return changed

    def look(self):
        self.room, news, _ = self.handlers.look(self.room, self.request)
        changed = _regions(news) if isinstance(news, str) else {}
        self.regions |= changed
        return changed


def _regions(news):
    found = re.findall(r'data-for="([^"]*)" data-html="([^"]*)"', news)
    return {html.unescape(name): html.unescape(said) for name, said in found}


def _plain(part):
    return re.sub("<[^>]+>", "", part)


def test_a_page_shows_the_draft_and_then_only_what_changes(page, project):
    assert "岚川县雷达站改造项目" in _plain(page.regions["part:overview"])
    assert page.regions["bar"]
    page.look()
    assert page.look() == {}, "a page at rest gets nothing"


def test_an_edit_replaces_its_section_only(page):
    part = re.search(r'data-revision="(\d+)"', page.regions["part:overview"])
    changed = page.act("edit", section="overview", revision=part.group(1), text="新的一段。")
    assert "新的一段。" in changed["part:overview"]
    assert not [name for name in changed if name.startswith("part:") and name != "part:overview"]
    changed = page.act("undo")
    assert "岚川县" in changed["part:overview"]


def test_two_pages_on_one_section_merge(desk, visits, page, project, boris, workspace, anna):
    workspace.projects.share(anna, project.id, boris, "editor")
    theirs = Page(Handlers(desk, Visits(boris)), project.id)
    seen = re.search(r'data-revision="(\d+)"', page.regions["part:overview"]).group(1)
    text = open_report(workspace, anna, project.id).part("overview").text
    theirs.act("edit", section="overview", revision=seen, text=f"{text}\n对方加的一段。")
    assert "对方加的一段" in page.look()["part:overview"], "the other's change is seen without asking"
    changed = page.act("edit", section="overview", revision=seen, text=f"我加在前面。\n{text}")
    assert "薄立" in changed["merge"]
    page.act("merge-save", section="overview")
    both = open_report(workspace, anna, project.id).part("overview").text
    assert both.startswith("我加在前面。")
    assert both.endswith("对方加的一段。")
    assert page.regions["merge"] == ""


def test_talk_accept_refuse_undo(page, workspace, anna, project):
    before = open_report(workspace, anna, project.id).sheet
    changed = page.act("instruct", instruction="把“项目”改成“工程”")
    found = re.findall(r'data-do="accept" data-proposal="(\d+)" data-hunk="([^"]+)"', changed["talk"])
    assert len(found) > 1
    proposal, hunk = found[0]
    changed = page.act("accept", proposal=proposal, hunk=hunk)
    assert "已接受" in changed["talk"]
    page.act("refuse", proposal=proposal)
    assert "已拒绝" in page.regions["talk"]
    assert open_report(workspace, anna, project.id).sheet != before
    page.act("undo")
    assert open_report(workspace, anna, project.id).sheet == before


def test_a_figure_leads_to_its_fact(page):
    figure = re.search(
        r'data-do="evidence" data-section="([^"]+)" data-start="(\d+)" data-end="(\d+)"',
        page.regions["part:funds_arranged"]
        if "part:funds_arranged" in page.regions
        else " ".join(page.regions.values()),
    )
    changed = page.act("evidence", section=figure.group(1), start=figure.group(2), end=figure.group(3))
    assert "../facts/?p=" in changed["evidence"]


def test_every_act_refuses_a_stranger_and_survives_rubbish(desk, boris, project, draft, page):
    stranger = Page(Handlers(desk, Visits(boris)), project.id)
    assert "没有这个项目" in stranger.regions["trouble"]
    stranger.room.draft = draft
    rubbish = dict.fromkeys(
        ("section", "revision", "text", "proposal", "hunk", "finding", "fix", "todo", "value", "status"),
        "<script>9999999999'\"] OR 1=1",
    )
    for do in ACTS:
        for data in ({}, rubbish):
            stranger.act(do, **data)
            page.act(do, **data)
            told = _plain(page.regions.get("trouble", "")) + _plain(stranger.regions["trouble"])
            assert "程序内部出错" not in told, (do, data, told)
        assert not [name for name in stranger.regions if name.startswith("part:")]


def test_an_unknown_act_is_told(page):
    assert "不认识这个操作" in page.act("nonsense")["trouble"]


def test_hostile_text_is_text(page, workspace, anna, project):
    part = re.search(r'data-revision="(\d+)"', page.regions["part:overview"])
    hostile = "<img src=x onerror=alert(1)>\"'</div><script>1</script>{{7*7}}"
    changed = page.act("edit", section="overview", revision=part.group(1), text=hostile)
    assert "<img" not in changed["part:overview"]
    assert "<script" not in changed["part:overview"]
    changed = page.act("instruct", instruction=hostile)
    assert "<img" not in changed.get("talk", "")


def test_a_section_is_written_again_as_a_proposal(page):
    part = re.search(r'data-revision="(\d+)"', page.regions["part:overview"])
    composed = _plain(page.regions["part:overview"])
    page.act("edit", section="overview", revision=part.group(1), text="改坏了。")
    changed = page.act("redo", section="overview", note="")
    proposal = re.search(r'data-do="accept" data-proposal="(\d+)"', changed["talk"])
    assert "改坏了。" in _plain(page.regions["part:overview"]), "nothing changes before somebody accepts"
    page.act("accept", proposal=proposal.group(1))
    assert _plain(page.regions["part:overview"]).split("。")[0] == composed.split("。")[0]
