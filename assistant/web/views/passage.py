"""A section's text as HTML: placeholders marked, findings underlined, figures with their origin as a tooltip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from assistant.drafting.draft import SectionDraft
from assistant.export.placeholders import pieces
from assistant.review.findings import Finding
from assistant.web.origins import Origins


@dataclass(frozen=True)
class Note:
    """What is to be seen at `start`–`end` of a text: a CSS class and a tooltip."""

    start: int
    end: int
    style: str
    title: str = ""


def paragraphs(text: str, notes: Sequence[Note] = ()) -> str:
    """The text as `<p>` elements. Notes may overlap; a placeholder is a `<mark>` whatever else stands there."""
    everything = [*_placeholders(text), *notes]
    out, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append(f"<p>{_line(text, start, start + len(line), everything)}</p>")
        start += len(line) + 1
    return "".join(out)


def notes_of(section: SectionDraft, findings: Sequence[Finding], origins: Origins) -> list[Note]:
    """The origins of a finished section's figures and names, and its findings."""
    notes = [
        Note(
            one.start,
            one.end,
            "figure" if any(c.isdigit() for c in one.text) else "name",
            f"出处：{origins.title(one.fact)}",
        )
        for one in section.mentions
        if one.fact
    ]
    outer = [one for one in notes if not any(_inside(one, other) for other in notes)]
    flaws = [
        Note(one.start, one.end, f"flaw {one.severity}", one.message)
        for one in findings
        if one.section == section.id
    ]
    return [*outer, *flaws]


def _inside(one: Note, other: Note) -> bool:
    """A county within the name of its bureau needs no tooltip of its own."""
    return other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start


def _placeholders(text: str) -> Iterator[Note]:
    start = 0
    for piece in pieces(text):
        if piece.placeholder:
            yield Note(start, start + len(piece.text), "gap")
        start += len(piece.text)


def _line(text: str, start: int, end: int, notes: Sequence[Note]) -> str:
    here = [note for note in notes if note.start < end and note.end > start]
    cuts = sorted({start, end, *(min(max(at, start), end) for note in here for at in (note.start, note.end))})
    return "".join(
        _span(text[a:b], [n for n in here if n.start <= a and n.end >= b]) for a, b in pairwise(cuts)
    )


def _span(text: str, notes: Sequence[Note]) -> str:
    if not notes:
        return escape(text)
    tag = "mark" if any(note.style == "gap" for note in notes) else "span"
    styles = " ".join(dict.fromkeys(note.style for note in notes))
    titles = "；".join(dict.fromkeys(note.title for note in notes if note.title))
    title = f' title="{escape(titles)}"' if titles else ""
    return f'<{tag} class="{styles}"{title}>{escape(text)}</{tag}>'
