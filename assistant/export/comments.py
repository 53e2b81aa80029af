"""Comments beside the text, set like the rest of the file: named styles, named faces, the time that is given."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.export.characters import legal, one_line
from assistant.export.runs import add_run
from assistant.export.styles import COMMENT

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

# A comment without an author is shown as one by nobody; Word wants at most 255 characters.
_NOBODY = "批注"
_AUTHOR_LIMIT = 255


def add_comment(
    document: Document, first_run: Run, last_run: Run, text: str, author: str, at: datetime | None
) -> None:
    """Remark on the runs from the first to the last, in one paragraph or in several. A newline in the text parts
    paragraphs; without `at` the comment bears no time.
    """
    name = one_line(author)[:_AUTHOR_LIMIT] or _NOBODY
    comment = document.part.comments.add_comment(author=name, initials=name[:2])
    element = comment._comment_elm
    if at is None:
        del element.attrib[qn("w:date")]
    else:
        element.set(qn("w:date"), word_time(at))
    for number, line in enumerate(legal(text).split("\n")):
        paragraph = comment.add_paragraph() if number else comment.paragraphs[0]
        add_run(paragraph, COMMENT, line)
    first_run.mark_comment_range(last_run, comment.comment_id)


def word_time(at: datetime) -> str:
    """A time as Word writes it beside comments and changes: by the clock on the wall of its zone, whatever the Z says."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
