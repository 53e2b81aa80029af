"""Talking about a draft: an instruction becomes a proposal of hunks, and a person takes or refuses each.

What takes time goes on beside the page; an instruction that is given up leaves no trace but its words.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.drafting.events import SectionDone, SectionText
from assistant.drafting.pipeline import Job
from assistant.editing.editor import Editor
from assistant.editing.following import with_fact
from assistant.editing.hunks import Hunk
from assistant.editing.proposal import FactChange, Proposal
from assistant.editing.sheet import Scope
from assistant.errors import InputError
from assistant.facts.model import ProjectFacts
from assistant.store.people import Person
from assistant.store.talk import Message, ProposalEntry
from assistant.wiring import make_draft, open_chat_model
from assistant.workspace.faults import told
from assistant.workspace.report import Report, open_report
from assistant.workspace.supplying import is_supply, supply
from assistant.workspace.workspace import Workspace

LONGEST = 2000
"""Characters of an instruction."""


@dataclass
class Pending:
    """An instruction that is being worked on; `text` is what a model has written so far. `fault`: message and hint."""

    instruction: str
    section: str
    since: float = field(default_factory=time.monotonic)
    text: str = ""
    fault: tuple[str, str] | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Line:
    """A line of the talk: what was said, and the proposal that came of it with what was decided of its hunks."""

    message: Message
    proposal: Proposal | None = None
    decided: Mapping[str, bool] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether hunks wait for a decision."""
        return self.proposal is not None and len(self.decided) < len(self.proposal.hunks)


