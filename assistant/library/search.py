"""Ranks → hits: the lists of meaning and of words fused by reciprocal rank, then spread over documents.

Ranks are fused and not scores, because cosine and BM25 have no common scale; 60 is the constant of the
method's paper (Cormack and others, 2009).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.library.passages import Passage

_RANK_CONSTANT = 60


@dataclass(frozen=True)
class Hit:
    """A passage and its fused score: 2/61 for the first of both lists, less below; it orders, it does not
    measure.
    """

    passage: Passage
    score: float


def fuse(rankings: Iterable[Sequence[str]]) -> dict[str, float]:
    """Key → sum over the lists of 1 / (60 + rank), ranks from 1."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + 1 / (_RANK_CONSTANT + rank)
    return scores


def diversify(hits: Sequence[Hit], k: int, document: Callable[[Hit], str] | None = None) -> list[Hit]:
    """The best `k`, at most one a document; if that gives too few, a second of each document."""
    of = document or (lambda hit: hit.passage.document_id)
    chosen: list[Hit] = []
    for allowed in (1, 2):
        for hit in hits:
            if len(chosen) == k:
                return sorted(chosen, key=lambda one: -one.score) if allowed == 2 else chosen
            same = sum(of(other) == of(hit) for other in chosen)
            if hit not in chosen and same < allowed:
                chosen.append(hit)
    return sorted(chosen, key=lambda one: -one.score)
