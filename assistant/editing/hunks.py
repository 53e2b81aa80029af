"""Hunks: the difference of two texts in pieces that a person accepts one by one.

Figures with their units, placeholders, titles and Latin words are compared whole; other characters one by one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from pydantic import BaseModel

_TOKEN = re.compile(
    r"【[^【】\n]*】|《[^《》\n]*》|\d[\d,.]*(?:[%％]|万元|亿元|元|个百分点)?|[A-Za-z][A-Za-z0-9]*|.", re.S
)
# Changes so close are one: a reader cannot judge them apart.
_NEAR = 4


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


def hunks(section: str, before: str, after: str) -> list[Hunk]:
    """The changes from one text to the other, in order; together they turn the first into the second."""
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
        for number, one in enumerate(_gathered(before, _changes(before, after)), 1)
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
    """Paragraph by paragraph first: a paragraph that moved or went is one change, not a scatter of characters."""
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


def _shown(text: str, change: _Change) -> list[Piece]:
    left = text[max(0, change.start - 12) : change.start].rpartition("\n")[2]
    right = text[change.end : change.end + 12].partition("\n")[0]
    middle = word_diff(text[change.start : change.end], change.after)
    around = [Piece(op="keep", text=left)], [Piece(op="keep", text=right)]
    return [piece for piece in (*around[0], *middle, *around[1]) if piece.text]
