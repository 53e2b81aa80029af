"""The unit's report: sections from the patterns in prompts/plan/unit, each figure with its source, and the findings on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from assistant.batch.unit.checks import check
from assistant.batch.unit.member import Member, Unit
from assistant.batch.unit.outline import FOLDER, UnitHeading, UnitOutline, unit_outline
from assistant.batch.unit.totals import totals_of
from assistant.batch.unit.views import context_of
from assistant.drafting.composer import Composed, join
from assistant.drafting.marks import Scribe, Source, Span
from assistant.drafting.patterns import environment
from assistant.facts.derived import Derived
from assistant.facts.quantities import date_text
from assistant.outline.numbering import label
from assistant.review.findings import Finding

_PLACEHOLDER = "【待补充："


@dataclass(frozen=True)
class UnitSection:
    """A heading with its text, and the source of every fact in it: `projects[1].funds.payments[0].amount`, `unit.paid_total`."""

    id: str
    heading: str
    level: int
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class UnitReport:
    """The whole report; `date` is the latest on which a project was filled in, where all say it."""

    unit: Unit
    outline: UnitOutline
    totals: Mapping[str, Derived]
    sections: tuple[UnitSection, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def title(self) -> str:
        """The report's title."""
        return filled(self.outline.title, self.unit)

    @property
    def date(self) -> str:
        """The date as it is printed; empty where a project does not say when it was filled in."""
        days = [one.facts.report.filled_on for one in self.unit.members]
        known = [day for day in days if day]
        return date_text(max(known)) if len(known) == len(days) else ""

    def as_json(self) -> dict[str, Any]:
        """Sections with the source of every mention, totals with their formulas, findings."""
        return {
            "unit": self.unit.name,
            "year": self.unit.year,
            "title": self.title,
            "projects": [{"file": one.file, "project": one.name} for one in self.unit.members],
            "sections": [_section_json(one) for one in self.sections],
            "totals": [{**asdict(one), "value": str(one.value)} for one in self.totals.values()],
            "findings": [one.model_dump(mode="json") for one in self.findings],
        }


def filled(pattern: str, unit: Unit) -> str:
    """A title with unit and year in their places; in one pass, so that braces in a name stay what they are."""
    names = {"unit": unit.name, "year": str(unit.year)}
    return re.sub(r"\{(\w+)\}", lambda found: names.get(found.group(1), found.group()), pattern)


def make_report(unit: Unit) -> UnitReport:
    """The report of a unit, with what is wrong with its figures. Deterministic."""
    outline, totals = unit_outline(), totals_of(unit)
    sections: list[UnitSection] = []
    for number, heading in enumerate(outline.sections, 1):
        text = _rendered(heading, unit, totals)
        sections.append(UnitSection(heading.id, label(1, number) + heading.heading, 1, text.text, text.spans))
        sections.extend(_each(heading, unit))
    report = UnitReport(unit, outline, totals, tuple(sections))
    return replace(report, findings=tuple(check(unit, totals, {one.id: one.text for one in sections})))


def _rendered(heading: UnitHeading, unit: Unit, totals: Mapping[str, Derived]) -> Composed:
    """The section's own text; each line of the pattern that is not empty is a paragraph."""
    scribe = Scribe()
    template = environment().get_template(f"{FOLDER}/{heading.pattern}.j2")
    lines = template.render(context_of(unit, totals, scribe)).split("\n")
    return join([Composed(*scribe.read(line.strip())) for line in lines if line.strip()], "\n")


def _each(heading: UnitHeading, unit: Unit) -> Iterator[UnitSection]:
    """A part per project that has something to tell, under its name."""
    if heading.each is None:
        return
    telling = [(one, told) for one in unit.members if (told := one.told.get(heading.each)) and told.text]
    for number, (member, told) in enumerate(telling, 1):
        # More than a Chinese number counts: then without one.
        mark = label(2, number) if len(telling) < 100 else ""
        text = _named(told, member)
        yield UnitSection(f"{heading.id}_{member.number}", f"{mark}{member.name}", 2, text.text, text.spans)


def _named(told: Composed, member: Member) -> Composed:
    """A project's own text as it stands in the unit's report: sources and placeholders say whose they are."""
    prefix, parts, at = f"{member.name}·", [], 0
    spans: list[Span] = []
    for span in told.spans:
        source = Source(member.path(span.source.path), span.source.missing)
        spans.append(Span(span.start, span.end, source))
    gaps = [span.start + len(_PLACEHOLDER) for span in told.spans if _is_gap(told, span)]
    for gap in dict.fromkeys(gaps):
        parts.append(told.text[at:gap] + prefix)
        at = gap
    parts.append(told.text[at:])

    def moved(place: int, *, end: bool) -> int:
        before = sum(1 for gap in dict.fromkeys(gaps) if gap < place or (end and gap == place))
        return place + before * len(prefix)

    return Composed(
        "".join(parts),
        tuple(Span(moved(one.start, end=False), moved(one.end, end=True), one.source) for one in spans),
    )


def _is_gap(told: Composed, span: Span) -> bool:
    return span.source.missing and told.text.startswith(_PLACEHOLDER, span.start)


def _section_json(section: UnitSection) -> dict[str, Any]:
    mentions = [
        {
            "start": one.start,
            "end": one.end,
            "text": section.text[one.start : one.end],
            "fact": None if one.source.missing else one.source.path,
        }
        for one in section.spans
    ]
    missing = [one.source.path for one in section.spans if one.source.missing]
    return {
        "id": section.id,
        "heading": section.heading,
        "level": section.level,
        "text": section.text,
        "mentions": mentions,
        "missing": missing,
    }
