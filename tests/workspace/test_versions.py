"""Versions of a report: what differs, what comes back, what is named; on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import InputError, NotAllowed, NotThere, Stale
from assistant.workspace.versions import NOTHING, compare, latest, mark, restore, version
from tests.workspace.team import Team, make_team

TEXTS = {"a": "项目预算320万元。", "b": "设备已验收。", "c": "群众满意。"}


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


def test_a_version_is_the_report_at_that_moment(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id)
    second = team.revise(draft, "b", "设备已全部验收。")
    team.revise(draft, "b", "设备验收完毕。")
    assert first.texts() == TEXTS
    at_second = version(team.workspace, team.drafter, project.id, second)
    assert at_second.texts() == TEXTS | {"b": "设备已全部验收。"}
    assert latest(team.workspace, team.drafter, project.id).texts()["b"] == "设备验收完毕。"
    assert list(at_second.headings.values()) == ["标题a", "标题b", "标题c"]


def test_two_versions_are_compared_with_their_figures(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id).at
    second = team.revise(draft, "a", "项目预算302万元。")
    found = compare(team.workspace, team.drafter, project.id, first, second)
    assert [one.id for one in found.changed] == ["a"] and [one.id for one in found.same] == ["b", "c"]
    (figure,) = found.figures
    assert (figure.heading, figure.before, figure.after) == ("标题a", ("320万元",), ("302万元",))
    from_nothing = compare(team.workspace, team.drafter, project.id, NOTHING, second)
    assert [one.before for one in from_nothing.changed] == [None, None, None]


def test_one_section_comes_back(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id)
    team.revise(draft, "a", "甲。")
    team.revise(draft, "b", "乙。")
    now = latest(team.workspace, team.drafter, project.id)
    (made,) = restore(team.workspace, team.drafter, project.id, first.at, now.seen(), "b")
    assert (made.origin, made.text, made.details["heading"]) == ("restore", TEXTS["b"], "标题b")
    assert latest(team.workspace, team.drafter, project.id).texts() == TEXTS | {"a": "甲。"}


def test_a_whole_version_comes_back_and_nothing_of_the_history_goes(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id)
    team.revise(draft, "a", "甲。")
    team.revise(draft, "b", "乙。")
    now = latest(team.workspace, team.drafter, project.id)
    made = restore(team.workspace, team.drafter, project.id, first.at, now.seen())
    assert [one.section for one in made] == ["a", "b"]  # c did not differ
    assert latest(team.workspace, team.drafter, project.id).texts() == TEXTS
    assert version(team.workspace, team.drafter, project.id, now.at).texts()["a"] == "甲。"
    with pytest.raises(InputError, match="相同"):
        restore(team.workspace, team.drafter, project.id, first.at, now.seen())


def test_a_version_of_an_earlier_draft_comes_back_into_the_newest(team: Team) -> None:
    project = team.project()
    team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id)
    team.draft(project, {"a": "重写的。"})
    now = latest(team.workspace, team.drafter, project.id)
    restore(team.workspace, team.drafter, project.id, first.at, now.seen())
    assert latest(team.workspace, team.drafter, project.id).texts() == TEXTS


def test_a_restore_does_not_overwrite_what_came_meanwhile(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id)
    team.revise(draft, "a", "甲。")
    team.revise(draft, "b", "乙。")
    seen = latest(team.workspace, team.drafter, project.id).seen()
    team.workspace.projects.share(team.drafter, project.id, team.other, "editor")
    team.revise(draft, "b", "别人的。", team.other)
    with pytest.raises(Stale, match="王填报"):
        restore(team.workspace, team.drafter, project.id, first.at, seen)
    texts = latest(team.workspace, team.drafter, project.id).texts()
    assert (texts["a"], texts["b"]) == ("甲。", "别人的。")  # all or nothing


def test_another_pack_has_other_sections(team: Team) -> None:
    project = team.project()
    team.draft(project, TEXTS)
    first = latest(team.workspace, team.drafter, project.id)
    moved = team.workspace.projects.change_pack(team.drafter, project.id, "yunnan")
    team.draft(moved, {"x": "别的。"})
    with pytest.raises(InputError, match="地方模板"):
        restore(team.workspace, team.drafter, project.id, first.at, {})


def test_a_version_is_named(team: Team) -> None:
    project = team.project()
    team.draft(project, TEXTS)
    at = latest(team.workspace, team.drafter, project.id).at
    made = mark(team.workspace, team.drafter, project.id, at, " 送审稿 ")
    assert made.name == "送审稿"
    assert list(team.workspace.drafts.marks(team.drafter, project.id)) == [made]
    for bad in ("", "长" * 31):
        with pytest.raises(InputError):
            mark(team.workspace, team.drafter, project.id, at, bad)


def test_rights_are_those_of_the_project(team: Team) -> None:
    project, others = team.project(), team.project(team.other)
    team.draft(project, TEXTS)
    at = latest(team.workspace, team.drafter, project.id).at
    for look in (
        lambda: latest(team.workspace, team.other, project.id),
        lambda: version(team.workspace, team.other, project.id, NOTHING),
        lambda: version(team.workspace, team.other, others.id, at),  # of another project
        lambda: compare(team.workspace, team.other, others.id, NOTHING, at),
        lambda: restore(team.workspace, team.other, project.id, at, {}),
        lambda: mark(team.workspace, team.other, others.id, at, "稿"),
    ):
        with pytest.raises(NotThere):
            look()
    team.workspace.projects.move(team.drafter, project.id, "submitted")
    draft = team.workspace.drafts.list(team.drafter, project.id)[0].id
    assert version(team.workspace, team.reviewer, project.id, at).draft == draft
    with pytest.raises((NotAllowed, InputError)):
        restore(team.workspace, team.reviewer, project.id, at, {})
