"""Contradictions: every mention of a text that says of its subject what the facts say otherwise.

Puts the judges in order: records (payments, arrivals), papers (documents), occasions (dates), statements (named subjects),
quotes (the facts' own words), slips.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.facts.derived import Derived
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import title_of
from assistant.review.clauses import Clauses
from assistant.review.contradiction import Contradiction, FindAll
from assistant.review.mention import Key, Mention
from assistant.review.occasions import Occasions
from assistant.review.papers import Papers
from assistant.review.places import Places
from assistant.review.quotes import Quotes
from assistant.review.records import Records
from assistant.review.slips import slip
from assistant.review.statements import Statements, quoted
from assistant.review.subjects import subjects

_CHANGE = re.compile("上升|下降|提高|提升|降低|高于|低于|相差|增长|回落")

__all__ = ["Contradiction", "Contradictions"]


# Words that name a sum of the funds by themselves, before it (-) or behind it.
_SUMS = {
    "funds.arrival_gap": ("-未到位", "-未到位的", "-未到位资金", "-资金缺口", "未到位", "尚未到位", "没有到位", "未足额到位"),
    "funds.balance": ("-尚结余", "-尚未支付", "-账上剩余", "-余额为"),
}  # fmt: skip
_ADJUSTED = {True: ("-调增", "-追加预算", "-增加预算"), False: ("-调减", "-压减预算")}


def _tellings(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[tuple[str, str, str, str]]:
    """(words before, figure, words behind, path) of the sums that their words name."""
    funds = facts.funds
    words = {path: forms for path, forms in _SUMS.items() if path in derived}
    if funds.initial_budget is not None and funds.adjusted_budget not in (None, funds.initial_budget):
        words["funds.adjustment"] = _ADJUSTED[funds.adjusted_budget > funds.initial_budget]
    for path, forms in words.items():
        for form in forms:
            before, behind = (form[1:], "") if form.startswith("-") else ("", form)
            yield before, derived[path].text, behind, path


class Contradictions:
    """What the facts of one project contradict. Built once a review."""

    def __init__(
        self, facts: ProjectFacts, derived: Mapping[str, Derived], texts: Sequence[tuple[str, str]]
    ) -> None:
        self._statements = Statements(subjects(facts, derived), facts.report.year)
        self._records = Records(facts)
        self._occasions = Occasions(facts)
        self._papers = Papers(facts)
        self._quotes = Quotes(texts, tuple(_tellings(facts, derived)))
        self._derived = derived
        self._said = "\n".join(text for _, text in texts)
        self._texts: dict[str, str] = {}
        for path, text in texts:
            self._texts[path] = f"{self._texts[path]}\n{text}" if path in self._texts else text

    def find(self, text: str, mentions: Sequence[Mention], find_all: FindAll) -> dict[Mention, Contradiction]:
        """The contradicted mentions of a text."""
        clauses = Clauses(text)
        places = self._statements.places(text)
        found = {
            one.mention: one
            for one in self._records.contradictions(text, mentions, clauses, find_all)
            if not quoted(text, one.mention, clauses, self._said)
        }
        for mention in mentions:
            if mention not in found and (one := self._judged(text, mention, clauses, places, find_all)):
                found[mention] = one
        return found

    def _judged(
        self, text: str, mention: Mention, clauses: Clauses, places: Places, find_all: FindAll
    ) -> Contradiction | None:
        repeated = quoted(text, mention, clauses, self._said)
        since, _ = clauses.segment(mention.start)
        # The date of a named subject is its own, not the project's.
        if not repeated and not places.before(mention, since):
            found = self._papers.contradiction(text, mention, clauses, find_all)
            found = found or self._occasions.contradiction(text, mention, clauses, find_all)
            if found:
                return found
        found = self._statements.contradiction(
            text, mention, clauses, places, find_all, self._told, repeated=repeated
        )
        if found or repeated or self._statements.settled(text, mention, clauses, places):
            return found
        paths = find_all(mention)
        # A figure that is true of a subject spoken of stands, unless nearly all the words around it are another's.
        spoken_of = self._statements.speaks_of(paths, text, mention, clauses)
        told = [self._told(path) for path in paths]
        found = self._quotes.contradiction(text, mention, clauses, told, closely=spoken_of)
        return found or self._slip(text, mention, find_all)

    def _told(self, path: str) -> str:
        """What the facts say at a path, as it is written."""
        return self._texts.get(path, "")

    def _slip(self, text: str, mention: Mention, find_all: FindAll) -> Contradiction | None:
        if find_all(mention):
            return None

        def known(key: Key) -> str | None:
            return next(iter(find_all(Mention(0, 1, "", key[0], key))), None)

        found = slip(mention, known)
        if not found:
            return None
        path, right = found
        title = self._derived[path].title if path in self._derived else title_of(path)
        # 乘以15.1% may be a rate of its own; 下降15.1% of a fall of 15.1个百分点 is not.
        sure = mention.type != "rate" or bool(_CHANGE.search(text, max(0, mention.start - 6), mention.start))
        return Contradiction(mention, path, title, right, certain=sure)
