"""Documents to take away: a report as Word, PDF, Markdown or JSON, a project's facts as files. Made anew for every download."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.errors import InputError, NotThere
from assistant.store.people import Person
from assistant.workspace.finishing import obstacles
from assistant.workspace.press import Press
from assistant.workspace.report import Report, open_report
from assistant.workspace.word import paper, word_file
from assistant.workspace.workspace import Workspace

REPORT_ENDINGS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".md": "text/markdown; charset=utf-8",
    ".json": "application/json",
}
# A name that every file system, mail gateway and archive takes: letters (Chinese too), digits, a few marks.
_UNSAFE = re.compile(r"[^\w（）—-]+")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Document:
    """A file to take away."""

    name: str
    type: str
    content: bytes


def report_file(
    workspace: Workspace, by: Person, draft: int, ending: str, *, final: bool = False
) -> Document:
    """A draft as it stands; a `final` one has no comments. Raises `NotThere`, `InputError` for another ending and for a
    final one while anything stands in its way (`finishing.obstacles`), `DocumentError` where PDF cannot be made.
    """
    if ending not in REPORT_ENDINGS:
        raise InputError(f"不能导出为 {ending}", hint="请导出 Word（.docx）、PDF（.pdf）、.md 或 .json。")
    report = written_report(workspace, by, draft)
    if final:
        obstacles(report).refuse()
    content = _content(workspace, report, ending, final=final)
    return Document(f"{file_name(report.draft().title)}{ending}", REPORT_ENDINGS[ending], content)


def written_report(workspace: Workspace, by: Person, draft: int) -> Report:
    """The report of a draft of which something is written. Raises `NotThere`."""
    entry = workspace.drafts.get(by, draft)
    report = open_report(workspace, by, entry.project, draft)
    if report is None or not any(one.revision for one in report.parts):
        raise NotThere("还没有草稿", hint="请先起草。")
    return report


def _content(workspace: Workspace, report: Report, ending: str, *, final: bool) -> bytes:
    match ending:
        case ".docx":
            return word_file(report, final=final).content
        case ".pdf":
            return Press(workspace.settings).printed(report.entry.id, word_file(report, final=final).content)
        case ".md":
            from assistant.export.markdown import to_markdown

            return to_markdown(paper(report)).encode()
        case _:
            return (report.draft().model_dump_json(indent=2) + "\n").encode()


def file_name(title: str) -> str:
    """A report's title as a file name without ending."""
    return _UNSAFE.sub("", title).strip("-_")[:_LONGEST_NAME] or "自评报告"
