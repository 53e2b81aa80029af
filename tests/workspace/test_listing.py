"""The list of projects: what each row tells, and what can be done with a project as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import InputError, NotAllowed, NotThere, PackError
from assistant.workspace.listing import (
    Checks,
    Wish,
    archive,
    change_pack,
    listing,
    packs,
    row,
    share,
    unshare,
)
from tests.workspace.team import Team, make_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


def test_a_row_tells_how_far_facts_and_report_are(team: Team) -> None:
    project = team.project()
    (fresh,) = listing(team.workspace, team.drafter, Wish()).rows
    assert fresh.share is not None and fresh.share < 20 and fresh.missing > 10 and fresh.writing is None
    team.draft(project, {"a": "甲。", "b": "乙。"})
    written = row(team.workspace, team.drafter, project.id)
    assert written.writing and (written.writing.done, written.writing.total) == (2, 2)
    assert written.changed_at > fresh.changed_at


def test_who_changed_last_stands_in_the_row_and_on_top(team: Team) -> None:
    first, second = team.project(), team.project()
    share(team.workspace, team.drafter, first.id, "小王", "editor")
    draft = team.draft(first, {"a": "甲。"})
    team.revise(draft, "a", "乙。", team.other)
    rows = listing(team.workspace, team.drafter, Wish()).rows
    assert [one.project.id for one in rows] == [first.id, second.id]
    assert rows[0].changed_by == "王填报" and rows[1].changed_by == "李填报"


def test_facts_that_cannot_be_read_cost_a_row_not_the_list(team: Team) -> None:
    project, sound = team.project(), team.project()
    saved = team.workspace.projects.facts(team.drafter, project.id)
    bad = {**saved.tree, "funds": {"initial_budget": "很多"}}
    team.workspace.projects.save(team.drafter, project.id, bad, saved.id)
    shares = {one.project.id: one.share for one in listing(team.workspace, team.drafter, Wish()).rows}
    assert shares[project.id] is None and shares[sound.id] is not None


def test_the_list_is_narrowed(team: Team) -> None:
    old = team.project(typed={"report.year": "2022"})
    team.project(typed={"project.name": "校舍维修项目"})

    def found(**wish: object) -> list[str]:
        rows = listing(team.workspace, team.drafter, Wish(**wish)).rows  # type: ignore[arg-type]
        return sorted(one.project.name for one in rows)

    assert found(words="校舍") == ["校舍维修项目"] and found(words="岚桥 2022") == ["急诊楼改造项目"]
    assert found(year=2022) == ["急诊楼改造项目"] and found(status="submitted") == []
    assert found(words="没有") == []
    archive(team.workspace, team.drafter, old.id)
    whole = listing(team.workspace, team.drafter, Wish())
    assert (whole.total, whole.archived, whole.years) == (1, 1, (2024,))
    assert [one.project.id for one in listing(team.workspace, team.drafter, Wish(archived=True)).rows] == [
        old.id
    ]
    archive(team.workspace, team.drafter, old.id, False)
    assert listing(team.workspace, team.drafter, Wish()).total == 2


def test_an_approved_project_can_be_archived_a_reviewer_cannot(team: Team) -> None:
    project = team.project()
    team.draft(project, {"a": "甲。"})
    team.workspace.projects.move(team.drafter, project.id, "submitted")
    team.workspace.projects.move(team.reviewer, project.id, "approved")
    with pytest.raises(NotAllowed):
        archive(team.workspace, team.reviewer, project.id)
    archive(team.workspace, team.drafter, project.id)
    assert listing(team.workspace, team.drafter, Wish()).total == 0


def test_another_users_project_is_not_in_the_list_and_not_to_be_changed(team: Team) -> None:
    project = team.project()
    assert listing(team.workspace, team.other, Wish()).rows == ()
    for act in (
        lambda: row(team.workspace, team.other, project.id),
        lambda: archive(team.workspace, team.other, project.id),
        lambda: change_pack(team.workspace, team.other, project.id, "yunnan"),
        lambda: share(team.workspace, team.other, project.id, "小王", "editor"),
    ):
        with pytest.raises(NotThere):
            act()


def test_a_project_is_shared_and_taken_back(team: Team) -> None:
    project = team.project()
    assert share(team.workspace, team.drafter, project.id, " 老赵 ", "reviewer").display == "赵审核"
    (member,) = row(team.workspace, team.drafter, project.id).members
    assert (member.name, member.display, member.role) == ("老赵", "赵审核", "reviewer")
    assert team.workspace.projects.get(team.reviewer, project.id).share == "reviewer"
    unshare(team.workspace, team.drafter, project.id, "老赵")
    assert row(team.workspace, team.drafter, project.id).members == ()
    for name, role in (
        ("小李", "editor"),
        ("", "editor"),
        ("小王", "owner"),
        ("没有的人", "editor"),
        ("local", "editor"),
    ):
        with pytest.raises((InputError, NotThere)):
            share(team.workspace, team.drafter, project.id, name, role)


def test_the_pack_is_changed_while_the_project_is_open(team: Team) -> None:
    project = team.project()
    assert change_pack(team.workspace, team.drafter, project.id, "yunnan").pack == "yunnan"
    with pytest.raises(PackError):
        change_pack(team.workspace, team.drafter, project.id, "../etc")
    team.workspace.projects.move(team.drafter, project.id, "submitted")
    with pytest.raises(NotAllowed):
        change_pack(team.workspace, team.drafter, project.id, "national")


def test_packs_are_offered_by_their_titles_the_default_first() -> None:
    titles = packs()
    assert titles[0][1] == "national" and len(titles) >= 4
    assert all(title and title != name for title, name in titles)


def test_what_is_left_to_do_is_looked_at_once_for_each_state(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.workspace import listing as module

    project = team.project()
    team.project()  # without a report
    draft = team.draft(project, {"overview": "项目投资999万元，【待补充：立项依据】。"})
    checks, looked = Checks(team.workspace), []
    real = module.findings
    monkeypatch.setattr(module, "findings", lambda *asked: looked.append(asked[2]) or real(*asked))

    def left() -> dict[str, module.Check | None]:
        found = listing(team.workspace, team.drafter, Wish())
        return {id: one for part in checks.of(team.drafter, found) for id, one in part.items()}

    first = left()[project.id]
    assert first and first.faults >= 1 and first.gaps == 1  # 999万元 is in no fact
    assert list(left()) == [project.id] and looked == [project.id]
    team.revise(draft, "overview", "项目已完成。")
    again = left()[project.id]
    assert again and again.gaps == 0 and looked == [project.id] * 2
