"""Comments on tracked text: one on words that all come or all go does so with them, any other stays."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.export.tracked_xml import change_of, wrap

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_START, _REFERENCE = qn("w:commentRangeStart"), qn("w:commentReference")
_WORDS = (qn("w:t"), qn("w:delText"))
_ID = qn("w:id")


def tie_comments(document: Document) -> None:
    """Let the sign of a comment that is only on added words be added with the last of them, and the same for dropped ones.

    A sign that stayed behind in a paragraph that goes would keep a part of it, and give its style to the next one.
    """
    begun: dict[str, list[BaseOxmlElement]] = {}
    for one in list(document.element.body.iter(_START, _REFERENCE, *_WORDS)):
        if one.tag == _START:
            begun[one.get(_ID, "")] = []
        elif one.tag == _REFERENCE:
            _tie(one, begun.pop(one.get(_ID, ""), []))
        else:
            for words in begun.values():
                words.append(one)


def _tie(reference: BaseOxmlElement, words: list[BaseOxmlElement]) -> None:
    run = reference.getparent()
    changes = [change_of(one) for one in words]
    same = {change.op for change in changes} in ({"add"}, {"drop"})
    if same and run is not None and change_of(reference).op == "keep":
        wrap([run], changes[-1], count())
