"""One project of a batch: facts opened, drafted, written. Used by worker processes and by the model writer's threads."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial

from assistant.batch.drafted import Drafted, drafted_of
from assistant.batch.journal import Journal
from assistant.batch.placing import place
from assistant.batch.task import Order, Task
from assistant.drafting.draft import Draft
from assistant.drafting.events import Finished
from assistant.drafting.exemplars import Exemplar, Exemplars
from assistant.drafting.job import Job
from assistant.drafting.plan import SectionPlan
from assistant.errors import AssistantError, InputError
from assistant.facts.model import ProjectFacts
from assistant.facts.opening import open_facts
from assistant.outline.packs import load_pack
from assistant.review.findings import Finding
from assistant.settings import Settings
from assistant.wiring import exemplars_of, make_draft
from assistant.wiring_documents import write_document

ENDINGS = (".docx", ".json")


class Bench:
    """What stays open between projects: the library of past reports. Safe to use from several threads.

    Raises `LibraryError`, `SettingsError` where a model is to write and the library cannot be used.
    """

    def __init__(self, order: Order) -> None:
        self._order = order
        self._exemplars: Exemplars = (
            exemplars_of(order.settings, order.pack)
            if order.writer == "model"
            else _Spared(order.settings, order.pack)
        )

    def draft(self, task: Task, stop: threading.Event | None = None) -> Drafted:
        """Draft the project and put its files in their places. Raises `AssistantError`; half a file is never seen."""
        facts = task.facts or open_facts(task.path)
        job = Job(facts, load_pack(self._order.pack))
        job.stop = stop or job.stop
        made = self._made(job)
        made.findings.extend(_doubt(one) for one in task.doubts)
        for ending in ENDINGS:
            place(self._order.out, f"{task.name}{ending}", partial(write_document, made=made))
        # Here, not where the result arrives: between the two a kill would cost what is already in its place.
        Journal(self._order.out).done(task.address, task.name)
        return drafted_of(made, job.pack, facts)

    def _made(self, job: Job) -> Draft:
        order = self._order
        # A section that a model has finished, in this run or one before it, is not paid for again.
        events = make_draft(
            order.settings, job.facts, job.pack, order.writer, resume=True, exemplars=self._exemplars, job=job
        )
        for event in events:
            if isinstance(event, Finished):
                return event.draft
        raise InputError("起草已停止。", hint="再运行一次即可接着做。")


class _Spared:
    """The library's passages for drafts written without a model: only listed beside the sections, so that a library that is
    being filled or out of order costs them, never a draft.
    """

    def __init__(self, settings: Settings, pack: str) -> None:
        self._settings, self._pack = settings, pack
        self._source: Exemplars | None = None
        self._broken = False

    def for_sections(self, sections: Sequence[SectionPlan], facts: ProjectFacts) -> list[list[Exemplar]]:
        """As the library gives them; none once it has failed."""
        if not self._broken:
            try:
                self._source = self._source or exemplars_of(self._settings, self._pack)
                return self._source.for_sections(sections, facts)
            except AssistantError:
                self._broken = True
        return [[] for _ in sections]


def _doubt(message: str) -> Finding:
    return Finding(
        rule="table_import", severity="warning", section="", start=0, end=0, text="", message=message
    )
