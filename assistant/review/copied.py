"""Copied spans: where a text says in 25 or more characters the same as a passage of a past report, set phrases apart.

Spaces do not count, and marks are compared in one form. Every thirteenth run of thirteen characters of the passages
is known by its number, so any 25 that are shared hold one: a library is searched as fast as a passage.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.review.grams import Plain, codes, grams, joined, placed, words
from assistant.review.set_phrases import SetPhrases

if TYPE_CHECKING:
    import numpy as np

COPIED = 25
# A span that shares all but so few characters with set phrases is one itself.
OWN = 8
_STEP = (COPIED + 1) // 2
# One anchor in more passages than this is answered by the first of them.
_MOST = 64


@dataclass(frozen=True)
class Span:
    """`start`–`end` of a text as written, `size` characters of it without spaces; `source` is the passage's index."""

    start: int
    end: int
    size: int
    source: int


class Wording:
    """The texts of some passages, ready to be found again. `letters` are all of them as numbers (see grams)."""

    def __init__(self, passages: Sequence[str]) -> None:
        import numpy as np

        self._text = joined(passages)
        self._starts = _starts(self._text)
        self.letters = codes(self._text)
        runs = grams(self.letters, _STEP)[::_STEP]
        order = np.argsort(runs, kind="stable")
        self._anchors, self._places = runs[order], order * _STEP

    def owners(self, of_passages: Sequence[int]) -> np.ndarray:
        """For each letter the number that its passage has."""
        import numpy as np

        if not of_passages:
            return np.zeros(0, np.int64)
        bounds = np.array([*self._starts, len(self._text)])
        return np.repeat(np.asarray(of_passages, np.int64), np.diff(bounds))

    def spread(self, pairs: Sequence[str], of_passages: Sequence[int]) -> list[int]:
        """In how many groups of passages (a number each) each pair of characters stands."""
        import numpy as np

        if not pairs:
            return []
        wanted, back = np.unique(grams(codes("".join(pairs)), 2)[::2], return_inverse=True)
        at = self._beginning(pairs)
        runs = grams(self.letters, 2)[at]
        found = np.minimum(np.searchsorted(wanted, runs), len(wanted) - 1)
        hits = wanted[found] == runs
        both = np.unique(np.stack([found[hits], self.owners(of_passages)[at][hits]]), axis=1)
        return np.bincount(both[0], minlength=len(wanted))[back].tolist()

    def _beginning(self, pairs: Sequence[str]) -> np.ndarray:
        """Where characters stand that begin pairs, before characters that end some: few of millions are looked up."""
        import numpy as np

        first, second = np.zeros((2, 0x110000), bool)
        first[[ord(pair[0]) for pair in pairs]] = True
        second[[ord(pair[1]) for pair in pairs]] = True
        places = self.letters.astype(np.intp)
        return np.flatnonzero(first[places[:-1]] & second[places[1:]])

    def copied(self, text: str, phrases: Sequence[SetPhrases]) -> list[Span]:
        """The spans that a text shares with the passages and not with the set phrases, in order, the longest of
        those that lie in each other.
        """
        here = placed(text)
        letters = codes(here.text)
        own = words(here.text)
        for one in phrases:
            own &= ~one.covered(letters)
        return _longest(self._spans(here, letters, own))

    def _spans(self, here: Plain, letters: np.ndarray, own: np.ndarray) -> Iterator[Span]:
        import numpy as np

        before = np.concatenate(([0], np.cumsum(own)))
        reached: dict[int, int] = {}
        for at, place in self._meetings(letters, before):
            if reached.get(place - at, -1) >= at:
                continue
            start, end = self._grown(here.text, at, place)
            reached[place - at] = end
            if end - start >= COPIED and before[end] - before[start] >= OWN:
                yield Span(*here.span(start, end), end - start, self._passage(place))

    def _meetings(self, letters: np.ndarray, before: np.ndarray) -> Iterator[tuple[int, int]]:
        """Where an anchor of the passages stands in a text: its offset there and here; only near to characters of
        the text's own, since elsewhere nothing is copied but set phrases.
        """
        import numpy as np

        runs = grams(letters, _STEP)
        offsets = np.arange(len(runs))
        near = before[np.minimum(offsets + 2 * _STEP, len(letters))] > before[np.maximum(offsets - _STEP, 0)]
        first = np.searchsorted(self._anchors, runs, "left")
        last = np.searchsorted(self._anchors, runs, "right")
        for at in np.flatnonzero((last > first) & near).tolist():
            for place in self._places[first[at] : min(last[at], first[at] + _MOST)].tolist():
                yield at, place

    def _grown(self, text: str, at: int, place: int) -> tuple[int, int]:
        """The whole span around an anchor, in the text."""
        known, start, end = self._text, at, at + _STEP
        shift = place - at
        while start and start + shift and text[start - 1] == known[start + shift - 1]:
            start -= 1
        while end < len(text) and end + shift < len(known) and text[end] == known[end + shift]:
            end += 1
        return start, end

    def _passage(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1


def _starts(joined: str) -> list[int]:
    starts = [0]
    while (at := joined.find("\0", starts[-1])) >= 0:
        starts.append(at + 1)
    return starts


def _longest(spans: Iterator[Span]) -> list[Span]:
    """Without those that lie in longer ones; of two that overlap, the second where half a span is its own."""
    kept: list[Span] = []
    for one in sorted(spans, key=lambda span: (span.start, -span.end, span.source)):
        more = one.end - kept[-1].end if kept else one.size
        if not kept or one.start >= kept[-1].end or more >= _STEP:
            kept.append(one)
        elif more > 0:
            kept[-1] = replace(kept[-1], end=one.end, size=kept[-1].size + more)
    return kept
