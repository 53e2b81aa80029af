"""Search by words: BM25 over Chinese characters and pairs of them, Latin words and numbers. The only home of
bm25s.

Pairs stand for words without a dictionary; single characters let 配套资金没给够 find 配套未足额到位. Measured on
the labelled passages (eval/retrieval), the two together find better than pairs alone or a segmenter's words.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_TOKEN = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[㐀-䶿一-鿿]+")


def tokens(text: str) -> list[str]:
    """公路 12.5 → 公, 路, 公路, 12.5."""
    found: list[str] = []
    for run in _TOKEN.findall(text.lower()):
        if run[0] > "\u2e7f":
            found.extend(run)
            found.extend(run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.append(run)
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

    def best(self, query: str, count: int, allowed: np.ndarray | None = None) -> list[tuple[int, float]]:
        """The positions of at most `count` texts that share a token with the query, with their BM25 scores, best
        first; `allowed` is a mask over all positions.
        """
        import numpy as np

        asked = tokens(query)
        if self._index is None or not asked or count < 1:
            return []
        scores = self._index.get_scores(asked)
        if allowed is not None:
            scores = np.where(allowed, scores, 0)
        at = np.flatnonzero(scores > 0)
        if len(at) > count:
            # Ties at the cut stay in, so that the choice between them is by position and not by partition.
            at = at[scores[at] >= np.partition(scores[at], -count)[-count]]
        at = at[np.lexsort((at, -scores[at]))][:count]
        return list(zip(at.tolist(), scores[at].tolist(), strict=True))
