"""How complete the facts are for what is to be written: per section, which needed facts are there and which are not.

What a section needs is given by the caller as paths (the outline knows them); an empty group counts as missing. Of a list that
is there, every row must say what makes it a row: a payment its amount, an indicator its target and result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from assistant.facts.fields import FactGroup
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leaves, title_of, value_at


@dataclass(frozen=True)
class Need:
    """A fact that is needed: its path and its Chinese title."""

    path: str
    title: str


@dataclass(frozen=True)
class Completeness:
    """The needed facts of one section, each either present or missing."""

    present: tuple[Need, ...]
    missing: tuple[Need, ...]

    @property
    def share(self) -> int:
        """How much is present, in whole %, rounded down: 100 only where nothing is missing."""
        needed = len(self.present) + len(self.missing)
        return 100 * len(self.present) // needed if needed else 100


def completeness(facts: ProjectFacts, needs: Mapping[str, Iterable[str]]) -> dict[str, Completeness]:
    """What is present and missing for each name (a section id or a kind), in the order of its paths, each path once."""
    return {name: _of(facts, paths) for name, paths in needs.items()}


def overall(parts: Mapping[str, Completeness]) -> Completeness:
    """All sections together; a fact that several need counts once."""
    present = dict.fromkeys(need for part in parts.values() for need in part.present)
    missing = dict.fromkeys(need for part in parts.values() for need in part.missing)
    return Completeness(tuple(present), tuple(missing))


def _of(facts: ProjectFacts, paths: Iterable[str]) -> Completeness:
    needs = [Need(path, title_of(path)) for path in dict.fromkeys(paths)]
    gaps = dict.fromkeys(gap for need in needs for gap in _gaps(facts, need.path))
    return Completeness(
        tuple(need for need in needs if stated(facts, need.path)),
        (*(need for need in needs if not stated(facts, need.path)), *gaps),
    )


def _gaps(facts: ProjectFacts, path: str) -> Iterator[Need]:
    """What the rows of a list lack; a row that says nothing is none."""
    rows: Any = value_at(facts, path)
    if not isinstance(rows, tuple):
        return
    for index, row in enumerate(rows):
        if isinstance(row, FactGroup) and _says_anything(row):
            for name in row.lacking():
                yield Need(f"{path}[{index}].{name}", f"第{index + 1}项{type(row).model_fields[name].title}")


def stated(facts: ProjectFacts, path: str) -> bool:
    """Whether anything is said at the path: a leaf, or any leaf of a group or of a list's items."""
    return _says_anything(value_at(facts, path))


def _says_anything(value: object) -> bool:
    if isinstance(value, tuple):
        return any(_says_anything(item) for item in value)
    if isinstance(value, BaseModel):
        return next(leaves(value), None) is not None
    return value is not None
