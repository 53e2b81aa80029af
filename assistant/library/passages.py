"""Passages: what is searched for and shown to a writer. One of a section's prose, a few hundred characters,
one kind.

Small sections side by side (（1）数量指标 （2）质量指标) make one passage; long ones are split at sentence
ends. Tables are left out: their figures belong to their report alone and their form is made by the exporter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.library.documents import SourceDocument
from assistant.library.labels import Identity
from assistant.library.masking import Masked, MaskedText, mask
from assistant.library.names import learn
from assistant.library.tree import Section, SectionTree
from assistant.outline.headings import INHERITED
from assistant.outline.kinds import Kind
from assistant.outline.numbering import read

LONGEST = 600
_SMALL = 200
# 无。 and 见附表。 teach nobody how to write.
_SHORTEST = 12
# One problem, cause or suggestion each: advice looks for the single one.
_APART = frozenset({Kind.PROBLEMS, Kind.MEASURES, Kind.SUGGESTIONS, Kind.DEVIATIONS, Kind.EXPERIENCE})
_STOP = re.compile(r"[。！？；\n]+[”’」』）]*")


@dataclass(frozen=True)
class Passage:
    """A passage of a past report, with all that a search result needs.

    `part` is the same for the passages that one text gives to several kinds; `id` is unique. `identities` are
    the names and figures of the text, which must not appear in another report. Headings are as written: they
    are for the screen, never for a prompt (a heading that is part of the matter is in `masked` too). `page`
    counts from 1. `pack` is the locality pack whose outline the report follows; `confidence` is that of the
    kind, `quality` the whole report's as a model of writing (both 0–1); `is_table` for the rows of a table.
    """

    id: str
    part: str
    document: str
    document_id: str
    heading: str
    heading_path: tuple[str, ...]
    kind: Kind
    text: str
    masked: MaskedText
    identities: tuple[Identity, ...]
    page: int | None
    year: int | None
    project_type: str
    region: str | None
    unit: str | None
    pack: str | None = None
    confidence: float = 1.0
    quality: float = 1.0
    is_table: bool = False


def passages_of(document: SourceDocument, tree: SectionTree, document_id: str) -> tuple[Passage, ...]:
    """All passages of a report. A section of several kinds gives one to each."""
    masked = mask(tree.text, learn(tree.text, tree.profile))
    found: list[Passage] = []
    for section, start, end in _spans(tree):
        for number, (begin, stop) in enumerate(_split(tree.text, start, end, masked), 1):
            found.extend(_passages(document, tree, document_id, section, masked, (number, begin, stop)))
    return tuple(found)


def _passages(
    document: SourceDocument,
    tree: SectionTree,
    document_id: str,
    section: Section,
    masked: Masked,
    span: tuple[int, int, int],
) -> Iterator[Passage]:
    number, start, end = span
    prose = _prose(tree.text[start:end])
    if len(re.sub(r"\W", "", prose)) < _SHORTEST:
        return
    part = f"{document_id}:{section.id}:{number}"
    for kind in section.kinds:
        yield Passage(
            id=f"{part}:{kind.value}",
            part=part,
            document=document.name,
            document_id=document_id,
            heading=section.heading,
            heading_path=section.path,
            kind=kind,
            text=prose,
            masked=MaskedText(_prose(masked.cut(start, end).value)),
            identities=masked.identities(start, end),
            page=document.page_at(start),
            year=tree.year,
            project_type=tree.profile.project_type,
            region=tree.profile.region,
            unit=tree.unit,
        )


def _prose(text: str) -> str:
    return "\n".join(line for line in text.strip().splitlines() if line.strip() and not line.startswith("|"))


def _spans(tree: SectionTree) -> Iterator[tuple[Section, int, int]]:
    """Sections with text of their own; neighbours that are small, of one parent and of one kind, taken
    together.
    """
    waiting: list[Section] = []
    for section in tree.sections:
        if waiting and not _belongs(section, waiting):
            yield _span(waiting)
            waiting = []
        if section.body:
            waiting.append(section)
    if waiting:
        yield _span(waiting)


def _belongs(section: Section, waiting: list[Section]) -> bool:
    last = waiting[-1]
    return (
        section.path == last.path
        and section.kinds == last.kinds
        and bool(section.path)
        and not _APART.intersection(section.kinds)
        and len(section.body) <= _SMALL
        and section.end - waiting[0].start <= LONGEST
        and all(len(other.body) <= _SMALL for other in waiting)
    )


def _span(sections: list[Section]) -> tuple[Section, int, int]:
    first, last = sections[0], sections[-1]
    if len(sections) > 1:
        return replace(first, heading=first.path[-1], path=first.path[:-1]), first.start, last.end
    if first.confidence <= INHERITED and first.level >= 2:
        # The heading is the matter itself (（一）设备到货晚。): it belongs to the text, without its number.
        numbered = read(first.heading)
        return first, first.start + (len(numbered.mark) if numbered else 0), first.end
    return first, first.body_start, first.end


def _split(text: str, start: int, end: int, masked: Masked) -> Iterator[tuple[int, int]]:
    """Parts of about equal length, none far above `LONGEST`, cut at sentence ends outside any slot."""
    length = len(text[start:end].strip())
    parts = max(1, -(-length // LONGEST))
    if parts == 1:
        yield start, end
        return
    inside = {offset for slot in masked.within(start, end) for offset in range(slot.start + 1, slot.end)}
    stops = [
        start + stop.end() for stop in _STOP.finditer(text[start:end]) if start + stop.end() not in inside
    ]
    begin = start
    for number in range(1, parts):
        target = begin + (end - begin) // (parts - number + 1)
        near = [stop for stop in stops if begin < stop < end]
        if not near:
            break
        cut = min(near, key=lambda stop: abs(stop - target))
        yield begin, cut
        begin = cut
    yield begin, end
