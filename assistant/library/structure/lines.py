"""Lines of a report, and those of them that are headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.outline.numbering import Numbered

# Longer lines are sentences.
MAX_HEADING = 40
# What sentences and list items end in.
STOPS = "。；;，,！？"


@dataclass(frozen=True)
class Line:
    """A line of text that is neither empty nor a table row: `start` in the text, the number it opens with, the
    heading level of its style; None where it has none.
    """

    start: int
    text: str
    mark: Numbered | None = None
    style: int | None = None

    @property
    def end(self) -> int:
        """The offset behind the line's last character."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class HeadLine:
    """A heading: where it starts, its level (1 the highest), its words with the number as written, where the
    text after it begins.
    """

    start: int
    level: int
    heading: str
    body_start: int


# Headings by their place among the lines.
Heads = Mapping[int, HeadLine]


def unmarked(line: Line, level: int) -> HeadLine:
    """A whole line without a number as heading; a colon that ends it is not part of it."""
    shown = line.text.strip()
    heading = shown.rstrip("：:")
    return HeadLine(line.start, level, heading, line.start + line.text.index(shown) + len(heading))
