"""Headings without number or style: lines of nothing but heading words.

Their level is that of the numbered headings among which they stand: where a number is missing, they are it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from assistant.library.structure.lines import STOPS, HeadLine, Heads, Line, unmarked
from assistant.outline.headings import is_heading_words, kinds_of
from assistant.outline.kinds import Kind

# More lines of heading words in a row than a report has levels are a list or a table.
_LONGEST_RUN = 3
# Subjects of their own, which are no part of what stands above.
_SET_APART = frozenset(
    {
        Kind.PROBLEMS,
        Kind.MEASURES,
        Kind.SUGGESTIONS,
        Kind.EXPERIENCE,
        Kind.DEVIATIONS,
        Kind.APPLICATION,
        Kind.OTHER,
    }
)


def unnumbered(lines: Sequence[Line], heads: Heads) -> dict[int, HeadLine]:
    """The headings that are only words, by their place among the lines; `heads` are all others."""
    chosen = [at for at, line in enumerate(lines) if at not in heads and not line.mark and _says_only(line)]
    lists, likely = _in_lists(lines, heads), set(chosen)
    chosen = [at for at in chosen if at not in lists and _stands_apart(lines, heads, likely, at)]
    if not heads and len(chosen) < 2:
        return {}
    around = _Around(lines, heads, chosen)
    found: dict[int, HeadLine] = {}
    for at in chosen:
        if level := around.level(at, found):
            found[at] = unmarked(lines[at], level)
    return found


def _says_only(line: Line) -> bool:
    words = line.text.strip().rstrip("：:")
    return 2 <= len(words) <= 20 and words[-1] not in STOPS and is_heading_words(words)


def _in_lists(lines: Sequence[Line], heads: Heads) -> set[int]:
    """The lines of long runs of labels: a list, or a table that came without its lines."""
    runs: list[list[int]] = [[]]
    for at, line in enumerate(lines):
        words = line.text.strip()
        if at not in heads and len(words) <= 20 and words[-1] not in STOPS + "：:":
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    return {at for run in runs if len(run) > _LONGEST_RUN for at in run}


def _stands_apart(lines: Sequence[Line], heads: Heads, chosen: set[int], at: int) -> bool:
    """Text follows, and no sentence is cut in two by the line."""
    if at + 1 >= len(lines) or lines[at].text.strip()[0] in "及和与的、":
        return False
    if at - 1 in heads and heads[at - 1].body_start > lines[at].start:
        return False
    above = lines[at - 1].text.rstrip() if at else ""
    return at == 0 or at - 1 in heads or at - 1 in chosen or above[-1] in "。！？；：”）)" or not heads


class _Around:
    """The numbered headings before and after any line, by level, as far as none of a higher level intervenes:
    their numbers and places.
    """

    def __init__(self, lines: Sequence[Line], heads: Heads, chosen: Sequence[int]) -> None:
        self._lines, self._heads, self._chosen = lines, heads, chosen
        self._order = sorted(heads)
        self._top = min((head.level for head in heads.values()), default=1)
        self._before = self._numbers(range(len(lines)))
        self._after = self._numbers(range(len(lines) - 1, -1, -1))

    def level(self, at: int, bare: dict[int, HeadLine]) -> int | None:
        """The level of a heading of bare words at this line; None where it is none."""
        before, after = self._before[at], self._after[at]
        for level, (number, place) in sorted(after.items()):
            # As many numbers are missing as there are such headings: here is one of them.
            last, since = before.get(level, (0, -1))
            if 0 < number - last - 1 == self._between(since, place):
                return level
        if not self._heads:
            return 1
        if not before:
            # Above the first number only a heading of which that is the first part.
            opens = at + 1 in self._heads and self._heads[at + 1].level > 1
            return self._heads[at + 1].level - 1 if opens else None
        return self._beside(at, bare)

    def _between(self, start: int, end: int) -> int:
        return bisect_left(self._chosen, end) - bisect_left(self._chosen, start + 1)

    def _beside(self, at: int, bare: dict[int, HeadLine]) -> int:
        last = max((*self._near(at), *islice(reversed(bare), 1)), default=None)
        previous = None if last is None else bare.get(last) or self._heads[last]
        if previous is None:
            return self._top
        if set(kinds_of(self._lines[at].text.strip())[0]) <= _SET_APART and previous.level > self._top:
            return self._top
        if at + 1 in self._heads and (mark := self._lines[at + 1].mark) and mark.number == 1:
            return max(self._heads[at + 1].level - 1, self._top)
        # Right under a heading: its part. Under that one's text: its neighbour.
        return previous.level + 1 if last == at - 1 and last not in bare else previous.level

    def _near(self, at: int) -> tuple[int, ...]:
        place = bisect_left(self._order, at)
        return (self._order[place - 1],) if place else ()

    def _numbers(self, places: range) -> dict[int, dict[int, tuple[int, int]]]:
        seen: dict[int, tuple[int, int]] = {}
        found: dict[int, dict[int, tuple[int, int]]] = {}
        for at in places:
            found[at] = seen
            mark = self._lines[at].mark
            if at in self._heads and mark:
                seen = {level: one for level, one in seen.items() if level < mark.level}
                seen[mark.level] = mark.number, at
        return found
