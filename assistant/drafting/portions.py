"""Portions: what one exchange with a model asks for — a whole section, or one numbered item of it.

A weak model fails a list of items more often than any one of them; asked item by item, a bad item costs itself only.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from assistant.drafting.composer import Composed, compose, item_marks, shifted
from assistant.drafting.orders import gives_orders
from assistant.drafting.plan import Block, Point, SectionPlan

# Fewer characters of facts than this give a model nothing to word.
_WORTH = 25


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of what is asked: the mark that it opens with ("" for none), and its points."""

    mark: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Portion:
    """`composed` is the composer's text of it. An item (`number` from 1) has a `mark`, which is ours and not asked for."""

    heading: str
    blocks: tuple[Block, ...]
    composed: Composed
    number: int | None = None
    mark: str = ""

    @property
    def expected(self) -> str:
        """The composer's text without the item's own mark: what a model's answer is laid out by."""
        return self.composed.text.removeprefix(self.mark)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What is asked for."""
        lines = self.composed.text.split("\n")
        return tuple(
            _paragraph(block, "" if self.mark else _mark(block, line))
            for block, line in zip(self.blocks, lines, strict=True)
        )

    @property
    def worth_asking(self) -> bool:
        """Whether a model has something to word; headings, placeholders and orders are the composer's."""
        return sum(len(point.text) for point in self._points if point.paths) >= _WORTH and not self.orders

    @property
    def orders(self) -> tuple[str, ...]:
        """The points that speak to a model instead of a reader: they are written as they were typed, and not shown to it."""
        said = (point.subject + point.text for point in self._points)
        return tuple(one for one in said if gives_orders(one))

    @property
    def _points(self) -> list[Point]:
        return [p for b in self.blocks for p in ((b.title, *b.points) if b.title else b.points)]


def portions_of(section: SectionPlan, apart: int) -> list[Portion]:
    """A section in portions, whose composed texts are its lines: whole, or with `apart` items or more (0: never) each item
    by itself, an item being its own paragraph and those up to the next item.
    """
    composed = compose(section)
    items = [index for index, block in enumerate(section.blocks) if block.title is not None]
    if not apart or len(items) < apart:
        return [Portion(section.heading, section.blocks, composed)] if section.blocks else []
    bounds = [*({0} - set(items)), *items, len(section.blocks)]
    return [
        _portion(section, composed, start, end, items.index(start) + 1 if start in items else None)
        for start, end in pairwise(bounds)
    ]


def _portion(section: SectionPlan, composed: Composed, start: int, end: int, number: int | None) -> Portion:
    blocks = section.blocks[start:end]
    part = _lines(composed, start, end)
    mark = _mark(blocks[0], part.text) if number else ""
    return Portion(section.heading, blocks, part, number, mark)


def _lines(composed: Composed, start: int, end: int) -> Composed:
    """Some lines of a composed text, with the spans in them."""
    lines = composed.text.split("\n")
    text = "\n".join(lines[start:end])
    at = sum(len(line) + 1 for line in lines[:start])
    inside = tuple(span for span in composed.spans if at <= span.start and span.end <= at + len(text))
    return Composed(text, shifted(inside, -at))


def _mark(block: Block, line: str) -> str:
    return next(iter(item_marks(line)), "") if block.title is not None else ""


def _paragraph(block: Block, mark: str) -> Paragraph:
    said = tuple((point.subject + point.text).rstrip("。；，") for point in block.points)
    if block.title is None:
        return Paragraph("", said)
    if block.title.text:
        said = (block.title.text.rstrip("。"), *said)
    return Paragraph(mark, (mark + said[0], *said[1:]))
