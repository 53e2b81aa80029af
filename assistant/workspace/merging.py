"""Two people on one text: what each changed of what both began with, sentence by sentence; what both changed is left to choose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]+|[^。；！？\n]+")
# A sentence that was changed, not replaced by another.
_ALIKE = 0.5
Side = Literal["mine", "theirs", "both"]


@dataclass(frozen=True)
class Agreed:
    """Text that needs no choice; `by` tells who changed it."""

    text: str
    by: Literal["nobody", "mine", "theirs", "both"] = "nobody"


@dataclass(frozen=True)
class Conflict:
    """A place that both changed, each in their own way."""

    id: str
    base: str
    mine: str
    theirs: str

    def chosen(self, side: Side) -> str:
        """The text of one side, or both one after the other, mine first."""
        if side == "both":
            apart = "" if not self.mine or re.search(r"[。；！？\n]$", self.mine) else "\n"
            return f"{self.mine}{apart}{self.theirs}"
        return self.mine if side == "mine" else self.theirs


@dataclass(frozen=True)
class Merge:
    """The text in order, in pieces that are agreed or in conflict."""

    pieces: tuple[Agreed | Conflict, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The places to choose at."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))

    def text(self, choices: Mapping[str, Side] | None = None) -> str:
        """The whole text, a side chosen for each conflict by its id. KeyError where a choice is missing."""
        said = choices or {}
        return "".join(
            piece.text if isinstance(piece, Agreed) else piece.chosen(said[piece.id]) for piece in self.pieces
        )


def sentences(text: str) -> list[str]:
    """The sentences with their marks and line ends; joined, they are the text."""
    return _SENTENCE.findall(text)


def merged(base: str, mine: str, theirs: str) -> Merge:
    """Both people's changes to `base` in one text. What only one of them changed is taken over."""
    old, ours, others = sentences(base), sentences(mine), sentences(theirs)
    pieces: list[Agreed | Conflict] = []
    for was, my, their in _regions(old, ours, others):
        if my == their:
            pieces.append(Agreed(my, "nobody" if my == was else "both"))
        elif my == was:
            pieces.append(Agreed(their, "theirs"))
        elif their == was:
            pieces.append(Agreed(my, "mine"))
        else:
            pieces.append(
                Conflict(f"c{sum(isinstance(one, Conflict) for one in pieces) + 1}", was, my, their)
            )
    return Merge(tuple(piece for piece in pieces if not isinstance(piece, Agreed) or piece.text))


def _regions(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """The three texts cut at the sentences that all of them share, in order."""
    at_mine, at_theirs = _kept(base, mine), _kept(base, theirs)
    last = (0, 0, 0)
    for index, sentence in enumerate(base):
        if index not in at_mine or index not in at_theirs:
            continue
        here = (index, at_mine[index], at_theirs[index])
        if here != last:
            yield from _cut((base, mine, theirs), last, here)
        yield sentence, sentence, sentence
        last = (here[0] + 1, here[1] + 1, here[2] + 1)
    end = (len(base), len(mine), len(theirs))
    if end != last:
        yield from _cut((base, mine, theirs), last, end)


def _kept(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Where the other text still has a sentence of the base, by its place in the base."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _cut(
    texts: tuple[Sequence[str], Sequence[str], Sequence[str]],
    start: tuple[int, int, int],
    end: tuple[int, int, int],
) -> Iterator[tuple[str, str, str]]:
    """What lies between: sentence by sentence where each is still to be recognised in all three, else as one."""
    base, mine, theirs = (text[a:b] for text, a, b in zip(texts, start, end, strict=True))
    if _in_step(base, mine) and _in_step(base, theirs):
        yield from zip(base, mine, theirs, strict=True)
    else:
        yield "".join(base), "".join(mine), "".join(theirs)


def _in_step(base: Sequence[str], other: Sequence[str]) -> bool:
    return len(base) == len(other) and all(
        SequenceMatcher(None, was, now, autojunk=False).ratio() >= _ALIKE
        for was, now in zip(base, other, strict=True)
    )
