"""The kinds of a report's sections: by heading, by the heading above, and where both are silent by the text.

What a person has said of a section stands, and the sections under it follow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.library.structure.contents import MOST_SURE, kinds_by_content, points
from assistant.library.structure.section import Section
from assistant.outline.headings import INHERITED, UNKNOWN, Kinds, kinds_under
from assistant.outline.kinds import Kind

# So many points for another kind, and none for the inherited ones, make an inherited kind doubtful.
_OTHERWISE = 4.0
_ARRIVAL = re.compile(r"(下达|安排|拨付|到位|预算)[^。；]{0,40}\d\s*(万元|亿元|元)")


def with_kinds(sections: tuple[Section, ...], said: Mapping[str, Kinds] | None = None) -> tuple[Section, ...]:
    """The sections with kinds and confidence; `said` holds a person's kinds by section id (confidence 1)."""
    said = said or {}
    known: dict[str, tuple[Kinds, float]] = {}
    found: list[Section] = []
    for section in sections:
        if not section.unheaded:
            above = known.get(section.id.rpartition(".")[0])
            known[section.id] = kinds, sure = kinds_under(section.heading, section.path, above)
            section = replace(_by_text(section, kinds, sure), is_matter=sure <= INHERITED)
        if section.id in said:
            section = replace(section, kinds=said[section.id], confidence=1.0, told_by="person")
            known[section.id] = section.kinds, 1.0
        found.append(section)
    return _with_funds(found)


def _by_text(section: Section, kinds: Kinds, sure: float) -> Section:
    """What the text adds where the heading's own words say nothing."""
    if sure > INHERITED:
        return replace(section, kinds=kinds, confidence=sure, told_by="heading")
    if sure <= UNKNOWN:
        found, likely = kinds_by_content(section.body)
        if found:
            return replace(section, kinds=found, confidence=likely, told_by="content")
        return replace(section, kinds=kinds, confidence=sure, told_by="content")
    speaks = points(section.body)
    doubtful = not any(kind in speaks for kind in kinds) and max(speaks.values(), default=0) >= _OTHERWISE
    return replace(section, kinds=kinds, confidence=MOST_SURE if doubtful else sure, told_by="parent")


def _with_funds(sections: list[Section]) -> tuple[Section, ...]:
    """Where no heading speaks of the arrival of funds, 项目概况 does (the national outline), if its text
    does.
    """
    if any(Kind.FUNDS_ARRANGED in section.kinds for section in sections):
        return tuple(sections)
    return tuple(
        replace(section, kinds=(Kind.OVERVIEW, Kind.FUNDS_ARRANGED))
        if section.kinds == (Kind.OVERVIEW,) and section.told_by != "person" and _ARRIVAL.search(section.body)
        else section
        for section in sections
    )
