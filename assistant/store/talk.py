"""What is said beside a draft: messages, proposed edits and what became of them, a reviewer's comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, cast

from assistant.errors import NotThere
from assistant.store.audit import note
from assistant.store.database import Database
from assistant.store.people import Person
from assistant.store.projects import editable, visible

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from assistant.store.tables import MessageRow, ProposalRow

Speaker = Literal["user", "assistant", "reviewer"]


@dataclass(frozen=True)
class Message:
    """A line of the talk; a reviewer's comment is open until it is `resolved`."""

    id: int
    speaker: Speaker
    author: str
    text: str
    section: str
    proposal: int | None
    resolved: bool
    made_at: datetime


@dataclass(frozen=True)
class ProposalEntry:
    """A proposed edit: its JSON, and the ids of the hunks that were accepted (None: not decided yet)."""

    id: int
    draft: int
    body: dict[str, Any]
    accepted: list[str] | None


class Talk:
    """The talk beside the drafts of a workspace; rights are those of their projects."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def say(
        self,
        by: Person,
        draft: int,
        speaker: Speaker,
        text: str,
        section: str = "",
        proposal: int | None = None,
    ) -> Message:
        """Adds a line. Who may see a project may comment on it as reviewer; the rest is for those who edit."""
        from assistant.store.tables import MessageRow

        with self._database.session() as session:
            project = _project(session, draft)
            (visible if speaker == "reviewer" else editable)(session, by, project)
            row = MessageRow(
                draft_id=draft,
                section=section,
                speaker=speaker,
                author_id=by.id,
                text=text,
                proposal_id=proposal,
            )
            session.add(row)
            session.flush()
            note(session, by, project, f"talk.{speaker}", draft=draft)
            return _message(session, row)

    def messages(self, by: Person, draft: int) -> Sequence[Message]:
        """All lines, oldest first."""
        from assistant.store.tables import MessageRow

        with self._database.session() as session:
            visible(session, by, _project(session, draft))
            rows = session.query(MessageRow).filter_by(draft_id=draft).order_by(MessageRow.id)
            return [_message(session, row) for row in rows]

    def resolve(self, by: Person, message: int, resolved: bool = True) -> None:
        """Marks a comment as dealt with, or as open again."""
        from assistant.store.tables import MessageRow

        with self._database.session() as session:
            row = session.get(MessageRow, message)
            if row is None:
                raise NotThere("没有这条批注", hint="请刷新页面。")
            visible(session, by, _project(session, row.draft_id))
            row.resolved = resolved

    def propose(self, by: Person, draft: int, body: dict[str, Any]) -> ProposalEntry:
        """Keeps a proposal until somebody decides."""
        from assistant.store.tables import ProposalRow

        with self._database.session() as session:
            editable(session, by, _project(session, draft))
            row = ProposalRow(draft_id=draft, author_id=by.id, body=body)
            session.add(row)
            session.flush()
            return _proposal(row)

    def decide(self, by: Person, proposal: int, accepted: Sequence[str]) -> ProposalEntry:
        """Which hunks were accepted; none is a refusal. Once decided, a proposal stays so."""
        from assistant.store.tables import ProposalRow, now

        with self._database.session() as session:
            row = session.get(ProposalRow, proposal)
            if row is None:
                raise NotThere("没有这条修改建议", hint="请刷新页面。")
            project = _project(session, row.draft_id)
            editable(session, by, project)
            if row.accepted is None:
                row.accepted, row.decided_at = list(accepted), now()
                note(session, by, project, "proposal.decide", proposal=proposal, accepted=len(accepted))
            return _proposal(row)

    def open_proposals(self, by: Person, draft: int) -> Sequence[ProposalEntry]:
        """Those that nobody has decided yet, oldest first."""
        from assistant.store.tables import ProposalRow

        with self._database.session() as session:
            visible(session, by, _project(session, draft))
            rows = (
                session.query(ProposalRow).filter_by(draft_id=draft, decided_at=None).order_by(ProposalRow.id)
            )
            return [_proposal(row) for row in rows]


def _project(session: Session, draft: int) -> str:
    from assistant.store.tables import DraftRow

    row = session.get(DraftRow, draft)
    if row is None:
        raise NotThere("没有这份草稿，或没有权限查看", hint="请从项目中打开。")
    return row.project_id


def _message(session: Session, row: MessageRow) -> Message:
    from assistant.store.tables import UserRow

    author = session.get_one(UserRow, row.author_id).display
    return Message(
        row.id,
        cast(Speaker, row.speaker),
        author,
        row.text,
        row.section,
        row.proposal_id,
        row.resolved,
        row.made_at,
    )


def _proposal(row: ProposalRow) -> ProposalEntry:
    return ProposalEntry(row.id, row.draft_id, row.body, row.accepted)
