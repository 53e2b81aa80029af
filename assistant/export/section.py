"""A section of the report as paragraphs: its heading with its bookmark, its text with the remarks on it or its changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.export import styles
from assistant.export.anchors import anchor
from assistant.export.bookmarks import bookmark
from assistant.export.comments import add_comment
from assistant.export.marks import Remark
from assistant.export.paper import PaperSection
from assistant.export.run_in import run_in
from assistant.export.runs import add_paragraph, add_run, add_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


@dataclass(frozen=True)
class _Placed:
    """A run and the characters of the section's text that it holds."""

    start: int
    end: int
    run: Run


def add_section(document: Document, section: PaperSection, at: datetime) -> None:
    """Append the section; `at` is the time of the remarks."""
    heading = _add_heading(document, section) if section.heading else []
    if section.marks:
        from assistant.export.tracked import add_tracked_text

        add_tracked_text(document, styles.BODY, section, at)
        return
    placed = _add_paragraphs(document, section)
    for remark in section.remarks:
        first, last = _runs_of(remark, placed) or _ends(heading) or _blank(document)
        add_comment(document, first, last, remark.text, remark.author, at)


def _add_heading(document: Document, section: PaperSection) -> list[Run]:
    paragraph = add_paragraph(document, styles.HEADINGS[section.level], section.heading)
    if section.id:
        bookmark(document, paragraph, anchor(section.id))
    return paragraph.runs


def _add_paragraphs(document: Document, section: PaperSection) -> list[_Placed]:
    bounds = {place for remark in section.remarks for place in (remark.start, remark.end)}
    placed: list[_Placed] = []
    for start, text in section.placed:
        paragraph = add_paragraph(document, styles.BODY)
        for run in _add_words(paragraph, text, {place - start for place in bounds}):
            placed.append(_Placed(start, start + len(run.text), run))
            start += len(run.text)
    return placed


def _add_words(paragraph: Paragraph, text: str, cuts: set[int]) -> list[Run]:
    """The words of a paragraph, the heading that they may begin with in its own face."""
    heading = run_in(text)
    if heading is None:
        return add_text(paragraph, styles.BODY, text, cuts=cuts)
    end = heading.end
    runs = add_text(paragraph, styles.BODY, text[:end], cuts=cuts, lead=heading.level)
    return [*runs, *add_text(paragraph, styles.BODY, text[end:], cuts={cut - end for cut in cuts})]


def _runs_of(remark: Remark, placed: Sequence[_Placed]) -> tuple[Run, Run] | None:
    """First and last run of what is remarked on; the nearest one where that has no character of its own."""
    inside = [one.run for one in placed if one.start < remark.end and remark.start < one.end]
    before = [one.run for one in placed if one.start <= remark.start][-1:] or [one.run for one in placed[:1]]
    return _ends(inside or before)


def _ends(runs: Sequence[Run]) -> tuple[Run, Run] | None:
    return (runs[0], runs[-1]) if runs else None


def _blank(document: Document) -> tuple[Run, Run]:
    """For a remark on a section without any words: a comment needs a run to stand at."""
    run = add_run(add_paragraph(document, styles.BODY), styles.BODY)
    return run, run
