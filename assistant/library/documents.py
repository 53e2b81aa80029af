"""A past report as read from a file: its normalised text, where each page begins, what the file said of its lines.

Loaders make it (assistant/library/loaders), whatever the format; what its text means is read elsewhere (tree,
profile, masking). The text is the one truth: blocks are read off it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import groupby


@dataclass(frozen=True)
class Block:
    """One paragraph, or one whole table, at `start` of the document's text.

    `cells` holds a table's rows and is empty for a paragraph; `level` is the heading level that the file's own
    style gave (1 for the highest), else None; `confidence` is the recognition's (0–1), 1 where text was read as
    text.
    """

    text: str
    start: int
    page: int | None = None
    level: int | None = None
    confidence: float = 1.0
    cells: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class SourceDocument:
    """`text` has one paragraph a line, table rows as `| a | b |` lines; `page_starts` is (offset, page)
    ascending, empty where the format has no pages; `digest` is the SHA-256 of the file's bytes.

    `styles` is (offset of a line, heading level) where the file's style said so; `doubts` is (offset of a line,
    confidence) where text was recognised from a picture; `notes` are Chinese remarks for the user on how the
    file was read.
    """

    name: str
    text: str
    page_starts: tuple[tuple[int, int], ...]
    digest: str
    styles: tuple[tuple[int, int], ...] = ()
    doubts: tuple[tuple[int, float], ...] = ()
    notes: tuple[str, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) that holds the character at `offset`, or None where there are no pages."""
        before = bisect_right(self.page_starts, (offset, 1 << 30))
        return self.page_starts[before - 1][1] if before else None

    @property
    def confidence(self) -> float:
        """The mean recognition confidence of recognised lines, 1 where nothing was recognised from a picture."""
        return sum(sure for _, sure in self.doubts) / len(self.doubts) if self.doubts else 1.0

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The text's paragraphs and tables in order; their texts joined by newlines are the text."""
        levels, sure = dict(self.styles), dict(self.doubts)
        found: list[Block] = []
        start = 0
        for is_table, group in groupby(self.text.split("\n"), key=is_row):
            for lines in [list(group)] if is_table else ([line] for line in group):
                text = "\n".join(lines)
                cells = tuple(map(cells_of, lines)) if is_table else ()
                doubt = sure.get(start, 1.0)
                found.append(Block(text, start, self.page_at(start), levels.get(start), doubt, cells))
                start += len(text) + 1
        return tuple(found)


def is_row(line: str) -> bool:
    """Whether a line of a document's text is a table row."""
    return len(line) > 1 and line.startswith("|") and line.endswith("|")


def row(cells: tuple[str, ...] | list[str]) -> str:
    """A table row as a line of text; `cells_of` reads it back."""
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "／") for cell in cells) + " |"


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a table row."""
    return tuple(cell.strip() for cell in line[1:-1].split("|"))


def digest(content: bytes) -> str:
    """The fingerprint by which a file is known again, whatever its name."""
    return sha256(content).hexdigest()
