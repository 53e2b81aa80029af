"""The pipeline: facts and a pack → a stream of events that ends with a reviewed draft.

Sections are written side by side up to a limit and reported as they finish. A `ModelError` ends the stream after the
sections under way are done: what is finished has been reported (and can be kept by whoever listens).
"""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from assistant.drafting.composer import compose
from assistant.drafting.draft import CoverField, Draft, DraftMention, SectionDraft, Usage
from assistant.drafting.events import (
    Event,
    Finished,
    SectionDone,
    SectionRepair,
    SectionStarted,
    SectionText,
    Started,
)
from assistant.drafting.exemplars import Exemplar, Exemplars, NoExemplars
from assistant.drafting.model_writer import ModelWriter, Written, vouched
from assistant.drafting.plan import Plan, SectionPlan, make_plan
from assistant.drafting.views import written
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import value_at
from assistant.facts.quantities import date_text
from assistant.models.chat import ChatModel
from assistant.outline.pack import Pack
from assistant.review.leakage import Foreign
from assistant.review.ledger import Ledger
from assistant.review.report import Section, review_report
from assistant.review.rules.book import RuleBook


@dataclass
class Job:
    """One draft to make. `finished` are sections of an earlier run by content key; `stop` ends the job early."""

    facts: ProjectFacts
    pack: Pack
    model: ChatModel | None = None
    exemplars: Exemplars = field(default_factory=NoExemplars)
    concurrency: int = 4
    repair_rounds: int = 2
    finished: Mapping[str, SectionDraft] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)


def draft(job: Job) -> Iterator[Event]:
    """Events of a draft; the last one is `Finished`, unless the job was stopped. Raises `ModelError`."""
    clock = time.perf_counter()
    plan = make_plan(job.facts, job.pack)
    planned = time.perf_counter()
    yield Started(tuple((section.id, section.heading) for section in plan.sections))
    shown = job.exemplars.for_sections(plan.sections, job.facts)
    searched = time.perf_counter()
    done: dict[str, SectionDraft] = {}
    for event in _write_all(job, plan, shown):
        if isinstance(event, SectionDone):
            done[event.section.id] = event.section
        yield event
    if len(done) < len(plan.sections):
        return
    written_at = time.perf_counter()
    timings = {"plan": planned - clock, "search": searched - planned, "write": written_at - searched}
    yield Finished(
        _finish(job, plan, shown, [done[section.id] for section in plan.sections], timings, written_at)
    )


def _write_all(job: Job, plan: Plan, shown: list[list[Exemplar]]) -> Iterator[Event]:
    if job.model is None:
        for section, exemplars in zip(plan.sections, shown, strict=True):
            if job.stop.is_set():
                return
            result = Written(compose(section).text, Usage())
            yield SectionDone(_section(section, exemplars, result), key="")
        return
    yield from _write_with_model(job, job.model, plan, shown)


def _write_with_model(job: Job, model: ChatModel, plan: Plan, shown: list[list[Exemplar]]) -> Iterator[Event]:
    writer = ModelWriter(model, plan, Ledger(job.facts, plan.derived), job.repair_rounds)
    events: queue.Queue[Event | BaseException | None] = queue.Queue()
    failed, closed = threading.Event(), threading.Event()

    def write(section: SectionPlan, exemplars: list[Exemplar]) -> None:
        try:
            if failed.is_set() or closed.is_set() or job.stop.is_set():
                return
            key = writer.key(section, exemplars)
            if key and key in job.finished:
                events.put(SectionDone(job.finished[key], key, resumed=True))
                return
            events.put(SectionStarted(section.id))
            result = writer.write(section, exemplars, _sink(section.id), _repairs(section.id))
            events.put(SectionDone(_section(section, exemplars, result), key))
        except _Stopped:
            return
        except BaseException as error:  # handed to the reader of the stream, who raises it
            failed.set()
            events.put(error)
        finally:
            events.put(None)

    def _sink(id: str):
        def send(piece: str) -> None:
            if closed.is_set() or job.stop.is_set():
                raise _Stopped
            events.put(SectionText(id, piece))

        return send

    def _repairs(id: str):
        return lambda number, messages: events.put(SectionRepair(id, number, messages))

    with ThreadPoolExecutor(max_workers=max(1, job.concurrency), thread_name_prefix="section") as pool:
        for section, exemplars in zip(plan.sections, shown, strict=True):
            pool.submit(write, section, exemplars)
        try:
            yield from _drain(events, len(plan.sections))
        finally:
            closed.set()  # a reader who leaves early ends what is still being written


class _Stopped(Exception):
    """The job was stopped while a section was being written."""


def _drain(events: queue.Queue[Event | BaseException | None], sections: int) -> Iterator[Event]:
    """Events until every section has ended; the first error is raised when the others have ended."""
    failure: BaseException | None = None
    while sections:
        event = events.get()
        if event is None:
            sections -= 1
        elif isinstance(event, BaseException):
            failure = failure or event
        else:
            yield event
    if failure:
        raise failure


def _section(section: SectionPlan, exemplars: list[Exemplar], result: Written) -> SectionDraft:
    return SectionDraft(
        id=section.id,
        heading=section.heading,
        level=section.level,
        kinds=[kind.value for kind in section.kinds],
        text=result.text,
        exemplars=[exemplar.reference for exemplar in exemplars],
        missing=list(section.missing),
        usage=result.usage,
    )


def _finish(
    job: Job,
    plan: Plan,
    shown: list[list[Exemplar]],
    sections: list[SectionDraft],
    timings: dict[str, float],
    since: float,
) -> Draft:
    """The reviewed draft."""
    foreign: dict[str, list[Foreign]] = {}
    if job.model is not None:
        foreign = {
            one.id: [e.foreign for e in exemplars]
            for one, exemplars in zip(plan.sections, shown, strict=True)
        }
    parts = [Section(one.id, one.heading, one.text) for one in sections]
    # The composer vouches for its own text, also where it stood in for a model or was resumed.
    known = {one.id: vouched(section, one.text) for section, one in zip(plan.sections, sections, strict=True)}
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
    report, pack = job.facts.report, job.pack
    return Draft(
        project=job.facts.project.name,
        unit=report.unit,
        title=titled(pack.report_title, job.facts),
        cover_title=titled(pack.cover.title, job.facts),
        cover=[
            CoverField(label=line.label, value=_cover_value(job.facts, line.fact))
            for line in pack.cover.lines
        ],
        date=date_text(report.filled_on) if report.filled_on else "",
        pack=pack.id,
        writer="model" if job.model else "offline",
        model=job.model.name if job.model else None,
        sections=sections,
        findings=list(review.findings),
        timings={name: round(seconds, 4) for name, seconds in timings.items()},
    )


def titled(pattern: str, facts: ProjectFacts) -> str:
    """A pack's title with its three names filled in; in one pass, so that braces in a name stay what they are."""
    names = {"project": facts.project.name, "unit": facts.report.unit, "year": str(facts.report.year)}
    return re.sub(r"\{(\w+)\}", lambda found: names.get(found.group(1), found.group()), pattern)


def _cover_value(facts: ProjectFacts, path: str) -> str:
    value = value_at(facts, path)
    return "" if value is None else written(value, path)
