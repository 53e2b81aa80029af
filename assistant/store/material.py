"""What belongs to a project beside its facts: decisions about suggestions, and uploaded files under their digest."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import NotThere, StoreError
from assistant.store.audit import note
from assistant.store.database import Database
from assistant.store.people import Person
from assistant.store.rights import editable, visible

if TYPE_CHECKING:
    from assistant.store.tables import UploadRow

Decision = Literal["chosen", "edited", "rejected"]


@dataclass(frozen=True)
class Upload:
    """An uploaded file."""

    id: int
    name: str
    digest: str
    size: int
    made_at: datetime


class Material:
    """Decisions and uploads of a workspace; the bytes of uploads stand in `folder`, readable by this user only."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._folder = database, folder

    def decide(self, by: Person, project: str, key: str, decision: Decision, body: Mapping[str, Any]) -> None:
        """How somebody left a suggestion; a later decision replaces it (the audit log keeps both)."""
        from assistant.store.tables import SuggestionRow

        with self._database.session() as session:
            editable(session, by, project)
            row = SuggestionRow(
                project_id=project, key=key, decision=decision, body=dict(body), author_id=by.id
            )
            session.merge(row)
            note(session, by, project, f"suggestion.{decision}", key=key)

    def decisions(self, by: Person, project: str) -> dict[str, tuple[str, dict[str, Any]]]:
        """Decision and body by the suggestion's key."""
        from assistant.store.tables import SuggestionRow

        with self._database.reading() as session:
            visible(session, by, project)
            rows = session.query(SuggestionRow).filter_by(project_id=project)
            return {row.key: (row.decision, row.body) for row in rows}

    def keep(self, by: Person, project: str, name: str, content: bytes) -> Upload:
        """Keeps a file. The same bytes under the same name once more are the same upload."""
        from assistant.store.tables import UploadRow

        digest = hashlib.sha256(content).hexdigest()
        with self._database.session() as session:
            editable(session, by, project)
            found = (
                session.query(UploadRow).filter_by(project_id=project, digest=digest, name=name[:255]).first()
            )
            if found is not None:
                return _upload(found)
            self._write(digest, content)
            row = UploadRow(
                project_id=project, name=name[:255], digest=digest, size=len(content), author_id=by.id
            )
            session.add(row)
            session.flush()
            note(session, by, project, "upload.keep", upload=row.id, size=len(content))
            return _upload(row)

    def uploads(self, by: Person, project: str) -> Sequence[Upload]:
        """A project's files, newest first."""
        from assistant.store.tables import UploadRow

        with self._database.reading() as session:
            visible(session, by, project)
            rows = session.query(UploadRow).filter_by(project_id=project).order_by(UploadRow.id.desc())
            return [_upload(row) for row in rows]

    def open(self, by: Person, upload: int) -> tuple[str, bytes]:
        """A file's name and bytes. Raises `NotThere`."""
        from assistant.store.tables import UploadRow

        with self._database.reading() as session:
            row = session.get(UploadRow, upload)
            if row is None:
                raise NotThere("没有这个文件，或没有权限查看", hint="请从项目中打开。")
            visible(session, by, row.project_id)
            name, digest = row.name, row.digest
        try:
            return name, (self._folder / digest).read_bytes()
        except OSError:
            raise NotThere(f"“{name}”的内容已不在本机", hint="请重新上传。") from None

    def _write(self, digest: str, content: bytes) -> None:
        path = self._folder / digest
        if path.exists():
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, temporary = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except OSError as error:
            raise StoreError(f"存不了上传的文件：{error.strerror}", hint="请检查磁盘空间和权限。") from None


def _upload(row: UploadRow) -> Upload:
    return Upload(row.id, row.name, row.digest, row.size, row.made_at)
