"""An edited file laid beside the report that it was made from: what became of every section, and what differs around them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from assistant.errors import DocumentError
from assistant.export.paper import Paper
from assistant.export.returned.blocks import Edited
from assistant.export.returned.commented import OURS, Remarked, remarked
from assistant.export.returned.edges import Difference, front, tail
from assistant.export.returned.parts import Cut, cut, unknown
from assistant.export.returned.printed import Printed, printed
from assistant.export.returned.texts import rebuilt
from assistant.export.returned.words import plain

_MOST_GONE = 0.5


@dataclass(frozen=True)
class HeadingChange:
    """A heading that is worded or numbered otherwise; `after` is empty where the heading has gone but its text stands."""

    section: str
    before: str
    after: str


@dataclass(frozen=True)
class Unknown:
    """A heading or table that the report does not have; its words are in the text of `section`, which it follows."""

    section: str
    kind: str
    text: str


@dataclass(frozen=True)
class Returned:
    """What came back. `texts` has the sections whose text differs; `gone` those of which nothing is left (they are in `texts`
    as empty, if they had any and most of the report is there), `moved` those that stand elsewhere. `authors` are those of tracked changes by section;
    `untracked` the sections of `texts` that were changed without tracking, too. `alike` is the share of blocks, 0–1, that
    stand as they did.
    """

    texts: dict[str, str] = field(default_factory=dict)
    headings: tuple[HeadingChange, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    edges: tuple[Difference, ...] = ()
    comments: tuple[Remarked, ...] = ()
    authors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    untracked: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    alike: float = 1.0


def returned(
    name: str, paper: Paper, edited: Edited, hints: Collection[str] = (), own: bytes | None = None
) -> Returned:
    """What the file says otherwise than the paper (`own`: as it was printed in the unit's own template); comments by the authors `hints` are the program's own, as the exporter's
    are, and no notes. Raises `DocumentError` where nothing of the report is in it.
    """
    base = printed(paper, own)
    found = cut(base, edited.accepted)
    if any(role.section >= 0 for role in base.roles) and not found.spots:
        raise DocumentError(
            f"文件“{name}”里没有找到本报告的任何章节，可能取错了文件。",
            hint="请取回由本项目导出、再修改过的 Word 报告。",
        )
    texts, gone = _texts(base, found), _gone(base, found)
    edges = [
        *front(paper.cover if own is None else (), base.of("front"), found.front),
        *tail(base.of("tail"), found.blocks[found.tail :]),
    ]
    if len(gone) > _MOST_GONE * len(base.sections):
        # Somebody sent back a part of the report: that says nothing of the rest.
        texts = {id: text for id, text in texts.items() if id not in gone}
        edges = [one for one in edges if one.after]
    before = cut(base, edited.rejected) if edited.tracked else found
    originally = _texts(base, before) if edited.tracked else texts
    return Returned(
        texts=texts,
        headings=tuple(_headings(base, found)),
        gone=tuple(gone),
        moved=tuple(_moved(base, found)),
        unknown=tuple(Unknown(base.sections[n].id, kind, text) for n, kind, text in unknown(base, found)),
        edges=tuple(edges),
        comments=tuple(remarked(base, edited, found, {*OURS, *hints})),
        authors=_authors(base, texts, found, before) if edited.tracked else {},
        untracked=tuple(id for id in texts if not edited.tracked or id in originally),
        apart=edited.apart,
        notes=edited.notes,
        alike=found.known / max(len(base.blocks), 1),
    )


def _texts(base: Printed, found: Cut) -> dict[str, str]:
    out = {}
    for number, section in enumerate(base.sections):
        lead = base.leads.get(number, "")
        text = rebuilt(lead + section.text, [line.text for line in found.lines.get(number, ())])
        if text != lead + section.text:
            out[section.id] = text.removeprefix(lead)
    return out


def _headings(base: Printed, found: Cut) -> list[HeadingChange]:
    return [
        HeadingChange(section.id, section.heading, found.heading(number))
        for number, section in enumerate(base.sections)
        if number in found.spots and section.heading and found.heading(number) != plain(section.heading)
    ]


def _gone(base: Printed, found: Cut) -> list[str]:
    return [
        section.id
        for number, section in enumerate(base.sections)
        if number not in found.spots and (section.heading or section.paragraphs)
    ]


def _moved(base: Printed, found: Cut) -> list[str]:
    """The fewest sections that would have to move back for all to stand in the report's order."""
    order = [number for _, number in sorted((spot, number) for number, spot in found.spots.items())]
    best: list[list[int]] = []
    for at, number in enumerate(order):
        before = [best[i] for i in range(at) if order[i] < number]
        best.append([*max(before, key=len, default=[]), number])
    staying = set(max(best, key=len, default=[]))
    return [base.sections[number].id for number in sorted(order) if number not in staying]


def _authors(base: Printed, texts: dict[str, str], found: Cut, before: Cut) -> dict[str, tuple[str, ...]]:
    out = {}
    for number, section in enumerate(base.sections):
        names = tuple(dict.fromkeys((*found.authors(number), *before.authors(number))))
        if section.id in texts and names:
            out[section.id] = names
    return out
