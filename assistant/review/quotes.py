"""Quotes: a fact's own words with another figure in them. 示范片亩均减少1.5公斤 is false where the fact says 1.38公斤.

A report retells causes, problems and results in the words of the facts. Where the words before a figure stand in the
facts with one figure only, that figure is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assistant.review.clauses import Clauses
from assistant.review.contradiction import Contradiction
from assistant.review.mention import Mention
from assistant.review.mentions import figures
from assistant.review.subjects import comparable, same

_WORDS = 5
_BEHIND = 4
_KINDS = ("amount", "rate", "points", "count", "date", "month", "month_day", "score")
# What a report retells word by word; plans and backgrounds hold other figures of the same things.
_RETOLD = (
    "problems[",
    "suggestions[",
    "experience[",
    "other[",
    "funds.adjustment_reason",
    "funds.balance_handling",
)
_TOLD = (".deviation", ".measure", ".target_text", ".actual_text")
# An opening that says so little that the words behind the figure must tell the rest.
_FEWEST_BEHIND = 3

Words = tuple[str, str]


class Quotes:
    """The figures of the facts' texts by the words around them. Built once a review."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        self._known: dict[tuple[str, Words], list[tuple[Mention, str]]] = defaultdict(list)
        for path, text in texts:
            if not path.startswith(_RETOLD) and not path.endswith(_TOLD):
                continue
            clauses = Clauses(text)
            for one in figures(text):
                if words := _around(text, one, clauses):
                    self._known[one.type, words].append((one, path))

    def contradiction(self, text: str, mention: Mention, clauses: Clauses) -> Contradiction | None:
        """The only figure that the facts have in these words, where a text has another."""
        if mention.type not in _KINDS:
            return None
        words = _around(text, mention, clauses)
        known = self._known.get((mention.type, words), []) if words else []
        if len({one.key for one, _ in known}) != 1:
            return None
        one, path = known[0]
        if same(mention.key, one.key) or not comparable(mention.key, one.key):
            return None
        unit = one.key[2] if one.type == "count" else ""
        return Contradiction(mention, path, f"“{''.join(words or ())}”", f"{one.text}{unit}", certain=True)


def _around(text: str, mention: Mention, clauses: Clauses) -> Words | None:
    """The words before a figure within its clause, or behind it where it opens the clause; None where they say too little."""
    start, end = clauses.clause(mention.start)
    before = text[max(start, mention.start - _WORDS) : mention.start]
    if len(before) == _WORDS and all("\u4e00" <= char <= "\u9fff" for char in before):
        return before, ""
    if mention.start > start or mention.type not in ("date", "month", "month_day"):
        return None
    behind = text[mention.end : min(end, mention.end + _BEHIND)]
    return ("", behind) if len(behind) >= _FEWEST_BEHIND else None
