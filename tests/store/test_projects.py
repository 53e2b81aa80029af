"""Projects and the history of their facts, on both databases: nothing lost, nothing seen by others."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from assistant.errors import NotAllowed, NotThere, Stale, StoreError
from assistant.store.audit import Audit
from assistant.store.database import Database
from assistant.store.people import Person
from assistant.store.projects import Project, Projects
from assistant.store.tables import FactsRow


def tree(**more: Any) -> dict[str, Any]:
    return {"report": {"year": 2024, "unit": "岚桥县人民医院"}, "project": {"name": "急诊楼改造项目"}, **more}


@pytest.fixture
def projects(database: Database) -> Projects:
    return Projects(database)


@pytest.fixture
def project(projects: Projects, drafter: Person) -> Project:
    return projects.create(drafter, tree(), "national")


def test_a_project_has_the_names_of_its_facts(projects: Projects, project: Project, drafter: Person) -> None:
    assert (project.name, project.unit, project.year, project.share) == (
        "急诊楼改造项目",
        "岚桥县人民医院",
        2024,
        "owner",
    )
    assert [one.id for one in projects.list(drafter)] == [project.id]
    assert projects.facts(drafter, project.id).tree == tree()


def test_every_state_of_the_facts_is_kept(projects: Projects, project: Project, drafter: Person) -> None:
    first = projects.facts(drafter, project.id)
    second = projects.save(drafter, project.id, tree(other=["甲"]), first.id, "补充说明")
    assert projects.facts(drafter, project.id) == second
    assert [one.id for one in projects.history(drafter, project.id)] == [second.id, first.id]
    assert projects.facts(drafter, project.id, first.id).tree == tree()


def test_saving_the_same_is_no_new_state(projects: Projects, project: Project, drafter: Person) -> None:
    first = projects.facts(drafter, project.id)
    assert projects.save(drafter, project.id, tree(), first.id) == first


def test_two_people_do_not_overwrite_each_other(
    projects: Projects, project: Project, drafter: Person, other: Person
) -> None:
    projects.share(drafter, project.id, other, "editor")
    seen = projects.facts(other, project.id)
    mine = projects.save(drafter, project.id, tree(other=["甲"]), seen.id)
    with pytest.raises(Stale) as caught:
        projects.save(other, project.id, tree(other=["乙"]), seen.id)
    assert caught.value.latest == mine.id and "李填报" in caught.value.message
    assert projects.facts(drafter, project.id).tree == tree(other=["甲"])


def test_of_two_who_save_at_once_one_is_told(projects: Projects, project: Project, drafter: Person) -> None:
    seen = projects.facts(drafter, project.id).id
    outcomes: list[str] = []

    def save(text: str) -> None:
        try:
            projects.save(drafter, project.id, tree(other=[text]), seen)
            outcomes.append("saved")
        except Stale:
            outcomes.append("stale")

    threads = [threading.Thread(target=save, args=(f"第{i}人",)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved"] + ["stale"] * 5


def test_another_users_project_is_not_there(
    projects: Projects, project: Project, drafter: Person, other: Person
) -> None:
    assert projects.list(other) == []
    for look in (
        lambda: projects.get(other, project.id),
        lambda: projects.facts(other, project.id),
        lambda: projects.history(other, project.id),
        lambda: projects.save(other, project.id, tree(), 1),
        lambda: projects.share(other, project.id, other, "editor"),
        lambda: projects.move(other, project.id, "submitted"),
        lambda: projects.archive(other, project.id),
    ):
        with pytest.raises(NotThere) as caught:
            look()
        with pytest.raises(NotThere) as unknown:
            projects.get(other, "000000000000")
        assert str(caught.value) == str(unknown.value)  # whether it exists is not told


def test_a_shared_project_can_be_edited_and_taken_back(
    projects: Projects, project: Project, drafter: Person, other: Person
) -> None:
    projects.share(drafter, project.id, other, "editor")
    assert projects.get(other, project.id).share == "editor"
    projects.save(other, project.id, tree(other=["甲"]), projects.facts(other, project.id).id)
    projects.share(drafter, project.id, other, None)
    with pytest.raises(NotThere):
        projects.get(other, project.id)


def test_who_was_given_a_project_does_not_give_it_on(
    projects: Projects, project: Project, drafter: Person, other: Person, reviewer: Person
) -> None:
    projects.share(drafter, project.id, other, "editor")
    with pytest.raises(NotAllowed):
        projects.share(other, project.id, reviewer, "editor")


def test_submitted_returned_approved(
    projects: Projects, project: Project, drafter: Person, reviewer: Person
) -> None:
    with pytest.raises(NotThere):
        projects.get(reviewer, project.id)  # not yet submitted
    projects.move(drafter, project.id, "submitted")
    assert projects.get(reviewer, project.id).share == "reviewer"
    with pytest.raises(NotAllowed):
        projects.save(drafter, project.id, tree(other=["甲"]), projects.facts(drafter, project.id).id)
    with pytest.raises(NotAllowed):
        projects.move(drafter, project.id, "approved")
    projects.move(reviewer, project.id, "returned")
    projects.save(drafter, project.id, tree(other=["甲"]), projects.facts(drafter, project.id).id)
    with pytest.raises(NotAllowed):
        projects.save(reviewer, project.id, tree(), projects.facts(reviewer, project.id).id)
    projects.move(drafter, project.id, "submitted")
    assert projects.move(reviewer, project.id, "approved").status == "approved"


def test_an_archived_project_is_out_of_sight_and_comes_back(
    projects: Projects, project: Project, drafter: Person
) -> None:
    projects.archive(drafter, project.id)
    assert projects.list(drafter) == [] and len(projects.list(drafter, archived=True)) == 1
    projects.archive(drafter, project.id, False)
    assert len(projects.list(drafter)) == 1


@pytest.mark.parametrize("statement", ["update", "delete"])
def test_the_database_refuses_to_change_a_saved_state(
    database: Database, project: Project, statement: str
) -> None:
    with pytest.raises((StoreError, IntegrityError)), database.session() as session:
        query = session.query(FactsRow)
        query.update({"note": "改写"}) if statement == "update" else query.delete()
        session.flush()


def test_what_was_done_is_in_the_log_without_text(
    database: Database, projects: Projects, project: Project, drafter: Person, admin: Person
) -> None:
    projects.save(drafter, project.id, tree(other=["机密内容"]), projects.facts(drafter, project.id).id)
    events = Audit(database).events(admin, project.id)
    assert [one.action for one in events] == ["facts.save", "project.create"]
    assert "机密内容" not in str(events)
    with pytest.raises(NotAllowed):
        Audit(database).events(drafter)
