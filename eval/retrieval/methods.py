"""The ways to search that are compared, each giving scores of a question's candidates.

All see the same candidates of one kind and are cut to distinct passages in the same way: of copies (equal once names
and figures are out) the first counts, since nobody is helped by five of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from typing import Any

import numpy as np

from assistant.library.finding.boosts import WEIGHTS, Weights, factor
from assistant.library.finding.cards import Card, cards_of, gist
from assistant.library.finding.lexical import tokens
from assistant.library.finding.search import MEANING, blend
from assistant.library.passages import Passage
from assistant.outline.kinds import Kind
from eval.retrieval.bench import Bench, Question

_CANDIDATES = 100
_RANK_CONSTANT = 60
_HAN = re.compile("[㐀-䶿一-鿿]")

Scores = Mapping[str, float]
Tokens = Callable[[str], list[str]]


def pairs(text: str) -> list[str]:
    """Pairs of characters alone."""
    return [token for token in tokens(text) if not (len(token) == 1 and _HAN.match(token))]


@cache
def _jieba() -> Any:
    import jieba

    jieba.setLogLevel(60)
    return jieba


def jieba_words(text: str) -> list[str]:
    """A segmenter's words, long ones with their parts."""
    return [word for word in _jieba().cut_for_search(text.lower()) if re.search(r"\w", word)]


def jieba_characters(text: str) -> list[str]:
    """A segmenter's words and single characters."""
    return jieba_words(text) + _HAN.findall(text)


class Searcher:
    """Searches one bench's passages in each of the ways."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._asked = {question.id: at for at, question in enumerate(bench.questions)}
        self._words: dict[tuple[Kind, str], Any] = {}

    @cached_property
    def cards(self) -> dict[str, Card]:
        """Every passage's card."""
        return {card.id: card for kind in Kind for card in cards_of(self._of(kind))}

    @cached_property
    def gists(self) -> dict[str, str]:
        """Every passage's text without particulars."""
        return {one.id: gist(one.masked.value) for one in self._bench.passages}

    def dense(self, question: Question) -> Scores:
        """By meaning: cosine."""
        rows = [at for at, one in enumerate(self._bench.passages) if _may(one, question)]
        scores = self._bench.vectors[rows] @ self._bench.asked[self._asked[question.id]]
        return _best(
            {self._bench.passages[at].id: float(score) for at, score in zip(rows, scores, strict=True)}
        )

    def words(self, question: Question, cut: Tokens = tokens) -> Scores:
        """By words: BM25."""
        passages = self._of(question.kind)
        index = self._words.get((question.kind, cut.__name__))
        if index is None:
            index = self._words[question.kind, cut.__name__] = _indexed(passages, cut)
        asked = cut(question.text)
        scores = index.get_scores(asked) if asked else np.zeros(len(passages))
        found = zip(passages, scores.tolist(), strict=True)
        return _best({one.id: score for one, score in found if score > 0 and _may(one, question)})

    def ranks(self, question: Question, cut: Tokens = tokens) -> Scores:
        """Reciprocal ranks of both."""
        made: dict[str, float] = {}
        for scores in (self.dense(question), self.words(question, cut)):
            for rank, key in enumerate(scores, 1):
                made[key] = made.get(key, 0.0) + 1 / (_RANK_CONSTANT + rank)
        return made

    def blended(self, question: Question, weight: float = MEANING) -> Scores:
        """The product's blend."""
        return blend(self.dense(question), self.words(question), weight)

    def boosted(self, question: Question, weights: Weights = WEIGHTS) -> Scores:
        """The product's blend with its boosts."""
        return {
            key: score * factor(self.cards[key], question.wanted, weights)
            for key, score in self.blended(question).items()
        }

    def distinct(self, scores: Scores) -> dict[str, float]:
        """Best first, the first of each gist only, at most a hundred."""
        seen: dict[str, str] = {}
        for key in sorted(scores, key=lambda one: (-scores[one], one)):
            seen.setdefault(self.gists[key], key)
        return {key: scores[key] for key in list(seen.values())[:_CANDIDATES]}

    def _of(self, kind: Kind) -> list[Passage]:
        return [one for one in self._bench.passages if one.kind is kind]


def _may(passage: Passage, question: Question) -> bool:
    return passage.kind is question.kind and passage.document_id != question.own


def _indexed(passages: list[Passage], cut: Tokens) -> Any:
    import bm25s

    index = bm25s.BM25()
    index.index([cut(f"{one.heading} {one.text}") or ["∅"] for one in passages], show_progress=False)
    return index


def _best(scores: Mapping[str, float]) -> Scores:
    order = sorted(scores, key=lambda key: (-scores[key], key))[:_CANDIDATES]
    return {key: scores[key] for key in order}


METHODS: dict[str, Callable[[Searcher, Question], Scores]] = {
    "dense": Searcher.dense,
    "BM25, character pairs": lambda search, question: search.words(question, pairs),
    "BM25, jieba": lambda search, question: search.words(question, jieba_words),
    "BM25, jieba and characters": lambda search, question: search.words(question, jieba_characters),
    "BM25, characters and pairs": Searcher.words,
    "fused by rank (pairs)": lambda search, question: search.ranks(question, pairs),
    "fused by rank": Searcher.ranks,
    "fused by score": Searcher.blended,
    "fused by score, boosted": Searcher.boosted,
}
