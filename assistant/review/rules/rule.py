"""A rule as a value: what it is called, what it reads, and the check that yields its faults.

A check knows neither its level nor its id: it yields `Fault`s, and the rule book (book.py) turns them into findings
at the level that the locality pack sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from assistant.outline.kinds import Kind

# What a check is given: one section, the whole report, the facts alone, or the report with its facts.
Reads = Literal["section", "report", "facts", "both"]
Limits = Mapping[str, Decimal]
_NEEDS = {"section": "text", "report": "text", "facts": "facts", "both": "both"}


@dataclass(frozen=True)
class Section:
    """A section under review; `kinds` where they are known already, otherwise they are read from its heading."""

    id: str
    heading: str
    text: str
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What a check found: a span of a section's text, or a path of the facts, and what to do about it."""

    message: str
    text: str
    section: str = ""
    start: int = 0
    end: int = 0
    fix: str | None = None
    path: str | None = None


@dataclass(frozen=True)
class Rule:
    """One check of the reviewer's list; `numbers` are those of the 39-point list, `title` is Chinese, for people."""

    id: str
    numbers: tuple[int, ...]
    title: str
    reads: Reads
    check: Callable[[Any, Limits], Iterator[Fault]]

    @property
    def needs(self) -> str:
        """What must be there for it to run: text, facts or both."""
        return _NEEDS[self.reads]


def at(section: Section, span: tuple[int, int], message: str, fix: str | None = None) -> Fault:
    """A fault of a span of a section's text."""
    start, end = span
    return Fault(message, section.text[start:end], section.id, start, end, fix)


def of(path: str, text: str, message: str) -> Fault:
    """A fault of a fact."""
    return Fault(message, text, path=path)
