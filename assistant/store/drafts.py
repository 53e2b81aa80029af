"""Drafts and the history of their sections. A revision is never changed or removed; going back is a new revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, cast

from assistant.errors import NotThere, Stale
from assistant.store.audit import note
from assistant.store.database import Database
from assistant.store.people import Person
from assistant.store.rights import all_visible, editable, visible

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from assistant.store.tables import DraftRow, RevisionRow

Origin = Literal["composer", "model", "human", "import", "restore"]
State = Literal["writing", "done", "stopped", "failed"]


@dataclass(frozen=True)
class Revision:
    """A section's text as it was accepted once. `details` is what the draft JSON holds of it beside the text."""

    id: int
    section: str
    text: str
    origin: Origin
    author: str
    parent: int | None
    details: Mapping[str, Any]
    made_at: datetime
    draft: int = 0


@dataclass(frozen=True)
class Mark:
    """A name given to a version: to the state of the report after a revision."""

    id: int
    revision: int
    name: str
    author: str
    made_at: datetime


@dataclass(frozen=True)
class Progress:
    """A project's last draft, without its texts: how many sections are there."""

    draft: int
    state: State
    sections: int
    head: Mapping[str, Any]


@dataclass(frozen=True)
class DraftEntry:
    """A draft as its project lists it. `facts` is the revision of the facts that it was written from."""

    id: int
    project: str
    pack: str
    writer: str
    state: State
    facts: int
    head: Mapping[str, Any]
    made_at: datetime


