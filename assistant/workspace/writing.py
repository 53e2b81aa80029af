"""Writing: drafts under way in this process, each on a thread of its own. A page looks in, leaves and comes back; a section
is in the store as soon as it is finished, so a kill costs only what was being written.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assistant.drafting.draft import SectionDraft, WriterName
from assistant.drafting.events import Event, Finished, SectionDone, Started
from assistant.drafting.pipeline import Job
from assistant.errors import InputError, StoreError
from assistant.facts.load import facts_from_tree
from assistant.outline.packs import load_pack
from assistant.store.drafts import DraftEntry, Origin
from assistant.store.people import Person
from assistant.wiring import exemplars_of, make_draft
from assistant.workspace.board import Board, Part, level_of
from assistant.workspace.examples import Examples
from assistant.workspace.faults import told
from assistant.workspace.workspace import Workspace

# A page that closes down waits this long for what is being written to come to its end.
_PATIENCE = 5.0


@dataclass
class Run:
    """One draft under way. `fault` is message and hint of what ended it; `ended` is when nothing more will come."""

    draft: int
    writer: WriterName
    board: Board = field(default_factory=Board)
    stop: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    since: float = field(default_factory=time.monotonic)
    fault: tuple[str, str] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    examples: Examples | None = None
    begun: int = 0
    """Sections that were finished before."""

    def parts(self) -> dict[str, Part]:
        """The sections as they are at this moment."""
        with self.lock:
            return {id: replace(part) for id, part in self.board.parts.items()}

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.since

    @property
    def seconds_left(self) -> float | None:
        """A guess by the sections so far; None before there is anything to guess by."""
        done, total = self.board.done - self.begun, len(self.board.parts)
        return self.seconds / done * (total - self.board.done) if done > 0 else None


class Writing:
    """The drafts under way of one workspace. `excuse` says why nobody should wait for the library now, if so."""

    def __init__(self, workspace: Workspace, excuse: Callable[[], str] = lambda: "") -> None:
        self._workspace, self._excuse = workspace, excuse
        self._runs: dict[int, Run] = {}
        self._lock = threading.Lock()

    def start(
        self, by: Person, project: str, pack: str, writer: WriterName, *, fresh: bool = False
    ) -> DraftEntry:
        """A new draft of a project, from its facts as they stand; `fresh` writes again what earlier drafts have. Raises
        `NotThere`, `NotAllowed`, `PackError`, `SettingsError`.
        """
        load_pack(pack)
        self._check(writer)
        workspace = self._workspace
        saved = workspace.projects.facts(by, project)
        facts_from_tree(saved.tree)
        for run in [self._runs.get(one.id) for one in workspace.drafts.list(by, project)]:
            if run and not run.ended.is_set():
                raise InputError("这个项目正在起草", hint="请等它写完，或先停止。")
        entry = workspace.drafts.start(by, project, saved.id, pack, writer)
        self._begin(by, entry, fresh)
        return entry

    def resume(self, by: Person, draft: int) -> None:
        """Goes on with a draft that was stopped, failed or interrupted: from the same facts, without what is finished."""
        entry = self._workspace.drafts.get(by, draft)
        self._check(entry.writer)
        self._begin(by, entry, fresh=False)

    def stop(self, by: Person, draft: int) -> None:
        """Ends a draft under way; what is finished stays. Raises `NotThere`."""
        self._workspace.drafts.get(by, draft)
        run = self._runs.get(draft)
        if run:
            run.stop.set()

    def run(self, draft: int) -> Run | None:
        """The run of a draft in this process, under way or the last one; whoever asks has the right to see the draft."""
        return self._runs.get(draft)

    def close(self) -> None:
        """Ends everything; waits a little for what is being kept."""
        runs = list(self._runs.values())
        for run in runs:
            run.stop.set()
        until = time.monotonic() + _PATIENCE
        for run in runs:
            run.ended.wait(max(0.0, until - time.monotonic()))

    def _check(self, writer: str) -> None:
        if writer == "model" and not self._workspace.settings.model_configured:
            raise InputError("没有配置语言模型", hint="请改用离线起草，或请管理员在设置中配置模型。")

    def _begin(self, by: Person, entry: DraftEntry, fresh: bool) -> None:
        run = Run(entry.id, "model" if entry.writer == "model" else "offline")
        with self._lock:
            earlier = self._runs.get(entry.id)
            if earlier and not earlier.ended.is_set():
                raise InputError("这份报告正在起草", hint="请等它写完，或先停止。")
            self._runs[entry.id] = run
        # A right that is missing is told before anything begins.
        self._workspace.drafts.set(by, entry.id, state="writing")
        threading.Thread(
            target=self._write, args=(by, entry, run, fresh), name=f"draft-{entry.id}", daemon=True
        ).start()

    def _write(self, by: Person, entry: DraftEntry, run: Run, fresh: bool) -> None:
        drafts = self._workspace.drafts
        state = "failed"
        try:
            keep = self._keeper(by, entry, run)
            for event in self._events(by, entry, run, fresh):
                with run.lock:
                    run.board.take(event)
                keep(event)
                if run.stop.is_set():
                    break
            state = "done" if run.board.draft else "stopped"
        except Exception as error:  # a person's request ends here: the page tells it
            run.fault = told(error)
        finally:
            with run.lock:
                run.board.end()
            try:
                drafts.set(by, entry.id, state=state)
            except StoreError as error:
                run.fault = run.fault or (error.message, error.hint)
            run.ended.set()

    def _events(self, by: Person, entry: DraftEntry, run: Run, fresh: bool):
        workspace = self._workspace
        facts = facts_from_tree(workspace.projects.facts(by, entry.project, entry.facts).tree)
        pack = load_pack(entry.pack)
        job = Job(facts, pack, stop=run.stop)
        run.examples = Examples(lambda: exemplars_of(workspace.settings, pack.id), self._excuse())
        return make_draft(
            workspace.settings,
            facts,
            pack,
            run.writer,
            resume=not fresh,
            fresh=fresh,
            exemplars=run.examples,
            job=job,
        )

    def _keeper(self, by: Person, entry: DraftEntry, run: Run) -> Callable[[Event], None]:
        """Keeps each section as it is finished, unless there is a text already: a person's edit is not written over."""
        drafts = self._workspace.drafts
        there = set(drafts.sections(by, entry.id))
        run.begun = len(there)

        def keep(event: Event) -> None:
            match event:
                case Started(sections):
                    placed = [[id, heading, level_of(heading)] for id, heading in sections]
                    drafts.set(by, entry.id, head={**entry.head, "sections": placed})
                case SectionDone(section) if section.id not in there:
                    drafts.revise(
                        by, entry.id, section.id, section.text, origin_of(section), None, details_of(section)
                    )
                    there.add(section.id)
                case Finished(draft):
                    head = dict(drafts.get(by, entry.id).head)
                    drafts.set(by, entry.id, head={**head, "model": draft.model, "timings": draft.timings})
                case _:
                    pass

        return keep


def origin_of(section: SectionDraft) -> Origin:
    """Who wrote a section."""
    return "composer" if section.usage.outcome in ("offline", "composed") else "model"


def details_of(section: SectionDraft) -> dict:
    """What a revision keeps of a section beside its text; mentions follow from text and facts."""
    return section.model_dump(mode="json", exclude={"id", "heading", "level", "text", "mentions"})
