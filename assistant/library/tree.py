"""The section tree of a past report: headings found by their numbers, nested, and given kinds.

A heading is on its own line, or runs into the text and ends at the first full stop
(`（一）资金安排情况。根据……`). A numbered sentence or list item is not one. The pieces (what stands before
the first heading, then each section's own text) are cut so that they rejoin to the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from assistant.library.headlines import HeadLine, head_lines
from assistant.library.profile import Profile, profile
from assistant.outline.headings import kinds_of
from assistant.outline.kinds import Kind


@dataclass(frozen=True)
class Section:
    """One heading with its own text, the children's text not included.

    `id` is the place in the tree (`2.1`); `path` holds the headings above; `start` and `end` are offsets in
    the tree's text, heading included; `body` is the text after the heading, stripped.
    """

    id: str
    heading: str
    level: int
    kinds: tuple[Kind, ...]
    confidence: float
    start: int
    end: int
    body: str
    body_start: int
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class SectionTree:
    """A report's title, unit, evaluated year and sections, in order; `text` is the normalised text they
    index.
    """

    text: str
    profile: Profile
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The report's title, or the file's name where it has none."""
        return self.profile.title

    @property
    def unit(self) -> str | None:
        """The reporting unit, from the cover or the title."""
        return self.profile.unit

    @property
    def year(self) -> int | None:
        """The evaluated year."""
        return self.profile.year

    def pieces(self) -> Iterator[str]:
        """The text before the first heading, then each section; they rejoin to `text`."""
        yield self.text[: self.sections[0].start] if self.sections else self.text
        for section in self.sections:
            yield self.text[section.start : section.end]

    def as_json(self) -> dict[str, Any]:
        """The document that `assistant outline --json` prints."""
        return {
            "title": self.title,
            "unit": self.unit,
            "year": self.year,
            "sections": [
                {
                    "id": section.id,
                    "heading": section.heading,
                    "level": section.level,
                    "kinds": [kind.value for kind in section.kinds],
                    "confidence": section.confidence,
                    "start": section.start,
                    "end": section.end,
                }
                for section in self.sections
            ],
        }


def grow(text: str, name: str = "") -> SectionTree:
    """The section tree of a normalised text; `name` is the title of last resort. Never raises."""
    found = list(head_lines(text))
    preamble = text[: found[0].start] if found else text
    sections = tuple(_nested(text, found))
    return SectionTree(text, profile(preamble, text, name), _with_funds(sections))


def _nested(text: str, found: list[HeadLine]) -> Iterator[Section]:
    above: list[tuple[HeadLine, str]] = []
    children: dict[str, int] = {}
    for index, here in enumerate(found):
        end = found[index + 1].start if index + 1 < len(found) else len(text)
        above = [pair for pair in above if pair[0].level < here.level]
        parent = above[-1][1] if above else ""
        children[parent] = children.get(parent, 0) + 1
        place = f"{parent}.{children[parent]}" if parent else str(children[parent])
        path = tuple(pair[0].heading for pair in above)
        kinds, sure = kinds_of(here.heading, path)
        raw = text[here.body_start : end]
        body = raw.lstrip("。：: \n")
        body_start = here.body_start + len(raw) - len(body)
        yield Section(
            *(place, here.heading, here.level, kinds, sure, here.start, end),
            *(body.rstrip(), body_start, path),
        )
        above.append((here, place))


def _with_funds(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Where no heading speaks of the arrival of funds, 项目概况 does (the national outline), if its text
    does.
    """
    if any(Kind.FUNDS_ARRANGED in section.kinds for section in sections):
        return sections
    arrival = re.compile(r"(下达|安排|拨付|到位|预算)[^。；]{0,40}\d\s*(万元|亿元|元)")
    return tuple(
        replace(section, kinds=(Kind.OVERVIEW, Kind.FUNDS_ARRANGED))
        if section.kinds == (Kind.OVERVIEW,) and arrival.search(section.body)
        else section
        for section in sections
    )
