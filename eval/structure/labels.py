"""Hand-made labels: each heading with the lists of kinds that a reader would accept for it, the first the best.

corpus.json holds the sample reports' headings in order, wordings.json other headings as localities word them. outlines.labels.json holds those of 43 public outlines
under a digest of title, position (from 0) and heading, so that none of their words stands here; the outlines
themselves are given with --outlines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from assistant.outline.kinds import Kind

HERE = Path(__file__).parent
Accepted = tuple[tuple[Kind, ...], ...]


@dataclass(frozen=True)
class Labelled:
    """A heading as written and the kinds lists accepted for it."""

    heading: str
    accepted: Accepted


@dataclass(frozen=True)
class Outline:
    """A public report's title and headings in order."""

    title: str
    headings: tuple[Labelled, ...]

    @property
    def is_table(self) -> bool:
        """Whether the headings are the field names of a 自评表 and not lines of a text."""
        return "自评表" in self.title


def corpus() -> dict[str, tuple[Labelled, ...]]:
    """The sample reports' headings by file name."""
    rows = json.loads((HERE / "corpus.json").read_text(encoding="utf-8"))
    return {
        name: tuple(Labelled(heading, _kinds(kinds)) for heading, kinds in one) for name, one in rows.items()
    }


def wordings() -> tuple[Labelled, ...]:
    """Headings in other words than the sample reports', labelled before the rules were tried on them."""
    rows = json.loads((HERE / "wordings.json").read_text(encoding="utf-8"))
    return tuple(Labelled(heading, _kinds(kinds)) for heading, kinds in rows)


def outlines(path: Path) -> Iterator[Outline]:
    """The outlines of a JSON list of {"title", "headings"}. Raises KeyError where a heading has no label."""
    known = json.loads((HERE / "outlines.labels.json").read_text(encoding="utf-8"))
    for one in json.loads(path.read_text(encoding="utf-8")):
        title, headings = one["title"], one["headings"]
        yield Outline(
            title,
            tuple(Labelled(text, _kinds(known[_key(title, at, text)])) for at, text in enumerate(headings)),
        )


def _key(title: str, position: int, heading: str) -> str:
    return sha256(f"{title}|{position}|{heading}".encode()).hexdigest()[:16]


def _kinds(lists: Any) -> Accepted:
    return tuple(tuple(map(Kind, kinds)) for kinds in lists)
