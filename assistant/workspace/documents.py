"""Documents to take away: a report as Word, Markdown or JSON, a project's facts as files. Made anew for every download."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import InputError, NotThere
from assistant.store.people import Person
from assistant.wiring import write_document
from assistant.workspace.report import open_report
from assistant.workspace.workspace import Workspace

REPORT_ENDINGS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
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


def report_file(workspace: Workspace, by: Person, draft: int, ending: str) -> Document:
    """A draft as it stands. Raises `NotThere`, `InputError` for another ending."""
    if ending not in REPORT_ENDINGS:
        raise InputError(f"不能导出为 {ending}", hint="请导出 Word（.docx）、.md 或 .json。")
    entry = workspace.drafts.get(by, draft)
    report = open_report(workspace, by, entry.project, draft)
    if report is None or not any(one.revision for one in report.parts):
        raise NotThere("还没有草稿", hint="请先起草。")
    made = report.draft()
    with tempfile.TemporaryDirectory(prefix="report-assistant-") as folder:
        path = Path(folder) / f"report{ending}"
        write_document(path, made)
        return Document(f"{file_name(made.title)}{ending}", REPORT_ENDINGS[ending], path.read_bytes())


def file_name(title: str) -> str:
    """A report's title as a file name without ending."""
    return _UNSAFE.sub("", title).strip("-_")[:_LONGEST_NAME] or "自评报告"
