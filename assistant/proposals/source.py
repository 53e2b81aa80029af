"""A document to read facts from: its sentences by section, and the amounts and dates in them, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from assistant.facts.quantities import number_text
from assistant.library.structure.tree import Section, SectionTree
from assistant.outline.kinds import Kind
from assistant.proposals.proposal import Quote
from assistant.review.numerals import half_width

Span = tuple[int, int]

_SENTENCE = re.compile(r"[^。！？\n]{1,2000}")  # a longer one is no prose: cut, so that no rule takes long
_SCALES = {"亿元": Decimal(10000), "万元": Decimal(1), "元": Decimal("0.0001")}
AMOUNT = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(?:\.[0-9]{1,10})?\s?(?:亿元|万元|元)(?!/)"
_AMOUNT = re.compile(AMOUNT.replace("(?:亿", "(亿"))
DAY = r"(?:(?:19|20)[0-9]{2}\s?年\s?)?[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?日"
_DAY = re.compile(r"(?:((?:19|20)[0-9]{2})\s?年\s?)?([0-9]{1,2})\s?月\s?([0-9]{1,2})\s?日")


@dataclass(frozen=True)
class Found:
    """A value that a rule read; `spans` are places in the document's text, the first one says the value.

    In a list `path` has empty brackets (`funds.payments[].amount`) and `row` tells the rows apart.
    """

    path: str
    value: str
    spans: tuple[Span, ...]
    confidence: float
    rule: str
    row: int = 0


@dataclass(frozen=True)
class Figure:
    """An amount in 万元, and where it stands in the document's text."""

    value: Decimal
    start: int
    end: int

    @property
    def text(self) -> str:
        """As the form holds it."""
        return number_text(self.value)


@dataclass(frozen=True)
class Day:
    """A date with the places that say it: day and month, and the year where that stands elsewhere."""

    value: date
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where the day stands."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the day's words end."""
        return self.spans[0][1]


@dataclass(frozen=True)
class Sentence:
    """One sentence without its full stop, at half width; `start` is its offset in the document's text."""

    text: str
    start: int
    section: Section | None

    def span(self, found: re.Match[str], group: int | str = 0) -> Span:
        """The place of a match in the document's text."""
        return self.start + found.start(group), self.start + found.end(group)

    @property
    def whole(self) -> Span:
        """The place of the sentence."""
        return self.start, self.start + len(self.text)

    def amounts(self) -> list[Figure]:
        """Every amount of money, in 万元."""
        return [Figure(amount_in(found), *self.span(found)) for found in _AMOUNT.finditer(self.text)]


@dataclass(frozen=True)
class Source:
    """A document's name and its section tree."""

    name: str
    tree: SectionTree

    @cached_property
    def plain(self) -> str:
        """The text at half width; every character keeps its place."""
        return half_width(self.tree.text)

    def quote(self, start: int, end: int) -> Quote:
        """The words from start to end, and the heading they stand under."""
        inside = (one for one in self.tree.sections if one.start <= start < one.end)
        heading = next((one.heading for one in inside), "")
        return Quote(self.name, heading, start, end, self.tree.text[start:end])

    @cached_property
    def _preamble(self) -> int:
        return self.tree.sections[0].start if self.tree.sections else len(self.tree.text)

    def sections(self, *kinds: Kind) -> Iterator[Section]:
        """The sections of any of these kinds, in order; all where none is given."""
        yield from (one for one in self.tree.sections if not kinds or set(kinds) & set(one.kinds))

    def sentences(self, *kinds: Kind) -> Iterator[Sentence]:
        """The sentences of the sections of these kinds; with no kind, of the whole document."""
        if not kinds:
            yield from self._cut(0, self._preamble, None)
        for section in self.sections(*kinds):
            yield from self._cut(section.body_start, section.body_start + len(section.body), section)

    def _cut(self, start: int, end: int, section: Section | None) -> Iterator[Sentence]:
        for found in _SENTENCE.finditer(self.plain, start, end):
            text = found.group()
            lead = len(text) - len(text.lstrip())
            if text.strip():
                yield Sentence(text.strip(), found.start() + lead, section)

    @cached_property
    def year_span(self) -> Span | None:
        """Where the document first names the year that it is about."""
        found = re.search(rf"(?<!\d){self.tree.year}(?=\s?年)", self.plain) if self.tree.year else None
        return found.span() if found else None

    def days(self, sentence: Sentence) -> list[Day]:
        """The dates of a sentence; one without its year is of the year of the date before it, else of the report's."""
        known: tuple[int, Span] | None = None
        if self.tree.year and self.year_span:
            known = self.tree.year, self.year_span
        found: list[Day] = []
        for one in _DAY.finditer(sentence.text):
            if one.group(1):
                known = int(one.group(1)), sentence.span(one, 1)
            if known is None:
                continue
            try:
                day = date(known[0], int(one.group(2)), int(one.group(3)))
            except ValueError:
                continue
            spans = (sentence.span(one),) if one.group(1) else (sentence.span(one), known[1])
            found.append(Day(day, spans))
        return found


def amount_in(found: re.Match[str]) -> Decimal:
    """A match of an amount in 万元, exact."""
    scale = next(one for one in ("亿元", "万元", "元") if found.group().endswith(one))
    return Decimal(re.sub(r"[,\s亿万元]", "", found.group())) * _SCALES[scale]
