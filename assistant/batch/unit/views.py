"""A unit and its projects as sentence patterns see them: what is missing names its project, 【待补充：泵站改造·年初预算数】."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.batch.unit.member import Known, Member, Unit
from assistant.batch.unit.totals import BUDGET, PAID, PREFIX, TITLES, counted, is_troubled
from assistant.drafting.marks import Scribe
from assistant.drafting.views import Gap, Leaf, written
from assistant.facts.choices import GRADES
from assistant.facts.derived import Derived, met
from assistant.facts.paths import title_of, value_at

_SCORE = "evaluation.declared_score"


class MemberView:
    """One project: facts by path, derived values by name, each with its source in the unit."""

    def __init__(self, member: Member, scribe: Scribe) -> None:
        self._member, self._scribe = member, scribe

    @property
    def name(self) -> Leaf:
        """The project's name."""
        return Leaf(self._member.name, self._member.name, self._member.path("project.name"), self._scribe)

    @property
    def score(self) -> Leaf | Gap:
        """The declared score, else the sum of the scores."""
        return self._known(self._member.score, _SCORE)

    @property
    def unmet(self) -> list[Leaf | Gap]:
        """The names of the indicators that were not met."""
        indicators = enumerate(self._member.facts.indicators)
        return [
            self.fact(f"indicators[{index}].name")
            for index, indicator in indicators
            if met(indicator) is False
        ]

    def fact(self, path: str) -> Leaf | Gap:
        """The fact at a path of the project."""
        value = value_at(self._member.facts, path)
        return self.gap(path) if value is None else self._known(Known(path, value), path)

    def d(self, name: str) -> Leaf | Gap:
        """A derived value of the project."""
        found = self._member.derived.get(name)
        return (
            Leaf(found.value, found.text, self._member.path(name), self._scribe) if found else self.gap(name)
        )

    def gap(self, path: str, title: str = "") -> Gap:
        """A placeholder with the project's name."""
        named = f"{self._member.name}·{title or title_of(path)}"
        return Gap(self._member.path(path), self._scribe, named)

    def _known(self, known: Known | None, path: str) -> Leaf | Gap:
        if known is None:
            return self.gap(path)
        found = self._member.derived.get(known.path)
        text = found.text if found else written(known.value, known.path)
        return Leaf(known.value, text, self._member.path(known.path), self._scribe)


def context_of(unit: Unit, totals: Mapping[str, Derived], scribe: Scribe) -> dict[str, Any]:
    """The names that the patterns in prompts/plan/unit use."""
    views = {one.number: MemberView(one, scribe) for one in unit.members}

    def those(kept: Iterator[Member]) -> list[MemberView]:
        return [views[one.number] for one in kept]

    def total(name: str) -> Leaf | Gap:
        found = totals.get(f"{PREFIX}{name}")
        if found is None:
            return Gap(f"{PREFIX}{name}", scribe, TITLES[name])
        return Leaf(found.value, found.text, found.name, scribe)

    everybody, known = unit.members, counted(unit.members)
    first = everybody[0].facts.report
    path = everybody[0].path
    return {
        "unit": Leaf(unit.name, unit.name, path("report.unit"), scribe),
        "year": Leaf(first.year, f"{first.year}年", path("report.year"), scribe),
        "t": total,
        "verify": lambda what: f"【待核实：{what}】",
        "without_budget": those(one for one in everybody if one.amount(BUDGET) is None),
        "without_paid": those(one for one in everybody if one.amount(PAID) is None),
        "overspent": those(one for one in everybody if _overspent(one)),
        "counted": those(iter(known)),
        "uncounted": those(one for one in everybody if one not in known),
        "ungraded": those(one for one in everybody if one.grade is None),
        "troubled": those(one for one in everybody if is_troubled(one)),
        "untroubled": those(one for one in everybody if not is_troubled(one)),
        "grades": list(_grades(unit, totals, views, scribe)),
        "repeated": [
            {"name": views[same[0].number].name, "count": _count(same, scribe)}
            for same in unit.repeated.values()
        ],
    }


def _overspent(member: Member) -> bool:
    budget, paid = member.amount(BUDGET), member.amount(PAID)
    return budget is not None and paid is not None and paid > budget


def _count(same: tuple[Member, ...], scribe: Scribe) -> Leaf:
    """How many files there are of one project: traced to the name in the first of them."""
    return Leaf(len(same), f"{len(same)}份", same[0].path("project.name"), scribe)


def _grades(
    unit: Unit, totals: Mapping[str, Derived], views: Mapping[int, MemberView], scribe: Scribe
) -> Iterator[dict[str, Any]]:
    for grade in GRADES:
        mine = [(one, one.grade) for one in unit.members if one.grade and one.grade.value == grade]
        found = totals.get(f"{PREFIX}grades.{grade}")
        if mine and found:
            first, known = mine[0]
            yield {
                "name": Leaf(grade, grade, first.path(known.path if known else ""), scribe),
                "count": Leaf(found.value, found.text, found.name, scribe),
                "members": [views[one.number] for one, _ in mine],
            }
