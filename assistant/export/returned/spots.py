"""Where the sections of a report stand in an edited file: by bookmark, by the words of their headings, by their text.

Numbers do not count, styles only help: headings are renumbered, reworded, turned into body text, joined with paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.export.paper import PaperSection
from assistant.export.returned.blocks import Block
from assistant.export.returned.bookmarked import by_bookmark
from assistant.export.returned.known import SIMILAR, Known, Spot
from assistant.export.returned.printed import Printed, Role
from assistant.export.returned.worded import by_words
from assistant.export.returned.words import begins, likeness, plain


def found(base: Printed, blocks: Sequence[Block]) -> Known:
    """All that can be found."""
    known = Known(base, blocks)
    if len(known.pairs) == len(blocks) == len(base.blocks):
        # Nothing differs: the same words twice leave no doubt then.
        _as_printed(known)
        return known
    by_bookmark(known)
    by_words(known)
    for number, section in enumerate(base.sections):
        if number not in known.spots and section.paragraphs:
            _by_text(known, number, section)
    _introduction(known)
    return known


def _as_printed(known: Known) -> dict[int, Spot]:
    for at, role in enumerate(known.base.roles):
        if role.section >= 0 and role.section not in known.spots:
            known.spots[role.section] = _heading(known, at, role) if role.part == "heading" else Spot(at)
    return known.spots


def _heading(known: Known, at: int, role: Role) -> Spot:
    """All of a block, unless a template has the text of the section in the paragraph of its heading."""
    if role.section not in known.base.leads:
        return known.whole(at)
    end = begins(known.blocks[at].text, known.base.sections[role.section].heading)
    return Spot(at, 0, end) if end else known.whole(at)


def _by_text(known: Known, number: int, section: PaperSection) -> None:
    """A section without its heading begins with the first paragraph that is still known, or much like one was."""
    own = [at for at, ours in known.pairs.items() if known.base.roles[ours] == Role("body", number)]
    wanted = [plain(one) for one in section.paragraphs]
    at = min(own, default=None)
    if at is None:
        alike = [
            place
            for place in range(len(known.blocks))
            if known.free(place) and any(likeness(known.texts[place], one) >= SIMILAR for one in wanted)
        ]
        at = min((place for place in alike if known.between(number, place)), default=None)
        if at is None:
            return
    while (
        at > 0 and known.free(at - 1) and any(likeness(known.texts[at - 1], one) >= SIMILAR for one in wanted)
    ):
        at -= 1
    known.spots[number] = Spot(at)


def _introduction(known: Known) -> None:
    """Text under no heading before the first one begins where the title ends."""
    sections = known.base.sections
    if not sections or sections[0].heading:
        return
    first = min((spot.block for number, spot in known.spots.items() if number), default=len(known.blocks))
    titles = [at for at, ours in known.pairs.items() if known.base.roles[ours].part == "front" and at < first]
    begins = max(titles, default=-1) + 1
    if begins < first and (titles or 0 in known.spots):
        known.spots[0] = Spot(min(begins, known.spots[0].block) if 0 in known.spots else begins)
