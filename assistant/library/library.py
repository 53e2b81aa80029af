"""The library of past reports: put files in, find passages by kind, by meaning and by words.

It knows nothing of facts or drafting. Opening it is free; Chroma, the embedder and the word indexes are
loaded when first needed. Safe to use from several threads; of several processes one should write at a time.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.library import embedding
from assistant.library.embedding import Embedder
from assistant.library.finder import Finder
from assistant.library.index import REINDEX_COMMAND, DocumentRecord, Index
from assistant.library.intake import Ingested, plan, taken_in
from assistant.library.loaders import load
from assistant.library.passages import Passage
from assistant.library.search import Hit
from assistant.library.shelves import Filter
from assistant.library.tree import SectionTree, grow
from assistant.library.vectors import vectors
from assistant.outline.kinds import Kind

if TYPE_CHECKING:
    import numpy as np

_log = logging.getLogger(__name__)
_NO_EMBEDDER = "本机没有可用的向量模型，往年报告只按字词检索。"
_NO_VECTORS = f"往年报告库建立时没有向量模型，现只按字词检索；运行 {REINDEX_COMMAND} 可启用语义检索。"


class Library:
    """Past reports under `home`/library, or on a Chroma server.

    `embedder` None means the bundled one; where that is missing, search is by words and `notice` says so.
    """

    def __init__(self, home: Path, embedder: Embedder | None = None, chroma_url: str | None = None) -> None:
        self._given = embedder
        self._index = Index(home / "library", chroma_url)
        self._writing = threading.Lock()

    @cached_property
    def _embedder(self) -> Embedder | None:
        found = self._given or embedding.bundled()
        if found is None:
            _log.warning(_NO_EMBEDDER)
        return found

    @property
    def notice(self) -> str:
        """What a user should know about how this library searches; empty where all is as it should be."""
        if self._embedder is None:
            return _NO_EMBEDDER
        return _NO_VECTORS if not self.is_empty() and self._index.embedder() is None else ""

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._index, self._embedder)

    def documents(self) -> list[DocumentRecord]:
        """All documents, by name."""
        return self._index.records()

    def is_empty(self) -> bool:
        """Whether there is no document."""
        return not self._index.records()

    def outline(self, path: Path) -> SectionTree:
        """The section tree of a file, which is not put into the library. Raises `DocumentError`."""
        return grow(load(path).text, path.stem)

    def plan(self, paths: Iterable[Path]) -> list[tuple[Path, str]]:
        """The files that `ingest` would read, each with its name in the library (see intake.plan)."""
        return plan(paths)

    def ingest(self, paths: Iterable[Path]) -> Iterator[Ingested]:
        """Put files and folders in; yields as each file is done. A bad file is a result, not an end.

        The same bytes are not read in twice; a changed file replaces the document of its name. Raises
        `EmbedderMismatch` before anything is read where the index was made by another embedder.
        """
        self._index.check(self._identity, writing=True)
        for path, name in plan(paths):
            started = time.perf_counter()
            with self._writing:
                try:
                    result = self._ingest(path, name)
                except DocumentError as fault:
                    result = Ingested(name, "failed", reason=str(fault))
            spent = round((time.perf_counter() - started) * 1000)
            _log.info("ingest status=%s passages=%d ms=%d", result.status, result.passages, spent)
            yield result

    def delete(self, document_id: str) -> bool:
        """Remove a document; False where there is none of this id."""
        with self._writing:
            return self._index.delete(document_id)

    def reindex(self) -> int:
        """Make all vectors anew with the present embedder, from the stored passages. The number of passages."""
        with self._writing:
            records = self._index.records()
            stored: dict[str, list[Passage]] = {record.id: [] for record in records}
            for kind in Kind:
                for passage in self._index.passages(kind):
                    stored[passage.document_id].append(passage)
            # All vectors are made before anything is removed: an embedder that fails must cost nothing.
            made = {key: self._vectors(passages) for key, passages in stored.items()}
            self._index.clear()
            for record in records:
                self._index.replace(record, stored[record.id], made[record.id], self._identity)
            return sum(record.passages for record in records)

    def search(
        self,
        text: str,
        kind: Kind | None = None,
        k: int = 5,
        *,
        project_type: str | None = None,
        exclude: Iterable[str] = (),
    ) -> list[Hit]:
        """The best `k` passages, of one kind or of all; `exclude` holds names or ids of documents.

        At most two passages come from one document, so a small library may give fewer than `k`.
        """
        return self._search([(text, kind)], k, Filter(project_type, frozenset(exclude)))[0]

    def search_many(
        self,
        queries: Sequence[tuple[str, Kind]],
        k: int = 5,
        *,
        project_type: str | None = None,
        exclude: Iterable[str] = (),
    ) -> list[list[Hit]]:
        """As `search` for several texts at once; they are embedded together."""
        return self._search(queries, k, Filter(project_type, frozenset(exclude)))

    @property
    def _identity(self) -> tuple[str, int] | None:
        return (self._embedder.name, self._embedder.size) if self._embedder else None

    def _ingest(self, path: Path, name: str) -> Ingested:
        document = load(path)
        same = next((one for one in self._index.records() if one.digest == document.digest), None)
        if same is not None:
            reason = "已在库中" if same.name == name else f"与库中“{same.name}”内容相同"
            return Ingested(name, "unchanged", same.sections, same.passages, reason)
        record, passages = taken_in(document, name)
        self._index.replace(record, passages, self._vectors(passages), self._identity)
        return Ingested(name, "added", record.sections, record.passages)

    def _vectors(self, passages: Sequence[Passage]) -> np.ndarray | None:
        return None if self._embedder is None else vectors(self._embedder, passages)

    def _search(self, queries: Sequence[tuple[str, Kind | None]], k: int, only: Filter) -> list[list[Hit]]:
        if not queries or k < 1 or self.is_empty():
            return [[] for _ in queries]
        self._index.check(self._identity, writing=False)
        return self._finder.find(queries, k, only)
