"""A report of the workspace as a paper and as a Word file: which state of the draft it is stands in both."""

from __future__ import annotations

from dataclasses import replace

from assistant.export.paper import Paper
from assistant.export.word_file import WordFile
from assistant.export.word_file import word_file as made
from assistant.workspace.report import Report


def paper(report: Report) -> Paper:
    """The report as it is printed; it says which state of the draft it is."""
    from assistant.export.of_draft import paper_of

    newest = max(one.revision.id for one in report.parts if one.revision)
    return replace(paper_of(report.draft()), version=f"{report.entry.id}.{newest}")


def word_file(report: Report, *, final: bool = False) -> WordFile:
    """The report; dated by its newest text, so that the same report is the same file. Raises as `export.word_file`."""
    at = max(one.revision.made_at for one in report.parts if one.revision)
    return made(paper(report), report.pack.id, created=at, final=final)
