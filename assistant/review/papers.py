"""Papers: the documents a report cites. A document's title, number, issuer and day belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.facts.model import Document, ProjectFacts
from assistant.facts.quantities import date_text
from assistant.review.clauses import Clauses
from assistant.review.contradiction import Contradiction, FindAll
from assistant.review.mention import Mention
from assistant.review.mentions import find_mentions

_DATES = ("date", "month_day")
_TITLE = re.compile(r"《([^《》\n]{2,100})》")
_ISSUED = re.compile("印发|下达|批复|发布|出台|下发|转发|制定")
_REACH = 160
_JOIN = re.compile(r"[（(\s，,]{0,3}$")


@dataclass(frozen=True)
class _Paper:
    path: str
    document: Document
    number: str | None


class Papers:
    """Judges document numbers by the title before them, and dates by the title behind them."""

    def __init__(self, facts: ProjectFacts) -> None:
        self._by_title = {one.document.title: one for one in _papers(facts) if one.document.title}

    def contradiction(
        self, text: str, mention: Mention, clauses: Clauses, find_all: FindAll
    ) -> Contradiction | None:
        """The document's own number or day, where a text puts another one to its title."""
        if mention.type == "document_number":
            return self._number(text, mention)
        if mention.type in _DATES:
            return self._day(text, mention, clauses, find_all)
        return None

    def _number(self, text: str, mention: Mention) -> Contradiction | None:
        before = text[max(0, mention.start - 110) : mention.start]
        titles = list(_TITLE.finditer(before))
        title = titles[-1] if titles else None
        if title is None or not _JOIN.fullmatch(before[title.end() :]):
            return None
        paper = self._by_title.get(title.group(1))
        if paper is None or paper.number is None or paper.number == mention.key[1]:
            return None
        written = paper.document.number or ""
        return Contradiction(mention, f"{paper.path}.number", f"《{title.group(1)}》的文号", written, True)

    def _day(self, text: str, mention: Mention, clauses: Clauses, find_all: FindAll) -> Contradiction | None:
        _, end = clauses.segment(mention.start)
        title = _TITLE.search(text, mention.end, min(end, mention.end + _REACH))
        if title is None or re.search(r"\d{1,2}日|，", text[mention.end : title.start()]):
            return None
        paper = self._by_title.get(title.group(1))
        day = paper.document.date if paper else None
        if paper is None or day is None or not _ISSUED.search(text, mention.end, title.start()):
            return None
        own = (
            ("date", str(day.year), str(day.month), str(day.day)),
            ("month_day", str(day.month), str(day.day)),
        )
        if mention.key in own:
            return None
        # A day on which the facts know of something else is not this paper's; one they do not know may be a reader's.
        certain = mention.type == "date"
        return Contradiction(
            mention, f"{paper.path}.date", f"《{title.group(1)}》的发文日期", date_text(day), certain
        )


def _papers(facts: ProjectFacts) -> Iterator[_Paper]:
    documents = [(f"project.basis[{i}]", one) for i, one in enumerate(facts.project.basis)]
    for path, document in (*documents, ("evaluation.notice", facts.evaluation.notice)):
        found = [one for one in find_mentions(document.number or "") if one.type == "document_number"]
        yield _Paper(path, document, found[0].key[1] if found else None)
