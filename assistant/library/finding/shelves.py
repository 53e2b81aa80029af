"""A kind's passages as they are searched: their cards and word index in memory, vectors and texts in the index."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.library.finding.cards import Card, Filter, cards_of
from assistant.library.finding.lexical import Words
from assistant.library.passages import Passage
from assistant.library.storage.index import Index
from assistant.outline.kinds import Kind

if TYPE_CHECKING:
    import numpy as np

# The best of each list take part in the blend; below that a passage is hardly the best of both together.
_CANDIDATES = 100
# With a filter, so many times more of the nearest are asked for before the index itself is made to filter.
_SPARE = 3
_MASKS = 8


@dataclass
class Found:
    """What meaning and words found, by passage id, each with its own score; `cards` and `homes` have all of them."""

    meaning: dict[str, float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    homes: dict[str, Shelf] = field(default_factory=dict)

    def add(self, other: Found) -> None:
        """Take in what another shelf found."""
        self.meaning |= other.meaning
        self.words |= other.words
        self.cards |= other.cards
        self.homes |= other.homes


class Shelf:
    """The passages of one kind, as they were at one revision of the index."""

    def __init__(self, index: Index, kind: Kind, revision: int) -> None:
        self.revision = revision
        self._index = index
        self._kind = kind
        passages = index.passages(kind)
        self._cards = {card.id: card for card in cards_of(passages)}
        self._ids = list(self._cards)
        self._words = Words([f"{passage.heading} {passage.text}" for passage in passages])
        self._masks: dict[Filter, np.ndarray] = {}

    def found(self, text: str, vector: np.ndarray | None, only: Filter) -> Found:
        """The best by meaning and the best by words; `vector` is the query's, of shape (1, size), or None."""
        if not self._ids:
            return Found()
        allowed = None if only.is_open else self._mask(only)
        words = {self._ids[at]: score for at, score in self._words.best(text, _CANDIDATES, allowed)}
        meaning = self._nearest(vector, only) if vector is not None else {}
        cards = {key: self._cards[key] for key in (*meaning, *words)}
        return Found(meaning, words, cards, dict.fromkeys(cards, self))

    def passages(self, ids: list[str]) -> list[Passage]:
        """The passages of these ids that the index still has."""
        return self._index.fetch(self._kind, ids)

    def _nearest(self, vector: np.ndarray, only: Filter) -> dict[str, float]:
        wanted = min(_CANDIDATES, len(self._ids))
        if only.is_open:
            return self._asked(vector, wanted, only, None)
        # To filter here is cheap as long as the filter leaves enough; only a narrow one is worth the index's own.
        few = min(wanted, int(self._mask(only).sum()))
        found = self._asked(vector, min(_SPARE * wanted, len(self._ids)), only, None)
        if len(found) < few:
            documents = sorted({card.document_id for card in self._cards.values() if only.admits(card)})
            found = self._asked(vector, wanted, only, documents)
        return dict(list(found.items())[:wanted])

    def _asked(
        self, vector: np.ndarray, count: int, only: Filter, documents: list[str] | None
    ) -> dict[str, float]:
        near = self._index.nearest(self._kind, vector, count, documents)[0]
        return {
            one.id: one.similarity
            for one in near
            if one.id in self._cards and only.admits(self._cards[one.id])
        }

    def _mask(self, only: Filter) -> np.ndarray:
        """Which positions a filter admits; the sections of one draft ask with the same filter."""
        import numpy as np

        mask = self._masks.get(only)
        if mask is None:
            mask = np.fromiter(map(only.admits, self._cards.values()), bool, len(self._ids))
            # Threads share a shelf: a new dict, so that none empties what another reads.
            self._masks = {**(self._masks if len(self._masks) < _MASKS else {}), only: mask}
        return mask
