"""What is said beside a draft: messages, proposed edits and what became of them, a reviewer's comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, cast

from assistant.errors import NotThere
from assistant.store.audit import note
from assistant.store.database import Database
from assistant.store.people import Person
from assistant.store.rights import editable, visible

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from assistant.store.tables import MessageRow, ProposalRow

Speaker = Literal["user", "assistant", "reviewer", "reply"]


@dataclass(frozen=True)
class Message:
    """A line of the talk; a reviewer's comment is open until it is `resolved`, may `quote` the words it is about, and is
    the `parent` of its replies.
    """

    id: int
    speaker: Speaker
    author: str
    text: str
    section: str
    proposal: int | None
    resolved: bool
    made_at: datetime
    quote: str = ""
    parent: int | None = None


@dataclass(frozen=True)
class ProposalEntry:
    """A proposed edit: its JSON, what was decided hunk by hunk, and the ids of those accepted (None: not all decided yet)."""

    id: int
    draft: int
    body: dict[str, Any]
    decided: dict[str, bool]
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
        quote: str = "",
        parent: int | None = None,
    ) -> Message:
        """Adds a line. Who may see a project may comment on it as reviewer, and reply; the rest is for those who edit.

        Raises `NotThere`, also for a reply to a comment of another draft.
        """
        from assistant.store.tables import MessageRow

        with self._database.session() as session:
            project = _project(session, draft)
            (visible if speaker in ("reviewer", "reply") else editable)(session, by, project)
            above = session.get(MessageRow, parent) if parent else None
            if parent and (above is None or above.draft_id != draft):
                raise NotThere("没有这条批注", hint="请刷新页面。")
            row = MessageRow(
                draft_id=draft,
                section=section,
                speaker=speaker,
                author_id=by.id,
                text=text,
                proposal_id=proposal,
                quote=quote,
                parent_id=parent,
            )
            session.add(row)
            session.flush()
            note(session, by, project, f"talk.{speaker}", draft=draft)
            return _message(session, row)

    def messages(self, by: Person, draft: int) -> Sequence[Message]:
        """All lines, oldest first."""
        from assistant.store.tables import MessageRow

        with self._database.reading() as session:
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
            project = _project(session, row.draft_id)
            visible(session, by, project)
            row.resolved = resolved
            note(session, by, project, "talk.resolve", message=message, resolved=resolved)

    def propose(self, by: Person, draft: int, body: dict[str, Any]) -> ProposalEntry:
        """Keeps a proposal until somebody decides."""
        from assistant.store.tables import ProposalRow

        with self._database.session() as session:
            editable(session, by, _project(session, draft))
            row = ProposalRow(draft_id=draft, author_id=by.id, body=body)
            session.add(row)
            session.flush()
            return _proposal(row)

    def proposal(self, by: Person, proposal: int) -> ProposalEntry:
        """One proposal. Raises `NotThere`."""
        with self._database.reading() as session:
            row = _proposal_row(session, proposal)
            visible(session, by, _project(session, row.draft_id))
            return _proposal(row)

    def proposals(self, by: Person, draft: int) -> dict[int, ProposalEntry]:
        """All proposals of a draft by their id."""
        from assistant.store.tables import ProposalRow

        with self._database.reading() as session:
            visible(session, by, _project(session, draft))
            return {row.id: _proposal(row) for row in session.query(ProposalRow).filter_by(draft_id=draft)}

    def settle(self, by: Person, proposal: int, decisions: Mapping[str, bool], of: int) -> ProposalEntry:
        """Some of the `of` hunks of a proposal are accepted or refused; what was decided before stays. Once all are, the
        proposal is decided. Raises `NotThere`, `NotAllowed`.
        """
        from assistant.store.tables import now

        with self._database.session() as session:
            row = _proposal_row(session, proposal)
            project = _project(session, row.draft_id)
            editable(session, by, project)
            decided = {**decisions, **row.decided}
            fresh = len(decided) - len(row.decided)
            row.decided, row.settled = decided, len(decided)
            if len(decided) >= of and row.accepted is None:
                row.accepted, row.decided_at = [id for id, taken in decided.items() if taken], now()
            if fresh:
                note(session, by, project, "proposal.settle", proposal=proposal, hunks=fresh)
            return _proposal(row)


def _project(session: Session, draft: int) -> str:
    from assistant.store.tables import DraftRow

    row = session.get(DraftRow, draft)
    if row is None:
        raise NotThere("没有这份草稿，或没有权限查看", hint="请从项目中打开。")
    return row.project_id


def _proposal_row(session: Session, proposal: int) -> ProposalRow:
    from assistant.store.tables import ProposalRow

    row = session.get(ProposalRow, proposal)
    if row is None:
        raise NotThere("没有这条修改建议", hint="请刷新页面。")
    return row


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
        row.quote,
        row.parent_id,
    )


def _proposal(row: ProposalRow) -> ProposalEntry:
    return ProposalEntry(row.id, row.draft_id, row.body, dict(row.decided), row.accepted)
