"""The projects of a unit: grouped by unit and year, the same file given twice counted once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.batch.drafted import Drafted
from assistant.drafting.composer import Composed
from assistant.facts.derived import Derived
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import value_at
from assistant.outline.pack import Pack

Whose = tuple[str, int]
"""A unit and a year."""


@dataclass(frozen=True)
class Known:
    """A fact or derived value of one project, with its path or name."""

    path: str
    value: Decimal | str


@dataclass(frozen=True)
class Member:
    """A project of a unit; `number` counts from 0 and stands in the paths of its facts: projects[0].funds.initial_budget."""

    number: int
    file: str
    facts: ProjectFacts
    derived: Mapping[str, Derived]
    amounts: frozenset[Decimal]
    told: Mapping[str, Composed]

    @property
    def name(self) -> str:
        """The project's name."""
        return self.facts.project.name

    def path(self, path: str) -> str:
        """A path of the project's facts within the unit."""
        return f"projects[{self.number}].{path}"

    def amount(self, name: str) -> Decimal | None:
        """A derived figure; None where the facts do not allow it."""
        found = self.derived.get(name)
        return Decimal(found.value) if found and isinstance(found.value, Decimal | int) else None

    @property
    def score(self) -> Known | None:
        """The declared score, else the sum of the scores."""
        return self._first("evaluation.declared_score", "scores.total")

    @property
    def grade(self) -> Known | None:
        """The declared grade, else the one that the pack's bands give for the score."""
        return self._first("evaluation.grade", "evaluation.grade_by_bands")

    def _first(self, path: str, name: str) -> Known | None:
        value = value_at(self.facts, path)
        if value is not None:
            return Known(path, value)
        found = self.derived.get(name)
        return Known(name, found.value) if found and isinstance(found.value, Decimal | str) else None


@dataclass(frozen=True)
class Unit:
    """A unit in one year. `twice` are the files left out because another has the very same facts."""

    name: str
    year: int
    members: tuple[Member, ...]
    twice: tuple[str, ...] = ()

    @property
    def repeated(self) -> Mapping[str, tuple[Member, ...]]:
        """Projects of one name whose facts differ, by the name."""
        groups: dict[str, list[Member]] = {}
        for member in self.members:
            groups.setdefault(plain(member.name), []).append(member)
        return {same[0].name: tuple(same) for same in groups.values() if len(same) > 1}


def plain(name: str) -> str:
    """A name as it is compared: blanks and the width of brackets do not matter."""
    return re.sub(r"\s+", "", name).translate(str.maketrans("()", "（）"))


def units_of(drafted: Sequence[tuple[str, Drafted]], pack: Pack) -> list[Unit]:
    """The units, in the order in which they first appear; `drafted` are files with what was drafted of them."""
    groups: dict[Whose, list[tuple[str, Drafted]]] = {}
    for file, one in drafted:
        report = one.facts.report
        groups.setdefault((plain(report.unit), report.year), []).append((file, one))
    return [_unit(group, pack) for group in groups.values()]


def _unit(group: Sequence[tuple[str, Drafted]], pack: Pack) -> Unit:
    members: list[Member] = []
    twice: list[str] = []
    for file, one in group:
        if any(member.facts == one.facts for member in members):
            twice.append(file)
            continue
        members.append(Member(len(members), file, one.facts, pack.derived(one.facts), one.amounts, one.told))
    report = members[0].facts.report
    return Unit(report.unit, report.year, tuple(members), tuple(twice))
