"""Set phrases: what many past reports say in the same words, and what the product's own sentence patterns say.

To have them in common with another report is no copying. A stretch is set where each run of eight characters in it
stands in the reports of four units (its source and three others), in the patterns, or in the facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from assistant.resources import shipped
from assistant.review.grams import codes, grams, joined, once

if TYPE_CHECKING:
    import numpy as np

# Eight characters are a clause (截至年底累计支付): short enough for set wording around a figure, too long to be chance.
RUN = 8
# So many units say it: the report it was found in, and three others.
UNITS = 4
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_MARKUP = re.compile(r"\|\||(?m:^# )")
# The low bits of a run's number make room for a unit; 44 are left, enough for a province's reports.
_UNIT_BITS = 20
_RUN_BITS = (1 << 64) - (1 << _UNIT_BITS)


class SetPhrases:
    """Runs of characters that belong to nobody; `runs` are their numbers (see grams), sorted, each once."""

    def __init__(self, runs: np.ndarray) -> None:
        self._runs = runs

    @classmethod
    def of(cls, texts: Iterable[str]) -> SetPhrases:
        """Every run of the texts."""
        return cls(once(_runs(codes(joined(texts))))[0])

    @classmethod
    def frequent(cls, letters: np.ndarray, units: np.ndarray, least: int = UNITS) -> SetPhrases:
        """The runs that `least` units have: `letters` are the texts of all, `units` says whose each letter is
        (fewer than a million units).
        """
        import numpy as np

        runs = _runs(letters)
        # A run and its unit in one number: one sort instead of two.
        pairs, _ = once(runs | units[: len(runs)].astype(np.uint64))
        found, count = once(pairs & np.uint64(_RUN_BITS))
        return cls(found[count >= least])

    def __or__(self, other: SetPhrases) -> SetPhrases:
        import numpy as np

        return SetPhrases(once(np.concatenate([self._runs, other._runs]))[0])

    def covered(self, letters: np.ndarray) -> np.ndarray:
        """Which characters of a plain text stand in a set phrase."""
        import numpy as np

        runs = _runs(letters)
        steps = np.zeros(len(letters) + 1, np.int32)
        if len(runs) and len(self._runs):
            hits = np.flatnonzero(self._has(runs))
            np.add.at(steps, hits, 1)
            np.add.at(steps, hits + RUN, -1)
        return np.cumsum(steps[:-1]) > 0

    def _has(self, runs: np.ndarray) -> np.ndarray:
        import numpy as np

        at = np.minimum(np.searchsorted(self._runs, runs), len(self._runs) - 1)
        return self._runs[at] == runs


def _runs(letters: np.ndarray) -> np.ndarray:
    import numpy as np

    return grams(letters, RUN) & np.uint64(_RUN_BITS)


@cache
def product_phrases() -> SetPhrases:
    """What the shipped sentence patterns (prompts/plan) say by themselves."""
    return SetPhrases.of(_literals())


def _literals() -> Iterator[str]:
    for path in sorted((shipped("prompts") / "plan").glob("*.j2")):
        for piece in _TAG.split(path.read_text(encoding="utf-8")):
            yield from _MARKUP.split(piece)
