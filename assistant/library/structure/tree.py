"""The section tree of a past report: headings nested and given kinds, text without headings cut by content.

The pieces (what stands before the first section, then each section's own text) are cut so that they rejoin to
the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.library.identities.profile import Profile, profile
from assistant.library.structure.headlines import head_lines
from assistant.library.structure.kinding import with_kinds
from assistant.library.structure.lines import HeadLine
from assistant.library.structure.resemblance import nearest_pack
from assistant.library.structure.section import Section
from assistant.library.structure.unheaded import sections_by_content

__all__ = ["UNCERTAIN", "Section", "SectionTree", "grow"]

# Below this a person should look at a section's kinds.
UNCERTAIN = 0.6


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

    @cached_property
    def pack(self) -> str | None:
        """The id of the locality pack whose outline the headings follow; None where they follow none."""
        return nearest_pack(self.sections)

    def uncertain(self) -> tuple[Section, ...]:
        """The sections with text whose kinds a person should look at."""
        return tuple(one for one in self.sections if one.confidence < UNCERTAIN and one.body)

    def pieces(self) -> Iterator[str]:
        """The text before the first section, then each section; they rejoin to `text`."""
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


def grow(text: str, name: str = "", styles: Sequence[tuple[int, int]] = ()) -> SectionTree:
    """The section tree of a normalised text. Never raises.

    `name` is the title of last resort; `styles` is (offset of a line, heading level of its style), as in
    `SourceDocument`.
    """
    found = head_lines(text, styles)
    opening = sections_by_content(text, found[0].start if found else len(text))
    sections = (*opening, *with_kinds(tuple(_nested(text, found))))
    preamble = text[: sections[0].start] if sections else text
    return SectionTree(text, profile(preamble, text, name), sections)


def _nested(text: str, found: Sequence[HeadLine]) -> Iterator[Section]:
    above: list[tuple[HeadLine, str]] = []
    children: dict[str, int] = {}
    for index, here in enumerate(found):
        end = found[index + 1].start if index + 1 < len(found) else len(text)
        above = [pair for pair in above if pair[0].level < here.level]
        parent = above[-1][1] if above else ""
        children[parent] = children.get(parent, 0) + 1
        place = f"{parent}.{children[parent]}" if parent else str(children[parent])
        raw = text[here.body_start : end]
        body = raw.lstrip("。：: \n")
        yield Section(
            id=place,
            heading=here.heading,
            level=here.level,
            kinds=(),
            confidence=0.0,
            start=here.start,
            end=end,
            body=body.rstrip(),
            body_start=here.body_start + len(raw) - len(body),
            path=tuple(pair[0].heading for pair in above),
        )
        above.append((here, place))
