"""Hunks: the difference of two texts in pieces that a person accepts one by one.

Figures with their units, placeholders, titles and Latin words are compared whole; other characters one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

from pydantic import BaseModel

_TOKEN = re.compile(
    r"【[^【】\n]*】|《[^《》\n]*》|\d[\d,.]*(?:[%％]|万元|亿元|元|个百分点)?|[A-Za-z][A-Za-z0-9]*|.", re.S
)
_FIGURE = re.compile(r"【[^【】\n]*】|\d+(?:\.\d+)?")
# Changes so close are one: a reader cannot judge them apart.
_NEAR = 4
# Words so long that go in one place and come in another have moved.
_MOVED = 8


class Piece(BaseModel):
    """A run of characters that both texts share, or that only one of them has."""

    op: Literal["keep", "drop", "add"]
    text: str


class Hunk(BaseModel):
    """One change: the characters `start` to `end` of a section become `after`. `diff` shows it with its surroundings."""

    id: str
    section: str
    start: int
    end: int
    before: str
    after: str
    diff: list[Piece]


@dataclass(frozen=True)
class _Change:
    start: int
    end: int
    after: str

    def joined(self, text: str, last: _Change, between: Sequence[_Change]) -> _Change:
        """This change, those that follow and the last, as one."""
        after = self.after
        at = self.end
        for one in (*between, last):
            after += text[at : one.start] + one.after
            at = one.end
        return _Change(self.start, last.end, after)


def hunks(section: str, before: str, after: str) -> list[Hunk]:
    """The changes from one text to the other, in order; together they turn the first into the second."""
    found = _bound(before, _gathered(before, _changes(before, after)))
    return [
        Hunk(
            id=f"{section}:{number}",
            section=section,
            start=one.start,
            end=one.end,
            before=before[one.start : one.end],
            after=one.after,
            diff=_shown(before, one),
        )
        for number, one in enumerate(found, 1)
    ]


def applied(text: str, chosen: Collection[Hunk]) -> str:
    """A section's text with some of its hunks; they keep out of each other's way, so any choice is sound."""
    for one in sorted(chosen, key=lambda hunk: -hunk.start):
        if text[one.start : one.end] != one.before:
            raise ValueError(f"hunk {one.id} was made for another text")
        text = text[: one.start] + one.after + text[one.end :]
    return text


def word_diff(before: str, after: str) -> list[Piece]:
    """Two texts as runs kept, dropped and added."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(op="keep", text="".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece(op="drop", text="".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(op="add", text="".join(new[j1:j2])))
    return pieces


def _changes(before: str, after: str) -> list[_Change]:
    """Paragraph by paragraph first: a paragraph that moved or went is one change, not a scatter of characters.

    Outside of what both begin and end with there is none, so that an edit of a selection stays within it.
    """
    begun, ended = _shared(before, after)
    middle = _lines(before[begun : len(before) - ended], after[begun : len(after) - ended])
    return [_Change(begun + one.start, begun + one.end, one.after) for one in middle]


def _shared(before: str, after: str) -> tuple[int, int]:
    """Characters that two texts begin and end with, without a part of a token."""
    old, new = (list(_TOKEN.finditer(text)) for text in (before, after))
    begun = _alike(old, new)
    ended = _alike(old[begun:][::-1], new[begun:][::-1])
    length = sum(len(one.group()) for one in old[len(old) - ended :])
    return sum(len(one.group()) for one in old[:begun]), length


def _alike(old: Sequence[re.Match[str]], new: Sequence[re.Match[str]]) -> int:
    """How many tokens two lists begin with."""
    return sum(
        1 for _ in takewhile(lambda pair: pair[0].group() == pair[1].group(), zip(old, new, strict=False))
    )


def _lines(before: str, after: str) -> list[_Change]:
    """The changes, paragraph by paragraph."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    out: list[_Change] = []
    at = 0
    starts = [at := at + len(line) for line in old]
    offsets = [0, *starts]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        start, end = offsets[i1], offsets[i2]
        then = "".join(new[j1:j2])
        if tag == "replace" and i2 - i1 == j2 - j1:
            out.extend(_within(before[start:end], then, start))
        else:
            out.append(_Change(start, end, then))
    return out


def _within(before: str, after: str, offset: int) -> list[_Change]:
    """Changes inside paragraphs; where hardly anything is left of the old words, one change."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.35:
        return [_Change(offset, offset + len(before), after)]
    places = [offset]
    for token in old:
        places.append(places[-1] + len(token))
    return [
        _Change(places[i1], places[i2], "".join(new[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _gathered(text: str, changes: Sequence[_Change]) -> list[_Change]:
    out: list[_Change] = []
    for one in changes:
        last = out[-1] if out else None
        between = text[last.end : one.start] if last else ""
        if last and len(between) <= _NEAR and "\n" not in between and not re.search(r"[。；]", between):
            out[-1] = _Change(last.start, one.end, last.after + between + one.after)
        else:
            out.append(one)
    return out


def _bound(text: str, changes: Sequence[_Change]) -> list[_Change]:
    """What only moved is one change: half of it, accepted alone, would drop a figure or tell it twice."""
    out: list[_Change] = []
    rest = list(changes)
    while rest:
        first, last = rest[0], 0
        for at in range(1, len(rest)):
            if any(_swap(text, rest[i], rest[at]) for i in range(at) if i <= last):
                last = at
        out.append(first.joined(text, rest[last], rest[1:last]) if last else first)
        rest = rest[last + 1 :]
    return out


def _swap(text: str, one: _Change, other: _Change) -> bool:
    """Whether what goes in one of two changes comes in the other."""
    pairs = (text[one.start : one.end], one.after), (text[other.start : other.end], other.after)
    return any(_comes(*here, *there) for here, there in (pairs, pairs[::-1]))


def _comes(gone: str, instead: str, was: str, come: str) -> bool:
    """Whether a figure or a run of words goes here and comes there."""
    lost = Counter(_FIGURE.findall(gone)) - Counter(_FIGURE.findall(instead))
    won = Counter(_FIGURE.findall(come)) - Counter(_FIGURE.findall(was))
    if lost & won:
        return True
    if min(len(gone), len(come)) < _MOVED:
        return False
    run = SequenceMatcher(None, gone, come, autojunk=False).find_longest_match()
    words = gone[run.a : run.a + run.size]
    return run.size >= _MOVED and words not in instead and words not in was


def _shown(text: str, change: _Change) -> list[Piece]:
    left = text[max(0, change.start - 12) : change.start].rpartition("\n")[2]
    right = text[change.end : change.end + 12].partition("\n")[0]
    middle = word_diff(text[change.start : change.end], change.after)
    around = [Piece(op="keep", text=left)], [Piece(op="keep", text=right)]
    return [piece for piece in (*around[0], *middle, *around[1]) if piece.text]
