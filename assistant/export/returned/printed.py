"""The report as its own export prints it, each block with what it is: what an edited file is laid beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from assistant.export.anchors import anchor
from assistant.export.docx import docx_bytes
from assistant.export.paper import Paper, PaperSection
from assistant.export.returned.blocks import Block, Paragraph
from assistant.export.returned.reading import read
from assistant.export.returned.words import RUN_IN, begins, is_short, plain

Part = Literal["front", "heading", "body", "fixed", "tail"]


@dataclass(frozen=True)
class Role:
    """What a block is: of a section by its place in the report, -1 outside of all; `fixed` are the words of a unit's own template
    that stand among a section's.
    """

    part: Part
    section: int = -1


@dataclass(frozen=True)
class Printed:
    """The blocks of the export that have words, with their roles. `leads` are words of a template that stand before a
    section's text, in the paragraph of its heading.
    """

    sections: tuple[PaperSection, ...]
    blocks: tuple[Block, ...]
    roles: tuple[Role, ...]
    leads: dict[int, str] = field(default_factory=dict)

    def of(self, part: Part) -> list[Block]:
        """The blocks of one part."""
        return [block for block, role in zip(self.blocks, self.roles, strict=True) if role.part == part]


def printed(paper: Paper, own: bytes | None = None) -> Printed:
    """Export and read: whatever the exporter adds (annexes, signature) is known as it stands in the file. `own` is the export
    where it was made in a unit's own template.
    """
    sections = tuple(replace(one, marks=(), remarks=()) for one in paper.sections)
    if own is not None:
        return _in_template(sections, own)
    file = docx_bytes(replace(paper, sections=sections), created=datetime(2000, 1, 1, tzinfo=UTC))
    blocks = [block for block in read("report.docx", file).accepted if block.lines]
    inner = [role for number, one in enumerate(sections) for role in _roles(number, one)]
    start = _start(sections, blocks, len(inner))
    after = len(blocks) - start - len(inner)
    roles = (*[Role("front")] * start, *inner, *[Role("tail")] * after)
    return Printed(sections, tuple(blocks), roles[: len(blocks)])


def _in_template(sections: tuple[PaperSection, ...], file: bytes) -> Printed:
    """The blocks of a filled template: headings by their bookmarks and as they are worded there, texts in order behind them."""
    blocks = [block for block in read("report.docx", file).accepted if block.lines]
    names = {anchor(one.id): number for number, one in reversed(list(enumerate(sections))) if one.id}
    roles: list[Role] = []
    headings: dict[int, str] = {}
    leads: dict[int, str] = {}
    left: list[str] = []
    section = -1
    for block in blocks:
        text = plain(block.text)
        marked = (
            [names[one] for one, _ in block.anchors if one in names] if isinstance(block, Paragraph) else []
        )
        if marked and marked[0] not in headings:
            section = marked[0]
            left = [plain(one) for one in sections[section].paragraphs]
            headings[section], lead = _run_in(block.text, sections[section].heading, left)
            if lead is not None:
                leads[section] = lead
            roles.append(Role("heading", section))
        elif left and text == left[0]:
            left.pop(0)
            roles.append(Role("body", section))
        else:
            roles.append(Role("front") if section < 0 else Role("fixed", section))
    last = max((at for at, role in enumerate(roles) if role.part in ("heading", "body")), default=-1)
    roles[last + 1 :] = [Role("tail")] * (len(roles) - last - 1)
    worded = tuple(
        replace(one, heading=headings.get(number, one.heading)) for number, one in enumerate(sections)
    )
    return Printed(worded, tuple(blocks), tuple(roles), leads)


def _run_in(text: str, heading: str, left: list[str]) -> tuple[str, str | None]:
    """The heading as a paragraph has it; the words between it and the first line of the text, which is taken off `left`,
    where that stands there too.
    """
    end = begins(text, heading)
    behind = plain(text[end:].lstrip(RUN_IN)) if end is not None else ""
    if behind and left and behind.endswith(left[0]):
        return heading, behind.removesuffix(left.pop(0))
    return (heading if behind or not is_short(plain(text)) else plain(text)), None


def _roles(number: int, section: PaperSection) -> list[Role]:
    heading = [Role("heading", number)] if section.heading else []
    return [*heading, *[Role("body", number)] * len(section.paragraphs)]


def _start(sections: Sequence[PaperSection], blocks: Sequence[Block], length: int) -> int:
    """Where the first line of the first section stands."""
    before = 0
    for section in sections:
        if section.heading and section.id:
            name = anchor(section.id)
            for at, block in enumerate(blocks):
                if isinstance(block, Paragraph) and any(one == name for one, _ in block.anchors):
                    return at - before
        before += bool(section.heading) + len(section.paragraphs)
    wanted = [
        plain(line) for one in sections for line in (*[one.heading] * bool(one.heading), *one.paragraphs)
    ]
    texts = [plain(block.text) for block in blocks]
    ends = range(len(blocks) - length, -1, -1)
    return next((at for at in ends if texts[at : at + length] == wanted), len(blocks) - length)
