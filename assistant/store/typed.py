"""What people typed into the form of the facts that the facts could not take, by path: kept until it is put right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.store.database import Database
from assistant.store.people import Person
from assistant.store.rights import editable, visible

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from assistant.store.tables import TypedRow

MAX_TEXT = 20_000


@dataclass(frozen=True)
class Typed:
    """A value as it was typed. `contested`: it is sound, but somebody else changed the same field meanwhile."""

    path: str
    text: str
    contested: bool = False
    author: str = ""


class TypedValues:
    """The typed values of a workspace's projects."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, by: Person, project: str) -> Sequence[Typed]:
        """In the order of their paths. Raises `NotThere`."""
        from assistant.store.tables import TypedRow

        with self._database.reading() as session:
            visible(session, by, project)
            rows = session.query(TypedRow).filter_by(project_id=project).order_by(TypedRow.path)
            return [_typed(session, row) for row in rows]

    def change(self, by: Person, project: str, put: Iterable[Typed], drop: Iterable[Typed]) -> None:
        """Puts values and drops others, all or nothing. Raises `NotThere`, `NotAllowed`."""
        from assistant.store.tables import TypedRow

        with self._database.session() as session:
            editable(session, by, project)
            for one in drop:
                found = session.get(TypedRow, (project, one.path, one.contested))
                if found is not None:
                    session.delete(found)
            session.flush()
            for one in put:
                row = TypedRow(
                    project_id=project,
                    path=one.path,
                    text=one.text[:MAX_TEXT],
                    contested=one.contested,
                    author_id=by.id,
                )
                session.merge(row)


def _typed(session: Session, row: TypedRow) -> Typed:
    from assistant.store.tables import UserRow

    return Typed(row.path, row.text, row.contested, session.get_one(UserRow, row.author_id).display)
