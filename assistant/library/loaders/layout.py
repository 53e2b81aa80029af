"""Pieces of text in boxes → lines in reading order, whoever found the pieces: a PDF's characters or a picture's
recognition. Knows boxes and gaps, not formats.

Lengths are in the source's own unit (points, pixels), y grows downwards; thresholds are in em, the width of one
Chinese character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.library.documents import row
from assistant.library.loaders.grid import Grid
from assistant.library.loaders.reflow import Line

_TOKEN = re.compile(r"[!-~]*")


@dataclass(frozen=True)
class Piece:
    """A run of text on one line, and its box; `confidence` is None for text that was read as text."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def em_of(pieces: Iterable[Piece]) -> float:
    """The width of one Chinese character among the pieces; 1 where there is nothing to measure."""
    widths = [(piece.right - piece.left) / wide for piece in pieces if (wide := _weight(piece.text)) >= 1]
    return max(median(widths), 1e-3) if widths else 1.0


def arrange(pieces: Sequence[Piece], grids: Sequence[Grid], page: int = 0) -> list[Line]:
    """The lines of a page: columns one after the other, tables as `row` lines where they stand.

    A line's confidence is the lowest of its pieces': a figure that was hardly legible is not made sure by the
    words around it.
    """
    em = em_of(pieces)
    found: list[Line] = []
    rest = list(pieces)
    for grid in sorted(grids, key=lambda grid: grid.top):
        inside = [piece for piece in rest if grid.holds((piece.left + piece.right) / 2, piece.middle)]
        if not inside:
            continue
        above = [piece for piece in rest if piece.middle < grid.bottom and piece not in inside]
        taken = {id(piece) for piece in (*inside, *above)}
        rest = [piece for piece in rest if id(piece) not in taken]
        found += [*_prose(above, em, page), *_rows(grid, inside, em, page)]
    return found + _prose(rest, em, page)


def _prose(pieces: list[Piece], em: float, page: int) -> list[Line]:
    return [line for column in _columns(pieces, em) for line in _column(column, em, page)]


def _rows(grid: Grid, pieces: list[Piece], em: float, page: int) -> list[Line]:
    cells: dict[int, list[Piece]] = {}
    for piece in pieces:
        cells.setdefault(grid.cell_at((piece.left + piece.right) / 2, piece.middle), []).append(piece)
    texts = {cell: " ".join(_text(line, em) for line in _lines(held, em)) for cell, held in cells.items()}
    return [
        Line(
            row([texts.get(cell, "") for cell in across]),
            page,
            confidence=_confidence([piece for cell in across for piece in cells.get(cell, ())]),
        )
        for across in grid.rows
        if any(texts.get(cell) for cell in across)
    ]


def _lines(pieces: Iterable[Piece], em: float) -> list[list[Piece]]:
    """The pieces by printed line, from the top; each line's from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if lines and piece.middle - median(other.middle for other in lines[-1]) < em / 2:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.left) for line in lines]


def _text(line: list[Piece], em: float) -> str:
    text = line[0].text
    for before, piece in pairwise(line):
        gap = (piece.left - before.right) / em
        # Three spaces say “another column of the cover” to `reflow.clean`.
        text += ("   " if gap > 2 else " " if gap > 0.15 else "") + piece.text
    return text


def _confidence(pieces: Iterable[Piece]) -> float | None:
    return min((piece.confidence for piece in pieces if piece.confidence is not None), default=None)


def _column(pieces: list[Piece], em: float, page: int) -> list[Line]:
    """The lines of one column, each told whether it begins or ends a paragraph by where it stands."""
    lines = _lines(pieces, em)
    texts = [_text(line, em) for line in lines]
    lefts, rights = [line[0].left for line in lines], [max(p.right for p in line) for line in lines]
    left, right = _edge(lefts, em), _edge([-x for x in rights], em)
    if left is None or right is None or len(lines) < 4:
        return [
            Line(text, page, confidence=_confidence(line)) for text, line in zip(texts, lines, strict=True)
        ]
    indents = [(x - left) / em for x in lefts]
    gaps = [(-right - x) / em for x in rights]
    centred = [min(a, b) > 3 and abs(a - b) < 1.5 for a, b in zip(indents, gaps, strict=True)]
    indented = any(1 < indent < 4 and not mid for indent, mid in zip(indents, centred, strict=True))
    found: list[Line] = []
    for at, line in enumerate(lines):
        below = texts[at + 1] if at + 1 < len(lines) else ""
        begins = None if centred[at] else True if indents[at] > 1 else False if indented else None
        ends = None if centred[at] else _ends(gaps[at], below)
        found.append(Line(texts[at], page, confidence=_confidence(line), begins=begins, ends=ends))
    return found


def _edge(starts: list[float], em: float) -> float | None:
    """Where the lines of a column start: the outermost place that two of them share."""
    ordered = sorted(starts)
    return next((a for a, b in pairwise(ordered) if b - a < em / 2), None)


def _ends(gap: float, below: str) -> bool | None:
    """Whether a line that leaves `gap` em free at its end is its paragraph's last.

    A number or word that would not have fitted goes to the next line whole, so it may leave a gap itself.
    """
    if gap < 2:
        return False
    token = _TOKEN.match(below)
    return True if gap > 3 + 0.6 * len(token.group() if token else "") else None


def _columns(pieces: list[Piece], em: float) -> list[list[Piece]]:
    """The pieces in the order of reading: strips across the page, and where a strip is set in two columns, the
    left one before the right one.
    """
    gutter = _gutter(pieces, em)
    if gutter is None:
        return [pieces] if pieces else []
    strips: list[tuple[bool, list[Piece]]] = []
    for line in _lines(pieces, em):
        crosses = any(piece.left < gutter + em / 3 and piece.right > gutter - em / 3 for piece in line)
        if not strips or strips[-1][0] != crosses:
            strips.append((crosses, []))
        strips[-1][1].extend(line)
    found: list[list[Piece]] = []
    running: list[Piece] | None = None  # strips in one column are one text: margins show on many lines
    for crosses, strip in strips:
        sides = [[p for p in strip if p.right <= gutter], [p for p in strip if p.right > gutter]]
        if not crosses and all(_is_prose(side, em) for side in sides):
            found += sides
            running = None
        elif running is not None:
            running += strip
        else:
            running = strip
            found.append(running)
    return found


def _gutter(pieces: list[Piece], em: float) -> float | None:
    """The x in the middle of the page that the fewest pieces cross, if they are few."""
    if len(pieces) < 10:
        return None
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    step = em / 2
    bins = int((right - left) / step) + 1
    if not 30 <= bins <= 2000:
        return None
    cover = [0] * (bins + 1)
    for piece in pieces:
        for at in range(int((piece.left - left) / step), min(bins, int((piece.right - left) / step) + 1)):
            cover[at] += 1
    middle = range(int(bins * 0.3), int(bins * 0.7))
    least = min(cover[at] for at in middle)
    if least > 0.6 * median(cover):
        return None
    free = [at for at in middle if cover[at] == least]
    return left + (free[len(free) // 2] + 0.5) * step


def _is_prose(pieces: list[Piece], em: float) -> bool:
    """Whether a side of the gutter is a column of running text, not of a table's short cells."""
    lines = _lines(pieces, em)
    if len(lines) < 5:
        return False
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    widths = [max(p.right for p in line) - line[0].left for line in lines]
    return right - left > 8 * em and median(widths) > 0.75 * (right - left)


def _weight(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)
