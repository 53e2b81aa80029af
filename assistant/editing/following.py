"""A fact has changed: what the draft says of it, and of what follows from it, is said with the new value."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.drafting.views import written
from assistant.editing.meant import unit_at
from assistant.editing.sheet import Sheet
from assistant.facts.derived import Derived
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import steps, value_at
from assistant.facts.quantities import number_text
from assistant.outline.pack import Pack
from assistant.review.ledger import Ledger
from assistant.review.trace import trace


def with_fact(facts: ProjectFacts, path: str, value: str) -> ProjectFacts:
    """The facts with another value at a path that holds one. Raises `FactsError` where the value cannot stand there."""
    tree = facts.model_dump(mode="json", exclude_none=True)
    place: Any = tree
    *way, last = steps(path)
    for step in way:
        place = place[step]
    place[last] = value
    return facts_from_tree(tree)


def followed(sheet: Sheet, before: ProjectFacts, after: ProjectFacts, pack: Pack) -> Sheet:
    """The draft with every mention of a changed fact, or of a value derived from one, brought up to date."""
    old, new = pack.derived(before), pack.derived(after)
    ledger = Ledger(before, old)
    changed = [one for name, one in old.items() if name in new and new[name].text != one.text]
    texts: dict[str, str] = {}
    for leaf in sheet.leaves:
        text = leaf.text
        for one in sorted(trace(text, ledger), key=lambda one: -one.mention.start):
            then = _then(one.path, one.mention.text, before, after, old, new) if one.path else None
            # Two values may be alike: the words in front say which one is meant.
            lead = text[max(0, one.mention.start - 10) : one.mention.start]
            named = next((c for c in changed if c.text == one.mention.text and lead.endswith(c.title)), None)
            if then is None and named:
                then = new[named.name].text
            if then is not None and then != one.mention.text:
                text = text[: one.mention.start] + then + text[one.mention.end :]
        texts[leaf.id] = text
    return sheet.with_texts(texts)


def _then(
    path: str,
    said: str,
    before: ProjectFacts,
    after: ProjectFacts,
    old: Mapping[str, Derived],
    new: Mapping[str, Derived],
) -> str | None:
    """How a mention is said after the change; None where it stays, or cannot be said in the same words."""
    if path in old:
        if path not in new or old[path].text == new[path].text:
            return None
        return new[path].text if said == old[path].text else _figure(said, old[path].value, new[path].value)
    was, now = value_at(before, path), value_at(after, path)
    if was == now or now is None:
        return None
    full = written(was, path) + unit_at(before, path)
    if said in (full, written(was, path)):
        return written(now, path) + (unit_at(after, path) if said == full else "")
    return _figure(said, was, now)


def _figure(said: str, was: Any, now: Any) -> str | None:
    """The same words with the new figure in place of the old."""
    if not isinstance(was, Decimal | int) or not isinstance(now, Decimal | int):
        return None
    figure = number_text(Decimal(was))
    return said.replace(figure, number_text(Decimal(now)), 1) if figure in said else None
