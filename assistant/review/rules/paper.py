"""What rules look at: the whole report with the kinds of its sections, and the facts of the case with what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from assistant.facts.derived import Derived
from assistant.facts.model import ProjectFacts
from assistant.outline.headings import kinds_of
from assistant.outline.kinds import Kind
from assistant.outline.numbering import read
from assistant.outline.pack import GradeBand
from assistant.review.rules.rule import Section

_YEAR = re.compile(r"((?:19|20)\d{2})年(?:度)?[^。\n]{0,40}?(?:绩效自评|自评报告|绩效评价|自评表)")
_YEAR_LINE = re.compile(r"评价年度\s*[:：]\s*((?:19|20)\d{2})年?")
_UNIT_LINE = re.compile(
    r"(?:预算部门|评价单位|填报单位|项目单位|实施单位|单位名称|预算单位|项目实施单位)\s*(?:（公章）|\(公章\)|（盖章）)?\s*[:：]\s*(?:（公章）|\(公章\)|（盖章）)?\s*([\u4e00-\u9fff]{4,30})"
)
_FILLED = re.compile(
    r"(?:填报|填表|报告)(?:日期|时间)\s*[:：]\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)


@dataclass(frozen=True)
class Case:
    """The facts of a project, what follows from them, and the pack's limits on deviations (%)."""

    facts: ProjectFacts
    derived: Mapping[str, Derived]

    def figure(self, name: str) -> Decimal | None:
        """A derived figure; None where the facts do not give it."""
        one = self.derived.get(name)
        return Decimal(one.value) if one and not isinstance(one.value, str) else None


@dataclass(frozen=True)
class Paper:
    """A report under review; `case` where its facts are at hand."""

    sections: Sequence[Section]
    case: Case | None = None
    bands: Sequence[GradeBand] = field(default=())

    @cached_property
    def kinds(self) -> Mapping[str, tuple[Kind, ...]]:
        """The kinds of each section by its id, read from its heading and those above it where they are not given."""
        out: dict[str, tuple[Kind, ...]] = {}
        above: list[tuple[int, str]] = []
        for one in self.sections:
            numbered = read(one.heading)
            level = numbered.level if numbered else 9
            above = [(depth, heading) for depth, heading in above if depth < level]
            parents = [heading for _, heading in above]
            out[one.id] = one.kinds or kinds_of(one.heading, parents)[0] if one.heading else one.kinds
            above.append((level, one.heading))
        return out

    def of_kind(self, *kinds: Kind) -> Iterator[Section]:
        """The sections of any of these kinds, in order; all of them where no heading says what is what (pasted text)."""
        return (one for one in self.sections if not self._told or set(kinds) & set(self.kinds[one.id]))

    @cached_property
    def _told(self) -> bool:
        """Whether any heading tells the kind of its section."""
        return any(set(kinds) - {Kind.OTHER} for kinds in self.kinds.values())

    @cached_property
    def whole(self) -> str:
        """Headings and texts together, for what may stand anywhere."""
        return "\n".join(f"{one.heading}\n{one.text}" for one in self.sections)

    @cached_property
    def opening(self) -> str:
        """The cover and the first lines, where unit, year and date stand."""
        return self.whole[:600]

    @cached_property
    def year(self) -> int | None:
        """The evaluated year: of the facts, or as the cover or title says."""
        if self.case:
            return self.case.facts.report.year
        found = _YEAR_LINE.search(self.opening) or _YEAR.search(self.opening)
        return int(found.group(1)) if found else None

    @cached_property
    def unit(self) -> str | None:
        """The reporting unit: of the facts, or as the cover says."""
        if self.case:
            return self.case.facts.report.unit
        found = _UNIT_LINE.search(self.opening)
        return found.group(1) if found else None

    @cached_property
    def filled(self) -> tuple[int, int, int] | None:
        """The date on the cover: year, month, day."""
        found = _FILLED.search(self.opening)
        return (int(found.group(1)), int(found.group(2)), int(found.group(3))) if found else None

    def grade_of(self, score: Decimal) -> str | None:
        """The grade that the bands give for a score of 100."""
        bands = sorted(self.bands, key=lambda band: -band.floor)
        return next((band.grade for band in bands if score >= band.floor), None)
