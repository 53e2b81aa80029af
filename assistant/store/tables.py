"""The tables of the workspace. Revisions and audit events are append-only: the database itself refuses to change them.

Times are UTC. Texts of JSON are written by the modules that own them; no table holds keys or passwords in clear.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A time with its zone, on databases that keep none as well."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """As UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """As UTC."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def now() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)


class Table(DeclarativeBase):
    """The base of all tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {dict[str, Any]: JSON, list[Any]: JSON, datetime: Moment}


class UserRow(Table):
    """Somebody who works here. `role`: drafter, reviewer or admin."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    display: Mapped[str] = mapped_column(String(60))
    role: Mapped[str] = mapped_column(String(20))
    password: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(default=now)


class SessionRow(Table):
    """A login. Only the digest of its token is kept."""

    __tablename__ = "sessions"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)


class ProjectRow(Table):
    """A project of one year. Nothing is deleted: an archived one is out of sight.

    `origin`: blank, file, last or sample; `last_id` is the project of the year before that it was copied from.
    """

    __tablename__ = "projects"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    unit: Mapped[str] = mapped_column(String(200))
    year: Mapped[int]
    pack: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(20), default="drafting")
    archived: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[str] = mapped_column(String(20), default="blank")
    last_id: Mapped[str | None] = mapped_column(ForeignKey("projects.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)


class MemberRow(Table):
    """A project shared with a user: `role` editor or reviewer."""

    __tablename__ = "members"
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(20))


class FactsRow(Table):
    """The facts of a project as they were saved once: the tree as the form holds it. Append-only."""

    __tablename__ = "fact_revisions"
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("fact_revisions.id"))
    tree: Mapped[dict[str, Any]]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
    made_at: Mapped[datetime] = mapped_column(default=now)
    # One follower each: two people cannot both have saved upon the same state. 0 stands for no parent.
    parent_key: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        UniqueConstraint("project_id", "parent_key"),
        Index("facts_of_project", "project_id", "id"),
    )


class TypedRow(Table):
    """What somebody typed into a field of the form and the facts could not take: wrong, or changed by two people."""

    __tablename__ = "typed_values"
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(120), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    contested: Mapped[bool] = mapped_column(primary_key=True, default=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class DraftRow(Table):
    """A draft of a project: made from one state of the facts. `head` is what the draft JSON holds beside sections."""

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), index=True)
    facts_id: Mapped[int] = mapped_column(ForeignKey("fact_revisions.id"))
    pack: Mapped[str] = mapped_column(String(60))
    writer: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="writing")
    head: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(default=now)


class RevisionRow(Table):
    """A section's text as somebody accepted it. `origin`: composer, model, human, import or restore. Append-only."""

    __tablename__ = "section_revisions"
    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"))
    section: Mapped[str] = mapped_column(String(80))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("section_revisions.id"))
    origin: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(default=now)
    # A first text has no parent: 0 stands for none, so that the database refuses a second first one too.
    parent_key: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        UniqueConstraint("draft_id", "section", "parent_key"),
        Index("revisions_of_section", "draft_id", "section", "id"),
    )


class ProposalRow(Table):
    """A proposed edit: the proposal's JSON, what was decided hunk by hunk (`settled` counts them), and which hunks were
    accepted once all were decided.
    """

    __tablename__ = "proposals"
    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    body: Mapped[dict[str, Any]]
    decided: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    settled: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[list[Any] | None] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]


class MessageRow(Table):
    """A line of the talk beside a draft. `speaker`: user, assistant, reviewer or reply; a reviewer's comment has a state
    and may quote the words it is about; a reply has the comment that it answers as its parent.
    """

    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"), index=True)
    section: Mapped[str] = mapped_column(String(80), default="")
    speaker: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(Text)
    quote: Mapped[str] = mapped_column(Text, default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"))
    resolved: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(default=now)


class MarkRow(Table):
    """A name that somebody gave to a version of the report: to its state after a section revision."""

    __tablename__ = "marks"
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("section_revisions.id"))
    name: Mapped[str] = mapped_column(String(60))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class SuggestionRow(Table):
    """A suggestion as somebody left it: `decision` chosen, edited or rejected."""

    __tablename__ = "suggestions"
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    decision: Mapped[str] = mapped_column(String(20))
    body: Mapped[dict[str, Any]]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class UploadRow(Table):
    """A file that was uploaded to a project; its bytes stand in the home folder under their digest."""

    __tablename__ = "uploads"
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class EventRow(Table):
    """What was done by whom: an action's name and ids, never text. Append-only."""

    __tablename__ = "audit_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    project_id: Mapped[str | None] = mapped_column(String(16), index=True)
    action: Mapped[str] = mapped_column(String(60))
    detail: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(default=now)


APPEND_ONLY = (FactsRow.__tablename__, RevisionRow.__tablename__, EventRow.__tablename__)
