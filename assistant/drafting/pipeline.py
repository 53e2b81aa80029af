"""The pipeline: facts and a pack → a stream of events that ends with a reviewed draft.

Sections are written side by side up to a limit and reported as they finish. A `ModelError` ends the stream after the
sections under way are done: what is finished has been reported (and can be kept by whoever listens).
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.drafting.composer import compose
from assistant.drafting.cost import total
from assistant.drafting.doubts import vouched
from assistant.drafting.draft import CoverField, Draft, DraftMention, SectionDraft, Usage
from assistant.drafting.events import Event, Finished, SectionDone, Started
from assistant.drafting.exemplars import Exemplar
from assistant.drafting.job import Job
from assistant.drafting.lookup import Lookup
from assistant.drafting.model_writer import Written
from assistant.drafting.plan import Plan, make_plan
from assistant.drafting.side_by_side import longest_first, section_draft, written_with_model
from assistant.drafting.views import written
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import value_at
from assistant.facts.quantities import date_text
from assistant.outline.pack import Pack
from assistant.review.leakage import Foreign
from assistant.review.report import Section, review_report
from assistant.review.rules.book import RuleBook


def draft(job: Job) -> Iterator[Event]:
    """Events of a draft; the last one is `Finished`, unless the job was stopped. Raises `ModelError`."""
    clock = time.perf_counter()
    plan = _wanted(make_plan(job.facts, job.pack), job.only)
    planned = time.perf_counter()
    yield Started(tuple((section.id, section.heading) for section in plan.sections))
    done: dict[str, SectionDraft] = {}
    shown: dict[str, list[Exemplar]] = {}
    for event in _write_all(job, plan, shown):
        if isinstance(event, SectionDone):
            done[event.section.id] = event.section
        yield event
    if len(done) < len(plan.sections):
        return
    written_at = time.perf_counter()
    timings = {"plan": planned - clock, "write": written_at - planned}
    sections = [done[section.id] for section in plan.sections]
    yield Finished(_finish(job, plan, shown, sections, timings, written_at))


def _wanted(plan: Plan, only: frozenset[str] | None) -> Plan:
    """The plan of the sections that are to be written."""
    return (
        plan
        if only is None
        else replace(plan, sections=tuple(one for one in plan.sections if one.id in only))
    )


def _write_all(job: Job, plan: Plan, shown: dict[str, list[Exemplar]]) -> Iterator[Event]:
    """The events of all sections; `shown` is filled with the exemplars of each."""
    if job.model is not None:
        lookup = Lookup(job.exemplars, longest_first(plan), job.facts, max(1, job.concurrency))
        yield from written_with_model(job, job.model, plan, lookup)
        shown.update((one.id, lookup.of(one)) for one in plan.sections)
        return
    found = job.exemplars.for_sections(plan.sections, job.facts)
    for section, exemplars in zip(plan.sections, found, strict=True):
        if job.stop.is_set():
            return
        shown[section.id] = exemplars
        result = Written(compose(section).text, Usage())
        yield SectionDone(section_draft(section, exemplars, result), key="")


def _finish(
    job: Job,
    plan: Plan,
    shown: dict[str, list[Exemplar]],
    sections: list[SectionDraft],
    timings: dict[str, float],
    since: float,
) -> Draft:
    """The reviewed draft."""
    foreign: dict[str, list[Foreign]] = {}
    if job.model is not None:
        foreign = {id: [one.foreign for one in exemplars] for id, exemplars in shown.items()}
    parts = [Section(one.id, one.heading, one.text) for one in sections]
    # The composer vouches for its own text, also where it stood in for a model or was resumed.
    known = {
        one.id: vouched(compose(section), one.text)
        for section, one in zip(plan.sections, sections, strict=True)
    }
    review = review_report(
        parts, job.facts, plan.derived, shown=foreign, known=known, book=RuleBook.of(job.pack)
    )
    for section in sections:
        section.mentions = [
            DraftMention(
                start=m.mention.start,
                end=m.mention.end,
                text=m.mention.text,
                type=m.mention.type,
                fact=m.path,
            )
            for m in review.mentions[section.id]
        ]
    timings["review"] = time.perf_counter() - since
    pack, outside = job.pack, covered(job.facts, job.pack)
    return Draft(
        project=job.facts.project.name,
        unit=job.facts.report.unit,
        title=titled(pack.report_title, job.facts),
        cover_title=outside.title,
        cover=[CoverField(label=label, value=value) for label, value in outside.lines],
        date=outside.date,
        pack=pack.id,
        writer="model" if job.model else "offline",
        model=job.model.name if job.model else None,
        sections=sections,
        findings=list(review.findings),
        timings={name: round(seconds, 4) for name, seconds in timings.items()},
        usage=total(one.usage for one in sections),
        facts=job.facts.model_dump(mode="json", exclude_none=True),
    )


@dataclass(frozen=True)
class Covered:
    """What stands outside of a report's sections: the cover's title, its lines (label, value), the date."""

    title: str
    lines: tuple[tuple[str, str], ...]
    date: str


def covered(facts: ProjectFacts, pack: Pack) -> Covered:
    """Cover and date of a report on these facts."""
    on = facts.report.filled_on
    return Covered(
        titled(pack.cover.title, facts),
        tuple((line.label, _cover_value(facts, line.fact)) for line in pack.cover.lines),
        date_text(on) if on else "",
    )


def titled(pattern: str, facts: ProjectFacts) -> str:
    """A pack's title with its three names filled in; in one pass, so that braces in a name stay what they are."""
    names = {"project": facts.project.name, "unit": facts.report.unit, "year": str(facts.report.year)}
    return re.sub(r"\{(\w+)\}", lambda found: names.get(found.group(1), found.group()), pattern)


def _cover_value(facts: ProjectFacts, path: str) -> str:
    value = value_at(facts, path)
    return "" if value is None else written(value, path)
