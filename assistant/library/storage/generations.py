"""One whole set of passages and vectors: a collection a kind, one of records. A change of embedder makes a new one.

A document's rows carry a version, and its record names the version that counts: so a document is replaced by one
write, that of its record. What a crash leaves behind is of no version that counts; the documents under way are
noted beforehand, and `tidy` sweeps up after those whose note is still there.
"""

from __future__ import annotations

import re
import secrets
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from assistant.library.passages import Passage
from assistant.library.storage.index_session import Session
from assistant.library.storage.records import Holding
from assistant.library.storage.rows import Row, Stored, packed, record_of, record_row, unpacked
from assistant.library.storage.stacks import Stack, Versions
from assistant.outline.kinds import Kind

Identity = tuple[str, int]
"""Name and size of the embedder that made the vectors."""

_NO_EMBEDDER: Identity = ("none", 1)
_NOTE = "writing:"
# Another machine's write to the same server may still be under way; after this long it is not.
_STALE_SECONDS = 3600


class Generation:
    """The generation `number` as a session sees it. Number 0 has the names of the program's first version."""

    def __init__(self, session: Session, number: int) -> None:
        self._session = session
        self.number = number
        self._prefix = f"g{number}-" if number else ""

    @property
    def _records(self) -> Any:
        return self._session.get(f"{self._prefix}documents")

    def stack(self, kind: Kind) -> Stack | None:
        """The rows of a kind, None where there never were any."""
        rows = self._session.get(f"{self._prefix}kind-{kind.value}")
        return Stack(rows) if rows is not None else None

    def exists(self) -> bool:
        """Whether anything was ever written to it."""
        return self._records is not None

    def revision(self) -> int:
        """Grows with every change; 0 where nothing was written."""
        records = self._records
        return int(records.metadata["revision"]) if records is not None else 0

    def made_by(self) -> Identity | None:
        """The embedder of the vectors; None where there are none."""
        records = self._records
        if records is None or records.metadata["embedder"] == _NO_EMBEDDER[0]:
            return None
        return records.metadata["embedder"], int(records.metadata["size"])

    def stored(self) -> dict[str, Stored]:
        """All records by document id."""
        return {key: record_of(key, row) for key, row in self._rows() if not key.startswith(_NOTE)}

    def of_documents(self, documents: Sequence[str], versions: Versions) -> dict[str, list[Passage]]:
        """All passages of some documents, by document."""
        found: dict[str, list[Passage]] = {key: [] for key in documents}
        for stack in filter(None, map(self.stack, Kind)):
            for passage in stack.of_documents(documents, versions):
                found[passage.document_id].append(passage)
        return found

    def put(
        self, holdings: Sequence[Holding], embedder: Identity | None, origins: dict[str, str] | None = None
    ) -> None:
        """Store documents, each in the place of the one with its id; records last. `origins` are the versions
        (by document) that a re-index made them from.
        """
        made_by = embedder or _NO_EMBEDDER
        if not self.exists() or ((self.made_by() or _NO_EMBEDDER) != made_by and not self.stored()):
            # What is empty may have been made for vectors of another size.
            self.drop()
        version = secrets.token_hex(4)
        ids = [holding.record.id for holding in holdings]
        before = self._there(ids)
        records = self._session.made(f"{self._prefix}documents", _birth(made_by))
        with _noted(records, ids):
            self._put_passages(holdings, made_by, version)
            self.changed()
            stored = [
                Stored(holding.record, version, (origins or {}).get(holding.record.id))
                for holding in holdings
            ]
            records.upsert(ids=ids, embeddings=_blank(ids), metadatas=[record_row(one) for one in stored])
            self._tidy(before, dict.fromkeys(ids, version))
        self.changed()

    def remove(self, document_id: str) -> bool:
        """Delete a document, its record first; False where there is none of this id."""
        there = self._there([document_id])
        if there:
            with _noted(self._records, [document_id]):
                self.changed()
                self._records.delete(ids=[document_id])
                self._tidy([document_id], {})
            self.changed()
        return bool(there)

    def tidy(self, *, alone: bool) -> None:
        """Sweep up after writes that were cut short. `alone`: nobody else can be writing now."""
        if not self.exists():
            return
        notes = {key: row for key, row in self._rows() if key.startswith(_NOTE)}
        for key, row in notes.items():
            if alone or time.time() - row["begun"] > _STALE_SECONDS:
                versions = {one: stored.version for one, stored in self.stored().items()}
                self._tidy(unpacked(row["row"]), versions)
                self._records.delete(ids=[key])

    def changed(self) -> None:
        """A new revision. Of the clock, so that two machines at one server never make the same."""
        records = self._records
        revision = max(time.time_ns() // 1000, int(records.metadata["revision"]) + 1)
        records.modify(metadata={**records.metadata, "revision": revision})

    def drop(self) -> None:
        """Delete all of it, the records first."""
        for name in self._names():
            self._session.drop(name)

    def has(self, name: str) -> bool:
        """Whether a collection of this name is part of it."""
        return name in self._names()

    def _names(self) -> list[str]:
        return [f"{self._prefix}{name}" for name in ("documents", *(f"kind-{kind.value}" for kind in Kind))]

    def _rows(self) -> Iterator[tuple[str, Row]]:
        records = self._records
        if records is not None:
            rows = records.get(include=["metadatas"])
            yield from zip(rows["ids"], rows["metadatas"], strict=True)

    def _there(self, ids: Sequence[str]) -> list[str]:
        """Those of these ids that have a record."""
        records = self._records
        return records.get(ids=list(ids), include=[])["ids"] if records is not None else []

    def _put_passages(self, holdings: Sequence[Holding], made_by: Identity, version: str) -> None:
        """Kind by kind over all documents: each call to Chroma costs some 10 ms, whatever it carries."""
        waiting: dict[Kind, list[tuple[Passage, Any]]] = defaultdict(list)
        for holding in holdings:
            rows = holding.vectors if holding.vectors is not None else _blank(holding.passages)
            for passage, vector in zip(holding.passages, rows, strict=True):
                waiting[passage.kind].append((passage, vector))
        for kind, pairs in waiting.items():
            rows = self._session.made(f"{self._prefix}kind-{kind.value}", _birth(made_by))
            Stack(rows).put([passage for passage, _ in pairs], [vector for _, vector in pairs], version)

    def _tidy(self, documents: Sequence[str], versions: Versions) -> None:
        """Delete the rows of these documents that are of no version that counts."""
        for stack in filter(None, map(self.stack, Kind if documents else ())):
            stack.tidy(documents, versions)


def is_shelf(name: str) -> bool:
    """Whether a collection of this name holds some generation's passages; a server may have others' too."""
    generation, _, kind = name.rpartition("kind-")
    return kind in set(Kind) and re.fullmatch(r"(g\d+-)?", generation) is not None


def _birth(made_by: Identity) -> dict[str, str | int]:
    return {"embedder": made_by[0], "size": made_by[1], "revision": 0}


def _blank(rows: Sequence[object]) -> list[list[float]]:
    """Chroma wants a vector of every row; these are never searched."""
    return [[1.0]] * len(rows)


@contextmanager
def _noted(records: Any, documents: Sequence[str]) -> Iterator[None]:
    """With a note of what is being written; it stays behind where the block is cut short. `records` is the collection as
    it was made: a server may not give a new one back at once.
    """
    key = f"{_NOTE}{secrets.token_hex(4)}"
    row = {"row": packed(list(documents)), "begun": time.time()}
    records.upsert(ids=[key], embeddings=_blank([key]), metadatas=[row])
    yield
    records.delete(ids=[key])
