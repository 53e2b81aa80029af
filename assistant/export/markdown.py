"""A report as Markdown: `#` title, `##` to `#####` headings, blank lines between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.export.paper import CoverLine, Paper, PaperSection

# What Markdown would take for structure at the start of a line, and for a tag anywhere.
_STRUCTURE = re.compile(r"(?=#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|```|~~~|(?:-{3,}|={3,}|\*{3,}|_{3,})\s*$)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def to_markdown(paper: Paper) -> str:
    """The whole report, ending in one newline. Text that Markdown would read as structure is escaped."""
    return "\n\n".join(_blocks(paper)) + "\n"


def _blocks(paper: Paper) -> Iterator[str]:
    title = paper.title.replace("\n", "")
    if title:
        yield f"# {_plain(title)}"
    if paper.cover_title and paper.cover_title != title:
        yield _plain(paper.cover_title)
    yield from map(_cover_line, paper.cover)
    for section in paper.sections:
        yield from _section(section)
    if paper.attachments:
        numbered = (f"{number}. {name}" for number, name in enumerate(paper.attachments, 1))
        names = paper.attachments if len(paper.attachments) == 1 else numbered
        yield _plain("附件：" + "；".join(names))
    if paper.signature:
        yield from (_plain(line) for line in (paper.signature.unit, paper.signature.date) if line)


def _cover_line(line: CoverLine) -> str:
    return _plain(f"{line.label}：{line.value}")


def _section(section: PaperSection) -> Iterator[str]:
    if section.heading:
        yield f"{'#' * (section.level + 1)} {_plain(section.heading)}"
    yield from map(_plain, section.paragraphs)


def _plain(text: str) -> str:
    return _TAG.sub(r"\\<", _STRUCTURE.sub(r"\\", text, count=1) if _STRUCTURE.match(text) else text)
