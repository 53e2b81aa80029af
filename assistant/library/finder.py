"""Finds passages: one shelf a kind, searched by meaning and by words, the best spread over documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.library.embedding import Embedder
from assistant.library.index import Index
from assistant.library.search import Hit, diversify
from assistant.library.shelves import Filter, Shelf
from assistant.outline.kinds import Kind

if TYPE_CHECKING:
    import numpy as np


class Finder:
    """Searches an index that `embedder` made; without one, or on an index without vectors, by words alone.

    Shelves are kept between searches as long as the index does not change.
    """

    def __init__(self, index: Index, embedder: Embedder | None) -> None:
        self._index = index
        self._embedder = embedder
        self._shelves: dict[Kind, Shelf] = {}

    def find(self, queries: Sequence[tuple[str, Kind | None]], k: int, only: Filter) -> list[list[Hit]]:
        """For each (text, kind or all kinds) its best `k` passages; the texts are embedded together."""
        vectors = None
        if self._embedder is not None and self._index.embedder() is not None:
            vectors = self._embedder.queries([text for text, _ in queries])
        revision = self._index.revision()
        found: list[list[Hit]] = []
        for at, (text, kind) in enumerate(queries):
            vector = None if vectors is None else vectors[at : at + 1]
            found.append(diversify(self._ranked(text, kind, vector, only, revision), k))
        return found

    def _ranked(
        self, text: str, kind: Kind | None, vector: np.ndarray | None, only: Filter, revision: int
    ) -> list[Hit]:
        """Best first; a text that stands under several kinds counts once, with its best score."""
        best: dict[str, Hit] = {}
        for one in Kind if kind is None else (kind,):
            for hit in self._shelf(one, revision).hits(text, vector, only):
                known = best.get(hit.passage.part)
                if known is None or known.score < hit.score:
                    best[hit.passage.part] = hit
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.passage.id))

    def _shelf(self, kind: Kind, revision: int) -> Shelf:
        shelf = self._shelves.get(kind)
        if shelf is None or shelf.revision != revision:
            shelf = self._shelves[kind] = Shelf(self._index, kind, revision)
        return shelf
