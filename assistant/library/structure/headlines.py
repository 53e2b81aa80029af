"""The headings of a report: numbered ones, styled ones, and lines of nothing but heading words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.library.structure.annexes import annexes
from assistant.library.structure.directory import without_contents
from assistant.library.structure.lines import HeadLine
from assistant.library.structure.numbered import numbered
from assistant.library.structure.ordinals import lines_of
from assistant.library.structure.styled import styled
from assistant.library.structure.unnumbered import unnumbered


def head_lines(text: str, styles: Sequence[tuple[int, int]] = ()) -> list[HeadLine]:
    """The headings in order; `styles` is (offset of a line, heading level of its style)."""
    lines = without_contents(lines_of(text, styles))
    heads = numbered(lines)
    heads |= styled(lines, heads)
    heads |= unnumbered(lines, heads)
    found = heads | annexes(lines, heads)
    return _levelled([found[at] for at in sorted(found)])


def _levelled(heads: list[HeadLine]) -> list[HeadLine]:
    """Levels from 1: 第一部分 and 第一章 (below 1 as read) push the others down."""
    high = sorted({head.level for head in heads if head.level < 1})
    return [
        replace(head, level=high.index(head.level) + 1 if head.level < 1 else head.level + len(high))
        for head in heads
    ]
