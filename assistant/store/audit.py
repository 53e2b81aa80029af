"""The audit log: who did what to which project, when. Ids and counts, never text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assistant.errors import NotAllowed
from assistant.store.database import Database

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from assistant.store.people import Person


@dataclass(frozen=True)
class Event:
    """One entry."""

    at: datetime
    user: int | None
    project: str | None
    action: str
    detail: dict[str, Any]


def note(
    session: Session, by: Person | None, project: str | None, action: str, **detail: int | str | bool
) -> None:
    """Writes an entry in the transaction of what it tells: both are kept, or neither."""
    from assistant.store.tables import EventRow

    session.add(EventRow(user_id=by.id if by else None, project_id=project, action=action, detail=detail))


class Audit:
    """The log, read; and written where no table holds what was done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, by: Person, action: str, **detail: int | str | bool) -> None:
        """Writes an entry of what was done outside of the database."""
        with self._database.session() as session:
            note(session, by, None, action, **detail)

    def events(self, by: Person, project: str | None = None, limit: int = 200) -> Sequence[Event]:
        """The latest entries, newest first. Raises `NotAllowed` for whoever is no administrator."""
        from assistant.store.tables import EventRow

        if by.role != "admin":
            raise NotAllowed("只有管理员可以查看操作记录", hint="请联系管理员。")
        with self._database.reading() as session:
            query = session.query(EventRow)
            if project is not None:
                query = query.filter_by(project_id=project)
            return [
                Event(row.made_at, row.user_id, row.project_id, row.action, row.detail)
                for row in query.order_by(EventRow.id.desc()).limit(limit)
            ]
