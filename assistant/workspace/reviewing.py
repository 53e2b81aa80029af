"""Reviewing: comments on sections with their answers; submitting, withdrawing, approving and returning with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from assistant.errors import InputError, NotAllowed
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.store.rights import STATUSES, Status, next_steps
from assistant.store.talk import Message
from assistant.workspace.workspace import Workspace

WHOLE = ""
"""The section of a comment on the whole report."""
STEPS: dict[tuple[Status, Status], str] = {
    ("drafting", "submitted"): "提交审核",
    ("returned", "submitted"): "重新提交审核",
    ("submitted", "drafting"): "撤回",
    ("submitted", "approved"): "审定",
    ("submitted", "returned"): "退回修改",
    ("approved", "returned"): "退回修改",
}
LONGEST = 2000


@dataclass(frozen=True)
class Step:
    """A way on that this person has now. `reason`: they must give one."""

    status: Status
    title: str
    reason: bool


@dataclass(frozen=True)
class Thread:
    """A comment and its answers, oldest first; `found` is whether the words that it quotes still stand in the section."""

    comment: Message
    replies: tuple[Message, ...]
    found: bool


@dataclass(frozen=True)
class Reviewing:
    """Where a project stands between those who write and those who review.

    `reason` is why it was returned, while that is its state. `threads` has the open ones first, each in the order of time.
    """

    project: Project
    steps: tuple[Step, ...]
    reason: Message | None
    threads: tuple[Thread, ...]

    @property
    def open(self) -> int:
        """Comments that nobody has dealt with."""
        return sum(not thread.comment.resolved for thread in self.threads)


def reviewing(workspace: Workspace, by: Person, project: str) -> Reviewing:
    """State, ways on, and the comments on the newest draft. Raises `NotThere`."""
    shown = workspace.projects.get(by, project)
    drafts = workspace.drafts.list(by, project)
    return Reviewing(
        shown,
        steps(by, shown),
        _reason(workspace, by, shown) if shown.status == "returned" else None,
        _threads(workspace, by, drafts[0].id) if drafts else (),
    )


def steps(by: Person, project: Project) -> tuple[Step, ...]:
    """What this person may do with the project now, as buttons say it."""
    return tuple(
        Step(status, STEPS[project.status, status], status == "returned")
        for status in next_steps(by, project)
        if (project.status, status) in STEPS
    )


def move(workspace: Workspace, by: Person, project: str, status: str, reason: str = "") -> Project:
    """To another state; who returns a report says why, and the drafter sees it first. Raises `InputError`, `NotThere`,
    `NotAllowed`.
    """
    shown = workspace.projects.get(by, project)
    if status not in STATUSES:
        raise InputError("没有这个状态", hint="请刷新页面。")
    if status not in [step.status for step in steps(by, shown)]:
        raise NotAllowed(f"项目现在是“{STATUSES[shown.status]}”，您不能这样办理", hint="请刷新页面后再看。")
    drafts = workspace.drafts.list(by, project)
    if status == "submitted" and not (drafts and workspace.drafts.sections(by, drafts[0].id)):
        raise InputError("还没有报告，不能提交", hint="请先在“报告”页起草。")
    comment = None
    if status == "returned":
        if not reason.strip():
            raise InputError("请写明退回的原因", hint="填报人会先看到它。")
        comment = comment_on(workspace, by, project, WHOLE, reason).id
    return workspace.projects.move(by, project, cast(Status, status), comment)


def comment_on(
    workspace: Workspace, by: Person, project: str, section: str, text: str, quote: str = ""
) -> Message:
    """A comment on a section of the newest draft (or the `WHOLE`), perhaps on words of it. Raises `InputError`, `NotThere`."""
    draft = _draft(workspace, by, project)
    sections = workspace.drafts.sections(by, draft)
    if section != WHOLE and section not in sections:
        raise InputError("报告里没有这一节", hint="请刷新页面。")
    if quote and (section == WHOLE or quote not in sections[section].text):
        raise InputError("选中的文字已经改了", hint="请重新选择后再批注。")
    return workspace.talk.say(by, draft, "reviewer", _said(text), section, quote=quote)


def reply(workspace: Workspace, by: Person, project: str, comment: int, text: str) -> Message:
    """An answer to a comment. Raises `InputError`, `NotThere`."""
    thread = _thread(workspace, by, project, comment)
    draft = _draft(workspace, by, project)
    return workspace.talk.say(by, draft, "reply", _said(text), thread.comment.section, parent=comment)


def resolve(workspace: Workspace, by: Person, project: str, comment: int, resolved: bool = True) -> None:
    """A comment is dealt with, or open again. Raises `InputError`, `NotThere`."""
    _thread(workspace, by, project, comment)
    workspace.talk.resolve(by, comment, resolved)


def _thread(workspace: Workspace, by: Person, project: str, comment: int) -> Thread:
    for thread in _threads(workspace, by, _draft(workspace, by, project)):
        if thread.comment.id == comment:
            return thread
    raise InputError("没有这条批注", hint="请刷新页面。")


def _threads(workspace: Workspace, by: Person, draft: int) -> tuple[Thread, ...]:
    messages, texts = workspace.talk.messages(by, draft), workspace.drafts.sections(by, draft)
    threads = [
        Thread(
            one,
            tuple(reply for reply in messages if reply.parent == one.id),
            not one.quote or (one.section in texts and one.quote in texts[one.section].text),
        )
        for one in messages
        if one.speaker == "reviewer"
    ]
    return tuple(sorted(threads, key=lambda thread: thread.comment.resolved))


def _reason(workspace: Workspace, by: Person, project: Project) -> Message | None:
    """The comment that the last return gave; it may be on an earlier draft than the newest."""
    returns = [one for one in workspace.projects.deeds(by, project.id) if one.action == "project.returned"]
    wanted = returns[-1].detail.get("comment") if returns else None
    for draft in workspace.drafts.list(by, project.id):
        for message in workspace.talk.messages(by, draft.id):
            if message.id == wanted:
                return message
    return None


def _draft(workspace: Workspace, by: Person, project: str) -> int:
    drafts = workspace.drafts.list(by, project)
    if not drafts:
        raise InputError("还没有报告，不能批注", hint="请等填报人起草后再批注。")
    return drafts[0].id


def _said(text: str) -> str:
    text = text.strip()
    if not text:
        raise InputError("请写下批注的内容")
    if len(text) > LONGEST:
        raise InputError(f"批注最多{LONGEST}个字，现有{len(text)}个字", hint="请写短一些，或分成几条。")
    return text
