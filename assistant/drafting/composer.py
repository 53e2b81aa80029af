"""The offline composer: a section's points → formal prose, with the span of every fact. Deterministic; adds nothing.

Points of one subject are joined into one sentence; items are numbered one level below their section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.drafting.marks import Span
from assistant.drafting.plan import Block, Point, SectionPlan
from assistant.outline.numbering import label

_ITEM_MARK = re.compile(r"^(?:（[一二三四五六七八九十]+）|\d+\.(?!\d)|（\d+）)", re.M)

MAX_SENTENCE = 110


@dataclass(frozen=True)
class Composed:
    """A text with the sources of its facts."""

    text: str
    spans: tuple[Span, ...]


def compose(section: SectionPlan) -> Composed:
    """The section's text; paragraphs are lines."""
    paragraphs: list[Composed] = []
    number, level = 0, _item_level(section)
    for block in section.blocks:
        if block.title is not None:
            number += 1
            paragraphs.append(compose_block(block, label(level, number)))
        else:
            paragraphs.append(compose_block(block))
    return join(paragraphs, "\n")


def item_marks(text: str) -> list[str]:
    """The marks that open the numbered items of a composed text, in order."""
    return _ITEM_MARK.findall(text)


def _item_level(section: SectionPlan) -> int:
    """One below the section; brackets instead of "1." where an item opens with a digit (1.3条小巷 would read as 1.3)."""
    level = min(section.level + 1, 4)
    items = [block for block in section.blocks if block.title is not None]
    opens_with_digit = any(_opening(block)[:1].isdigit() for block in items)
    return 4 if level == 3 and opens_with_digit else level


def _opening(block: Block) -> str:
    return (block.title.text if block.title else "") or "".join(p.subject + p.text for p in block.points[:1])


def compose_block(block: Block, mark: str = "") -> Composed:
    """One paragraph; an item opens with its mark and title."""
    parts = [Composed(mark, ())] if mark else []
    if block.title is not None and block.title.text:
        title = block.title
        parts.append(Composed(_closed(title.text), title.spans))
    parts.extend(Composed(_closed(point.text), point.spans) for point in merged(block.points))
    return join(parts, "")


def merged(points: tuple[Point, ...]) -> list[Point]:
    """Points with shared subjects joined by commas, as far as a sentence stays readable; subjects written out."""
    out: list[Point] = []
    open_subject = ""
    for point in points:
        last = out[-1] if out else None
        if (
            last
            and point.subject
            and point.subject == open_subject
            and len(last.text) + len(point.text) < MAX_SENTENCE
        ):
            head = last.text.rstrip("。；") + "，"
            out[-1] = Point(head + point.text, last.spans + shifted(point.spans, len(head)))
            continue
        out.append(
            replace(
                point,
                text=point.subject + point.text,
                spans=shifted(point.spans, len(point.subject)),
                subject="",
            )
        )
        open_subject = point.subject
    return out


def shifted(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    """The spans, moved to the right."""
    return tuple(Span(span.start + by, span.end + by, span.source) for span in spans)


def join(parts: list[Composed], between: str) -> Composed:
    """Texts in a row, spans following."""
    text, spans = "", ()
    for index, part in enumerate(parts):
        text += between if index else ""
        spans += shifted(part.spans, len(text))
        text += part.text
    return Composed(text, spans)


def _closed(text: str) -> str:
    return text if text.endswith(("。", "；", "：", "，", "！", "？")) else text + "。"
