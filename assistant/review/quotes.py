"""Quotes: a fact's own words with another figure in them. 示范片亩均减少1.5公斤 is false where the fact says 1.38公斤.

A report retells backgrounds, causes, problems and members of teams in the words of the facts. Where the words around a
figure are those around one figure of the facts, that figure is meant, whatever else the other one is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.review.clauses import Clauses
from assistant.review.contradiction import Contradiction
from assistant.review.mention import Mention
from assistant.review.mentions import figures
from assistant.review.subjects import comparable, same

_KINDS = ("amount", "rate", "points", "count", "date", "month", "month_day", "score")
_DAYS = ("date", "month", "month_day")
# Where texts tell what happened on one day; plans and backgrounds hold other days of the same things.
_RETOLD = (
    "problems[",
    "suggestions[",
    "experience[",
    "other[",
    "funds.adjustment_reason",
    "funds.balance_handling",
)
_TOLD = (".deviation", ".measure", ".target_text", ".actual_text")
# How many characters on either side may tell what a figure is said of.
_LEFT, _RIGHT = 10, 8
# Words of another time or of a part: a figure behind them is not the one that stands without them.
_ELSEWHERE = re.compile(
    r"(?:19|20)\d{2}(?=年)|上年|去年|同期|以往|往年|前年|此前|原来|改造前|实施前|其中|平均|同比|环比|每|各"
)
_CLAUSE = 60
_CLOSELY = 9
_HAN = re.compile("[\u4e00-\u9fff]")
_EDGE = "，。、；：（）“”\n,;:()《》"


@dataclass(frozen=True)
class Surroundings:
    """The words on both sides of a figure, within its sentence's part; `right` begins behind the measure.

    `years` are those, and the words for other times and parts, that its clause says before it.
    """

    left: str
    right: str
    years: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Quote:
    """A figure of the facts in its words. `telling`: words that name one figure however few they are (调减)."""

    mention: Mention
    path: str
    around: Surroundings
    telling: bool = False


class Quotes:
    """The figures of the facts' texts by the words around them. Built once a review.

    `named` are words that name one figure though no text of the facts has them: (words before, figure, words behind, path).
    """

    def __init__(
        self, texts: Sequence[tuple[str, str]], named: Sequence[tuple[str, str, str, str]] = ()
    ) -> None:
        self._known: dict[tuple[str, str], list[_Quote]] = defaultdict(list)
        for path, text in dict.fromkeys(texts):
            for quote in _quotes(path, text):
                if quote.mention.type not in _DAYS or path.startswith(_RETOLD) or path.endswith(_TOLD):
                    self._enter(quote)
        for before, figure, behind, path in named:
            for one in figures(figure):
                self._enter(_Quote(one, path, Surroundings(before, behind), telling=True))

    def _enter(self, quote: _Quote) -> None:
        for hook in _hooks(quote.around):
            self._known[quote.mention.type, hook].append(quote)

    def contradiction(
        self,
        text: str,
        mention: Mention,
        clauses: Clauses,
        told: Sequence[str] = (),
        *,
        closely: bool = False,
    ) -> Contradiction | None:
        """The only figure that the facts have in these words, where a text has another.

        `told`: what the facts tell with the text's own figure; where they tell it by the same telling words, it is right.
        `closely`: only nearly all of the words that are looked at are enough.
        """
        if mention.type not in _KINDS:
            return None
        around = surroundings(text, mention, clauses)
        found: dict[_Quote, int] = {}
        for hook in _hooks(around):
            for quote in self._known.get((mention.type, hook), ()):
                if comparable(mention.key, quote.mention.key):
                    found[quote] = _likeness(around, quote.around, telling=quote.telling)
        best = max(found.values(), default=0)
        meant = [quote for quote, likeness in found.items() if likeness == best and best]
        if (
            not meant
            or (closely and best < _CLOSELY)
            or any(same(mention.key, one.mention.key) for one in meant)
        ):
            return None
        first = meant[0]
        if any(not same(one.mention.key, first.mention.key) for one in meant):
            return None
        if first.telling and any(f"{first.around.left}{first.around.right}" in words for words in told):
            return None
        unit = first.mention.key[2].partition("的")[0] if first.mention.type == "count" else ""
        shared = _shared_words(around, first.around)
        return Contradiction(mention, first.path, f"“{shared}”", f"{first.mention.text}{unit}", certain=True)


def surroundings(text: str, mention: Mention, clauses: Clauses) -> Surroundings:
    """The words around a figure, not beyond its part of the sentence."""
    start, end = clauses.segment(mention.start)
    # The measure of a count stands behind it and is what makes two counts comparable.
    behind = mention.end + (mention.type == "count")
    left = text[max(start, mention.start - _LEFT) : mention.start]
    since, _ = clauses.clause(mention.start)
    years = frozenset(_ELSEWHERE.findall(text[max(since, mention.start - _CLAUSE) : mention.start]))
    return Surroundings(left, text[behind : min(end, behind + _RIGHT)], years)


def _quotes(path: str, text: str) -> Iterator[_Quote]:
    clauses = Clauses(text)
    for one in figures(text):
        if one.type in _KINDS:
            yield _Quote(one, path, surroundings(text, one, clauses))


def _hooks(around: Surroundings) -> Iterator[str]:
    """The shortest words by which a figure may be found again: two before it, or three behind."""
    if len(around.left) >= 2 and around.left[-1] not in _EDGE:
        yield around.left[-2:]
    elif len(around.left) >= 3:
        yield around.left[-3:]
    if len(around.right) >= 3:
        yield "…" + around.right[:3]


def _likeness(one: Surroundings, other: Surroundings, *, telling: bool) -> int:
    """How many characters two surroundings share next to the figure; 0 where they are too few to say what is meant."""
    left, right = _common(one.left[::-1], other.left[::-1]), _common(one.right, other.right)
    if not telling and one.years != other.years:
        return 0
    words = len(_HAN.findall(one.left[len(one.left) - left :]))
    behind = len(_HAN.findall(one.right[:right]))
    opens = _at_edge(one.left, left, before=True) and _at_edge(other.left, left, before=True)
    closes = _at_edge(one.right, right) and _at_edge(other.right, right)
    enough = (
        words >= 5
        or (words >= 4 and behind >= 1)
        or (words >= 2 and behind >= 2)
        or (words >= 2 and opens and closes)
        or (opens and not words and behind >= 4)
        or (telling and left == len(other.left) and right == len(other.right))
    )
    return left + right if enough else 0


def _common(one: str, other: str) -> int:
    """The length of the beginning that two texts share."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _at_edge(words: str, shared: int, *, before: bool = False) -> bool:
    """Whether the shared words reach to the end of their clause."""
    rest = words[: len(words) - shared] if before else words[shared:]
    return not rest or rest[-1 if before else 0] in _EDGE


def _shared_words(one: Surroundings, other: Surroundings) -> str:
    left, right = _common(one.left[::-1], other.left[::-1]), _common(one.right, other.right)
    return f"{one.left[len(one.left) - left :]}…{one.right[:right]}".strip(_EDGE + "…")
