"""What the page of problems shows: suggestions with their evidence and state, whatever happens to the facts meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import NotThere
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.workspace.advising import Card, problems
from assistant.workspace.deciding import choose, edit, keep, reject, renew, undo
from assistant.workspace.problem_case import case_of, precedents_of
from assistant.workspace.workspace import Workspace
from tests.advice.planted import sound_tree
from tests.workspace.problems import opened, project_of, tree


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = opened(tmp_path)
    yield made
    made.close()


@pytest.fixture
def me(workspace: Workspace) -> Person:
    return workspace.people.local()


@pytest.fixture
def project(workspace: Workspace, me: Person) -> Project:
    return project_of(workspace, me)


def card(workspace: Workspace, me: Person, project: Project, key: str) -> Card:
    return next(one for one in problems(workspace, me, project.id).cards if one.key == key)


def save(workspace: Workspace, me: Person, project: Project, **changes: Any) -> None:
    now = workspace.projects.facts(me, project.id)
    workspace.projects.save(me, project.id, {**now.tree, **changes}, now.id)


def test_a_deviation_is_shown_with_its_evidence(workspace, me, project):
    found = card(workspace, me, project, "s_unmet_n2")
    (row,) = found.rows
    assert (row.title, row.target, row.actual, row.gap, row.lost) == (
        "更换急救设备数量", "≥46台", "43台", "3台", "0.7分",
    )  # fmt: skip
    assert row.path == "indicators[1].actual"
    assert found.state == "open" and found.reported


def test_what_the_unit_told_itself_is_no_open_matter(workspace, me, project):
    found = card(workspace, me, project, "s_delay")
    assert found.state == "declared" and found.index == 0
    assert found.problem is not None and found.problem.title == "工程进度滞后"
    assert problems(workspace, me, project.id).own == {}


def test_no_deviation_no_cards(workspace, me):
    sound = workspace.projects.create(me, sound_tree(), "national")
    shown = problems(workspace, me, sound.id)
    assert shown.cards == () and shown.deviations == 0 and shown.places


def test_only_the_own_projects(workspace, me, project):
    stranger = workspace.people.first("旁人", "旁人", "battery staple")
    other = workspace.people.add(stranger, "另一人", "另一人", "battery staple", "drafter")
    with pytest.raises(NotThere):
        problems(workspace, other, project.id)


def test_taking_one_suggestion_changes_no_other(workspace, me, project):
    before = {one.key: one.suggestion for one in problems(workspace, me, project.id).cards}
    for key in before:
        choose(workspace, me, project.id, key)
        assert {one.key: one.suggestion for one in problems(workspace, me, project.id).cards} == before


def test_last_years_problems_are_followed_up(workspace, me, project):
    past = tree()
    past["report"]["year"] = 2023
    last = workspace.projects.create(me, past, "national")
    shown = problems(workspace, me, project.id)
    assert shown.last is not None and shown.last.id == last.id
    assert [one.followed.problem for one in shown.previous] == ["工程进度滞后"]
    assert not shown.previous[0].written


def test_of_another_unit_nothing_is_followed_up(workspace, me, project):
    past = tree()
    past["report"] |= {"year": 2023, "unit": "岚桥县中医院"}
    workspace.projects.create(me, past, "national")
    assert problems(workspace, me, project.id).last is None


def _with_equipment(actual: int) -> list[dict[str, Any]]:
    indicators = tree()["indicators"]
    indicators[1]["actual"] = actual
    return indicators


def test_a_text_whose_figures_changed_is_marked_with_the_new_wording(workspace, me, project):
    choose(workspace, me, project.id, "s_unmet_n2")
    assert card(workspace, me, project, "s_unmet_n2").doubts == ()
    save(workspace, me, project, indicators=_with_equipment(41))
    found = card(workspace, me, project, "s_unmet_n2")
    assert found.state == "chosen" and "43台" in found.doubts
    assert "41台" in (found.suggested.consequence or "")
    assert found.problem is not None and "43台" in (found.problem.consequence or "")


def test_new_figures_leave_what_somebody_wrote(workspace, me, project):
    choose(workspace, me, project.id, "s_unmet_n2")
    mine = {"title": "设备没有换齐", "consequence": "只换了43台", "cause": "厂家停产", "measures": "改型采购"}
    edit(workspace, me, project.id, "s_unmet_n2", mine)
    save(workspace, me, project, indicators=_with_equipment(41))
    found = card(workspace, me, project, "s_unmet_n2")
    assert found.problem is not None and found.problem.title == "设备没有换齐"
    assert found.doubts == ("43台",)
    renew(workspace, me, project.id, "s_unmet_n2")
    found = card(workspace, me, project, "s_unmet_n2")
    assert found.doubts == () and "41台" in (found.problem.consequence or "")


def test_a_text_may_be_kept_as_it_is(workspace, me, project):
    choose(workspace, me, project.id, "s_unmet_n2")
    save(workspace, me, project, indicators=_with_equipment(41))
    keep(workspace, me, project.id, "s_unmet_n2")
    found = card(workspace, me, project, "s_unmet_n2")
    assert found.doubts == () and "43台" in (found.problem.consequence or "")


def test_what_was_taken_stays_when_the_deviation_is_gone(workspace, me, project):
    choose(workspace, me, project.id, "s_unmet_n2")
    save(workspace, me, project, indicators=_with_equipment(46))
    found = card(workspace, me, project, "s_unmet_n2")
    assert found.vanished and found.problem is not None and found.suggestion is None
    keep(workspace, me, project.id, "s_unmet_n2")
    assert not card(workspace, me, project, "s_unmet_n2").vanished
    undo(workspace, me, project.id, "s_unmet_n2")
    assert "s_unmet_n2" not in {one.key for one in problems(workspace, me, project.id).cards}


def test_a_refusal_outlives_a_change_of_figures(workspace, me, project):
    reject(workspace, me, project.id, "s_unmet_n2")
    save(workspace, me, project, indicators=_with_equipment(41))
    assert card(workspace, me, project, "s_unmet_n2").state == "rejected"


def test_no_library_no_precedents(workspace, me, project):
    assert precedents_of(workspace, case_of(workspace, me, project.id)) == {}


def test_the_project_it_was_copied_from_is_last_years(workspace, me):
    past = tree()
    past["report"]["year"] = 2023
    past["project"]["name"] = "急诊楼一期改造"
    last = workspace.projects.create(me, past, "national")
    copied = workspace.projects.create(me, tree(), "national", origin="last", last=last.id)
    assert (problems(workspace, me, copied.id).last or copied).id == last.id


def test_a_year_in_the_name_is_no_other_project(workspace, me):
    for year in (2023, 2024):
        one = tree()
        one["report"]["year"] = year
        one["project"]["name"] = f"{year}年度急诊楼改造项目"
        made = workspace.projects.create(me, one, "national")
    found = problems(workspace, me, made.id).last
    assert found is not None and found.year == 2023
