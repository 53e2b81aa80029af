"""What an edited file holds: paragraphs and tables in order, as they stand with all tracked changes accepted or rejected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Touched:
    """The characters `start` to `end` of a paragraph that the comment `id` is about."""

    id: str
    start: int
    end: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as printed, its automatic number included; a newline is a line break within it.

    `level` is that of its heading style (0: none), `anchors` are bookmarks with their places in the text, `authors` those of
    tracked changes in it.
    """

    text: str
    level: int = 0
    style: str = ""
    anchors: tuple[tuple[str, int], ...] = ()
    touched: tuple[Touched, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that have words, without blanks at their ends."""
        return tuple(line.strip() for line in self.text.split("\n") if line.strip())


@dataclass(frozen=True)
class Table:
    """A table as a grid of texts; `paragraphs` are those of all its cells."""

    rows: tuple[tuple[str, ...], ...]
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for every row that has words."""
        return tuple("　".join(cell for cell in row if cell) for row in self.rows if any(row))

    @property
    def text(self) -> str:
        """The rows as lines."""
        return "\n".join(self.lines)

    @property
    def authors(self) -> tuple[str, ...]:
        """Of tracked changes in its cells."""
        return tuple(dict.fromkeys(one for part in self.paragraphs for one in part.authors))


Block = Paragraph | Table


@dataclass(frozen=True)
class Comment:
    """A Word comment; `parent` is the one that it answers, `done` whether it was marked as resolved."""

    id: str
    author: str
    at: datetime | None
    text: str
    parent: str = ""
    done: bool = False


@dataclass(frozen=True)
class Edited:
    """An edited file. `version` is the state of the draft that it was made from ("" where it does not say); `apart` are
    texts that stand beside the text (text boxes, footnotes), `notes` what a person should know of the reading.
    """

    accepted: tuple[Block, ...]
    rejected: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    version: str = ""
    apart: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def tracked(self) -> bool:
        """Whether the file has tracked changes."""
        return any(block.authors for block in (*self.accepted, *self.rejected))
