"""An edited file cut into the report's parts: front, sections, tail; every block belongs to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.export.returned.blocks import Block, Paragraph, Table
from assistant.export.returned.known import Known, Spot
from assistant.export.returned.printed import Printed
from assistant.export.returned.spots import found as find
from assistant.export.returned.words import RUN_IN, is_short, likeness, plain
from assistant.outline.numbering import read

_TAIL_LIKE = 0.85


@dataclass(frozen=True)
class Line:
    """A line of text of a section: where it stands in the file, and whether the export had it there."""

    text: str
    block: int
    known: bool


@dataclass(frozen=True)
class Cut:
    """The parts of one reading. `spots` and `lines` by the section's place in the report; front and tail as blocks, `tail`
    the number of the first of them.
    """

    blocks: tuple[Block, ...]
    spots: dict[int, Spot]
    lines: dict[int, tuple[Line, ...]]
    front: tuple[Block, ...]
    tail: int
    known: int

    def section_at(self, block: int, offset: int) -> int:
        """The section that a place belongs to; -1 in front and tail."""
        if block >= self.tail:
            return -1
        begun = [
            (spot, number)
            for number, spot in self.spots.items()
            if (spot.block, spot.start) <= (block, offset)
        ]
        return max(begun)[1] if begun else -1

    def heading(self, number: int) -> str:
        """The heading as it stands in the file; empty where it is not there."""
        spot = self.spots.get(number)
        return plain(self.blocks[spot.block].text[spot.start : spot.end]) if spot and spot.headed else ""

    def authors(self, number: int) -> tuple[str, ...]:
        """Of tracked changes in a section's lines and heading."""
        places = [line.block for line in self.lines.get(number, ())]
        places += [self.spots[number].block] if number in self.spots else []
        return tuple(dict.fromkeys(one for place in places for one in self.blocks[place].authors))


def cut(base: Printed, blocks: Sequence[Block]) -> Cut:
    """Find the sections and give every block to one, or to front or tail."""
    blocks = tuple(block for block in blocks if block.lines)
    known = find(base, blocks)
    spots = known.spots
    order = sorted((spot, number) for number, spot in spots.items())
    tail = _tail(base, known, order[-1][0] if order else Spot(-1))
    lines: dict[int, tuple[Line, ...]] = {}
    for at, (spot, number) in enumerate(order):
        after = order[at + 1][0] if at + 1 < len(order) else Spot(tail)
        lines[number] = tuple(_lines(known, number, spot, after))
    first = order[0][0].block if order else len(blocks)
    return Cut(blocks, spots, lines, blocks[:first], tail, len(known.pairs))


def _lines(known: Known, number: int, spot: Spot, after: Spot) -> list[Line]:
    found: list[Line] = []
    for at in range(spot.block, min(after.block + 1, len(known.blocks))):
        text = known.blocks[at].text
        end = after.start if at == after.block else len(text)
        start = spot.end if at == spot.block else 0
        own = text[start:end]
        if at == spot.block and spot.headed:
            own = own.lstrip(RUN_IN)
        ours = known.pairs.get(at)
        if ours is not None and known.base.roles[ours].part == "fixed":
            continue
        same = ours is not None and known.base.roles[ours].section == number
        found += [Line(one.strip(), at, same) for one in own.split("\n") if one.strip()]
    return found


def _tail(base: Printed, known: Known, last: Spot) -> int:
    """Where the annex list, the signature or the annexes begin, behind all sections."""
    expected = base.of("tail")
    styles = {one.style for one in expected if isinstance(one, Paragraph)} - {
        one.style for one in base.of("body") if isinstance(one, Paragraph)
    }
    texts = [plain(one.text) for one in expected]
    for at in range(last.block + 1, len(known.blocks)):
        block, ours = known.blocks[at], known.pairs.get(at)
        if ours is not None:
            if base.roles[ours].part == "tail":
                return at
            continue
        if isinstance(block, Table):
            if _follows_no_text(base, known, at):
                return at
            continue
        if block.style in styles or any(likeness(known.texts[at], one) >= _TAIL_LIKE for one in texts):
            return at
    return len(known.blocks)


def _follows_no_text(base: Printed, known: Known, at: int) -> bool:
    """Whether the report has a table in its tail, and no text of a section comes after this one."""
    if not any(isinstance(one, Table) for one in base.of("tail")):
        return False
    behind = (known.pairs.get(place) for place in range(at + 1, len(known.blocks)))
    return not any(ours is not None and base.roles[ours].part != "tail" for ours in behind)


def unknown(base: Printed, found: Cut) -> list[tuple[int, str, str]]:
    """What the export did not have and is no plain paragraph: (section, heading or table, text)."""
    out: list[tuple[int, str, str]] = []
    for number, lines in found.lines.items():
        section = base.sections[number]
        seen: set[int] = set()
        for line in lines:
            block = found.blocks[line.block]
            if line.known or line.block in seen:
                continue
            if isinstance(block, Table):
                seen.add(line.block)
                out.append((number, "table", block.text))
                continue
            numbered = read(line.text)
            looks = block.level > 0 or (numbered is not None and numbered.level <= section.level)
            if looks and is_short(line.text) and line.text not in section.paragraphs:
                out.append((number, "heading", line.text))
    return out
