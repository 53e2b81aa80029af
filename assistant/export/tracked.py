"""Changes as Word tracks them (`w:ins`, `w:del`), each with its author and time: accepted they give the new text, rejected the
old.

A newline in a mark is the mark of the paragraph that ends there: Word joins a paragraph whose mark goes with the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from assistant.export.docx import docx_bytes
from assistant.export.marks import Remark
from assistant.export.paper import Paper, PaperSection
from assistant.export.tracked_lines import Line, Stretch, lines
from assistant.export.tracked_section import TrackedSection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from assistant.export.paragraph_style import ParagraphStyle


@dataclass(frozen=True)
class _Placed:
    """A stretch and the runs that it became."""

    stretch: Stretch
    runs: list[Run]


def tracked_docx_bytes(paper: Paper, created: datetime | None = None) -> bytes:
    """The .docx file of a paper whose sections bear marks; the same paper and `created` (default now) give the same bytes."""
    return docx_bytes(paper, created=created or datetime.now(UTC))


def add_tracked_text(
    document: Document, style: ParagraphStyle, section: PaperSection, at: datetime | None = None
) -> None:
    """Append the paragraphs of both texts of a section; its heading, if it has one, is the document's last paragraph.

    Remarks stand at the words of the new text, at the heading where it has none; `at` is their time (default: the file's).
    """
    from assistant.export.tracked_xml import next_number

    numbers = count(next_number(document))
    heading = _tracked_heading(document, section, numbers) if section.heading else []
    cuts = {place for remark in section.remarks for place in (remark.start, remark.end)}
    placed: list[_Placed] = []
    for line in lines(section.marks, cuts):
        paragraph = _new_paragraph(document, style, line, numbers)
        placed += _filled(paragraph, style, line, numbers)
    at = at or document.core_properties.created
    for remark in section.remarks:
        _add_remark(document, remark, _remarked(remark, placed) or heading, at)


def _tracked_heading(document: Document, section: PaperSection, numbers: Iterator[int]) -> list[Run]:
    """The runs of the heading; one that changed is set anew."""
    from docx.oxml.ns import qn

    from assistant.export.styles import HEADINGS
    from assistant.export.tracked_xml import track_end

    paragraph = document.paragraphs[-1]
    marks = section.heading_marks if isinstance(section, TrackedSection) else ()
    made = lines(marks)
    if len(made) != 1:
        return paragraph.runs
    for run in paragraph.runs:
        paragraph._p.remove(run._r)
    ends = paragraph._p.findall(qn("w:bookmarkEnd"))
    placed = _filled(paragraph, HEADINGS[section.level], made[0], numbers)
    paragraph._p.extend(ends)
    track_end(paragraph._p, made[0].end, numbers)
    return [run for one in placed for run in one.runs]


def _new_paragraph(
    document: Document, style: ParagraphStyle, line: Line, numbers: Iterator[int]
) -> Paragraph:
    from assistant.export.runs import add_paragraph
    from assistant.export.tracked_xml import track_end

    paragraph = add_paragraph(document, style)
    track_end(paragraph._p, line.end, numbers)
    return paragraph


def _filled(paragraph: Paragraph, style: ParagraphStyle, line: Line, numbers: Iterator[int]) -> list[_Placed]:
    from assistant.export.run_in import run_in
    from assistant.export.runs import add_text
    from assistant.export.tracked_xml import track

    heading = run_in(line.text)
    placed = []
    at = 0
    for stretch in line.stretches:
        inside = max(0, heading.end - at) if heading else 0
        if stretch.change.op == "drop":
            inside = len(stretch.text) if inside else 0
        else:
            at += len(stretch.text)
        head, rest = stretch.text[:inside], stretch.text[inside:]
        runs = add_text(paragraph, style, head, lead=heading.level if heading else None)
        runs += add_text(paragraph, style, rest)
        track(runs, stretch.change, numbers)
        placed.append(_Placed(stretch, runs))
    return placed


def _add_remark(document: Document, remark: Remark, runs: Sequence[Run], at: datetime | None) -> None:
    """A comment; its ends stand outside of changes, so that they do not cut it."""
    from assistant.export.comments import add_comment
    from assistant.export.tracked_xml import lift_comment

    if runs:
        add_comment(document, runs[0], runs[-1], remark.text, remark.author, at)
        lift_comment(runs[0], runs[-1])


def _remarked(remark: Remark, placed: Sequence[_Placed]) -> list[Run]:
    """The runs that a remark is about, the nearest before it where it is about no character."""
    new = [one for one in placed if one.stretch.change.op != "drop"]
    inside = [one for one in new if one.stretch.start < remark.end and remark.start < one.stretch.end]
    near = [one for one in new if one.stretch.start <= remark.start][-1:] or new[:1]
    return [run for one in inside or near for run in one.runs]
