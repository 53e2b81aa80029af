"""The comments of an edited file at their places: which section, which words; the program's own hints are none of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.export.marks import REMINDER, TYPESETTER
from assistant.export.returned.blocks import Block, Edited, Paragraph, Table, Touched
from assistant.export.returned.parts import Cut
from assistant.export.returned.printed import Printed

OURS = (REMINDER, TYPESETTER)
"""The authors of the exporter's own comments."""
_LONGEST_QUOTE = 120
_END = 1 << 30


@dataclass(frozen=True)
class Reply:
    """An answer to a comment."""

    author: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True)
class Remarked:
    """A Word comment with its answers; `section` is empty outside of the sections, `quote` are the words it is about."""

    section: str
    quote: str
    author: str
    text: str
    at: datetime | None = None
    replies: tuple[Reply, ...] = ()
    done: bool = False


def remarked(base: Printed, edited: Edited, found: Cut, ours: Collection[str]) -> list[Remarked]:
    """The comments by others than `ours`, in the order of the text, each with its answers."""
    places = _places(edited.accepted, found)
    deleted = _quotes(edited.rejected)
    order = {id: at for at, id in enumerate(places)}
    out: list[Remarked] = []
    for one in sorted(edited.comments, key=lambda one: order.get(one.id, len(order))):
        if one.parent:
            continue
        number, quote = places.get(one.id, (-1, ""))
        where = (base.sections[number].id if number >= 0 else "", quote or deleted.get(one.id, ""))
        replies = [
            Reply(other.author, other.text, other.at) for other in edited.comments if other.parent == one.id
        ]
        if one.author in ours:
            # What a person answered to a hint of ours is theirs.
            out += [Remarked(*where, other.author, other.text, other.at) for other in replies]
        else:
            out.append(Remarked(*where, one.author, one.text, one.at, tuple(replies), one.done))
    return out


def _places(blocks: Sequence[Block], found: Cut) -> dict[str, tuple[int, str]]:
    """Section and quoted words of every comment, where it begins."""
    kept = [at for at, block in enumerate(blocks) if block.lines]
    out: dict[str, tuple[int, str]] = {}
    for at, block, paragraph, one in _touched(blocks):
        place = max(bisect_right(kept, at) - 1, 0)
        offset = one.start if isinstance(block, Paragraph) and block.lines else _END
        # A comment that begins at the end of a paragraph is about what follows.
        if one.id not in out or not out[one.id][1]:
            section = found.section_at(place, offset) if found.blocks else -1
            out[one.id] = (section, _quote(paragraph, one))
    return out


def _quotes(blocks: Sequence[Block]) -> dict[str, str]:
    """The words that comments are about, where they stand in this reading."""
    out: dict[str, str] = {}
    for _, _, paragraph, one in _touched(blocks):
        out[one.id] = out.get(one.id) or _quote(paragraph, one)
    return out


def _touched(blocks: Sequence[Block]) -> Iterator[tuple[int, Block, Paragraph, Touched]]:
    for at, block in enumerate(blocks):
        for paragraph in block.paragraphs if isinstance(block, Table) else (block,):
            for one in paragraph.touched:
                yield at, block, paragraph, one


def _quote(paragraph: Paragraph, one: Touched) -> str:
    return paragraph.text[one.start : one.end].strip()[:_LONGEST_QUOTE].split("\n")[0]
