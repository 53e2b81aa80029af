"""What differs outside of the sections: cover and title before them; annex list, signature and annexed tables behind them.

These are printed from facts and packs: a difference is told, it is no change of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from assistant.export.paper import CoverLine
from assistant.export.returned.blocks import Block, Paragraph, Table
from assistant.export.returned.words import plain, solid

Edge = Literal["cover", "title", "signature", "table"]


@dataclass(frozen=True)
class Difference:
    """Something printed outside of the sections that is not as it was; empty where it came or went. `where` is the line's
    label or the table row's name.
    """

    edge: Edge
    where: str
    before: str
    after: str


def front(cover: Sequence[CoverLine], ours: Sequence[Block], theirs: Sequence[Block]) -> Iterator[Difference]:
    """What differs on the cover and in the titles."""
    if [solid(one.text) for one in ours] == [solid(one.text) for one in theirs]:
        return
    left = [solid(one.text) for one in ours if not _is_line(cover, one)]
    values = {line.label: line.value for line in cover}
    said: dict[str, str] = {}
    rest: list[str] = []
    for block in theirs:
        label = _label(cover, block)
        if label is None or label in said:
            rest.append(plain(block.text))
        else:
            said[label] = plain(re.split("[：:]", block.text, maxsplit=1)[1])
    for label, value in values.items():
        if label not in said:
            yield Difference("cover", label, plain(value) or label, "")
        elif solid(said[label]) != solid(value):
            yield Difference("cover", label, plain(value), said[label])
    yield from _lines("title", left, rest)


def tail(ours: Sequence[Block], theirs: Sequence[Block]) -> Iterator[Difference]:
    """What differs behind the sections."""
    yield from _lines(
        "signature",
        *([solid(one.text) for one in side if isinstance(one, Paragraph)] for side in (ours, theirs)),
    )
    tables = [[one for one in side if isinstance(one, Table)] for side in (ours, theirs)]
    for was, now in zip(*tables, strict=False):
        yield from _rows(was, now)
    for gone in tables[0][len(tables[1]) :]:
        yield Difference("table", _name(gone), _short(gone.text), "")
    for come in tables[1][len(tables[0]) :]:
        yield Difference("table", _name(come), "", _short(come.text))


def _is_line(cover: Sequence[CoverLine], block: Block) -> bool:
    label = _label(cover, block)
    return label is not None and any(
        solid(f"{line.label}：{line.value}") == solid(block.text) for line in cover if line.label == label
    )


def _label(cover: Sequence[CoverLine], block: Block) -> str | None:
    head, colon, _ = block.text.replace(":", "：").partition("：")
    return next((line.label for line in cover if colon and solid(line.label) == solid(head)), None)


def _lines(edge: Edge, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Difference]:
    """Lines that differ; a title that breaks elsewhere is the same title."""
    keys = [solid(one) for one in theirs]
    if "".join(ours) == "".join(keys):
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, keys, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        was, now = list(ours[i1:i2]), list(theirs[j1:j2])
        if len(was) == len(now):
            for before, after in zip(was, now, strict=True):
                yield Difference(edge, "", _short(before), _short(after, 2000))
        else:
            yield Difference(edge, "", _short("　".join(was)), _short("\n".join(now), 2000))


def _rows(was: Table, now: Table) -> Iterator[Difference]:
    ours, theirs = ([tuple(map(solid, row)) for row in table.rows if any(row)] for table in (was, now))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if i2 - i1 == j2 - j1:
            for old, new in zip(ours[i1:i2], theirs[j1:j2], strict=True):
                yield from _cells(old, new)
            continue
        for old in ours[i1:i2]:
            yield Difference("table", _row_name(old), "　".join(filter(None, old)), "")
        for new in theirs[j1:j2]:
            yield Difference("table", _row_name(new), "", "　".join(filter(None, new)))


def _cells(old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    was, now = [one for one in old if one], [one for one in new if one]
    if len(old) == len(new):
        pairs = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    else:
        codes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
        pairs = [("　".join(was[a:b]), "　".join(now[c:d])) for tag, a, b, c, d in codes if tag != "equal"]
    for before, after in pairs:
        yield Difference("table", _row_name(old), before, after)


def _row_name(row: Sequence[str]) -> str:
    """The longest of the row's words that are no figures: an indicator's name rather than its kind."""
    named = [cell for cell in row if cell and not re.fullmatch(r"[\d.,%％≥≤＝=万元—-]+", cell)]
    return max(named, key=len, default="")[:30]


def _name(table: Table) -> str:
    return next((cell for row in table.rows for cell in row if cell), "")[:30]


def _short(text: str, most: int = 200) -> str:
    return text if len(text) <= most else f"{text[:most]}……"
