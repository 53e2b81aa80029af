"""Provenance marks: while a pattern is rendered every fact is wrapped in private-use characters that name its source.

`Scribe.mark` wraps, `Scribe.read` strips the marks and gives the clean text with spans. Facts cannot hold these
characters (facts/fields.py removes them), so a span is always what the plan put there.
"""

from __future__ import annotations

from dataclasses import dataclass

_OPEN, _SEPARATOR, _CLOSE = "\ue000", "\ue001", "\ue002"


@dataclass(frozen=True)
class Source:
    """Where a piece of text comes from: a fact path or the name of a derived value; `missing` if it is a placeholder."""

    path: str
    missing: bool = False


@dataclass(frozen=True)
class Span:
    """A piece of a clean text and its source."""

    start: int
    end: int
    source: Source


class Scribe:
    """Remembers the sources of one rendering."""

    def __init__(self) -> None:
        self._sources: list[Source] = []

    def mark(self, text: str, source: Source) -> str:
        """The text wrapped in marks."""
        self._sources.append(source)
        return f"{_OPEN}{len(self._sources) - 1}{_SEPARATOR}{text}{_CLOSE}"

    def read(self, marked: str) -> tuple[str, tuple[Span, ...]]:
        """The text without marks, and the span of each source (inner spans of nested marks included)."""
        clean: list[str] = []
        length = 0
        opened: list[tuple[int, Source]] = []
        spans: list[Span] = []
        rest = marked
        while rest:
            cut = next((i for i, c in enumerate(rest) if c in (_OPEN, _CLOSE)), len(rest))
            clean.append(rest[:cut])
            length += cut
            if cut == len(rest):
                break
            if rest[cut] == _OPEN:
                number, _, rest = rest[cut + 1 :].partition(_SEPARATOR)
                opened.append((length, self._sources[int(number)]))
            else:
                start, source = opened.pop()
                spans.append(Span(start, length, source))
                rest = rest[cut + 1 :]
        return "".join(clean), tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def bare_lead(marked: str) -> str:
    """What a pattern says before its first fact."""
    return marked.partition(_OPEN)[0]


def bare(marked: str) -> str:
    """A marked text as a reader sees it: for patterns that must look at what they are about to say."""
    text, depth, skipping = [], 0, False
    for char in marked:
        if char == _OPEN:
            depth, skipping = depth + 1, True
        elif char == _SEPARATOR and skipping:
            skipping = False
        elif char == _CLOSE:
            depth -= 1
        elif not skipping:
            text.append(char)
    return "".join(text)
