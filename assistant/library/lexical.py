"""Search by words: BM25 over pairs of Chinese characters and whole Latin words and numbers. The only home of
bm25s.

Built in memory from the passages of a kind at the first search (some ten milliseconds a thousand), never
stored.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

_TOKEN = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[㐀-䶿一-鿿]+")


def tokens(text: str) -> list[str]:
    """农村公路 12.5 → 农村, 村公, 公路, 12.5; a single character stands for itself."""
    found: list[str] = []
    for run in _TOKEN.findall(text.lower()):
        chinese = len(run) > 1 and run[0] > "\u2e7f"
        found.extend(run[at : at + 2] for at in range(len(run) - 1)) if chinese else found.append(run)
    return found


class Words:
    """A word index of some texts, addressed by their positions."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s

        # It logs each index it builds at debug level and lets every handler have it.
        logging.getLogger("bm25s").setLevel(logging.WARNING)

        # An empty text would break the mean length of an index that has only such.
        corpus = [tokens(text) or ["∅"] for text in texts]
        self._index = bm25s.BM25(backend="numpy") if corpus else None
        if self._index is not None:
            self._index.index(corpus, show_progress=False)

    def ranked(self, query: str, allowed: Sequence[bool] | None = None) -> list[int]:
        """Positions of the texts that share a token with the query, best first."""
        asked = tokens(query)
        if self._index is None or not asked:
            return []
        scores = self._index.get_scores(asked)
        order = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
        return [at for at in order if scores[at] > 0 and (allowed is None or allowed[at])]
