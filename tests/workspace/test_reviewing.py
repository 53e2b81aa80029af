"""Reviewing: who may do what when, comments with answers, and the reason of a return first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import InputError, NotAllowed, NotThere
from assistant.workspace.reviewing import WHOLE, comment_on, move, reply, resolve, reviewing
from tests.workspace.team import Team, make_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


def titles(team: Team, who: str, project: str) -> list[str]:
    return [step.title for step in reviewing(team.workspace, getattr(team, who), project).steps]


def test_what_each_may_do_in_each_state(team: Team) -> None:
    project = team.project()
    team.draft(project, {"a": "甲。"})
    assert titles(team, "drafter", project.id) == ["提交审核"]
    move(team.workspace, team.drafter, project.id, "submitted")
    assert titles(team, "drafter", project.id) == ["撤回"]
    assert sorted(titles(team, "reviewer", project.id)) == ["审定", "退回修改"]
    move(team.workspace, team.drafter, project.id, "drafting")
    move(team.workspace, team.drafter, project.id, "submitted")
    move(team.workspace, team.reviewer, project.id, "returned", "数字不对")
    assert titles(team, "drafter", project.id) == ["重新提交审核"]
    assert titles(team, "reviewer", project.id) == []
    move(team.workspace, team.drafter, project.id, "submitted")
    move(team.workspace, team.reviewer, project.id, "approved")
    assert titles(team, "drafter", project.id) == []
    assert titles(team, "reviewer", project.id) == ["退回修改"]


def test_nobody_does_what_is_not_theirs(team: Team) -> None:
    project = team.project()
    with pytest.raises(InputError, match="还没有报告"):
        move(team.workspace, team.drafter, project.id, "submitted")
    team.draft(project, {"a": "甲。"})
    with pytest.raises(NotAllowed):
        move(team.workspace, team.drafter, project.id, "approved")
    with pytest.raises(InputError):
        move(team.workspace, team.drafter, project.id, "gone")
    move(team.workspace, team.drafter, project.id, "submitted")
    with pytest.raises(NotAllowed):
        move(team.workspace, team.reviewer, project.id, "drafting")
    with pytest.raises(NotThere):
        move(team.workspace, team.other, project.id, "approved")


def test_a_return_needs_a_reason_which_the_drafter_sees(team: Team) -> None:
    project = team.project()
    team.draft(project, {"a": "甲。"})
    move(team.workspace, team.drafter, project.id, "submitted")
    with pytest.raises(InputError, match="原因"):
        move(team.workspace, team.reviewer, project.id, "returned", "  ")
    assert reviewing(team.workspace, team.reviewer, project.id).threads == ()  # nothing was written
    move(team.workspace, team.reviewer, project.id, "returned", "满意度没有依据")
    found = reviewing(team.workspace, team.drafter, project.id)
    assert found.reason and (found.reason.text, found.reason.author) == ("满意度没有依据", "赵审核")
    team.draft(project, {"a": "重写。"})  # the reason stays, also with a new draft
    again = reviewing(team.workspace, team.drafter, project.id)
    assert again.reason == found.reason
    move(team.workspace, team.drafter, project.id, "submitted")
    assert reviewing(team.workspace, team.drafter, project.id).reason is None
    move(team.workspace, team.reviewer, project.id, "returned", "还差一处")
    last = reviewing(team.workspace, team.drafter, project.id).reason
    assert last and last.text == "还差一处"


def test_a_comment_is_answered_and_dealt_with(team: Team) -> None:
    project = team.project()
    draft = team.draft(project, {"a": "支出300万元。", "b": "乙。"})
    move(team.workspace, team.drafter, project.id, "submitted")
    one = comment_on(team.workspace, team.reviewer, project.id, "a", "与台账不一致", "300万元")
    two = comment_on(team.workspace, team.reviewer, project.id, "b", "太短")
    reply(team.workspace, team.drafter, project.id, one.id, "已核对")  # also while it is submitted
    found = reviewing(team.workspace, team.drafter, project.id)
    assert [thread.comment.id for thread in found.threads] == [one.id, two.id] and found.open == 2
    first = found.threads[0]
    assert (first.comment.quote, first.found) == ("300万元", True)
    assert [(answer.author, answer.text) for answer in first.replies] == [("李填报", "已核对")]
    resolve(team.workspace, team.drafter, project.id, one.id)
    move(team.workspace, team.drafter, project.id, "drafting")
    team.revise(draft, "a", "支出310万元。")
    after = reviewing(team.workspace, team.drafter, project.id)
    assert [thread.comment.id for thread in after.threads] == [two.id, one.id] and after.open == 1
    assert after.threads[1].found is False  # the quoted words have gone
    resolve(team.workspace, team.drafter, project.id, one.id, False)
    assert reviewing(team.workspace, team.drafter, project.id).open == 2


def test_comments_that_cannot_be(team: Team) -> None:
    project, others = team.project(), team.project(team.other)
    with pytest.raises(InputError, match="还没有报告"):
        comment_on(team.workspace, team.drafter, project.id, WHOLE, "早了")
    team.draft(project, {"a": "甲。"})
    team.draft(others, {"a": "甲。"}, team.other)
    for section, text, quote in (
        ("x", "批注", ""),
        ("a", " ", ""),
        ("a", "批注", "没有的话"),
        ("", "批注", "甲"),
        ("a", "长" * 2001, ""),
    ):
        with pytest.raises(InputError):
            comment_on(team.workspace, team.drafter, project.id, section, text, quote)
    foreign = comment_on(team.workspace, team.other, others.id, "a", "别的项目的")
    for act in (
        lambda: reply(team.workspace, team.drafter, project.id, foreign.id, "回复"),
        lambda: resolve(team.workspace, team.drafter, project.id, foreign.id),
        lambda: comment_on(team.workspace, team.drafter, others.id, "a", "偷看"),
        lambda: reviewing(team.workspace, team.drafter, others.id),
    ):
        with pytest.raises((InputError, NotThere)):
            act()
