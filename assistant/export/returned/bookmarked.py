"""Headings by their bookmarks, whatever became of their numbers and words."""

from __future__ import annotations

from assistant.export.anchors import anchor
from assistant.export.returned.blocks import Paragraph
from assistant.export.returned.known import Known, Spot
from assistant.export.returned.words import begins, is_short, likeness, plain, words_of

_REWORDED = 0.5


def by_bookmark(known: Known) -> None:
    """Place the sections whose bookmark stands at something that can be their heading."""
    sections = list(enumerate(known.base.sections))
    # Of two sections with one id the first has the bookmark.
    names = {anchor(one.id): number for number, one in reversed(sections) if one.heading and one.id}
    for at, block in enumerate(known.blocks):
        for name, offset in block.anchors if isinstance(block, Paragraph) else ():
            number = names.get(name)
            if number is not None and number not in known.spots and (spot := _at(known, number, at, offset)):
                known.spots[number] = spot


def _at(known: Known, number: int, at: int, offset: int) -> Spot | None:
    """The heading at a bookmark; it may have been left behind when something was typed before the heading."""
    section, text = known.base.sections[number], known.blocks[at].text
    if (end := begins(text[offset:], section.heading)) is not None:
        return Spot(at, offset, offset + end)
    wanted = plain(section.heading)
    for near in (at + 1, at - 1, at + 2):
        if 0 <= near < len(known.blocks) and known.texts[near] == wanted and known.may_be(near, number):
            return known.whole(near)
    if not known.may_be(at, number):
        return None
    line = text[offset:].split("\n")[0]
    alike = likeness(words_of(line), words_of(section.heading)) >= _REWORDED
    return Spot(at, offset, offset + len(line)) if is_short(line.strip()) or alike else None
