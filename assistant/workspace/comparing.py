"""Two versions of a report side by side: section by section, word by word, and the figures that differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.editing.hunks import Piece, word_diff
from assistant.workspace.merging import sentences

_FIGURE = re.compile(r"\d+(?:[,.]\d+)*(?:[%％‰]|万元|亿元|元|个百分点|分|年|月|日)?")
# Longer stretches without a common sentence are shown as gone and come: a diff of words would take seconds.
_LONGEST = 2000
_ALIKE = 0.3


@dataclass(frozen=True)
class FigureChange:
    """Figures that went and that came at one place of a section."""

    section: str
    heading: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class SectionChange:
    """A section whose text differs; None where a version does not have it."""

    id: str
    heading: str
    before: str | None
    after: str | None
    pieces: tuple[Piece, ...]
    figures: tuple[FigureChange, ...]


@dataclass(frozen=True)
class Same:
    """A section that both versions have alike."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True)
class Comparison:
    """What differs, and what does not, in the order of the report."""

    changed: tuple[SectionChange, ...]
    same: tuple[Same, ...]

    @property
    def figures(self) -> tuple[FigureChange, ...]:
        """All figures that differ."""
        return tuple(figure for section in self.changed for figure in section.figures)


def compared(old: Mapping[str, str], new: Mapping[str, str], headings: Mapping[str, str]) -> Comparison:
    """Two versions as texts by section; `headings` has the order and the name of every section of either."""
    changed: list[SectionChange] = []
    same: list[Same] = []
    for id, heading in headings.items():
        before, after = old.get(id), new.get(id)
        if before is None and after is None:
            continue
        if before == after:
            same.append(Same(id, heading, after or ""))
            continue
        pieces = _pieces(before or "", after or "")
        figures = tuple(FigureChange(id, heading, *pair) for pair in _figures(pieces))
        changed.append(SectionChange(id, heading, before, after, pieces, figures))
    return Comparison(tuple(changed), tuple(same))


@lru_cache(maxsize=1024)
def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Sentences first: what was moved or rewritten is not scattered into characters."""
    old, new = sentences(before), sentences(after)
    out: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        out.extend([Piece(op="keep", text=gone)] if tag == "equal" else _words(gone, come))
    return tuple(_joined(out))


def _words(gone: str, come: str) -> list[Piece]:
    whole = [Piece(op="drop", text=gone), Piece(op="add", text=come)]
    if not gone or not come or max(len(gone), len(come)) > _LONGEST:
        return [piece for piece in whole if piece.text]
    if SequenceMatcher(None, gone, come, autojunk=False).ratio() < _ALIKE:
        return whole
    return word_diff(gone, come)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one."""
    last: Piece | None = None
    for piece in pieces:
        if last and last.op == piece.op:
            last = Piece(op=last.op, text=last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _figures(pieces: Sequence[Piece]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Figures that went and came, place by place; one that only moved is not told."""
    said = {op: Counter(_of(pieces, op)) for op in ("drop", "add")}
    gone, come = said["drop"] - said["add"], said["add"] - said["drop"]
    place: dict[str, list[str]] = {"drop": [], "add": []}
    for piece in [*pieces, Piece(op="keep", text="")]:
        if piece.op == "keep":
            before, after = _taken(place["drop"], gone), _taken(place["add"], come)
            if before or after:
                yield before, after
            place = {"drop": [], "add": []}
        else:
            place[piece.op] += _FIGURE.findall(piece.text)


def _of(pieces: Sequence[Piece], op: str) -> list[str]:
    return [figure for piece in pieces if piece.op == op for figure in _FIGURE.findall(piece.text)]


def _taken(figures: Sequence[str], left: Counter[str]) -> tuple[str, ...]:
    """Those that are still to be told, each taken off."""
    out = []
    for figure in figures:
        if left[figure] > 0:
            left[figure] -= 1
            out.append(figure)
    return tuple(out)
