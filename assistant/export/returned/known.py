"""What is known of an edited file on the way: which blocks stand as they stood, and where sections begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.export.paper import PaperSection
from assistant.export.returned.blocks import Block, Paragraph
from assistant.export.returned.printed import Printed, Role
from assistant.export.returned.words import is_short, likeness, plain
from assistant.outline.numbering import read

SIMILAR = 0.6
"""How like two texts are of which one was made from the other."""


@dataclass(frozen=True, order=True)
class Spot:
    """A section's beginning: the block, and the characters of it that are its heading (none: its text begins there)."""

    block: int
    start: int = 0
    end: int = 0

    @property
    def headed(self) -> bool:
        """Whether its heading is there."""
        return self.end > self.start


class Known:
    """One reading of one file. `spots` are the sections found so far, by their place in the report; `pairs` the blocks that
    stand as in the export, theirs → ours; `ours` and `texts` what both say.
    """

    def __init__(self, base: Printed, blocks: Sequence[Block]) -> None:
        self.base, self.blocks = base, blocks
        self.ours = [plain(one.text) for one in base.blocks]
        self.texts = [plain(one.text) for one in blocks]
        self.spots: dict[int, Spot] = {}
        self.pairs: dict[int, int] = {}
        self.pair(range(len(self.ours)), range(len(self.texts)))

    def pair(self, ours: Sequence[int], theirs: Sequence[int]) -> None:
        """Pair equal blocks of two stretches, in order."""
        paired = set(self.pairs.values())
        ours = [at for at in ours if at not in paired]
        theirs = [at for at in theirs if at not in self.pairs]
        one, other = [self.ours[at] for at in ours], [self.texts[at] for at in theirs]
        for match in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
            for step in range(match.size):
                self.pairs[theirs[match.b + step]] = ours[match.a + step]

    def pair_within(self) -> None:
        """Pair anew, section by section where they are known: two sections may have the same words."""
        roles = list(enumerate(self.base.roles))
        heads = {role.section: at for at, role in roles if role.part == "heading"}
        order = sorted((spot, number) for number, spot in self.spots.items())
        ends = [*[spot.block for spot, _ in order[1:]], len(self.blocks)][: len(order)]
        self.pairs = {
            spot.block: heads[number]
            for spot, number in order
            if number in heads and self.texts[spot.block] == self.ours[heads[number]]
        }
        for (spot, number), end in zip(order, ends, strict=True):
            own = [at for at, role in roles if role in (Role("body", number), Role("fixed", number))]
            last = [at for at, role in roles if role.part == "tail"] if end == len(self.blocks) else []
            self.pair([*own, *last], range(spot.block, end))
        self.pair(
            [at for at, role in roles if role.part == "front"], range(order[0][0].block if order else 0)
        )
        self.pair([at for at, role in roles if role.section not in self.spots], range(len(self.blocks)))

    def missing(self) -> list[tuple[int, PaperSection]]:
        """The sections with a heading that are not found yet."""
        return [
            (number, one)
            for number, one in enumerate(self.base.sections)
            if one.heading and number not in self.spots
        ]

    def whole(self, at: int) -> Spot:
        """All of a block as a heading."""
        return Spot(at, 0, len(self.blocks[at].text))

    def free(self, at: int) -> bool:
        """Whether a block is not known yet as what it was, nor as another section's heading."""
        return at not in self.pairs and not self.taken(at)

    def taken(self, at: int) -> bool:
        """Whether a section begins with this block."""
        return any(spot.block == at for spot in self.spots.values())

    def heading_like(self, at: int) -> bool:
        """Whether a block could be a heading."""
        block, text = self.blocks[at], self.texts[at]
        return isinstance(block, Paragraph) and is_short(text) and (block.level > 0 or read(text) is not None)

    def may_be(self, at: int, number: int) -> bool:
        """Whether a block is not known as something else of the export."""
        role = self.base.roles[self.pairs[at]] if at in self.pairs else None
        return role is None or (role.part == "heading" and role.section == number)

    def followed(self, at: int, number: int) -> bool:
        """Whether the section's own text follows, as it stood or much like it."""
        after, lines = self.pairs.get(at + 1), self.base.sections[number].paragraphs
        if after is not None or not lines or at + 1 >= len(self.texts):
            return after is not None and self.base.roles[after] == Role("body", number)
        return likeness(self.texts[at + 1], plain(lines[0])) >= SIMILAR

    def between(self, number: int, at: int) -> bool:
        """Whether a block stands after a section that came before, or before one that came after."""
        before = [spot.block for other, spot in self.spots.items() if other < number]
        after = [spot.block for other, spot in self.spots.items() if other > number]
        return at > max(before, default=-1) or at < min(after, default=len(self.blocks))
