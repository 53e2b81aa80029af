"""The stored passages and their vectors: one Chroma collection a kind, one more for the documents. Only home
of chromadb.

Everything is in Chroma, so that a server (`chroma_url`) can serve several machines. An index made without an
embedder stores vectors of one number, which are never searched. A document's record is written last and
deleted first: what a crash leaves behind has no record, is not found by `passages`, and is replaced at the
next ingest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import EmbedderMismatch, LibraryError
from assistant.library.passages import Passage
from assistant.library.rows import passage_of, row_of
from assistant.outline.kinds import Kind

if TYPE_CHECKING:
    import numpy as np

_DOCUMENTS = "documents"
_NO_EMBEDDER = "none"
_BATCH = 1000
REINDEX_COMMAND = "assistant ingest --reindex"


@dataclass(frozen=True)
class DocumentRecord:
    """A document in the library. `id` follows from its name; `digest` is that of the file's bytes.

    `sections` and `passages` count; `uncertain` counts the sections whose kind a person should look at.
    `quality` (0–1) says how good a model of writing it is, `faults` why not (Chinese, one a line). `notes` are
    the loader's remarks.
    """

    id: str
    name: str
    digest: str
    title: str
    sections: int
    passages: int
    year: int | None = None
    unit: str | None = None
    region: str | None = None
    project_type: str = "other"
    project: str | None = None
    pack: str | None = None
    uncertain: int = 0
    corrected: bool = False
    quality: float = 1.0
    faults: str = ""
    notes: str = ""


class Index:
    """Opened at first use; reading an index that was never written creates nothing on disk."""

    def __init__(self, folder: Path, chroma_url: str | None = None) -> None:
        self._folder = folder
        self._url = chroma_url
        self._opened: Any = None

    def records(self) -> list[DocumentRecord]:
        """All documents, by name."""
        collection = self._collection(_DOCUMENTS)
        if collection is None:
            return []
        with _faults(self._folder):
            rows = collection.get(include=["metadatas"])
        found = [
            DocumentRecord(id=key, **row) for key, row in zip(rows["ids"], rows["metadatas"], strict=True)
        ]
        return sorted(found, key=lambda record: (record.name, record.id))

    def revision(self) -> int:
        """Grows with every change, also by another process: what was cached under another revision is stale."""
        collection = self._collection(_DOCUMENTS)
        return int(collection.metadata["revision"]) if collection is not None else 0

    def embedder(self) -> tuple[str, int] | None:
        """Name and size of the embedder that made the vectors; None where there are none."""
        collection = self._collection(_DOCUMENTS)
        if collection is None or collection.metadata["embedder"] == _NO_EMBEDDER:
            return None
        return collection.metadata["embedder"], int(collection.metadata["size"])

    def check(self, embedder: tuple[str, int] | None, *, writing: bool) -> None:
        """Raise `EmbedderMismatch` where these vectors and that embedder do not go together.

        Reading an index by words alone is always possible; writing to it needs the embedder that made it.
        """
        if self._collection(_DOCUMENTS) is None or not self.records():
            return
        made_by = self.embedder()
        if made_by == embedder or (not writing and (made_by is None or embedder is None)):
            return
        mine, theirs = (
            f"{pair[0]}（{pair[1]} 维）" if pair else "无向量模型" for pair in (embedder, made_by)
        )
        raise EmbedderMismatch(
            f"往年报告库由“{theirs}”建立，当前使用“{mine}”，两者的向量不能混用。",
            hint=f"请运行 {REINDEX_COMMAND} 重建索引。",
        )

    def passages(self, kind: Kind) -> list[Passage]:
        """All passages of a kind whose document has a record."""
        collection = self._collection(_name(kind))
        if collection is None:
            return []
        known = {record.id for record in self.records()}
        with _faults(self._folder):
            rows = collection.get(include=["metadatas", "documents"])
        read = zip(rows["ids"], rows["documents"], rows["metadatas"], strict=True)
        found = [passage_of(key, text, row) for key, text, row in read if row["document_id"] in known]
        return sorted(found, key=lambda passage: passage.id)

    def nearest(
        self, kind: Kind, vectors: np.ndarray, count: int, allowed: Sequence[str] | None = None
    ) -> list[list[str]]:
        """For each query vector the ids of the nearest passages, nearest first; `allowed` are the document
        ids.
        """
        collection = self._collection(_name(kind))
        if collection is None or not len(vectors) or (allowed is not None and not allowed):
            return [[] for _ in vectors]
        where = {"document_id": {"$in": list(allowed)}} if allowed is not None else None
        with _faults(self._folder):
            return collection.query(query_embeddings=vectors, n_results=count, where=where, include=[])["ids"]

    def replace(
        self,
        record: DocumentRecord,
        passages: Sequence[Passage],
        vectors: np.ndarray | None,
        embedder: tuple[str, int] | None,
    ) -> None:
        """Put a document in the place of the one with the same id. `vectors` has a row a passage, or is None."""
        made_by = embedder or (_NO_EMBEDDER, 1)
        self.delete(record.id)
        for kind in Kind:
            rows = [at for at, passage in enumerate(passages) if passage.kind is kind]
            if rows:
                self._add(
                    kind, [passages[at] for at in rows], None if vectors is None else vectors[rows], made_by
                )
        documents = self._collection(_DOCUMENTS, made_by)
        fields = {name: value for name, value in vars(record).items() if name != "id" and value is not None}
        with _faults(self._folder):
            documents.upsert(ids=[record.id], embeddings=[[1.0]], metadatas=[fields])
        self._changed()

    def delete(self, document_id: str) -> bool:
        """Remove a document and its passages; False where there is none of this id."""
        documents = self._collection(_DOCUMENTS)
        if documents is None:
            return False
        with _faults(self._folder):
            there = bool(documents.get(ids=[document_id], include=[])["ids"])
            documents.delete(ids=[document_id])
        for kind in Kind:
            collection = self._collection(_name(kind))
            if collection is not None:
                with _faults(self._folder):
                    collection.delete(where={"document_id": document_id})
        self._changed()
        return there

    def clear(self) -> None:
        """Remove everything, so that another embedder may begin."""
        if self._client() is None:
            return
        for name in (_DOCUMENTS, *map(_name, Kind)):
            if self._collection(name) is not None:
                with _faults(self._folder):
                    self._client().delete_collection(name)

    def _add(
        self, kind: Kind, passages: list[Passage], vectors: np.ndarray | None, made_by: tuple[str, int]
    ) -> None:
        collection = self._collection(_name(kind), made_by)
        for first in range(0, len(passages), _BATCH):
            part = passages[first : first + _BATCH]
            with _faults(self._folder):
                collection.upsert(
                    ids=[passage.id for passage in part],
                    documents=[passage.text for passage in part],
                    metadatas=[row_of(passage) for passage in part],
                    embeddings=vectors[first : first + _BATCH]
                    if vectors is not None
                    else [[1.0]] * len(part),
                )

    def _changed(self) -> None:
        documents = self._collection(_DOCUMENTS)
        if documents is not None:
            with _faults(self._folder):
                documents.modify(
                    metadata={**documents.metadata, "revision": int(documents.metadata["revision"]) + 1}
                )

    def _collection(self, name: str, made_by: tuple[str, int] | None = None) -> Any:
        """A collection as it is now; without `made_by` None where it does not exist, else it is created."""
        client = self._client(create=made_by is not None)
        if client is None:
            return None
        from chromadb.errors import NotFoundError

        with _faults(self._folder):
            try:
                return client.get_collection(name, embedding_function=None)
            except NotFoundError:
                if made_by is None:
                    return None
            return client.create_collection(
                name,
                configuration={"hnsw": {"space": "cosine"}},
                metadata={"embedder": made_by[0], "size": made_by[1], "revision": 0},
                embedding_function=None,
            )

    def _client(self, *, create: bool = False) -> Any:
        if self._opened is None:
            if self._url is None and not create and not (self._folder / "chroma.sqlite3").exists():
                return None
            with _faults(self._folder):
                self._opened = _open(self._folder, self._url)
        return self._opened


def _open(folder: Path, url: str | None) -> Any:
    import chromadb
    from chromadb.config import Settings

    if url is None:
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    try:
        where = urlsplit(url)
        secure = where.scheme == "https"
        port = where.port or (443 if secure else 8000)
        return chromadb.HttpClient(
            where.hostname or url, port, secure, settings=Settings(anonymized_telemetry=False)
        )
    except ValueError as fault:
        raise LibraryError(
            f"连不上 Chroma 服务 {url}。", hint="请检查 ASSISTANT_CHROMA_URL 和服务是否已启动。"
        ) from fault


@contextmanager
def _faults(folder: Path) -> Iterator[None]:
    """Chroma's own errors, as a `LibraryError` for the user."""
    import httpx
    from chromadb.errors import ChromaError, NotFoundError

    try:
        yield
    except NotFoundError:
        raise
    except (ChromaError, httpx.HTTPError, OSError) as fault:
        raise LibraryError(
            f"往年报告库 {folder} 读写失败（{type(fault).__name__}）。",
            hint="请检查磁盘空间和权限；如库已损坏，删除该文件夹后重新入库。",
        ) from fault


def _name(kind: Kind) -> str:
    return f"kind-{kind.value}"
