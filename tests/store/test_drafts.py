"""Drafts, revisions, talk and material, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from assistant.errors import NotAllowed, NotThere, Stale, StoreError
from assistant.store.database import Database
from assistant.store.drafts import DraftEntry, Drafts
from assistant.store.material import Material
from assistant.store.people import Person
from assistant.store.projects import Project, Projects
from assistant.store.tables import RevisionRow
from assistant.store.talk import Talk
from tests.store.test_projects import tree


@pytest.fixture
def project(database: Database, drafter: Person) -> Project:
    return Projects(database).create(drafter, tree(), "national")


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return Drafts(database)


@pytest.fixture
def draft(database: Database, drafts: Drafts, project: Project, drafter: Person) -> DraftEntry:
    facts = Projects(database).facts(drafter, project.id)
    return drafts.start(drafter, project.id, facts.id, "national", "offline")


def test_sections_come_back_in_the_order_they_were_written(
    drafts: Drafts, draft: DraftEntry, drafter: Person
) -> None:
    for section in ("overview", "goals", "problems"):
        drafts.revise(drafter, draft.id, section, f"{section}的文字", "composer", None, {"heading": section})
    drafts.revise(
        drafter, draft.id, "goals", "改过的文字", "human", drafts.sections(drafter, draft.id)["goals"].id
    )
    told = drafts.sections(drafter, draft.id)
    assert list(told) == ["overview", "goals", "problems"]
    assert told["goals"].text == "改过的文字" and told["goals"].details == {"heading": "goals"}
    assert [one.origin for one in drafts.history(drafter, draft.id, "goals")] == ["human", "composer"]


def test_an_earlier_text_comes_back_as_a_new_revision(
    drafts: Drafts, draft: DraftEntry, drafter: Person
) -> None:
    first = drafts.revise(drafter, draft.id, "goals", "一", "composer", None)
    second = drafts.revise(drafter, draft.id, "goals", "二", "human", first.id)
    third = drafts.restore(drafter, draft.id, "goals", first.id, second.id)
    assert (third.text, third.origin, third.parent) == ("一", "restore", second.id)
    assert len(drafts.history(drafter, draft.id, "goals")) == 3


def test_who_did_not_see_the_last_text_does_not_overwrite_it(
    drafts: Drafts, draft: DraftEntry, drafter: Person
) -> None:
    first = drafts.revise(drafter, draft.id, "goals", "一", "composer", None)
    second = drafts.revise(drafter, draft.id, "goals", "二", "human", first.id)
    for based_on in (first.id, None):
        with pytest.raises(Stale) as caught:
            drafts.revise(drafter, draft.id, "goals", "三", "human", based_on)
        assert caught.value.latest == second.id
    assert drafts.sections(drafter, draft.id)["goals"].text == "二"


def test_several_sections_change_together_or_not_at_all(
    drafts: Drafts, draft: DraftEntry, drafter: Person
) -> None:
    first = drafts.revise(drafter, draft.id, "goals", "一", "composer", None)
    with pytest.raises(Stale):
        drafts.revise_all(
            drafter, draft.id, [("overview", "甲", None, None), ("goals", "乙", None, None)], "model"
        )
    assert list(drafts.sections(drafter, draft.id)) == ["goals"]
    drafts.revise_all(
        drafter, draft.id, [("overview", "甲", None, None), ("goals", "乙", first.id, None)], "model"
    )
    assert [one.text for one in drafts.sections(drafter, draft.id).values()] == ["乙", "甲"]


def test_the_database_refuses_to_change_a_revision(
    database: Database, drafts: Drafts, draft: DraftEntry, drafter: Person
) -> None:
    drafts.revise(drafter, draft.id, "goals", "一", "composer", None)
    with pytest.raises((StoreError, IntegrityError)), database.session() as session:
        session.query(RevisionRow).update({"text": "改写"})
    assert drafts.sections(drafter, draft.id)["goals"].text == "一"


def test_the_same_text_is_no_revision(drafts: Drafts, draft: DraftEntry, drafter: Person) -> None:
    first = drafts.revise(drafter, draft.id, "goals", "一", "composer", None)
    assert drafts.revise(drafter, draft.id, "goals", "一", "human", first.id) == first


def test_a_strangers_draft_is_not_there(
    database: Database, drafts: Drafts, draft: DraftEntry, other: Person, tmp_path: Path, drafter: Person
) -> None:
    talk, material = Talk(database), Material(database, tmp_path / "up")
    kept = material.keep(drafter, draft.project, "合同.pdf", b"%PDF")
    proposal = talk.propose(drafter, draft.id, {"hunks": []})
    for look in (
        lambda: drafts.get(other, draft.id),
        lambda: drafts.sections(other, draft.id),
        lambda: drafts.history(other, draft.id, "goals"),
        lambda: drafts.revise(other, draft.id, "goals", "文", "human", None),
        lambda: drafts.list(other, draft.project),
        lambda: talk.messages(other, draft.id),
        lambda: talk.say(other, draft.id, "reviewer", "批注"),
        lambda: talk.settle(other, proposal.id, {}, 1),
        lambda: material.open(other, kept.id),
        lambda: material.uploads(other, draft.project),
        lambda: material.keep(other, draft.project, "a", b"b"),
        lambda: material.decisions(other, draft.project),
    ):
        with pytest.raises(NotThere):
            look()


def test_a_proposal_is_decided_once(database: Database, draft: DraftEntry, drafter: Person) -> None:
    talk = Talk(database)
    one = talk.propose(drafter, draft.id, {"hunks": [{"id": "goals:1"}, {"id": "goals:2"}]})
    assert talk.proposals(drafter, draft.id)[one.id].accepted is None
    assert talk.settle(drafter, one.id, {"goals:1": True}, 2).accepted is None
    assert talk.settle(drafter, one.id, {"goals:1": False, "goals:2": False}, 2).accepted == ["goals:1"]
    assert talk.proposal(drafter, one.id).decided == {"goals:1": True, "goals:2": False}


def test_a_reviewer_comments_and_does_not_edit(
    database: Database, drafts: Drafts, draft: DraftEntry, drafter: Person, reviewer: Person
) -> None:
    projects, talk = Projects(database), Talk(database)
    projects.share(drafter, draft.project, reviewer, "reviewer")
    comment = talk.say(reviewer, draft.id, "reviewer", "执行率请核对", "funds_used")
    with pytest.raises(NotAllowed):
        drafts.revise(reviewer, draft.id, "goals", "改", "human", None)
    talk.resolve(drafter, comment.id)
    (read,) = talk.messages(drafter, draft.id)
    assert read.resolved and read.author == "赵审核" and read.section == "funds_used"


def test_uploads_are_kept_by_content_and_suggestions_by_decision(
    database: Database, project: Project, drafter: Person, tmp_path: Path
) -> None:
    material = Material(database, tmp_path / "up")
    one = material.keep(drafter, project.id, "自评表.xlsx", b"PK\x03\x04")
    assert material.keep(drafter, project.id, "自评表.xlsx", b"PK\x03\x04") == one
    assert material.open(drafter, one.id) == ("自评表.xlsx", b"PK\x03\x04")
    (tmp_path / "up" / one.digest).unlink()
    with pytest.raises(NotThere):
        material.open(drafter, one.id)
    material.decide(drafter, project.id, "s_delay", "rejected", {})
    material.decide(drafter, project.id, "s_delay", "edited", {"title": "进度滞后"})
    assert material.decisions(drafter, project.id) == {"s_delay": ("edited", {"title": "进度滞后"})}
