"""Which facts an edit of words touches: for each changed figure that stands for a fact, the offer to change the fact instead."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.editing.following import with_fact
from assistant.editing.meant import fact_title
from assistant.editing.proposal import Altered, FactChange
from assistant.errors import FactsError
from assistant.facts.model import ProjectFacts


def fact_offers(
    changes: Sequence[Altered], facts: ProjectFacts, derived: Collection[str]
) -> list[FactChange]:
    """One for each fact of which a text now says something that the facts do not; none where the new value cannot stand
    there, and none for a value that is computed.
    """
    found: dict[str, FactChange] = {}
    for one in changes:
        untrue = one.kind == "altered" and one.status in ("untraced", "contradicted")
        if untrue and one.path and one.path not in derived and one.path not in found:
            offer = FactChange(
                path=one.path,
                title=fact_title(facts, one.path),
                before=one.before,
                after=one.after,
                value=field_value(one.after, one.before),
            )
            if _fits(facts, offer):
                found[one.path] = offer
    return list(found.values())


def field_value(said: str, pattern: str) -> str:
    """What stands in the form for what a person said: 398台 → 398 where the fact is a figure."""
    bare = said.replace(",", "").replace("，", "")
    figure = "".join(char for char in bare if char.isdigit() or char in ".-")
    return figure if figure and pattern[:1].isdigit() and "年" not in pattern else said


def _fits(facts: ProjectFacts, offer: FactChange) -> bool:
    try:
        with_fact(facts, offer.path, offer.value)
    except (FactsError, LookupError, ValueError):
        return False
    return True
