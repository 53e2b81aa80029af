"""Side by side: the sections of a draft written by a model on several threads, their events as one stream.

Whoever stops reading, or sets the job's `stop`, ends what is being written. An error of one section lets those under way
come to their end, then it is raised.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from assistant.drafting.draft import SectionDraft, Step
from assistant.drafting.events import SectionDone, SectionRepair, SectionStarted, SectionText
from assistant.drafting.exemplars import Exemplar
from assistant.drafting.job import Job
from assistant.drafting.lookup import Lookup
from assistant.drafting.model_writer import Manner, ModelWriter, Written
from assistant.drafting.plan import Plan, SectionPlan
from assistant.models.chat import ChatModel
from assistant.review.ledger import Ledger

_SectionEvent = SectionStarted | SectionText | SectionRepair | SectionDone
_Events = queue.Queue[_SectionEvent | BaseException | None]


def longest_first(plan: Plan) -> list[SectionPlan]:
    """The order in which sections are begun: a long one begun last would be waited for alone."""
    return sorted(plan.sections, key=lambda one: -sum(len(point.text) for point in one.points))


def written_with_model(job: Job, model: ChatModel, plan: Plan, lookup: Lookup) -> Iterator[_SectionEvent]:
    """The events of all sections. Raises `ModelError` when those under way have ended."""
    run = _Run(job, model, plan, lookup)
    with ThreadPoolExecutor(max_workers=max(1, job.concurrency), thread_name_prefix="section") as pool:
        for section in longest_first(plan):
            pool.submit(run.write, section)
        try:
            yield from _drain(run.events, len(plan.sections))
        finally:
            run.closed.set()  # a reader who leaves early ends what is still being written


class _Run:
    """The sections of one job. Each puts its events into the queue and None at its end."""

    def __init__(self, job: Job, model: ChatModel, plan: Plan, lookup: Lookup) -> None:
        manner = Manner(job.repair_rounds, job.items_apart, job.context, job.variant, job.note)
        self._writer = ModelWriter(model, plan, Ledger(job.facts, plan.derived), manner)
        self._job, self._lookup = job, lookup
        self._failed = threading.Event()
        self.events: _Events = queue.Queue()
        self.closed = threading.Event()

    def write(self, section: SectionPlan) -> None:
        """One section, on a thread of its own."""
        try:
            if not (self._failed.is_set() or self.closed.is_set() or self._job.stop.is_set()):
                self.events.put(self._done(section, self._lookup.of(section)))
        except _Stopped:
            return
        except BaseException as error:  # handed to the reader of the stream, who raises it
            self._failed.set()
            self.events.put(error)
        finally:
            self.events.put(None)

    def _done(self, section: SectionPlan, exemplars: list[Exemplar]) -> SectionDone:
        job, writer = self._job, self._writer
        key = writer.key(section, exemplars)
        earlier = [one for one in (job.finished.get(key), job.earlier(key)) if one] if key else []
        for one in earlier:
            kept = writer.kept(section, exemplars, one)
            if kept:
                return SectionDone(section_draft(section, exemplars, kept), key, resumed=True)
        self.events.put(SectionStarted(section.id))
        written = writer.write(section, exemplars, _Listener(job, self.events, self.closed, section.id))
        if earlier:
            written.usage.steps.insert(0, Step(outcome="not_reused"))
        if job.prices and written.usage.calls:
            written.usage.cost = job.prices.of(written.usage)
        return SectionDone(section_draft(section, exemplars, written), key if _keepable(written) else "")


class _Stopped(Exception):
    """The job was stopped while a section was being written."""


@dataclass(frozen=True)
class _Listener:
    """Turns what happens to one section into events, and ends its writing when the job is stopped."""

    job: Job
    events: _Events
    closed: threading.Event
    id: str

    def piece(self, text: str) -> None:
        if self.closed.is_set() or self.job.stop.is_set():
            raise _Stopped
        if text:
            self.events.put(SectionText(self.id, text))

    def repairing(self, number: int, messages: tuple[str, ...]) -> None:
        self.events.put(SectionRepair(self.id, number, messages))


def _keepable(written: Written) -> bool:
    """Whether a text is worth using again: not where the model was of no use, since that may be cured meanwhile."""
    failed = any(step.outcome in ("useless", "too_long") for step in written.usage.steps)
    return not (failed and written.usage.outcome in ("composed", "mixed"))


def _drain(events: _Events, sections: int) -> Iterator[_SectionEvent]:
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


def section_draft(section: SectionPlan, exemplars: list[Exemplar], written: Written) -> SectionDraft:
    """A written section as the draft holds it; its mentions come with the review."""
    return SectionDraft(
        id=section.id,
        heading=section.heading,
        level=section.level,
        kinds=[kind.value for kind in section.kinds],
        text=written.text,
        exemplars=[exemplar.reference for exemplar in exemplars],
        missing=list(section.missing),
        usage=written.usage,
    )
