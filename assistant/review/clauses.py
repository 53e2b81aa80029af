"""Sentences, segments and clauses of a text, by offset: how far what is said of a subject reaches.

A sentence ends at 。！？ or a line; a segment also at ； and at the bar of a table; a clause also at a comma, bracket or quotation mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

_PARAGRAPH = re.compile(r"\n")
_SENTENCE = re.compile(r"[。！？\n]")
_SEGMENT = re.compile(r"[。！？\n；;|]")
_CLAUSE = re.compile(r"[。！？\n；;|，：:（）()“”]")

Span = tuple[int, int]


class Clauses:
    """The cuts of one text, found once."""

    def __init__(self, text: str) -> None:
        self._end = len(text)
        self._cuts = {
            form: [found.start() for found in form.finditer(text)]
            for form in (_PARAGRAPH, _SENTENCE, _SEGMENT, _CLAUSE)
        }

    def paragraph(self, at: int) -> Span:
        """The line that holds an offset."""
        return self._around(_PARAGRAPH, at)

    def sentence(self, at: int) -> Span:
        """The sentence that holds an offset."""
        return self._around(_SENTENCE, at)

    def segment(self, at: int) -> Span:
        """The part of a sentence between semicolons."""
        return self._around(_SEGMENT, at)

    def clause(self, at: int) -> Span:
        """The part between commas, colons and brackets."""
        return self._around(_CLAUSE, at)

    def segments(self) -> list[Span]:
        """All segments in order."""
        cuts = [-1, *self._cuts[_SEGMENT], self._end]
        return [(a + 1, b) for a, b in pairwise(cuts) if b > a + 1]

    def _around(self, form: re.Pattern[str], at: int) -> Span:
        cuts = self._cuts[form]
        before, after = bisect_right(cuts, at - 1), bisect_left(cuts, at)
        return (cuts[before - 1] + 1 if before else 0, cuts[after] if after < len(cuts) else self._end)
