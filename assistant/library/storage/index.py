"""The stored documents: records, passages with their vectors, texts, corrections. In Chroma, embedded or a server
(`chroma_url`), so that a server can serve several machines; threads and processes may share a folder.

Passages and vectors are of one generation; `reindexing` makes the next one beside it and then moves the pointer
here. Texts and corrections are of no generation. An index made without an embedder stores vectors of one number,
which are never searched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.errors import EmbedderMismatch
from assistant.library.documents import SourceDocument
from assistant.library.passages import Passage
from assistant.library.storage.generations import Generation, Identity
from assistant.library.storage.index_session import Session
from assistant.library.storage.index_store import PATIENCE_SECONDS, Store
from assistant.library.storage.records import DocumentRecord, Holding
from assistant.library.storage.rows import packed, source_of, source_row, unpacked
from assistant.library.storage.stacks import Near, Stack, Versions
from assistant.outline.kinds import Kind

if TYPE_CHECKING:
    import numpy as np

__all__ = ["REINDEX_COMMAND", "DocumentRecord", "Holding", "Index", "Near"]

T = TypeVar("T")
REINDEX_COMMAND = "assistant ingest --reindex"
_POINTER = "library"
DERIVED = "originals.z"
_SOURCES = "sources"
_CORRECTIONS = "corrections"


@dataclass(frozen=True)
class _Snapshot:
    """What is asked for with every search, as of one mark of the store or one revision of a generation."""

    mark: str | None
    number: int
    revision: int
    made_by: Identity | None
    records: tuple[DocumentRecord, ...]
    versions: Versions


class Index:
    """Opened at first use; reading an index that was never written creates nothing on disk.

    A change waits up to `patience` seconds for other programs' changes, then it is a `LibraryError`.
    """

    def __init__(
        self, folder: Path, chroma_url: str | None = None, patience: float = PATIENCE_SECONDS
    ) -> None:
        self.folder = folder
        self.store = Store(folder, chroma_url, patience)
        self._known: _Snapshot | None = None
        self._swept = False

    def records(self) -> list[DocumentRecord]:
        """All documents, by name."""
        return list(self._snapshot().records)

    def revision(self) -> int:
        """Grows with every change, also by another process: what was cached under another revision is stale."""
        return self._snapshot().revision

    def embedder(self) -> Identity | None:
        """Name and size of the embedder that made the vectors; None where there are none."""
        return self._snapshot().made_by

    def check(self, embedder: Identity | None, *, writing: bool) -> None:
        """Raise `EmbedderMismatch` where these vectors and that embedder do not go together.

        Reading an index by words alone is always possible; writing to it needs the embedder that made it.
        """
        seen = self._snapshot()
        if not seen.records or seen.made_by == embedder:
            return
        if not writing and (seen.made_by is None or embedder is None):
            return
        mine, theirs = (
            f"{pair[0]}（{pair[1]} 维）" if pair else "无向量模型" for pair in (embedder, seen.made_by)
        )
        raise EmbedderMismatch(
            f"往年报告库由“{theirs}”建立，当前使用“{mine}”，两者的向量不能混用。",
            hint=f"请运行 {REINDEX_COMMAND} 重建索引。",
        )

    def passages(self, kind: Kind) -> list[Passage]:
        """All passages of a kind, by id."""
        return self._on_stack(kind, Stack.passages) or []

    def passages_of(self, document_id: str) -> list[Passage]:
        """The passages of one document, by id; a text of several kinds stands once a kind."""

        def work(stack: Stack, versions: Versions) -> list[Passage]:
            return list(stack.of_documents([document_id], versions))

        found = (passage for kind in Kind for passage in self._on_stack(kind, work) or ())
        return sorted(found, key=lambda passage: passage.id)

    def fetch(self, kind: Kind, ids: Sequence[str]) -> list[Passage]:
        """The passages of a kind with these ids, in this order; those no longer there are left out.

        A passage's id begins with its document's and a colon.
        """
        return self._on_stack(kind, lambda stack, versions: stack.fetch(ids, versions)) or []

    def nearest(
        self, kind: Kind, vectors: np.ndarray, count: int, allowed: Sequence[str] | None = None
    ) -> list[list[Near]]:
        """For each query vector the nearest passages, nearest first; `allowed` are the document ids."""
        if not len(vectors) or (allowed is not None and not allowed):
            return [[] for _ in vectors]
        found = self._on_stack(kind, lambda stack, seen: stack.nearest(vectors, count, allowed, seen))
        return found or [[] for _ in vectors]

    def replace(
        self,
        record: DocumentRecord,
        passages: Sequence[Passage],
        vectors: np.ndarray | None,
        embedder: Identity | None,
        source: SourceDocument | None = None,
    ) -> None:
        """Put a document in the place of the one with the same id. `vectors` has a row a passage, or is None.

        Until the last write the old one stands, whatever happens. `source` None leaves the stored text as it is.
        """
        self.replace_many([Holding(record, passages, vectors, source)], embedder)

    def replace_many(self, holdings: Sequence[Holding], embedder: Identity | None) -> None:
        """As `replace` for several documents, at a fraction of the time for each; stored all or none."""
        # A document given twice is the last one.
        holdings = list({one.record.id: one for one in holdings}.values())
        if not holdings:
            return
        sources = {one.record.id: source_row(one.source) for one in holdings if one.source is not None}

        def work(session: Session) -> None:
            if sources:
                _upsert(session, _SOURCES, sources)
            self._on_current(session, lambda now: now.put(holdings, embedder))

        self._write(work)

    def delete(self, document_id: str, *, forget: bool = False) -> bool:
        """Remove a document, its passages and text; False where there is none of this id. Its correction is kept
        for the day it is put in again, unless `forget`.
        """
        if self._snapshot().revision == 0:
            return False

        def work(session: Session) -> bool:
            there = self._on_current(session, lambda now: now.remove(document_id))
            for name in (_SOURCES, _CORRECTIONS) if forget else (_SOURCES,):
                if (kept := session.get(name)) is not None:
                    kept.delete(ids=[document_id])
            return there

        return self._write(work)

    def clear(self, *, forget: bool = False) -> None:
        """Remove all documents with their texts, so that another embedder may begin; `forget` corrections too."""
        if self._snapshot().revision == 0:
            return

        def work(session: Session) -> None:
            self._on_current(session, Generation.drop)
            for name in (_SOURCES, _CORRECTIONS) if forget else (_SOURCES,):
                session.drop(name)

        self._write(work)

    def source(self, document_id: str) -> SourceDocument | None:
        """The document's text as it was read from its file; None where it was not stored."""
        return self.store.read(lambda session: sources(session, [document_id])).get(document_id)

    def correction(self, document_id: str) -> str | None:
        """What a person corrected in a document, as it was kept."""

        def work(session: Session) -> str | None:
            kept = session.get(_CORRECTIONS)
            rows = kept.get(ids=[document_id], include=["metadatas"])["metadatas"] if kept is not None else []
            return unpacked(rows[0]["row"]) if rows else None

        return self.store.read(work)

    def keep_correction(self, document_id: str, json: str | None) -> None:
        """Keep a document's correction, also through `replace` and `delete`; None forgets it."""

        def work(session: Session) -> None:
            if json is not None:
                _upsert(session, _CORRECTIONS, {document_id: {"row": packed(json)}})
            elif (kept := session.get(_CORRECTIONS)) is not None:
                kept.delete(ids=[document_id])

        self.store.write(work)

    def _on_stack(self, kind: Kind, work: Callable[[Stack, Versions], T]) -> T | None:
        def run(session: Session) -> T | None:
            seen = self._seen(session)
            stack = Generation(session, seen.number).stack(kind)
            return work(stack, seen.versions) if stack is not None else None

        return self.store.read(run)

    def _write(self, work: Callable[[Session], T]) -> T:
        def run(session: Session) -> T:
            if not self._swept:
                Generation(session, current(session)).tidy(alone=self.store.url is None)
                self._swept = True
            return work(session)

        done = self.store.write(run)
        # What was derived from all documents goes with the revision: a removed report must not stay in it.
        (self.folder / DERIVED).unlink(missing_ok=True)
        return done

    def _on_current(self, session: Session, work: Callable[[Generation], T]) -> T:
        """Do a change; once more where a re-index by another machine at the server moved the pointer meanwhile."""
        while True:
            number = current(session)
            done = work(Generation(session, number))
            if current(session) == number:
                return done

    def _snapshot(self) -> _Snapshot:
        return self.store.read(self._seen)

    def _seen(self, session: Session) -> _Snapshot:
        known = self._known
        if known is not None and known.mark is not None and known.mark == session.mark:
            return known
        number = current(session)
        now = Generation(session, number)
        revision = now.revision()
        if known is None or (known.number, known.revision) != (number, revision) or session.mark is not None:
            stored = now.stored()
            records = sorted((one.record for one in stored.values()), key=lambda one: (one.name, one.id))
            versions = {key: one.version for key, one in stored.items()}
            known = _Snapshot(session.mark, number, revision, now.made_by(), tuple(records), versions)
            self._known = known
        return known


def current(session: Session) -> int:
    """The number of the generation that is searched."""
    pointer = session.get(_POINTER)
    return int(pointer.metadata["generation"]) if pointer is not None else 0


def point_to(session: Session, number: int) -> None:
    """Make a generation the one that is searched, by one write."""
    pointer = session.made(_POINTER, {"generation": 0})
    pointer.modify(metadata={**pointer.metadata, "generation": number})


def sources(session: Session, ids: Sequence[str]) -> dict[str, SourceDocument]:
    """The stored texts of these documents, by document id; those without one are left out."""
    kept = session.get(_SOURCES)
    if kept is None or not ids:
        return {}
    rows = kept.get(ids=list(ids), include=["metadatas"])
    return {key: source_of(row) for key, row in zip(rows["ids"], rows["metadatas"], strict=True)}


def _upsert(session: Session, name: str, rows: dict[str, dict[str, Any]]) -> None:
    kept = session.made(name, {"made": 1})
    kept.upsert(ids=list(rows), embeddings=[[1.0]] * len(rows), metadatas=list(rows.values()))
