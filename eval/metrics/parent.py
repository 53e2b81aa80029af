"""PARENT: a text against a table of facts and a person's text (Dhingra et al. 2019, word-overlap model).

An n-gram counts as right where the reference has it or the table bears out its words; what the reference says beyond
the table does not have to be said. Tokens are words, figures with their point in one.
"""

from __future__ import annotations

import logging
import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

Tokens = tuple[str, ...]

_ORDERS = 4
_WORD = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|[\u4e00-\u9fff]+")
_TINY = 1e-5


@dataclass(frozen=True)
class Parent:
    """`precision` (of what is said, how much the facts or the reference bear out), `recall` and their `f`; each 0–1."""

    precision: float
    recall: float
    f: float


def tokens(text: str) -> Tokens:
    """Words and figures; marks are left out."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return tuple(
        word for run in _WORD.findall(text) for word in (jieba.lcut(run) if run[0] >= "一" else [run])
    )


def parent(text: Tokens, reference: Tokens, table: Collection[Tokens], records: Sequence[Tokens]) -> Parent:
    """`table` is all values that may be said, `records` those that this text ought to say."""
    known = {word for value in table for word in value}
    precision = _mean([_precision(text, reference, known, order) for order in range(1, _ORDERS + 1)])
    said = _mean([_recall(text, reference, known, order) for order in range(1, _ORDERS + 1)])
    told = sum(_mentioned(value, text) for value in records) / len(records) if records else said
    recall = math.sqrt(max(said, _TINY) * max(told, _TINY))
    both = precision + recall
    return Parent(precision, recall, 2 * precision * recall / both if both else 0.0)


def _grams(words: Tokens, order: int) -> Counter[Tokens]:
    return Counter(words[at : at + order] for at in range(len(words) - order + 1))


def _borne_out(gram: Tokens, known: Collection[str]) -> float:
    """The share of an n-gram's words that the table has."""
    return sum(word in known for word in gram) / len(gram)


def _precision(text: Tokens, reference: Tokens, known: Collection[str], order: int) -> float | None:
    said, wanted = _grams(text, order), _grams(reference, order)
    if not said:
        return None
    right = 0.0
    for gram, count in said.items():
        shared = min(1.0, wanted[gram] / count)
        right += count * (shared + (1 - shared) * _borne_out(gram, known))
    return right / said.total()


def _recall(text: Tokens, reference: Tokens, known: Collection[str], order: int) -> float | None:
    said, wanted = _grams(text, order), _grams(reference, order)
    weights = {gram: count * _borne_out(gram, known) for gram, count in wanted.items()}
    if not sum(weights.values()):
        return None
    found = sum(weight * min(1.0, said[gram] / wanted[gram]) for gram, weight in weights.items())
    return found / sum(weights.values())


def _mean(shares: Sequence[float | None]) -> float:
    """The geometric mean over the orders that there are."""
    there = [max(one, _TINY) for one in shares if one is not None]
    return math.exp(sum(map(math.log, there)) / len(there)) if there else 0.0


def _mentioned(value: Tokens, text: Tokens) -> float:
    """The share of a value's words that stand in the text in its order (longest common subsequence)."""
    row = [0] * (len(text) + 1)
    for word in value:
        row = list(_next(word, text, row))
    return row[-1] / len(value) if value else 1.0


def _next(word: str, text: Tokens, above: Sequence[int]) -> Iterator[int]:
    left = 0
    yield left
    for at, other in enumerate(text):
        left = above[at] + 1 if word == other else max(left, above[at + 1])
        yield left
