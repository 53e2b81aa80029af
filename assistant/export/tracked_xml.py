"""The elements of tracked changes: around runs, in the properties of a paragraph's mark, and beside comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from assistant.export.comments import word_time
from assistant.export.tracked_lines import Change, Op

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.run import Run

_TAGS: dict[Op, str] = {"add": "w:ins", "drop": "w:del"}
TRACKED = tuple(qn(tag) for tag in ("w:ins", "w:del", "w:pPrChange"))
# Word wants an author, of at most 255 characters.
_NOBODY = "未署名"
_AUTHOR_LIMIT = 255
# The properties of a paragraph's mark, and what stands after them.
MARKED = tuple(qn(tag) for tag in ("w:rPr", "w:sectPr", "w:pPrChange"))


def next_number(document: Document) -> int:
    """A `w:id` greater than those of all tracked changes in the document."""
    found = document.element.body.iter(*TRACKED)
    return 1 + max((int(one.get(qn("w:id"), "0")) for one in found), default=0)


def element(tag: str, change: Change, numbers: Iterator[int]) -> BaseOxmlElement:
    """An element that says who changed something, and when."""
    attributes = {qn("w:id"): str(next(numbers)), qn("w:author"): change.author[:_AUTHOR_LIMIT] or _NOBODY}
    if change.at is not None:
        attributes[qn("w:date")] = word_time(change.at)
    return OxmlElement(tag, attrs=attributes)


def track(runs: Sequence[Run], change: Change, numbers: Iterator[int]) -> None:
    """Wrap neighbouring runs of a paragraph as added or dropped; what is kept stays as it is."""
    if change.op == "keep" or not runs:
        return
    wrap([run._r for run in runs], change, numbers)
    for run in runs:
        if change.op == "drop":
            _as_deleted(run)


def wrap(runs: Sequence[BaseOxmlElement], change: Change, numbers: Iterator[int]) -> None:
    """Put neighbouring runs into an element that says who added or dropped them."""
    around = element(_TAGS[change.op], change, numbers)
    runs[0].addprevious(around)
    around.extend(runs)


def _as_deleted(run: Run) -> None:
    for text in run._r.findall(qn("w:t")):
        text.tag = qn("w:delText")
        # Word drops blanks at the ends of a text that does not say this.
        text.set(qn("xml:space"), "preserve")


def track_end(paragraph: CT_P, change: Change, numbers: Iterator[int]) -> None:
    """Mark the paragraph's end as added or dropped; one that is kept stays as it is."""
    if change.op == "keep":
        return
    properties = paragraph.get_or_add_pPr()
    mark = properties.find(qn("w:rPr"))
    if mark is None:
        mark = OxmlElement("w:rPr")
        after = [child for child in properties if child.tag in MARKED]
        (after[0].addprevious if after else properties.append)(mark)
    mark.insert(0, element(_TAGS[change.op], change, numbers))


def end_of(paragraph: CT_P) -> Change:
    """What became of the paragraph's end."""
    for op, tag in _TAGS.items():
        for one in paragraph.findall(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(tag)}"):
            return _change(op, one)
    return Change()


def change_of(child: BaseOxmlElement) -> Change:
    """What became of a run's text."""
    for op, tag in _TAGS.items():
        for around in child.iterancestors(qn(tag)):
            return _change(op, around)
    return Change()


def _change(op: Op, around: BaseOxmlElement) -> Change:
    at = around.get(qn("w:date"))
    return Change(op, around.get(qn("w:author"), ""), datetime.fromisoformat(at) if at else None)


def untrack_end(paragraph: CT_P) -> None:
    """The paragraph's end as one that is kept."""
    for mark in paragraph.findall(f"{qn('w:pPr')}/{qn('w:rPr')}"):
        mark.getparent().remove(mark)


def lift_comment(first: Run, last: Run) -> None:
    """Take the ends of a comment's range out of the change that its runs stand in, so that they outlive it."""
    start, end = first._r.getprevious(), last._r.getnext()
    outer = first._r.getparent()
    if outer is not None and outer.tag in TRACKED and start is not None:
        outer.addprevious(start)
    outer = last._r.getparent()
    if outer is not None and outer.tag in TRACKED and end is not None:
        reference = end.getnext()
        outer.addnext(end)
        if reference is not None:
            end.addnext(reference)
