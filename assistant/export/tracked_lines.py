"""Marks cut into the paragraphs of a Word file that shows both texts at once; a paragraph's end may be added or dropped too.

What neither text prints (blank lines, blanks at the ends of a paragraph) is left out, so that both come back as they print.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate, groupby, pairwise
from typing import Literal

from assistant.export.characters import legal
from assistant.export.marks import Mark

Op = Literal["keep", "drop", "add"]
NOWHERE = -1
"""Where a dropped character stands in the new text."""


@dataclass(frozen=True)
class Change:
    """What became of something, by whom and when; something kept has no author."""

    op: Op = "keep"
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Stretch:
    """Characters of one paragraph that share a change; `start` is where they stand in the new text, `NOWHERE` if dropped."""

    text: str
    change: Change
    start: int

    @property
    def end(self) -> int:
        """Where the new text goes on after them."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Line:
    """A paragraph of the file; `end` is what became of its paragraph mark."""

    stretches: tuple[Stretch, ...]
    end: Change

    @property
    def text(self) -> str:
        """The words of the new text, of the old one where that has none."""
        new = "".join(one.text for one in self.stretches if one.change.op != "drop")
        return new or "".join(one.text for one in self.stretches)


@dataclass(frozen=True)
class _Char:
    char: str
    change: Change
    at: int


def lines(marks: Iterable[Mark], cuts: Collection[int] = ()) -> tuple[Line, ...]:
    """The paragraphs; stretches are cut at the places `cuts` of the new text, for comments to begin and end there.

    The last paragraph's end is kept where both texts have words, else it comes or goes with them; none where neither has.
    """
    chars = _characters(marks)
    old, new = (_printed(chars, side) for side in ("drop", "add"))
    breaks = _breaks(old.gaps, new.gaps)
    was, now = old.words | breaks[0], new.words | breaks[1]
    kept = [
        _as(one, _op(place in was, place in now))
        for place, one in enumerate(chars)
        if place in was or place in now
    ]
    if not kept:
        return ()
    kept.append(_Char("\n", Change(_op(bool(old.words), bool(new.words))), NOWHERE))
    return tuple(_lines(_signed(kept), cuts))


@dataclass(frozen=True)
class _Side:
    """Of one of the two texts: the places of what it prints, and those of the newlines between two of its paragraphs."""

    words: set[int]
    gaps: Sequence[Sequence[int]]


def _characters(marks: Iterable[Mark]) -> list[_Char]:
    chars: list[_Char] = []
    at = 0
    for mark in marks:
        change = Change(mark.op, mark.author, mark.at)
        for char in legal(mark.text):
            chars.append(_Char(char, change, NOWHERE if mark.op == "drop" else at))
            at += mark.op != "drop"
    return chars


def _printed(chars: Sequence[_Char], side: Op) -> _Side:
    words: set[int] = set()
    gaps: list[list[int]] = []
    gap: list[int] = []
    line: list[int] = []
    ours = [place for place, one in enumerate(chars) if one.change.op in ("keep", side)]
    for place in (*ours, None):
        if place is not None and chars[place].char != "\n":
            line.append(place)
            continue
        if printed := _stripped(chars, line):
            gaps += [gap] if words else []
            words.update(printed)
            gap = []
        gap += [] if place is None else [place]
        line = []
    return _Side(words, gaps)


def _stripped(chars: Sequence[_Char], line: Sequence[int]) -> Sequence[int]:
    full = [index for index, place in enumerate(line) if not chars[place].char.isspace()]
    return line[full[0] : full[-1] + 1] if full else ()


def _breaks(old: Sequence[Sequence[int]], new: Sequence[Sequence[int]]) -> tuple[set[int], set[int]]:
    """One newline for each gap between paragraphs, the same for both texts where it can be."""
    known = {place for gap in new for place in gap}
    was = {next((place for place in gap if place in known), gap[0]) for gap in old}
    return was, {next((place for place in gap if place in was), gap[0]) for gap in new}


def _as(one: _Char, op: Op) -> _Char:
    return one if one.change.op == op else replace(one, change=replace(one.change, op=op))


def _op(was: bool, now: bool) -> Op:
    return "keep" if was and now else "drop" if was else "add"


def _signed(chars: Sequence[_Char]) -> Iterator[_Char]:
    """A change without an author (a newline that both texts had and one does not print) has that of the change beside it."""
    last = next((one.change for one in chars if one.change.author), Change())
    for one in chars:
        if one.change.op == "keep":
            yield replace(one, change=Change())
        elif one.change.author:
            last = one.change
            yield one
        else:
            yield replace(one, change=replace(last, op=one.change.op))


def _lines(chars: Iterable[_Char], cuts: Collection[int]) -> Iterator[Line]:
    line: list[_Char] = []
    for one in chars:
        if one.char == "\n":
            yield Line(tuple(_stretches(line, cuts)), one.change)
            line = []
        else:
            line.append(one)


def _stretches(line: Sequence[_Char], cuts: Collection[int]) -> Iterator[Stretch]:
    firsts = [
        before is None or before.change != one.change or one.at in cuts
        for before, one in pairwise((None, *line))
        if one is not None
    ]
    for _, group in groupby(zip(accumulate(firsts), line, strict=True), key=lambda pair: pair[0]):
        same = [one for _, one in group]
        yield Stretch("".join(one.char for one in same), same[0].change, same[0].at)
