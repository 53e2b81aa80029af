"""How much of what was planned a text says: each figure, date, number, title and name of the plan, each once; and its words.

Words are facts of some length (a cause, a measure, a use): a writer may join them otherwise, so most of their character
pairs are enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.review.mentions import find_mentions

_PLACEHOLDER = re.compile(r"【待(?:补充|核实)：[^】]*】")
_LONG = 8
_MOST = 0.8


@dataclass(frozen=True)
class Coverage:
    """`said` of `planned` things, and `kept` of `worded` facts."""

    planned: int = 0
    said: int = 0
    worded: int = 0
    kept: int = 0


def coverage(text: str, planned: str, facts: Sequence[str] = ()) -> Coverage:
    """Of the things that the composed text `planned` says (in other spelling they are the same things), and of the
    `facts` it is made of, of which those of eight characters and more count.
    """
    wanted = {one.key: one.text for one in find_mentions(planned)}
    gaps = set(_PLACEHOLDER.findall(planned))
    keys = {one.key for one in find_mentions(text)}
    said = sum(key in keys or words in text for key, words in wanted.items())
    worded = {fact for fact in facts if len(fact) >= _LONG}
    return Coverage(
        planned=len(wanted) + len(gaps),
        said=said + sum(gap in text for gap in gaps),
        worded=len(worded),
        kept=sum(_holds(text, fact) for fact in worded),
    )


def _holds(text: str, fact: str) -> bool:
    pairs = [fact[at : at + 2] for at in range(len(fact) - 1)]
    return sum(pair in text for pair in pairs) >= _MOST * len(pairs)
