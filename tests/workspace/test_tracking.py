"""Two versions of a report as a Word file with tracked changes, on a real store."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from assistant.errors import InputError, NotThere
from assistant.workspace.authorship import Step
from assistant.workspace.redlines import Chapter, redlined, steps_to
from assistant.workspace.reviewing import WHOLE, comment_on, reply, resolve
from assistant.workspace.tracking import CHECK, tracked_file
from assistant.workspace.versions import NOTHING, latest
from tests.export.resolving import W, accepted, rejected, shown, xml
from tests.workspace.team import Team, make_team

TEXTS = {"a": "项目预算320万元。\n资金已到位。", "b": "设备已验收。", "c": "群众满意。"}


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


def body(content: bytes) -> list[str]:
    """The headings and paragraphs of the text."""
    return [text for style, text in shown(content) if style == "Body Text" or style.startswith("Heading")]


def comments(content: bytes) -> list[tuple[str, str]]:
    """Author and text of the comments that people or the review made."""
    found = [(one.author, one.text) for one in Document(io.BytesIO(content)).comments]
    return [one for one in found if one[0] not in ("待办提示", "排版提示")]


def file_of(team: Team, project: str, old: int, new: int | None = None) -> bytes:
    new = latest(team.workspace, team.drafter, project).at if new is None else new
    return tracked_file(team.workspace, team.drafter, project, old, new).content


def test_accepted_it_is_the_new_version_and_rejected_the_old(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id).at
    team.workspace.projects.share(team.drafter, project.id, team.other, "editor")
    team.revise(draft, "a", "项目预算302万元。\n资金已到位。\n另有自筹。")
    team.revise(draft, "a", "项目预算302万元。\n资金全部到位。\n另有自筹。", team.other)
    content = file_of(team, project.id, first)
    same = ["标题b", "设备已验收。", "标题c", "群众满意。"]
    assert body(accepted(content)) == ["标题a", "项目预算302万元。", "资金全部到位。", "另有自筹。", *same]
    assert body(rejected(content)) == ["标题a", "项目预算320万元。", "资金已到位。", *same]
    authors = {
        "".join(one.itertext()): one.get(f"{W}author")
        for tag in ("ins", "del")
        for one in xml(content).iter(f"{W}{tag}")
        if "".join(one.itertext())
    }
    assert authors == {
        "320万元": "李填报",
        "302万元": "李填报",
        "已": "王填报",
        "全部": "王填报",
        "另有自筹。": "李填报",
    }


def test_the_file_is_named_and_says_its_version(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id).at
    at = team.revise(draft, "b", "设备已全部验收。")
    made = tracked_file(team.workspace, team.drafter, project.id, first, at)
    assert made.name.endswith("（修订）.docx") and "急诊楼改造项目" in made.name
    custom = zipfile.ZipFile(io.BytesIO(made.content)).read("docProps/custom.xml").decode()
    assert f">{draft}.{at}<" in custom
    assert tracked_file(team.workspace, team.drafter, project.id, first, at).content == made.content


def test_against_nothing_every_word_is_new_and_says_who_wrote_it(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    team.revise(draft, "c", "群众满意。好评多。")
    content = file_of(team, project.id, NOTHING)
    assert body(rejected(content)) == []
    wrote = {"".join(one.itertext()): one.get(f"{W}author") for one in xml(content).iter(f"{W}ins")}
    assert (wrote["群众满意。"], wrote["好评多。"]) == ("自动起草", "李填报")


def test_what_came_before_the_old_version_has_no_part_in_it(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = team.revise(draft, "b", "设备已验收。另有一句。")
    team.workspace.projects.share(team.drafter, project.id, team.other, "editor")
    team.revise(draft, "b", "设备已验收。", team.other)
    changes = list(xml(file_of(team, project.id, first)).iter(f"{W}ins", f"{W}del"))
    assert [("".join(one.itertext()), one.get(f"{W}author")) for one in changes] == [("另有一句。", "王填报")]


def test_another_draft_with_other_sections(team: Team) -> None:
    project = team.project()
    team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id).at
    team.draft(project, {"a": "项目预算320万元。\n资金已到位。", "d": "新的一节。"})
    content = file_of(team, project.id, first)
    assert body(accepted(content)) == ["标题a", "项目预算320万元。", "资金已到位。", "标题d", "新的一节。"]
    assert body(rejected(content)) == [
        *("标题a", "项目预算320万元。", "资金已到位。"),
        *("标题b", "设备已验收。", "标题c", "群众满意。"),
    ]


def test_going_back_to_an_earlier_version(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id).at
    second = team.revise(draft, "b", "设备已全部验收。")
    content = file_of(team, project.id, second, first)
    assert "设备已验收。" in body(accepted(content)) and "设备已全部验收。" in body(rejected(content))


def test_open_comments_and_findings_stand_beside_the_report_as_it_is(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id).at
    team.revise(draft, "b", "设备已全部验收，共999.5万元。")
    workspace, reviewer = team.workspace, team.reviewer
    workspace.projects.move(team.drafter, project.id, "submitted")
    asked = comment_on(workspace, reviewer, project.id, "b", "何时验收？", "全部验收")
    reply(workspace, team.drafter, project.id, asked.id, "三月")
    comment_on(workspace, reviewer, project.id, WHOLE, "总体可以")
    done = comment_on(workspace, reviewer, project.id, "c", "已改的意见")
    resolve(workspace, reviewer, project.id, done.id)
    content = file_of(team, project.id, first)
    found = comments(content)
    assert ("赵审核", "何时验收？\n李填报回复：三月") in found
    assert ("赵审核", "总体可以") in found
    assert not any("已改的意见" in text for _, text in found)
    assert any(author == CHECK for author, _ in found)
    at = latest(workspace, team.drafter, project.id).at
    assert comments(tracked_file(workspace, reviewer, project.id, NOTHING, first).content) == []
    assert comments(tracked_file(workspace, reviewer, project.id, NOTHING, at).content) != []


def test_so_many_findings_are_told_and_the_rest_counted(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id).at
    team.revise(draft, "b", "设备已验收，共999.5万元，另有888.5万元、777.5万元。")
    every = [text for author, text in comments(file_of(team, project.id, first)) if author == CHECK]
    monkeypatch.setattr("assistant.workspace.tracking._MOST", 1)
    told = [text for author, text in comments(file_of(team, project.id, first)) if author == CHECK]
    assert len(every) > 2 and len(told) == 2
    assert f"另有{len(every) - 1}处问题" in told[0]


def test_refusals(team: Team) -> None:
    project = team.project()
    team.draft(project, TEXTS)
    at = latest(team.workspace, team.drafter, project.id).at
    with pytest.raises(InputError, match="没有不同"):
        file_of(team, project.id, at, at)
    with pytest.raises(InputError, match="较新的版本"):
        file_of(team, project.id, at, NOTHING)
    with pytest.raises(NotThere):
        file_of(team, project.id, NOTHING, at + 1000)
    with pytest.raises(NotThere):
        tracked_file(team.workspace, team.other, project.id, NOTHING, at)


def test_sections_that_are_gone_stand_after_what_they_followed() -> None:
    old = [Chapter(id, id, 1, f"{id}。") for id in "xabcd"]
    new = [Chapter(id, id, 1, f"{id}。") for id in "ca"]
    made = redlined(old, new, steps_to({one.id: one.text for one in new}, Step("", "李")), Step("", "李"))
    assert [one.id for one in made] == ["x", "c", "d", "a", "b"]
    assert [one.id for one in made if one.marks] == ["x", "d", "b"]


def test_a_figure_against_the_facts_is_told_at_its_place(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id).at
    projects = team.workspace.projects
    facts = projects.facts(team.drafter, project.id)
    tree = {**facts.tree, "funds": {"initial_budget": "320"}}
    projects.save(team.drafter, project.id, tree, facts.id, "预算")
    team.revise(draft, "b", "项目年初预算数为302万元。")
    found = [text for author, text in comments(file_of(team, project.id, first)) if author == CHECK]
    assert any("302万元" in text and "320万元" in text for text in found), found
