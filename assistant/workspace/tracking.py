"""The changes from one version of a report to another as a Word file: tracked, by author, with what is remarked on the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.errors import InputError, NotThere
from assistant.export.marks import Remark
from assistant.export.paper import Paper, PaperSection
from assistant.outline.packs import load_pack
from assistant.review.findings import Finding
from assistant.store.drafts import DraftEntry, Revision
from assistant.store.people import Person
from assistant.workspace.authorship import Step, step
from assistant.workspace.documents import REPORT_ENDINGS, Document, file_name
from assistant.workspace.redlines import Chapter, redlined
from assistant.workspace.report import Report, open_report
from assistant.workspace.reviewing import Thread, reviewing
from assistant.workspace.versions import NOTHING, Version, latest, version
from assistant.workspace.workspace import Workspace

CHECK = "自动检查"
"""The author of comments that tell a finding."""
_OUTLINE = "章节调整"
"""The author of a changed heading: headings come with the draft's outline, nobody writes them."""
# More comments than that nobody reads, and Word becomes slow.
_MOST = 200


def tracked_file(workspace: Workspace, by: Person, project: str, old: int, new: int) -> Document:
    """A .docx with the changes from version `old` (0: nothing yet) to `new`, each by its author.

    The report as it stands bears the findings and the open comments of reviewers as Word comments. Raises `NotThere`, and
    `InputError` where nothing has changed.
    """
    from assistant.export.tracked import tracked_docx_bytes

    if new == NOTHING:
        raise InputError("没有较新的版本可以对照", hint="请在“历史”页选择两个版本。")
    was, now = (version(workspace, by, project, at) for at in (old, new))
    report = open_report(workspace, by, project, now.draft)
    if report is None:
        raise NotThere("还没有草稿", hint="请先起草。")
    sections = _sections(workspace, by, project, was, now)
    if not any(one.marks for one in sections):
        raise InputError("这两个版本没有不同", hint="请选择另外两个版本对照。")
    if latest(workspace, by, project).at == new:
        sections = _remarked(sections, report.findings, reviewing(workspace, by, project).threads)
    paper = _paper(report, sections, now)
    made = now.made_at.astimezone() if now.made_at else None
    name = f"{file_name(paper.title)}（修订）.docx"
    return Document(name, REPORT_ENDINGS[".docx"], tracked_docx_bytes(paper, made))


def _paper(report: Report, sections: Sequence[PaperSection], now: Version) -> Paper:
    from assistant.export.of_draft import paper_of

    return replace(paper_of(report.draft()), sections=tuple(sections), version=f"{now.draft}.{now.at}")


def _sections(
    workspace: Workspace, by: Person, project: str, was: Version, now: Version
) -> tuple[PaperSection, ...]:
    entries = {one.id: one for one in workspace.drafts.list(by, project)}
    revisions = [one for one in workspace.drafts.revisions(by, project) if one.draft == now.draft]
    began = was.at if was.draft == now.draft else NOTHING
    between = [one for one in revisions if began < one.id <= now.at]
    outline = Step("", _OUTLINE, now.made_at.astimezone() if now.made_at else None)
    old, new = (_chapters(one, entries.get(one.draft)) for one in (was, now))
    return redlined(old, new, _steps(now, between, outline), outline)


def _chapters(one: Version, entry: DraftEntry | None) -> list[Chapter]:
    levels = _levels(entry) if entry else {}
    return [
        Chapter(id, one.headings[id], levels.get(id, 1), revision.text)
        for id, revision in one.sections.items()
    ]


def _levels(entry: DraftEntry) -> Mapping[str, int]:
    planned = entry.head.get("sections")
    if planned:
        return {str(id): int(level) for id, _, level in planned}
    return {placed.section.id: placed.level for placed in load_pack(entry.pack).placed()}


def _steps(now: Version, between: Sequence[Revision], outline: Step) -> Callable[[str], Sequence[Step]]:
    """The revisions of a section; one that the new version has not went with the outline.

    Where the new version is the earlier one, its last author stands for whoever goes back to it.
    """

    def of(id: str) -> Sequence[Step]:
        if id not in now.sections:
            return [outline]
        made = [one for one in between if one.section == id] or [now.sections[id]]
        return [step(one) for one in made]

    return of


def _remarked(
    sections: Sequence[PaperSection], findings: Sequence[Finding], threads: Sequence[Thread]
) -> tuple[PaperSection, ...]:
    """The sections with the comments on them; what is said of the whole report stands at its first section."""
    first = next((one.id for one in sections if one.text), "")
    said: dict[str, list[Remark]] = {one.id: [] for one in sections}
    texts = {one.id: one.text for one in sections}
    # What is wrong with the facts themselves, whatever the text says, is told on their own page.
    here_found = [one for one in findings if one.section in said or (not one.section and one.path is None)]
    for finding in here_found[:_MOST]:
        said[finding.section or first].append(Remark(finding.start, finding.end, _told(finding), CHECK))
    if more := len(here_found[_MOST:]):
        said[first].insert(0, Remark(0, 0, f"另有{more}处问题没有列出，请在“报告”页查看。", CHECK))
    for thread in threads:
        here = thread.comment.section or first
        if here in said and not thread.comment.resolved:
            said[here].append(_comment(thread, texts[here]))
    return tuple(replace(one, remarks=tuple(said[one.id])) for one in sections)


def _told(finding: Finding) -> str:
    return f"{finding.message}\n建议改为：{finding.fix}" if finding.fix else finding.message


def _comment(thread: Thread, text: str) -> Remark:
    """A reviewer's comment with its answers, at the words that it quotes, else at the first paragraph."""
    one = thread.comment
    start = text.find(one.quote) if one.quote else -1
    end = start + len(one.quote) if start >= 0 else len(text.partition("\n")[0])
    lost = f"（原文“{one.quote}”已改）\n" if one.quote and start < 0 else ""
    answers = "".join(f"\n{reply.author}回复：{reply.text}" for reply in thread.replies)
    return Remark(max(start, 0), end, f"{lost}{one.text}{answers}", one.author)
