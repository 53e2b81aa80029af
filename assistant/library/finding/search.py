"""Scores → hits: what meaning and words found, blended; then the best, spread over documents.

The two scores have no common scale, so each is stretched over what it found (best 1, last 0) before they are
added. On the labelled passages this beat the fusion of ranks (eval/retrieval), which knows of the last of a
list only that it is last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.library.finding.cards import Card
from assistant.library.passages import Passage

# Chosen on the development halves of both benches: the sample reports like 0.5 a little better, questions with names 0.3.
MEANING = 0.4


@dataclass(frozen=True)
class Hit:
    """A passage with its score: 0–1 by relevance, a little more where it was preferred; it orders, it does not
    measure. `copies` is the number of documents that say the same in nearly the same words.
    """

    passage: Passage
    score: float
    copies: int = 1


@dataclass(frozen=True)
class Candidate:
    """A hit to be, its text not yet read."""

    card: Card
    score: float
    copies: int


def blend(
    meaning: Mapping[str, float], words: Mapping[str, float], weight: float = MEANING
) -> dict[str, float]:
    """Key → `weight` × its score by meaning + the rest × its score by words, each stretched to 0–1.

    What one of them did not find has 0 there. Where one found nothing at all the other counts alone.
    """
    if not meaning or not words:
        return _stretched(meaning or words)
    near, worded = _stretched(meaning), _stretched(words)
    keys = dict.fromkeys((*near, *worded))
    return {key: weight * near.get(key, 0.0) + (1 - weight) * worded.get(key, 0.0) for key in keys}


def _stretched(scores: Mapping[str, float]) -> dict[str, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {key: (score - low) / (high - low) if high > low else 1.0 for key, score in scores.items()}


def diversify(candidates: Sequence[Candidate], k: int) -> list[Candidate]:
    """The best `k`, at most one a document; if that gives too few, a second of each document."""
    counts: dict[str, int] = {}
    firsts: list[Candidate] = []
    seconds: list[Candidate] = []
    for one in candidates:
        at = counts[one.card.document_id] = counts.get(one.card.document_id, 0) + 1
        if at <= 2:
            (firsts if at == 1 else seconds).append(one)
    return sorted((firsts + seconds)[:k], key=lambda one: -one.score)