class Drafts:
    """The drafts of a workspace; rights are those of their projects."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, by: Person, project: str, facts: int, pack: str, writer: str) -> DraftEntry:
        """A new draft, without sections yet. Raises `NotThere`, `NotAllowed`."""
        from assistant.store.tables import DraftRow

        with self._database.session() as session:
            editable(session, by, project)
            row = DraftRow(project_id=project, facts_id=facts, pack=pack, writer=writer, head={})
            session.add(row)
            session.flush()
            note(session, by, project, "draft.start", draft=row.id)
            return _entry(row)

    def set(
        self,
        by: Person,
        draft: int,
        *,
        state: State | None = None,
        head: dict[str, Any] | None = None,
        facts: int | None = None,
    ) -> None:
        """What becomes known while a draft is written; `facts` is the state of the facts that its texts follow now."""
        with self._database.session() as session:
            row = _row(session, draft)
            editable(session, by, row.project_id)
            row.state = state or row.state
            row.head = row.head if head is None else head
            row.facts_id = facts or row.facts_id

    def list(self, by: Person, project: str) -> Sequence[DraftEntry]:
        """A project's drafts, newest first."""
        from assistant.store.tables import DraftRow

        with self._database.reading() as session:
            visible(session, by, project)
            rows = session.query(DraftRow).filter_by(project_id=project).order_by(DraftRow.id.desc())
            return [_entry(row) for row in rows]

    def get(self, by: Person, draft: int) -> DraftEntry:
        """One draft. Raises `NotThere`."""
        with self._database.reading() as session:
            row = _row(session, draft)
            visible(session, by, row.project_id)
            return _entry(row)

    def sections(self, by: Person, draft: int) -> dict[str, Revision]:
        """The last revision of every section, by section id, in the order in which they were first written."""
        from assistant.store.tables import RevisionRow

        with self._database.reading() as session:
            visible(session, by, _row(session, draft).project_id)
            rows = session.query(RevisionRow).filter_by(draft_id=draft).order_by(RevisionRow.id)
            return {row.section: _revision(session, row) for row in rows}

    def pulse(self, by: Person, project: str) -> tuple[int, ...]:
        """Numbers that change whenever anything of a project's newest draft does: cheap to ask every second."""
        from sqlalchemy import func, select

        from assistant.store.tables import DraftRow, FactsRow, MessageRow, ProposalRow, RevisionRow

        with self._database.reading() as session:
            row = visible(session, by, project)
            draft = session.scalar(select(func.max(DraftRow.id)).where(DraftRow.project_id == project)) or 0
            latest = (
                select(func.max(FactsRow.id)).where(FactsRow.project_id == project),
                select(func.max(RevisionRow.id)).where(RevisionRow.draft_id == draft),
                select(func.max(MessageRow.id)).where(MessageRow.draft_id == draft),
                select(func.count()).where(MessageRow.draft_id == draft, MessageRow.resolved),
                select(func.max(ProposalRow.id)).where(ProposalRow.draft_id == draft),
                select(func.sum(ProposalRow.settled)).where(ProposalRow.draft_id == draft),
            )
            state = session.scalar(select(DraftRow.state).where(DraftRow.id == draft)) or ""
            status = sum(map(ord, row.status + state))
            return (draft, status, *(int(session.scalar(one) or 0) for one in latest))

    def first_texts(self, by: Person, draft: int) -> Sequence[str]:
        """The sections as they were first written."""
        from assistant.store.tables import RevisionRow

        with self._database.reading() as session:
            visible(session, by, _row(session, draft).project_id)
            rows = session.query(RevisionRow.text).filter_by(draft_id=draft, parent_key=0)
            return [text for (text,) in rows.order_by(RevisionRow.id)]

    def history(self, by: Person, draft: int, section: str) -> Sequence[Revision]:
        """All revisions of a section, newest first."""
        from assistant.store.tables import RevisionRow

        with self._database.reading() as session:
            visible(session, by, _row(session, draft).project_id)
            rows = session.query(RevisionRow).filter_by(draft_id=draft, section=section)
            return [_revision(session, row) for row in rows.order_by(RevisionRow.id.desc())]

    def revisions(self, by: Person, project: str) -> Sequence[Revision]:
        """All revisions of all drafts of a project, oldest first. Raises `NotThere`."""
        from assistant.store.tables import DraftRow, RevisionRow, UserRow

        with self._database.reading() as session:
            visible(session, by, project)
            rows = session.query(RevisionRow).join(DraftRow, DraftRow.id == RevisionRow.draft_id)
            found = rows.filter(DraftRow.project_id == project).order_by(RevisionRow.id).all()
            session.query(UserRow).filter(UserRow.id.in_({row.author_id for row in found})).all()
            return [_revision(session, row) for row in found]

    def progress(self, by: Person, projects: Sequence[str]) -> dict[str, Progress]:
        """The last draft of each of these projects that has one. Raises `NotThere` for a project not to be seen."""
        from sqlalchemy import func

        from assistant.store.tables import DraftRow, RevisionRow

        with self._database.reading() as session:
            known = [row.id for row in all_visible(session, by, projects)]
            last = session.query(func.max(DraftRow.id)).filter(DraftRow.project_id.in_(known))
            rows = session.query(DraftRow).filter(
                DraftRow.id.in_(last.group_by(DraftRow.project_id).scalar_subquery())
            )
            drafts = {row.id: row for row in rows}
            counted = (
                session.query(RevisionRow.draft_id, func.count(RevisionRow.section.distinct()))
                .filter(RevisionRow.draft_id.in_(drafts))
                .group_by(RevisionRow.draft_id)
            )
            written = {row[0]: row[1] for row in counted}
            return {
                row.project_id: Progress(row.id, cast(State, row.state), written.get(row.id, 0), row.head)
                for row in drafts.values()
            }

    def mark(self, by: Person, project: str, revision: int, name: str) -> Mark:
        """Names the state of the report after a revision. Raises `NotThere`, also for another project's revision."""
        from assistant.store.tables import DraftRow, MarkRow, RevisionRow

        with self._database.session() as session:
            visible(session, by, project)
            found = session.get(RevisionRow, revision)
            if found is None or session.get_one(DraftRow, found.draft_id).project_id != project:
                raise NotThere("没有这个版本", hint="请从历史记录中选择。")
            row = MarkRow(project_id=project, revision_id=revision, name=name[:60], author_id=by.id)
            session.add(row)
            session.flush()
            note(session, by, project, "version.mark", mark=row.id, revision=revision)
            return Mark(row.id, revision, row.name, by.display, row.made_at)

    def marks(self, by: Person, project: str) -> Sequence[Mark]:
        """All names that were given, oldest first."""
        from assistant.store.tables import MarkRow, UserRow

        with self._database.reading() as session:
            visible(session, by, project)
            rows = session.query(MarkRow, UserRow).join(UserRow, UserRow.id == MarkRow.author_id)
            return [
                Mark(mark.id, mark.revision_id, mark.name, user.display, mark.made_at)
                for mark, user in rows.filter(MarkRow.project_id == project).order_by(MarkRow.id)
            ]

    def revise(
        self,
        by: Person,
        draft: int,
        section: str,
        text: str,
        origin: Origin,
        based_on: int | None,
        details: dict[str, Any] | None = None,
    ) -> Revision:
        """A new revision upon the one it was made from (None: the section's first). It is on disk when this returns.

        Raises `Stale` where another one has come meanwhile, `NotThere`, `NotAllowed`. The same text once more is no
        revision.
        """
        (done,) = self.revise_all(by, draft, [(section, text, based_on, details)], origin)
        return done

    def revise_all(
        self,
        by: Person,
        draft: int,
        changes: Sequence[tuple[str, str, int | None, dict[str, Any] | None]],
        origin: Origin,
    ) -> Sequence[Revision]:
        """Revisions of several sections (section, text, based on, details), all of them or none."""
        from sqlalchemy.exc import IntegrityError

        try:
            with self._database.session() as session:
                row = _row(session, draft)
                editable(session, by, row.project_id)
                done = [self._revised(session, by, draft, origin, *change) for change in changes]
                note(
                    session,
                    by,
                    row.project_id,
                    "section.revise",
                    draft=draft,
                    sections=len(done),
                    origin=origin,
                )
                return done
        except IntegrityError:  # another revision came in the same moment
            with self._database.session() as session:
                raise _stale(session, draft, changes[0][0]) from None

    def restore(self, by: Person, draft: int, section: str, revision: int, based_on: int) -> Revision:
        """An earlier text once more, as a new revision. Raises as `revise`."""
        from assistant.store.tables import RevisionRow

        with self._database.reading() as session:
            row = _row(session, draft)
            visible(session, by, row.project_id)
            old = session.get(RevisionRow, revision)
            if old is None or old.draft_id != draft or old.section != section:
                raise NotThere("没有这个版本", hint="请从历史记录中选择。")
            text, details = old.text, old.details
        return self.revise(by, draft, section, text, "restore", based_on, details)

    def _revised(
        self,
        session: Session,
        by: Person,
        draft: int,
        origin: Origin,
        section: str,
        text: str,
        based_on: int | None,
        details: dict[str, Any] | None,
    ) -> Revision:
        from assistant.store.tables import RevisionRow

        last = _last(session, draft, section)
        if last is not None and last.text == text and origin != "restore":
            return _revision(session, last)
        if (last.id if last else None) != based_on:
            raise _stale(session, draft, section)
        row = RevisionRow(
            draft_id=draft,
            section=section,
            parent_id=based_on,
            parent_key=based_on or 0,
            origin=origin,
            author_id=by.id,
            text=text,
            details=dict(last.details if last and details is None else details or {}),
        )
        session.add(row)
        session.flush()
        return _revision(session, row)


