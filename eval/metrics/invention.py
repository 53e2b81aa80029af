"""Sentences that neither the facts nor the plan bear out, word by word: praise, filler, another report's story.

Coarse and free of the product's own check of the same thing (which counts character pairs): a sentence is invented where
at most half of its words of two characters and more stand in what is known. Joining words are short or known.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from eval.metrics.parent import tokens

_SENTENCE = re.compile(r"[^。！？\n]+")
_SHARE = 0.5


@dataclass(frozen=True)
class Invention:
    """`invented` of a text's `sentences`."""

    sentences: int = 0
    invented: int = 0


def invention(text: str, known: Collection[str]) -> Invention:
    """`known` are the words that the facts and the plan use. Sentences without a longer word do not count."""
    told = [_words(one.group()) for one in _SENTENCE.finditer(text)]
    there = [words for words in told if words]
    return Invention(len(there), sum(_known(words, known) <= _SHARE for words in there))


def _words(sentence: str) -> list[str]:
    return [word for word in tokens(sentence) if len(word) > 1]


def _known(words: list[str], known: Collection[str]) -> float:
    return sum(word in known for word in words) / len(words)
