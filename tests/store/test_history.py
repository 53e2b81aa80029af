"""What lists and histories are read from, on both databases: members, deeds, progress, names of versions, comments."""

from __future__ import annotations

import pytest

from assistant.errors import NotAllowed, NotThere
from assistant.store.database import Database
from assistant.store.drafts import Drafts
from assistant.store.people import Person
from assistant.store.projects import Project, Projects
from assistant.store.rights import next_steps
from assistant.store.talk import Talk
from tests.store.test_projects import tree


@pytest.fixture
def projects(database: Database) -> Projects:
    return Projects(database)


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return Drafts(database)


@pytest.fixture
def project(projects: Projects, drafter: Person) -> Project:
    return projects.create(drafter, tree(), "national")


def written(drafts: Drafts, projects: Projects, by: Person, project: str, *sections: str) -> int:
    """A draft with these sections."""
    made = drafts.start(by, project, projects.facts(by, project).id, "national", "offline")
    for one in sections:
        drafts.revise(by, made.id, one, one, "composer", None)
    return made.id


def test_a_project_remembers_where_it_came_from(
    projects: Projects, project: Project, drafter: Person, other: Person
) -> None:
    made = projects.create(drafter, tree(), "national", "沿用", "last", project.id)
    assert (made.origin, made.last) == ("last", project.id) and projects.get(drafter, made.id) == made
    assert (project.origin, project.last) == ("blank", None)
    with pytest.raises(NotThere):
        projects.create(other, tree(), "national", "偷", "last", project.id)


def test_members_and_deeds_by_name(
    projects: Projects, project: Project, drafter: Person, other: Person, reviewer: Person
) -> None:
    alone = projects.create(drafter, tree(), "national")
    projects.share(drafter, project.id, reviewer, "reviewer")
    projects.share(drafter, project.id, other, "editor")
    members = projects.members(drafter, [project.id, alone.id])
    assert {(one.name, one.role) for one in members[project.id]} == {("老赵", "reviewer"), ("小王", "editor")}
    assert members[alone.id] == []
    projects.save(other, project.id, tree(other=["甲"]), projects.facts(other, project.id).id)
    last = projects.last_deeds(drafter, [project.id, alone.id])
    assert (last[project.id].who, last[project.id].action) == ("王填报", "facts.save")
    assert last[alone.id].action == "project.create"
    assert [one.action for one in projects.deeds(drafter, project.id)] == [
        "project.create",
        "project.share",
        "project.share",
    ]
    assert projects.members(drafter, []) == {} and projects.last_deeds(drafter, []) == {}
    for look in (projects.members, projects.last_deeds):
        with pytest.raises(NotThere):
            look(other, [project.id, alone.id])
    with pytest.raises(NotThere):
        projects.deeds(other, alone.id)


def test_the_reason_of_a_return_is_found_again(
    projects: Projects, project: Project, drafter: Person, reviewer: Person
) -> None:
    projects.move(drafter, project.id, "submitted")
    projects.move(reviewer, project.id, "returned", comment=7)
    assert projects.deeds(drafter, project.id)[-1].detail == {"comment": 7}


def test_steps_are_those_that_move_allows(
    projects: Projects, project: Project, drafter: Person, reviewer: Person, admin: Person
) -> None:
    assert next_steps(drafter, project) == ("submitted",)
    submitted = projects.move(drafter, project.id, "submitted")
    assert next_steps(drafter, submitted) == ("drafting",)
    assert next_steps(reviewer, projects.get(reviewer, project.id)) == ("returned", "approved")
    assert set(next_steps(admin, projects.get(admin, project.id))) == {"drafting", "returned", "approved"}


def test_an_approved_project_is_archived_by_its_owner_only(
    projects: Projects, project: Project, drafter: Person, reviewer: Person
) -> None:
    projects.move(drafter, project.id, "submitted")
    projects.move(reviewer, project.id, "approved")
    with pytest.raises(NotAllowed):
        projects.archive(reviewer, project.id)
    projects.archive(drafter, project.id)
    assert projects.get(drafter, project.id).archived


def test_the_pack_is_changed_while_the_project_is_open(
    projects: Projects, project: Project, drafter: Person, other: Person
) -> None:
    assert projects.change_pack(drafter, project.id, "yunnan").pack == "yunnan"
    with pytest.raises(NotThere):
        projects.change_pack(other, project.id, "national")
    projects.move(drafter, project.id, "submitted")
    with pytest.raises(NotAllowed):
        projects.change_pack(drafter, project.id, "national")


def test_progress_is_that_of_the_last_draft(
    projects: Projects, drafts: Drafts, project: Project, drafter: Person, other: Person
) -> None:
    bare = projects.create(drafter, tree(), "national")
    assert drafts.progress(drafter, [project.id, bare.id]) == {}
    written(drafts, projects, drafter, project.id, "a", "b", "c")
    last = written(drafts, projects, drafter, project.id, "a", "b")
    revision = drafts.sections(drafter, last)["a"]
    drafts.revise(drafter, last, "a", "改", "human", revision.id)
    found = drafts.progress(drafter, [project.id, bare.id])
    assert list(found) == [project.id]
    assert (found[project.id].draft, found[project.id].sections) == (last, 2)
    with pytest.raises(NotThere):
        drafts.progress(other, [project.id])


def test_all_revisions_of_a_project_oldest_first(
    projects: Projects, drafts: Drafts, project: Project, drafter: Person, other: Person
) -> None:
    first = written(drafts, projects, drafter, project.id, "a")
    second = written(drafts, projects, drafter, project.id, "a", "b")
    found = drafts.revisions(drafter, project.id)
    assert [(one.draft, one.section) for one in found] == [(first, "a"), (second, "a"), (second, "b")]
    with pytest.raises(NotThere):
        drafts.revisions(other, project.id)


def test_a_version_is_named_for_its_own_project(
    projects: Projects, drafts: Drafts, project: Project, drafter: Person, other: Person
) -> None:
    written(drafts, projects, drafter, project.id, "a")
    (revision,) = drafts.revisions(drafter, project.id)
    made = drafts.mark(drafter, project.id, revision.id, "送审稿")
    assert list(drafts.marks(drafter, project.id)) == [made] and made.author == "李填报"
    theirs = projects.create(other, tree(), "national")
    for by, where in ((other, theirs.id), (other, project.id), (drafter, theirs.id)):
        with pytest.raises(NotThere):
            drafts.mark(by, where, revision.id, "偷")
    with pytest.raises(NotThere):
        drafts.mark(drafter, project.id, 999, "没有")


def test_a_comment_quotes_and_is_answered_in_its_own_draft(
    database: Database,
    projects: Projects,
    drafts: Drafts,
    project: Project,
    drafter: Person,
    reviewer: Person,
) -> None:
    talk = Talk(database)
    draft = written(drafts, projects, drafter, project.id, "a")
    elsewhere = written(drafts, projects, drafter, project.id, "a")
    projects.move(drafter, project.id, "submitted")
    comment = talk.say(reviewer, draft, "reviewer", "请核对", "a", quote="300万元")
    answer = talk.say(drafter, draft, "reply", "已核对", "a", parent=comment.id)
    assert [(one.quote, one.parent) for one in talk.messages(drafter, draft)] == [
        ("300万元", None),
        ("", comment.id),
    ]
    assert answer.author == "李填报"
    with pytest.raises(NotThere):
        talk.say(drafter, elsewhere, "reply", "串了", "a", parent=comment.id)
    with pytest.raises(NotAllowed):
        talk.say(drafter, draft, "user", "改一下")  # locked: only comments and answers