def _row(session: Session, draft: int) -> DraftRow:
    from assistant.store.tables import DraftRow

    row = session.get(DraftRow, draft)
    if row is None:
        raise NotThere("没有这份草稿，或没有权限查看", hint="请从项目中打开。")
    return row


def _last(session: Session, draft: int, section: str) -> RevisionRow | None:
    from assistant.store.tables import RevisionRow

    rows = session.query(RevisionRow).filter_by(draft_id=draft, section=section)
    return rows.order_by(RevisionRow.id.desc()).first()


def _entry(row: DraftRow) -> DraftEntry:
    return DraftEntry(
        row.id,
        row.project_id,
        row.pack,
        row.writer,
        cast(State, row.state),
        row.facts_id,
        row.head,
        row.made_at,
    )


def _revision(session: Session, row: RevisionRow) -> Revision:
    from assistant.store.tables import UserRow

    author = session.get_one(UserRow, row.author_id).display
    return Revision(
        row.id,
        row.section,
        row.text,
        cast(Origin, row.origin),
        author,
        row.parent_id,
        row.details,
        row.made_at,
        row.draft_id,
    )


def _stale(session: Session, draft: int, section: str) -> Stale:
    last = _last(session, draft, section)
    author = _revision(session, last).author if last else "其他人"
    return Stale(
        f"{author}刚刚改过这一节", last.id if last else 0, hint="您的改动没有丢，请对照最新内容后再保存。"
    )
