"""The timeline: everything is told once, newest first, and what one person did in one go is one entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from assistant.errors import NotThere
from assistant.store.tables import DraftRow, EventRow, FactsRow, MessageRow, RevisionRow
from assistant.workspace import reviewing
from assistant.workspace.timeline import Entry, FactChange, fact_changes, timeline
from assistant.workspace.versions import mark
from tests.workspace.team import Team, make_team


class Clock:
    """A clock that is set by hand, for every row that is written."""

    def __init__(self) -> None:
        self.time = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)

    def stamp(self, mapper: object, connection: object, row: Any) -> None:
        """A row about to be written gets the time."""
        self.time += timedelta(seconds=1)
        row.made_at = self.time

    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.time += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Iterator[Clock]:
    made = Clock()
    tables = (FactsRow, DraftRow, RevisionRow, MessageRow, EventRow)
    for table in tables:
        event.listen(table, "before_insert", made.stamp)
    yield made
    for table in tables:
        event.remove(table, "before_insert", made.stamp)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


def told(team: Team, project: str) -> list[Entry]:
    return list(timeline(team.workspace, team.drafter, project))


def test_everything_is_told_newest_first(team: Team, clock: Clock) -> None:
    project = team.project()
    saved = team.workspace.projects.facts(team.drafter, project.id)
    tree = {**saved.tree, "report": {**saved.tree["report"], "region": "岚桥县"}}
    team.workspace.projects.save(team.drafter, project.id, tree, saved.id)
    draft = team.draft(project, {"a": "甲。", "b": "乙。"})
    team.revise(draft, "a", "甲甲。")
    reviewing.move(team.workspace, team.drafter, project.id, "submitted")
    reviewing.comment_on(team.workspace, team.reviewer, project.id, "a", "请核对")
    entries = told(team, project.id)
    assert [(one.kind, one.title, one.who) for one in entries] == [
        ("comment", "批注", "赵审核"),
        ("state", "提交审核", "李填报"),
        ("text", "人工修改1节", "李填报"),
        ("text", "离线起草2节", "李填报"),
        ("draft", "开始起草（离线）", ""),
        ("facts", "修改数据1处", "李填报"),
        ("state", "新建项目", "李填报"),
    ]
    assert entries[5].changes == (FactChange("所在地区", "", "岚桥县"),)
    assert entries[3].details == ("标题a", "标题b")


def test_versions_follow_each_other(team: Team, clock: Clock) -> None:
    project = team.project()
    draft = team.draft(project, {"a": "甲。", "b": "乙。"})
    last = team.revise(draft, "a", "甲甲。")
    made = mark(team.workspace, team.drafter, project.id, last, "送审稿")
    second, first = (one for one in told(team, project.id) if one.version)
    assert first.base == 0 and second.base == first.version and second.version == last
    assert second.marks == (made,) and first.marks == ()


def test_one_go_ends_after_ten_minutes_and_with_another_person(team: Team, clock: Clock) -> None:
    project = team.project()
    team.workspace.projects.share(team.drafter, project.id, team.other, "editor")
    draft = team.draft(project, {"a": "零。"})
    for text, minutes, who in (
        ("一。", 1, team.drafter),
        ("二。", 9, team.drafter),
        ("三。", 11, team.drafter),
        ("四。", 1, team.other),
        ("五。", 1, team.drafter),
    ):
        clock.wait(minutes)
        team.revise(draft, "a", text, who)
    groups = [one for one in told(team, project.id) if one.kind == "text"]
    assert [one.who for one in groups] == ["李填报", "王填报", "李填报", "李填报", "李填报"]
    assert groups[3].until - groups[3].since >= timedelta(minutes=9)


def test_facts_saved_in_one_go_are_compared_as_a_whole(team: Team, clock: Clock) -> None:
    project = team.project()
    for region in ("甲县", "乙县", "丙县"):
        saved = team.workspace.projects.facts(team.drafter, project.id)
        tree = {**saved.tree, "report": {**saved.tree["report"], "region": region}}
        team.workspace.projects.save(team.drafter, project.id, tree, saved.id)
    (entry,) = [one for one in told(team, project.id) if one.kind == "facts"]
    assert entry.changes == (FactChange("所在地区", "", "丙县"),)


def test_changes_of_facts_are_in_words_and_in_units() -> None:
    head = {"report": {"year": 2024, "unit": "岚桥县人民医院"}, "project": {"name": "项目"}}
    old = {**head, "funds": {"initial_budget": "320", "payments": [{"amount": "10"}]}}
    new = {**head, "funds": {"initial_budget": "300", "payments": [{"amount": "10"}, {"amount": "5"}]}}
    first, second = fact_changes(old, new)
    assert (first.before, first.after) == ("320万元", "300万元")
    assert (second.title, second.before, second.after) == ("第2项支付金额", "", "5万元")
    assert fact_changes(old, old) == () and fact_changes(old, {"report": "坏"}) == ()


def test_a_stranger_sees_no_history(team: Team) -> None:
    project = team.project()
    with pytest.raises(NotThere):
        timeline(team.workspace, team.other, project.id)
