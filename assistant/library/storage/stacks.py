"""The rows of one kind in one generation: what a Chroma collection of passages and vectors is asked for.

`versions` (document id → version) says which rows count; rows of other versions are as if they were not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.library.passages import Passage
from assistant.library.storage.rows import key_of, parts_of, passage_of, row_of

if TYPE_CHECKING:
    import numpy as np

Versions = dict[str, str]
_BATCH = 1000
_READ = 5000
_WHOLE = ["metadatas", "documents"]


@dataclass(frozen=True)
class Near:
    """A passage's id and the cosine of its vector with the query's."""

    id: str
    similarity: float


class Stack:
    """A collection of one kind's passages."""

    def __init__(self, collection: Any) -> None:
        self._rows = collection

    def passages(self, versions: Versions) -> list[Passage]:
        """All passages, by id."""
        found: list[Passage] = []
        for start in range(0, self._rows.count(), _READ):
            found.extend(_read(self._rows.get(limit=_READ, offset=start, include=_WHOLE), versions))
        return sorted(found, key=lambda passage: passage.id)

    def fetch(self, ids: Sequence[str], versions: Versions) -> list[Passage]:
        """The passages of these ids, in this order."""
        keys = [key_of(versions[owner], one) for one in ids if (owner := _owner(one)) in versions]
        rows = self._rows.get(ids=keys, include=_WHOLE) if keys else _NOTHING
        there = {passage.id: passage for passage in _read(rows, versions)}
        return [there[one] for one in ids if one in there]

    def of_documents(self, documents: Sequence[str], versions: Versions) -> Iterator[Passage]:
        """All passages of some documents."""
        yield from _read(self._rows.get(where=_of(documents), include=_WHOLE), versions)

    def nearest(
        self, vectors: np.ndarray, count: int, allowed: Sequence[str] | None, versions: Versions
    ) -> list[list[Near]]:
        """For each vector the `count` nearest passages of `allowed` documents, nearest first."""
        where = _of(allowed) if allowed is not None else None
        found = self._rows.query(
            query_embeddings=vectors, n_results=count, where=where, include=["distances"]
        )
        return [
            [Near(key, 1.0 - far) for key, far in _counting(zip(keys, away, strict=True), versions)]
            for keys, away in zip(found["ids"], found["distances"], strict=True)
        ]

    def put(self, passages: Sequence[Passage], vectors: Sequence[Any], version: str) -> None:
        """Store passages with their vectors as rows of a version."""
        for first in range(0, len(passages), _BATCH):
            part = passages[first : first + _BATCH]
            self._rows.upsert(
                ids=[key_of(version, passage.id) for passage in part],
                metadatas=[row_of(passage) for passage in part],
                embeddings=list(vectors[first : first + _BATCH]),
            )

    def tidy(self, documents: Sequence[str], versions: Versions) -> None:
        """Delete the rows of these documents that do not count."""
        keys = self._rows.get(where=_of(documents), include=[])["ids"]
        old = [key for key in keys if not _counts(key, versions)]
        for first in range(0, len(old), _BATCH):
            self._rows.delete(ids=old[first : first + _BATCH])


_NOTHING: dict[str, Any] = {"ids": [], "documents": [], "metadatas": []}


def _of(documents: Sequence[str]) -> dict[str, Any]:
    return {"document_id": {"$in": list(documents)}}


def _owner(passage_id: str) -> str:
    """The document of a passage: its id begins with the document's."""
    return passage_id.partition(":")[0]


def _counts(key: str, versions: Versions) -> bool:
    version, passage_id = parts_of(key)
    return versions.get(_owner(passage_id)) == version


def _counting(pairs: Iterable[tuple[str, float]], versions: Versions) -> Iterator[tuple[str, float]]:
    for key, value in pairs:
        if _counts(key, versions):
            yield parts_of(key)[1], value


def _read(rows: dict[str, Any], versions: Versions) -> Iterator[Passage]:
    for key, text, row in zip(rows["ids"], rows["documents"], rows["metadatas"], strict=True):
        if _counts(key, versions):
            yield passage_of(parts_of(key)[1], row, text)