class Talking:
    """The talk beside the drafts of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._pending: dict[int, Pending] = {}
        self._lock = threading.Lock()

    def lines(self, by: Person, draft: int) -> list[Line]:
        """Everything that was said, oldest first; reviewers' comments stand elsewhere."""
        talk = self._workspace.talk
        proposals = talk.proposals(by, draft)
        return [
            _line(message, proposals.get(message.proposal or 0))
            for message in talk.messages(by, draft)
            if message.speaker in ("user", "assistant")
        ]

    def pending(self, draft: int) -> Pending | None:
        """What is being worked on, or what the last instruction failed of; whoever asks may see the draft."""
        return self._pending.get(draft)

    def instruct(
        self,
        by: Person,
        project: str,
        draft: int,
        instruction: str,
        scope: Scope = Scope(),
        wait: float = 1.5,
    ) -> None:
        """Asks for a change. Returns when the proposal stands in the talk, or after `wait` seconds, while the work goes on.

        Raises `NotThere`, `NotAllowed`, `InputError` for what cannot be asked for.
        """
        words = instruction.strip()
        if not words:
            raise InputError("没有写修改要求", hint="请写明要怎么改，如：把“我局”改成“县市场监管局”。")
        if len(words) > LONGEST:
            raise InputError(f"要求太长（{len(words)}字）", hint=f"请分几次说，一次最多{LONGEST}字。")
        report = self._report(by, project, draft)
        for leaf in scope.leaves(report.sheet):
            scope.span(leaf)

        def work(pending: Pending) -> Proposal:
            settings = self._workspace.settings
            model = open_chat_model(settings) if settings.model_configured else None
            return Editor(report.facts, report.pack, model).propose(report.sheet, words, scope)

        self._ask(by, report, words, scope.section or "", work, wait)

    def redo(
        self, by: Person, project: str, draft: int, section: str, note: str = "", wait: float = 1.5
    ) -> None:
        """One section anew from the facts, as a proposal: by the model with a person's `note` on how to put it, by the
        composer where there is none. Raises as `instruct`.
        """
        report = self._report(by, project, draft)
        part = report.part(section)
        settings = self._workspace.settings
        writer = "model" if settings.model_configured else "offline"
        note = note.strip()[:LONGEST]
        if note and writer == "offline":
            # Many wishes can be carried out by hand.
            self.instruct(by, project, draft, note, Scope(section), wait)
            return

        def work(pending: Pending) -> Proposal:
            job = Job(report.facts, report.pack, stop=pending.stop, note=note, only=frozenset({section}))
            text = part.text
            for event in make_draft(settings, report.facts, report.pack, writer, fresh=True, job=job):
                match event:
                    case SectionText(_, piece):
                        pending.text += piece
                    case SectionDone(made):
                        text = made.text
                    case _:
                        pass
            after = report.sheet.with_texts({section: text})
            way = "model" if writer == "model" else "words"
            return Editor(report.facts, report.pack).compared(report.sheet, after, said, way)

        said = f"重写“{part.heading}”" + (f"：{note}" if note else "")
        self._ask(by, report, said, section, work, wait)

    def follow(self, by: Person, project: str, draft: int) -> ProposalEntry:
        """The places that must follow the facts, which have changed since the draft was written, as a proposal."""
        report = self._report(by, project, draft)
        before = self._workspace.projects.facts(by, project, report.entry.facts)
        proposal = Editor(report.facts, report.pack).following(report.sheet, before.tree)
        return self._propose(by, report, proposal)

    def instead(self, by: Person, project: str, proposal: int, path: str = "") -> ProposalEntry:
        """The proposal to change a fact that an edit of words touches, with all the places that follow. Of an edit that
        offers several facts `path` says which; what else it changes stays to be decided.
        """
        entry, made = self.opened(by, proposal)
        change = next((one for one in made.offers if one.path == path), None) if path else made.fact
        if change is None:
            raise InputError("这条修改不涉及事实", hint="请刷新页面。")
        if path:
            self._leave_figures(by, entry.draft, change)
        else:
            self._workspace.talk.settle(by, proposal, {one.id: False for one in made.hunks}, len(made.hunks))
        if is_supply(change):
            report = self._report(by, project, entry.draft)
            fixed = supply(report, change)
            return self._propose(by, report, fixed.proposal, facts=fixed.facts)
        return self.change_fact(by, project, entry.draft, change, made.instruction)

    def _leave_figures(self, by: Person, draft: int, change: FactChange) -> None:
        """Imported changes that do nothing but tell the new value are dealt with when the fact is changed."""
        for line in self.lines(by, draft):
            if not line.open or line.proposal is None or line.proposal.way != "import":
                continue
            id, of = line.message.proposal or 0, len(line.proposal.hunks)
            told = [one.id for one in line.proposal.hunks if _only_tells(change, one)]
            self._workspace.talk.settle(by, id, dict.fromkeys(told, False), of)

    def change_fact(
        self, by: Person, project: str, draft: int, change: FactChange, said: str = ""
    ) -> ProposalEntry:
        """The proposal to change a fact, with all the places that follow. Raises `FactsError`."""
        report = self._report(by, project, draft)
        facts, proposal = Editor(report.facts, report.pack).follow(report.sheet, change, said)
        message = f"将把“{change.title}”由{change.before or '空'}改为{change.after}，草稿中相关各处随之改动。"
        proposal = proposal.model_copy(update={"fact": change, "message": message})
        return self._propose(by, report, proposal, facts=facts)

    def propose(
        self, by: Person, project: str, draft: int, proposal: Proposal, facts: ProjectFacts | None = None
    ) -> ProposalEntry:
        """A proposal that came from elsewhere (a finding's fix), for a person to decide; `facts` are those that it brings."""
        return self._propose(by, self._report(by, project, draft), proposal, facts=facts)

    def cancel(self, by: Person, draft: int) -> None:
        """Gives up what is being worked on."""
        self._workspace.drafts.get(by, draft)
        pending = self._pending.get(draft)
        if pending and not pending.ended.is_set():
            pending.fault = ("已停止。", "")
            pending.stop.set()
            pending.ended.set()

    def opened(self, by: Person, proposal: int) -> tuple[ProposalEntry, Proposal]:
        """A proposal as it was made."""
        entry = self._workspace.talk.proposal(by, proposal)
        return entry, Proposal.model_validate(entry.body["proposal"])

    def _report(self, by: Person, project: str, draft: int) -> Report:
        report = open_report(self._workspace, by, project, draft)
        if report is None or not any(one.revision for one in report.parts):
            raise InputError("还没有草稿", hint="请先起草。")
        return report

    def _ask(
        self,
        by: Person,
        report: Report,
        said: str,
        section: str,
        work: Callable[[Pending], Proposal],
        wait: float,
    ) -> None:
        draft, pending = report.entry.id, Pending(said, section)
        with self._lock:
            last = self._pending.get(draft)
            if last and not last.ended.is_set():
                raise InputError("上一条要求还在处理", hint="请稍候，或先停止它。")
            self._pending[draft] = pending
        try:
            self._workspace.talk.say(by, draft, "user", said, section)
        except BaseException:
            pending.ended.set()
            raise
        threading.Thread(
            target=self._carry_out, args=(by, report, pending, work), name=f"edit-{draft}", daemon=True
        ).start()
        pending.ended.wait(wait)

    def _carry_out(
        self, by: Person, report: Report, pending: Pending, work: Callable[[Pending], Proposal]
    ) -> None:
        try:
            proposal = work(pending)
            if not pending.stop.is_set():
                self._propose(by, report, proposal, pending.section)
        except Exception as error:  # a person's request ends here: the page tells it
            if not pending.stop.is_set():
                pending.fault = told(error)
        finally:
            pending.ended.set()

    def _propose(
        self,
        by: Person,
        report: Report,
        proposal: Proposal,
        section: str = "",
        facts: ProjectFacts | None = None,
    ) -> ProposalEntry:
        base = {
            part.id: [part.revision.id if part.revision else None, part.text]
            for part in report.parts
            if any(hunk.section == part.id for hunk in proposal.hunks)
        }
        if facts is None and proposal.way == "facts" and proposal.fact:
            facts = with_fact(report.facts, proposal.fact.path, proposal.fact.value)
        body: dict[str, Any] = {
            "proposal": proposal.model_dump(mode="json"),
            "base": base,
            "facts": report.facts_revision,
            "tree": facts.model_dump(mode="json", exclude_none=True) if facts else None,
        }
        talk = self._workspace.talk
        entry = talk.propose(by, report.entry.id, body)
        talk.say(by, report.entry.id, "assistant", _said(proposal), section, entry.id)
        return entry


def _only_tells(change: FactChange, hunk: Hunk) -> bool:
    """Whether a hunk does nothing but put the new value in place of the old."""
    if change.before not in hunk.before or change.after not in hunk.after:
        return False
    return hunk.before.replace(change.before, "", 1) == hunk.after.replace(change.after, "", 1)


def _said(proposal: Proposal) -> str:
    if proposal.message:
        return proposal.message
    return f"建议修改{len(proposal.hunks)}处，请逐处确认。" if proposal.hunks else "没有改动。"


def _line(message: Message, entry: ProposalEntry | None) -> Line:
    if entry is None:
        return Line(message)
    return Line(message, Proposal.model_validate(entry.body["proposal"]), entry.decided)
