"""Finds passages: one shelf a kind, searched by meaning and by words; then boosts, copies and documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.library.finding.boosts import NO_PREFERENCE, WEIGHTS, Preference, Weights, factor
from assistant.library.finding.cards import Filter
from assistant.library.finding.duplicates import collapse
from assistant.library.finding.search import Candidate, Hit, blend, diversify
from assistant.library.finding.shelves import Found, Shelf
from assistant.library.storage.embedding import Embedder
from assistant.library.storage.index import Index
from assistant.outline.kinds import Kind

if TYPE_CHECKING:
    import numpy as np

# So many times `k` are compared: mostly the first is enough to lose copies and second passages of a document.
_LOOKED_AT = (4, 16)


class Finder:
    """Searches an index that `embedder` made; without one, or on an index without vectors, by words alone.

    Shelves are kept between searches as long as the index does not change.
    """

    def __init__(self, index: Index, embedder: Embedder | None, weights: Weights = WEIGHTS) -> None:
        self._index = index
        self._embedder = embedder
        self._weights = weights
        self._shelves: dict[Kind, Shelf] = {}

    def find(
        self,
        queries: Sequence[tuple[str, Kind | None]],
        k: int,
        only: Filter,
        wanted: Preference = NO_PREFERENCE,
    ) -> list[list[Hit]]:
        """For each (text, kind or all kinds) its best `k` passages; the texts are embedded together."""
        vectors = None
        if self._embedder is not None and self._index.embedder() is not None:
            vectors = self._embedder.queries([text for text, _ in queries])
        revision = self._index.revision()
        found: list[list[Hit]] = []
        for at, (text, kind) in enumerate(queries):
            vector = None if vectors is None else vectors[at : at + 1]
            shelves = [self._shelf(one, revision) for one in (Kind if kind is None else (kind,))]
            found.append(self._best(shelves, text, vector, k, only, wanted))
        return found

    def _best(
        self,
        shelves: Sequence[Shelf],
        text: str,
        vector: np.ndarray | None,
        k: int,
        only: Filter,
        wanted: Preference,
    ) -> list[Hit]:
        everything = Found()
        for shelf in shelves:
            everything.add(shelf.found(text, vector, only))
        ranked = self._ranked(everything, wanted)
        kept: list[Candidate] = []
        for times in _LOOKED_AT:
            kept = collapse(ranked[: times * k])
            if len({one.card.document_id for one in kept}) >= k or times * k >= len(ranked):
                break
        return _read(diversify(kept, k), everything.homes)

    def _ranked(self, found: Found, wanted: Preference) -> list[Candidate]:
        """Best first; a text that stands under several kinds counts once, with its best score."""
        best: dict[str, Candidate] = {}
        for key, score in blend(found.meaning, found.words).items():
            card = found.cards[key]
            one = Candidate(card, score * factor(card, wanted, self._weights), card.copies)
            known = best.get(card.part)
            if known is None or _order(one) < _order(known):
                best[card.part] = one
        return sorted(best.values(), key=_order)

    def _shelf(self, kind: Kind, revision: int) -> Shelf:
        shelf = self._shelves.get(kind)
        if shelf is None or shelf.revision != revision:
            shelf = self._shelves[kind] = Shelf(self._index, kind, revision)
        return shelf


def _order(one: Candidate) -> tuple[float, str]:
    return -one.score, one.card.id


def _read(chosen: Sequence[Candidate], homes: Mapping[str, Shelf]) -> list[Hit]:
    """The hits, with their texts; one that was deleted meanwhile is left out."""
    asked: dict[Shelf, list[str]] = {}
    for one in chosen:
        asked.setdefault(homes[one.card.id], []).append(one.card.id)
    read = {passage.id: passage for shelf, ids in asked.items() for passage in shelf.passages(ids)}
    return [Hit(read[one.card.id], one.score, one.copies) for one in chosen if one.card.id in read]
