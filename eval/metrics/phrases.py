"""Set phrases: how much of a text is wording that many reports share. Formal style, without being a copy of any one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

LENGTH = 5
REPORTS = 3
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def set_phrases(texts: Iterable[str], least: int = REPORTS) -> frozenset[str]:
    """Runs of `LENGTH` Chinese characters that stand in at least `least` of the texts."""
    counts = Counter(gram for text in texts for gram in {gram for _, gram in _grams(text)})
    return frozenset(gram for gram, number in counts.items() if number >= least)


def phrase_share(text: str, phrases: frozenset[str]) -> float:
    """The share of a text's Chinese characters that stand in a set phrase; 0 for a text without any."""
    covered = {at + more for at, gram in _grams(text) if gram in phrases for more in range(LENGTH)}
    characters = sum(len(run.group()) for run in _HAN.finditer(text))
    return len(covered) / characters if characters else 0.0


def _grams(text: str) -> Iterator[tuple[int, str]]:
    for run in _HAN.finditer(text):
        for at in range(run.start(), run.end() - LENGTH + 1):
            yield at, text[at : at + LENGTH]
