"""Which parts of a report's text make one passage.

Small sections side by side (（1）数量指标 （2）质量指标) make one; long ones are split at sentence ends. A table
stays a table: a portion of its own, which a person may look for but no prose is modelled on; long ones are split
between rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from assistant.library.documents import cells_of, is_row
from assistant.library.identities.masking import Masked
from assistant.library.structure.tree import Section, SectionTree
from assistant.outline.headings import INHERITED
from assistant.outline.kinds import Kind
from assistant.outline.numbering import read

LONGEST = 600
_SMALL = 200
# One problem, cause or suggestion each: advice looks for the single one.
_APART = frozenset({Kind.PROBLEMS, Kind.MEASURES, Kind.SUGGESTIONS, Kind.DEVIATIONS, Kind.EXPERIENCE})
_STOP = re.compile(r"[。！？；\n]+[”’」』）]*")


@dataclass(frozen=True)
class Portion:
    """One passage to be: `spans` are the parts (start, end) of the report's text that it is made of, in order;
    `number` tells it from the others of its section.
    """

    section: Section
    number: str
    spans: tuple[tuple[int, int], ...]
    is_table: bool = False


def portions(tree: SectionTree, masked: Masked) -> Iterator[Portion]:
    """The portions of a report in order, each section's prose before its tables."""
    for section, start, end in _spans(tree):
        yield from _portions(section, start, end, masked)


def _portions(section: Section, start: int, end: int, masked: Masked) -> Iterator[Portion]:
    rows = tuple(_rows(masked.source, start, end))
    for number, (begin, stop) in enumerate(_split(start, end, masked, rows), 1):
        yield Portion(section, str(number), ((begin, stop),))
    for number, spans in enumerate(_tables(masked.source, rows), 1):
        yield Portion(section, f"t{number}", spans, is_table=True)


def _rows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The table rows of a part, each with its line end."""
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if is_row(line.strip()):
            yield at, at + len(line)
        at += len(line)


def _tables(text: str, rows: tuple[tuple[int, int], ...]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Rows that follow each other, at most `LONGEST` long or so; a later part begins with the first row again."""
    table: list[tuple[int, int]] = []
    size = 0
    for span in rows:
        if not any(cell.strip("-: ") for cell in cells_of(text[slice(*span)].strip())):
            continue  # the rule that Markdown sets under the first row, or a row without anything
        apart = bool(table) and text[table[-1][1] : span[0]].strip(" \n|-:") != ""
        if table and (apart or size + span[1] - span[0] > LONGEST):
            yield tuple(table)
            table = [] if apart else table[:1]
            size = sum(end - start for start, end in table)
        table.append(span)
        size += span[1] - span[0]
    if table:
        yield tuple(table)


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


def _split(
    start: int, end: int, masked: Masked, rows: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, int]]:
    """Parts with about as much prose each, none far above `LONGEST`, cut at sentence ends outside slots and
    tables.
    """
    text = masked.source[start:end]
    closed = bytearray(len(text) + 1)
    for begin, stop in rows:
        closed[begin - start : stop - start] = b"\1" * (stop - begin)
    # How much prose stands before each offset: a table's rows count for nothing.
    before = list(accumulate((not shut for shut in closed[:-1]), initial=0))
    parts = max(1, -(-(before[-1] - len(text) + len(text.strip())) // LONGEST))
    for slot in masked.within(start, end):
        for at in range(max(slot.start + 1, start), min(slot.end, end)):
            closed[at - start] = 1
    stops = [found.end() for found in _STOP.finditer(text) if parts > 1 and not closed[found.end()]]
    begin = 0
    for number in range(1, parts):
        target = before[begin] + (before[-1] - before[begin]) // (parts - number + 1)
        near = [stop for stop in stops if begin < stop < len(text)]
        if not near:
            break
        cut = min(near, key=lambda stop: abs(before[stop] - target))
        yield start + begin, start + cut
        begin = cut
    yield start + begin, end
