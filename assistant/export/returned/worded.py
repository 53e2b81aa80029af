"""Headings by their words: numbers do not count, styles only help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.export.paper import PaperSection
from assistant.export.returned.blocks import Paragraph
from assistant.export.returned.known import SIMILAR, Known, Spot
from assistant.export.returned.words import begins, likeness, plain, words_of
from assistant.outline.numbering import read

_FOLLOWED = 0.2  # what it adds that the section's own text follows
_LEAST_WORDS = 2


def by_words(known: Known) -> None:
    """Place the sections whose headings stand in the file, in their own words or nearly."""
    _by_only_heading(known)
    _where_they_were(known)
    known.pair_within()
    for exact in (_same_heading, _same_words, _inside):
        for number, section in known.missing():
            if spot := exact(known, section):
                known.spots[number] = spot
    _by_likeness(known)
    known.pair_within()


def _by_only_heading(known: Known) -> None:
    """Headings that stand once in the report and once in the file."""
    wanted = Counter(known.ours)
    found = Counter(known.texts)
    for number, section in known.missing():
        text = plain(section.heading)
        if wanted[text] == 1 and found[text] == 1:
            at = known.texts.index(text)
            if not known.taken(at):
                known.spots[number] = known.whole(at)


def _where_they_were(known: Known) -> None:
    for theirs, ours in sorted(known.pairs.items()):
        role = known.base.roles[ours]
        if role.part == "heading" and role.section not in known.spots and not known.taken(theirs):
            known.spots[role.section] = known.whole(theirs)


def _same_heading(known: Known, section: PaperSection) -> Spot | None:
    return _best(known, (at for at, text in enumerate(known.texts) if text == plain(section.heading)))


def _same_words(known: Known, section: PaperSection) -> Spot | None:
    wanted = words_of(section.heading)
    if len(wanted) < _LEAST_WORDS:
        return None
    return _best(known, (at for at, text in enumerate(known.texts) if words_of(text) == wanted))


def _best(known: Known, places: Iterator[int]) -> Spot | None:
    free = [at for at in places if known.free(at) and isinstance(known.blocks[at], Paragraph)]
    return known.whole(max(free, key=lambda at: (known.heading_like(at), -at))) if free else None


def _inside(known: Known, section: PaperSection) -> Spot | None:
    """A heading that became one with the paragraph behind or before it."""
    for at, block in enumerate(known.blocks):
        if not known.free(at) or not isinstance(block, Paragraph):
            continue
        if (end := begins(block.text, section.heading)) is not None:
            return Spot(at, 0, end)
        inner = block.text.find(section.heading)
        if inner > 0 and read(section.heading):
            return Spot(at, inner, inner + len(section.heading))
    return None


def _by_likeness(known: Known) -> None:
    """Reworded headings: the likest first, each between the sections that it stood between."""
    scored = [
        (
            likeness(words_of(known.texts[at]), words_of(section.heading))
            + _FOLLOWED * known.followed(at, number),
            number,
            at,
        )
        for number, section in known.missing()
        for at in range(len(known.blocks))
        if known.free(at) and known.heading_like(at)
    ]
    for score, number, at in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        evident = score >= SIMILAR or known.followed(at, number)
        if evident and number not in known.spots and known.free(at) and known.between(number, at):
            known.spots[number] = known.whole(at)
