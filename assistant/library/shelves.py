"""A kind's passages in memory with their word index, and the two rankings of a query over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.library.index import Index
from assistant.library.lexical import Words
from assistant.library.passages import Passage
from assistant.library.search import Hit, fuse
from assistant.outline.kinds import Kind

if TYPE_CHECKING:
    import numpy as np

# The best of each list take part in the fusion; below that a passage is hardly the best of both together.
_CANDIDATES = 50


@dataclass(frozen=True)
class Filter:
    """What a search leaves out: other project types, and documents by name or id."""

    project_type: str | None = None
    exclude: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether it leaves nothing out."""
        return self.project_type is None and not self.exclude

    def admits(self, passage: Passage) -> bool:
        """Whether a passage may be found."""
        if self.project_type is not None and passage.project_type != self.project_type:
            return False
        return passage.document_id not in self.exclude and passage.document not in self.exclude


class Shelf:
    """The passages of one kind, as they were at one revision of the index."""

    def __init__(self, index: Index, kind: Kind, revision: int) -> None:
        self.revision = revision
        self._index = index
        self._kind = kind
        self._passages = {passage.id: passage for passage in index.passages(kind)}
        self._ids = list(self._passages)
        self._words = Words([_searched(passage) for passage in self._passages.values()])

    def hits(self, text: str, vector: np.ndarray | None, only: Filter) -> Iterator[Hit]:
        """Passages with fused scores, in no order; `vector` is the query's, of shape (1, size), or None."""
        if not self._ids:
            return
        allowed = None if only.is_open else [only.admits(passage) for passage in self._passages.values()]
        rankings = [[self._ids[at] for at in self._words.ranked(text, allowed)[:_CANDIDATES]]]
        if vector is not None:
            rankings.append(self._nearest(vector, allowed))
        for key, score in fuse(rankings).items():
            yield Hit(self._passages[key], score)

    def _nearest(self, vector: np.ndarray, allowed: list[bool] | None) -> list[str]:
        documents = None
        if allowed is not None:
            pairs = zip(self._passages.values(), allowed, strict=True)
            documents = sorted({passage.document_id for passage, kept in pairs if kept})
        count = min(_CANDIDATES, len(self._ids))
        near = self._index.nearest(self._kind, vector, count, documents)[0]
        return [key for key in near if key in self._passages]


def _searched(passage: Passage) -> str:
    return " ".join((*passage.heading_path, passage.heading, passage.text))
