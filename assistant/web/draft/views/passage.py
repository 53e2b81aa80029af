"""A section's text as HTML: figures and names lead to their evidence, marks to the to-do list, faults to their findings.

The characters between the tags are those of the text, one for one: offsets in the page are offsets in the text. What can
be clicked is a `span` that acts as a button: it can be selected and read aloud as part of its sentence, as a `button`
cannot. A fault is told by its line's form, not by its colour alone, and by its title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.drafting.draft import DraftMention
from assistant.export.placeholders import pieces
from assistant.review.findings import Finding
from assistant.web.draft.views.severity import GRAVITY, SEVERITIES
from assistant.web.views.words import plain
from assistant.workspace.fixing import finding_id
from assistant.workspace.todo import todo_id

ACTS = ("evidence", "finding", "todo")


@dataclass(frozen=True)
class _Touch:
    """What a click on the characters `start` to `end` does; of two at one place the lower `rank` counts."""

    start: int
    end: int
    rank: int
    style: str
    data: str
    title: str = ""


def passage(
    section_id: str, text: str, mentions: Sequence[DraftMention], findings: Sequence[Finding] = ()
) -> str:
    """The text as `<p data-at="OFFSET">` elements; an empty line is none."""
    section = plain(section_id)
    touches = sorted(
        (
            *_gaps(section_id, section, text),
            *_figures(section, mentions),
            *_flaws(section, section_id, findings),
        ),
        key=lambda one: one.start,
    )
    out: list[str] = []
    at, first = 0, 0
    for line in text.split("\n"):
        end = at + len(line)
        while first < len(touches) and touches[first].end <= at:
            first += 1
        if line.strip():
            here = [one for one in touches[first:] if one.start < end and one.end > at]
            out.append(f'<p data-at="{at}">{_line(text, at, end, here)}</p>')
        at = end + 1
    return "".join(out)


def _gaps(section_id: str, section: str, text: str) -> Iterator[_Touch]:
    if "【待" not in text:
        return
    at, seen = 0, Counter[str]()
    for piece in pieces(text):
        start, at = at, at + len(piece.text)
        if piece.placeholder:
            words = piece.text.strip("【】").partition("：")[2]
            id = todo_id(section_id, piece.text, seen[words])
            seen[words] += 1
            data = f'data-do="todo" data-todo="{id}" {_place(section, start, at)}'
            yield _Touch(start, at, 0, "gap", data)


def _figures(section: str, mentions: Sequence[DraftMention]) -> Iterator[_Touch]:
    """The mentions, those within another left out: a county in the name of its bureau has no evidence of its own."""
    end = -1
    for one in sorted(mentions, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            end = one.end
            style = "figure" if any(char.isdigit() for char in one.text) else "figure name"
            data = f'data-do="evidence" {_place(section, one.start, one.end)}'
            yield _Touch(one.start, one.end, 1, style if one.fact else f"{style} untraced", data)


def _flaws(section: str, section_id: str, findings: Sequence[Finding]) -> Iterator[_Touch]:
    for one in findings:
        if (
            one.section == section_id
            and one.start < one.end
            and one.rule not in ("missing_fact", "to_verify")
        ):
            id = finding_id(one)
            data = f'data-do="finding" data-finding="{id}" {_place(section, one.start, one.end)}'
            title = plain(f"{SEVERITIES[one.severity]}：{one.message}")
            yield _Touch(one.start, one.end, 2 + GRAVITY[one.severity], f"flaw {one.severity}", data, title)


def _place(section: str, start: int, end: int) -> str:
    return f'data-section="{section}" data-start="{start}" data-end="{end}"'


def _line(text: str, start: int, end: int, here: Sequence[_Touch]) -> str:
    if not here:
        return plain(text[start:end])
    cuts = sorted({start, end, *(min(max(at, start), end) for one in here for at in (one.start, one.end))})
    out: list[str] = []
    stopped: set[str] = set()
    for a, b in pairwise(cuts):
        over = sorted((one for one in here if one.start <= a and one.end >= b), key=lambda one: one.rank)
        if not over:
            out.append(plain(text[a:b]))
            continue
        # One stop for the Tab key a figure or finding, however many pieces it is in.
        stop = "-1" if over[0].data in stopped else "0"
        stopped.add(over[0].data)
        out.append(_span(text[a:b], over, stop))
    return "".join(out)


def _span(words: str, over: Sequence[_Touch], stop: str) -> str:
    flaws = [one for one in over if one.title]
    style = " ".join(dict.fromkeys([over[0].style, *(one.style for one in flaws[:1])]))
    titles = "；".join(dict.fromkeys(one.title for one in flaws))
    title = f' title="{titles}"' if titles else ""
    return (
        f'<span role="button" tabindex="{stop}" class="{style}" {over[0].data}{title}>{plain(words)}</span>'
    )
