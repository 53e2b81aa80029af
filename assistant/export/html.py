"""A report as a preview where nothing can set it in pages: one fragment with its own style sheet, every character of the
text escaped. The measures are those of the printed page, the page breaks within the text are not shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.export.html_sheet import COVER_POINTS, STYLE, TITLE_POINTS, variables
from assistant.export.html_table import marked, table_of
from assistant.export.paper import Annex, CoverLine, Paper, PaperSection, Signature
from assistant.export.title import broken


def to_html(paper: Paper) -> str:
    """A self-contained fragment: a `<style>` and an `<article class="report-paper">`; no script, no link."""
    sheets = "".join(_sheets(paper))
    return (
        f'<style>{STYLE}</style><article class="report-paper" lang="zh-CN" style="{variables(paper.look)}">'
        f"{sheets}</article>"
    )


def _sheets(paper: Paper) -> Iterator[str]:
    """The cover, the text and each annex as a sheet of its own."""
    if paper.has_cover:
        yield f'<header class="report-sheet report-cover">{"".join(_cover(paper))}</header>'
    yield f'<div class="report-sheet">{"".join(_text_of(paper))}</div>'
    for number, annex in enumerate(paper.annexes, 1):
        yield _annex(annex, number if len(paper.listed) > 1 else None)


def _text_of(paper: Paper) -> Iterator[str]:
    if paper.title:
        yield f'<h1 class="report-title">{_lines(paper.title, TITLE_POINTS)}</h1>'
    for number, section in enumerate(paper.sections, 1):
        yield from _section(number, section, bold=paper.look.bold_second)
    yield from _attachments(paper.listed)
    if paper.signature:
        yield _signature(paper.signature)


def _cover(paper: Paper) -> Iterator[str]:
    yield f'<p class="report-cover-title">{_lines(paper.cover_title or "", COVER_POINTS)}</p>'
    yield from map(_cover_line, paper.cover)


def _lines(title: str, points: int) -> str:
    """A title with its breaks where the printed one has them."""
    return "<br>".join(map(marked, broken(title, points).split("\n")))


def _cover_line(line: CoverLine) -> str:
    value = f'<span class="report-cover-value">{marked(line.value)}</span>'
    return f'<p class="report-cover-line"><span>{marked(line.label)}：</span>{value}</p>'


def _section(number: int, section: PaperSection, *, bold: bool) -> Iterator[str]:
    yield f'<section class="report-section" data-section="{number}">'
    if section.heading:
        tag = f"h{section.level + 1}"
        classes = f"report-heading report-heading-{section.level}"
        classes += " report-bold" if bold and section.level == 2 else ""
        yield f'<{tag} class="{classes}">{marked(section.heading)}</{tag}>'
    for paragraph in section.paragraphs:
        yield f'<p class="report-text">{marked(paragraph)}</p>'
    yield "</section>"


def _attachments(names: tuple[str, ...]) -> Iterator[str]:
    many = len(names) > 1
    for number, name in enumerate(names, 1):
        lead, first = ("附件：", " report-attachment-first") if number == 1 else ("", "")
        only = "" if many else " report-attachment-only"
        mark = f"{number}. " if many else ""
        yield f'<p class="report-attachment{first}{only}">{lead}{mark}{marked(name)}</p>'


def _signature(signature: Signature) -> str:
    lines = (marked(line) for line in (signature.unit, signature.date) if line)
    return f'<p class="report-signature">{"<br>".join(lines)}</p>'


def _annex(annex: Annex, number: int | None) -> str:
    wide = " report-wide" if annex.landscape else ""
    mark = "附件" if number is None else f"附件{number}"
    head = f'<p class="report-annex-mark">{mark}</p>'
    return f'<div class="report-sheet report-annex{wide}">{head}{table_of(annex)}</div>'
