"""Figures and names of a text that the facts do not bear out: traced by meaning and by what they are said of."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.facts.model import ProjectFacts
from assistant.review.claims import false_claims
from assistant.review.ledger import Ledger
from assistant.review.sweeping import sweeping_claims
from assistant.review.trace import trace
from eval.metrics.slots import without_slots

NAMES = ("organisation", "place", "person", "project", "title")


@dataclass(frozen=True)
class Truth:
    """Counts: `figures` of the text, how many no fact says (`untraced`) or a fact denies (`contradicted`); `names` of the
    text and how many the facts lack (`foreign`); claims (met, rose, all …) that the facts deny (`false`).
    """

    figures: int = 0
    untraced: int = 0
    contradicted: int = 0
    names: int = 0
    foreign: int = 0
    false: int = 0


def truth(text: str, facts: ProjectFacts, ledger: Ledger) -> Truth:
    """The text read as if pasted from anywhere: nobody vouches for it; slots are counted elsewhere."""
    text = without_slots(text)
    traced = trace(text, ledger)
    figures = [one for one in traced if one.mention.type not in NAMES]
    names = [one for one in traced if one.mention.type in NAMES]
    claims = {one.start for one in (*false_claims("", text, facts), *sweeping_claims("", text, facts))}
    return Truth(
        figures=len(figures),
        untraced=sum(one.status == "untraced" for one in figures),
        contradicted=sum(one.status == "contradicted" for one in figures),
        names=len(names),
        foreign=sum(one.path is None for one in names),
        false=len(claims),
    )
