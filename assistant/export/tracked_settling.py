"""The last step for a document with tracked changes: the end of the file, and numbers that nothing else bears.

No program can take the last paragraph mark of a file away: where that one was added or dropped, the one before it is instead.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from assistant.export.comments import word_time
from assistant.export.tracked_comments import tie_comments
from assistant.export.tracked_xml import MARKED, TRACKED, element, end_of, track_end, untrack_end

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.xmlchemy import BaseOxmlElement

    from assistant.export.tracked_lines import Change

_SECTION, _AUTHOR, _DATE = qn("w:sectPr"), qn("w:author"), qn("w:date")
_ONE_GO = timedelta(minutes=1)


def settle(document: Document) -> None:
    """Keep the last paragraph mark of the file and of each of its Word sections, and number the changes after everything
    else that has a number.
    """
    tie_comments(document)
    for last in [one._p for one in document.paragraphs if _must_stay(one._p)]:
        change = end_of(last)
        before = _before(last, change)
        if before is not None:
            _exchange(before, last, change)
        untrack_end(last)
    for paragraph in document.paragraphs:
        _tell_apart(paragraph._p)
    _number(document)


def _must_stay(paragraph: CT_P) -> bool:
    following = paragraph.getnext()
    return following is None or following.tag == _SECTION or _breaks(paragraph)


def _breaks(paragraph: CT_P) -> bool:
    return paragraph.pPr is not None and paragraph.pPr.find(_SECTION) is not None


def _before(last: CT_P, change: Change) -> CT_P | None:
    """The paragraph that ends the other text: the last one before whose mark is not of the change's kind. None where the
    mark is kept, and where that paragraph stands beyond a table or a section's end.
    """
    one = last.getprevious() if change.op != "keep" else None
    while one is not None and one.tag == qn("w:p") and not _breaks(one):
        if end_of(one).op != change.op:
            return one
        one = one.getprevious()
    return None


def _exchange(before: CT_P, last: CT_P, change: Change) -> None:
    """The last mark becomes the end of both texts: of `before` in one of them, where it had the properties of that."""
    own, other = _properties(last), _properties(before)
    now, was = (own, other) if change.op == "add" else (other, own)
    _set_properties(last, now, was, change)
    if end_of(before).op == "keep":
        track_end(before, change, count())
    else:
        _join(before, last)


def _join(paragraph: CT_P, last: CT_P) -> None:
    """The paragraph's words to the front of the last one: they end with the file in the one text, and are not in the other."""
    for child in reversed([child for child in paragraph if child.tag != qn("w:pPr")]):
        last.insert(1, child)  # after the properties
    paragraph.getparent().remove(paragraph)


def _properties(paragraph: CT_P) -> list:
    return [deepcopy(one) for one in _properties_of(paragraph.get_or_add_pPr())]


def _properties_of(properties: BaseOxmlElement) -> list:
    """A paragraph's properties without those of its mark and without a section's end."""
    return [one for one in properties if one.tag not in MARKED]


def _set_properties(paragraph: CT_P, now: list, was: list, change: Change) -> None:
    properties = paragraph.get_or_add_pPr()
    for child in _properties_of(properties):
        properties.remove(child)
    for place, child in enumerate(now):
        properties.insert(place, child)
    if [one.xml for one in now] == [one.xml for one in was]:
        return
    before = OxmlElement("w:pPr")
    before.extend(was)
    tracked = element("w:pPrChange", change, count())
    tracked.append(before)
    properties.append(tracked)


def _tell_apart(paragraph: CT_P) -> None:
    """LibreOffice takes additions of one author within a minute at both sides of a paragraph's end for one, and that end for
    added (seen in 7.4): the first is then dated two minutes earlier.
    """
    following = paragraph.getnext()
    if following is None or following.tag != qn("w:p") or end_of(paragraph).op == "add":
        return
    last, first = _words(paragraph)[-1:], _words(following)[:1]
    both = (*last, *first)
    if [one.tag for one in both] != [qn("w:ins")] * 2 or both[0].get(_AUTHOR) != both[1].get(_AUTHOR):
        return
    times = [datetime.fromisoformat(one.get(_DATE)) for one in both if one.get(_DATE)]
    if len(times) == 2 and abs(times[1] - times[0]) <= _ONE_GO:
        both[0].set(_DATE, word_time(times[1] - 2 * _ONE_GO))


def _words(paragraph: CT_P) -> list:
    """What holds text: runs and changes."""
    return [one for one in paragraph if one.tag in (qn("w:r"), qn("w:ins"), qn("w:del"))]


def _number(document: Document) -> None:
    body = document.element.body
    others = [one.get(qn("w:id"), "") for one in body.iter() if one.tag not in TRACKED]
    first = 1 + max((int(one) for one in others if one.isdecimal()), default=0)
    for number, one in zip(count(first), body.iter(*TRACKED), strict=False):
        one.set(qn("w:id"), str(number))
