"""How complete the facts are for what is to be written: per section, which needed facts are there and which are not.

What a section needs is given by the caller as paths (the outline knows them); an empty group counts as missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

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
    return Completeness(
        tuple(need for need in needs if stated(facts, need.path)),
        tuple(need for need in needs if not stated(facts, need.path)),
    )


def stated(facts: ProjectFacts, path: str) -> bool:
    """Whether anything is said at the path: a leaf, or any leaf of a group or of a list's items."""
    return _says_anything(value_at(facts, path))


def _says_anything(value: object) -> bool:
    if isinstance(value, tuple):
        return any(_says_anything(item) for item in value)
    if isinstance(value, BaseModel):
        return next(leaves(value), None) is not None
    return value is not None
