"""Who wrote what between two texts of a section: its changes, each with the name of the one who made it.

What was added on the way and dropped again is not told; what differs in the end is found as on the history page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Literal

from assistant.editing.hunks import Piece
from assistant.export.marks import Mark
from assistant.store.drafts import Revision
from assistant.workspace.comparing import compared

_MACHINES = {"model": "模型", "composer": "自动起草"}
# So few characters kept between two changes are told as changed too: a reader cannot judge the changes apart.
_NEAR = 2
_WORD = re.compile(r"\w*")
Op = Literal["keep", "drop", "add"]
_KEPT: tuple[Op, ...] = ("keep",)
_CHANGED: tuple[Op, ...] = ("drop", "add")


@dataclass(frozen=True)
class Step:
    """What somebody made of a section's text, and when."""

    text: str
    author: str
    at: datetime | None = None


def step(revision: Revision) -> Step:
    """A revision as a step: people by name, machines as what they are; the time by the clock of this place."""
    author = _MACHINES.get(revision.origin, revision.author)
    return Step(revision.text, author, revision.made_at.astimezone())


def marks(old: str, steps: Sequence[Step]) -> tuple[Mark, ...]:
    """The changes from a text to that of the last step, with the author of each.

    Kept and dropped joined are the old text, kept and added the new one. A text that was kept for a while and then dropped
    carries the one who dropped it.
    """
    texts = [old, *(one.text for one in steps)]
    came = _brought(texts)
    went = [None if at is None else len(steps) - 1 - at for at in _brought(texts[::-1])]
    out: list[Mark] = []
    was = now = 0
    for piece in pieces(old, texts[-1]):
        length = len(piece.text)
        if piece.op == "keep":
            out.append(Mark("keep", piece.text))
        else:
            makers = went[was : was + length] if piece.op == "drop" else came[now : now + length]
            out += _signed(piece, _known(makers, len(steps) - 1), steps)
        was += length if piece.op != "add" else 0
        now += length if piece.op != "drop" else 0
    return tuple(out)


def _brought(texts: Sequence[str]) -> list[int | None]:
    """For every character of the last text, the step that brought it; None where the first text had it."""
    makers: list[int | None] = [None] * len(texts[0])
    for number, (before, after) in enumerate(pairwise(texts)):
        then: list[int | None] = []
        at = 0
        for piece in pieces(before, after):
            if piece.op == "keep":
                then += makers[at : at + len(piece.text)]
            elif piece.op == "add":
                then += [number] * len(piece.text)
            at += len(piece.text) if piece.op != "add" else 0
        makers = then
    return makers


def _known(makers: Sequence[int | None], last: int) -> list[int]:
    """What the steps kept and the whole does not (it moved, say) is of the maker beside it, else of the last step."""
    near = next((maker for maker in makers if maker is not None), last)
    known = []
    for maker in makers:
        near = near if maker is None else maker
        known.append(near)
    return known


def _signed(piece: Piece, makers: Sequence[int], steps: Sequence[Step]) -> Iterator[Mark]:
    for maker, group in groupby(zip(makers, piece.text, strict=True), key=lambda pair: pair[0]):
        text = "".join(char for _, char in group)
        yield Mark(piece.op, text, steps[maker].author, steps[maker].at)


@lru_cache(maxsize=1024)
def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What is kept, dropped and added from one text to another: paragraphs as such, sentences, then words."""
    if old == new or not (old and new):
        both = (Piece(op="keep" if old == new else "drop", text=old), Piece(op="add", text=new))
        return tuple(piece for piece in both[: 1 if old == new else 2] if piece.text)
    # A last paragraph is no other than the same in the middle: both have an end.
    (change,) = compared({"": f"{old}\n"}, {"": f"{new}\n"}, {"": ""}).changed
    return tuple(_in_order(_smooth(_joined(_without_end(change.pieces)))))


def _without_end(found: Iterable[Piece]) -> Iterator[tuple[Op, str]]:
    """The last newline of either text taken off again; what becomes of every other character."""
    chars = [(piece.op, char) for piece in found for char in piece.text]
    was = max(at for at, (op, _) in enumerate(chars) if op != "add")
    now = max(at for at, (op, _) in enumerate(chars) if op != "drop")
    for at, (op, char) in enumerate(chars):
        old, new = op != "add" and at != was, op != "drop" and at != now
        if old or new:
            yield "keep" if old and new else "drop" if old else "add", char


def _joined(chars: Iterable[tuple[Op, str]]) -> list[Piece]:
    """Neighbours of one kind as one."""
    groups = [list(group) for _, group in groupby(chars, key=lambda pair: pair[0])]
    return [Piece(op=group[0][0], text="".join(char for _, char in group)) for group in groups]


def _smooth(found: Sequence[Piece]) -> Iterator[Piece]:
    for at, piece in enumerate(found):
        inside = 0 < at < len(found) - 1
        if piece.op == "keep" and inside and len(piece.text) <= _NEAR and _WORD.fullmatch(piece.text):
            yield Piece(op="drop", text=piece.text)
            yield Piece(op="add", text=piece.text)
        else:
            yield piece


def _in_order(found: Iterable[Piece]) -> Iterator[Piece]:
    """Between what is kept, first what was dropped, then what was added."""
    for kept, group in groupby(found, key=lambda piece: piece.op == "keep"):
        same = list(group)
        for op in _KEPT if kept else _CHANGED:
            text = "".join(piece.text for piece in same if piece.op == op)
            if text:
                yield Piece(op=op, text=text)
