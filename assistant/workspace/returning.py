"""A report that was edited in Word or WPS comes back: its changes as proposals, its comments beside the text.

Nothing changes a draft here. The file is compared with the version that it was made from; where the draft has changed
since, both changes are merged, and what both changed is told with both wordings.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.drafting.draft import Draft, SectionDraft
from assistant.editing.editor import Editor
from assistant.editing.proposal import Proposal
from assistant.errors import InputError, NotThere
from assistant.export.of_draft import paper_of
from assistant.export.paper import Paper
from assistant.export.returned.closest import closest
from assistant.export.returned.comparing import Returned
from assistant.export.returned.reading import read
from assistant.export.returned.telling import told
from assistant.store.drafts import DraftEntry
from assistant.store.people import Person
from assistant.workspace.merging import merged
from assistant.workspace.noting import note_comments
from assistant.workspace.report import Report, open_report
from assistant.workspace.supplying import supplied
from assistant.workspace.talking import Talking
from assistant.workspace.tracking import CHECK
from assistant.workspace.versions import Version, version
from assistant.workspace.workspace import Workspace

_log = logging.getLogger(__name__)
_SHOWN = 60


@dataclass(frozen=True)
class TakenBack:
    """What came of a file: the proposals in the order of the report, how many sections and places they change, the new
    comments, and what else a person should know.
    """

    proposals: tuple[int, ...] = ()
    sections: int = 0
    hunks: int = 0
    comments: int = 0
    notes: tuple[str, ...] = ()


@dataclass
class _Base:
    """What the file is compared with: the report in the state that the file names, or as it stands."""

    paper: Paper
    texts: Mapping[str, str]
    notes: list[str] = field(default_factory=list)


def take_back(
    workspace: Workspace, by: Person, project: str, draft: int, name: str, content: bytes
) -> TakenBack:
    """The changes of an edited file as proposals for a draft. Raises `DocumentError` for a file that cannot be read or is
    not of this report, `NotThere`, `NotAllowed`, `InputError` where nothing is written yet.
    """
    report = open_report(workspace, by, project, draft)
    if report is None or not any(one.revision for one in report.parts):
        raise InputError("还没有草稿，没有可以对照的报告", hint="请先起草。")
    edited = read(name, content)
    base = _base(workspace, by, report, edited.version)
    found = closest(name, base.paper, report.pack.id, edited, hints=(CHECK,))
    talk = workspace.talk
    talk.say(by, draft, "user", f"取回 Word 文件“{name}”")
    wished, clashes = _wished(report, base, found)
    headings = {one.id: one.heading for one in base.paper.sections} | {
        one.id: one.heading for one in report.parts
    }
    notes = [*base.notes, *told(found, headings), *clashes]
    made = _proposals(workspace, by, report, found, wished)
    notes += [f"有{made.waiting}节的修改上次取回时已经提出，还在等您决定。"] if made.waiting else []
    comments = note_comments(workspace, by, report, found.comments)
    summary = _summary(made.proposals, comments)
    talk.say(by, draft, "assistant", "\n".join([summary, *notes]))
    ids = tuple(Talking(workspace).propose(by, project, draft, proposal).id for proposal in made.proposals)
    hunks = sum(len(one.hunks) for one in made.proposals)
    _log.info(
        "取回：草稿 %s，%s 节 %s 处，批注 %s 条，说明 %s 条", draft, len(ids), hunks, comments, len(notes)
    )
    return TakenBack(ids, len(ids), hunks, comments, tuple(notes))


def _base(workspace: Workspace, by: Person, report: Report, said: str) -> _Base:
    """The version that the file names, if it is of this project; else the draft as it stands."""
    made = report.draft()
    now = _Base(paper_of(made), {one.id: one.text for one in made.sections})
    number, _, revision = said.partition(".")
    if not (number.isdecimal() and revision.isdecimal() and len(said) < 20):
        now.notes.append("文件没有写明是由哪一版导出的，已与报告现在的内容比较。")
        return now
    try:
        found = version(workspace, by, report.project.id, int(revision))
    except NotThere:
        found = None
    if found is None or found.draft != int(number):
        now.notes.append("文件写明的版本不是本项目的，已与报告现在的内容比较；请核对是否取错了文件。")
        return now
    entry = next(one for one in workspace.drafts.list(by, report.project.id) if one.id == found.draft)
    then = _Base(paper_of(_draft_then(made, entry, found)), found.texts())
    if found.draft != report.entry.id:
        then.notes.append("文件是由较早的一份草稿导出的，修改已合并到现在的草稿上。")
    return then


def _draft_then(made: Draft, entry: DraftEntry, found: Version) -> Draft:
    levels = {str(id): int(level) for id, _, level in entry.head.get("sections", [])}
    texts = found.texts()
    sections = [
        SectionDraft(id=id, heading=heading, level=levels.get(id, 1), kinds=[], text=texts[id])
        for id, heading in found.headings.items()
        if id in texts
    ]
    return made.model_copy(update={"sections": sections, "pack": entry.pack})


def _wished(report: Report, base: _Base, found: Returned) -> tuple[dict[str, str], list[str]]:
    """The texts that the draft should have, in its order, and what cannot be taken over."""
    wished: dict[str, str] = {}
    clashes: list[str] = []
    here = {one.id: one for one in report.parts if one.revision}
    for id, theirs in found.texts.items():
        part = here.get(id)
        if part is None:
            clashes.append(f"文件改了现在的报告没有的一节，内容是：“{theirs}”。")
            continue
        merge = merged(base.texts[id], part.text, theirs)
        after = merge.text({one.id: "mine" for one in merge.conflicts})
        clashes += [
            f"“{part.heading}”这一处两边都改过：现在是“{_short(one.mine)}”，Word中是“{_short(one.theirs)}”。没有改，请您选用。"
            for one in merge.conflicts
        ]
        if after != part.text:
            wished[id] = after
    return {one.id: wished[one.id] for one in report.parts if one.id in wished}, clashes


@dataclass(frozen=True)
class _Made:
    proposals: list[Proposal]
    waiting: int


def _proposals(
    workspace: Workspace, by: Person, report: Report, found: Returned, wished: Mapping[str, str]
) -> _Made:
    """One for each section, so that its facts and findings stand beside its changes; none that waits already."""
    editor, sheet = Editor(report.facts, report.pack), report.sheet
    open_ = [
        line.proposal.hunks
        for line in Talking(workspace).lines(by, report.entry.id)
        if line.open and line.proposal and line.proposal.way == "import"
    ]
    made: list[Proposal] = []
    waiting = 0
    for id, text in wished.items():
        heading = report.part(id).heading
        proposal = editor.compared(
            sheet, sheet.with_texts({id: text}), f"取回Word中的修改：{heading}", "import"
        )
        if proposal.hunks in open_:
            waiting += 1
            continue
        proposal = proposal.model_copy(update={"offers": [*proposal.offers, *supplied(report, proposal)]})
        said = f"“{heading}”在Word中改了{len(proposal.hunks)}处{_by(found, id)}，请逐处确认。"
        if proposal.offers:
            said += "改动的内容是项目事实：如果是数据有变或补上了数据，请用“改数据”，其余各处会跟着改。"
        made.append(proposal.model_copy(update={"message": said}))
    return _Made(made, waiting)


def _by(found: Returned, section: str) -> str:
    authors = "、".join(found.authors.get(section, ()))
    if not authors:
        return ""
    return f"（{authors}的修订{'，另有未留痕的修改' if section in found.untracked else ''}）"


def _summary(proposals: Sequence[Proposal], comments: int) -> str:
    hunks = sum(len(one.hunks) for one in proposals)
    parts = [
        f"{len(proposals)}节共{hunks}处修改" if hunks else "",
        f"{comments}条批注（见“审核”）" if comments else "",
    ]
    said = "、".join(one for one in parts if one)
    return f"已取回{said}。" if said else "文件里没有新的修改和批注。"


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
