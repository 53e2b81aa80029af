"""A fact has changed: what the draft says of it, and of what follows from it, is said with the new value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.drafting.composer import Composed
from assistant.drafting.doubts import vouched
from assistant.drafting.views import written
from assistant.editing.meant import unit_at
from assistant.editing.sheet import Sheet
from assistant.facts.derived import Derived
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leads_somewhere, steps, value_at
from assistant.facts.quantities import number_text
from assistant.outline.pack import Pack
from assistant.review.ledger import Ledger
from assistant.review.trace import Traced, trace


def with_fact(facts: ProjectFacts, path: str, value: str) -> ProjectFacts:
    """The facts with another value at a path that holds one. Raises `FactsError` where the value cannot stand there."""
    tree = facts.model_dump(mode="json", exclude_none=True)
    place: Any = tree
    *way, last = steps(path)
    for step in way:
        place = place[step]
    place[last] = value
    return facts_from_tree(tree)


def followed(
    sheet: Sheet,
    before: ProjectFacts,
    after: ProjectFacts,
    pack: Pack,
    composed: Mapping[str, Composed],
) -> Sheet:
    """The draft with every mention of a changed fact, or of a value derived from one, brought up to date; `composed` are the
    sections as the composer writes them from the facts before.
    """
    old, new = pack.derived(before), pack.derived(after)
    ledger = Ledger(before, old)
    changed = [one for name, one in old.items() if name in new and new[name].text != one.text]
    texts: dict[str, str] = {}
    for leaf in sheet.leaves:
        text = leaf.text
        known = vouched(composed[leaf.id], text) if leaf.id in composed else ()
        for one in sorted(trace(text, ledger, known), key=lambda one: -one.mention.start):
            path = _meant(one, text, known, ledger, before, old)
            then = _then(path, one.mention.text, before, after, old, new) if path else None
            # Two values may be alike: the words in front say which one is meant.
            lead = text[max(0, one.mention.start - 10) : one.mention.start]
            named = next((c for c in changed if c.text == one.mention.text and lead.endswith(c.title)), None)
            if then is None and named:
                then = new[named.name].text
            if then is not None and then != one.mention.text:
                text = text[: one.mention.start] + then + text[one.mention.end :]
        texts[leaf.id] = text
    return sheet.with_texts(texts)


def _meant(
    one: Traced,
    text: str,
    known: Sequence[tuple[int, int, str]],
    ledger: Ledger,
    facts: ProjectFacts,
    derived: Mapping[str, Derived],
) -> str | None:
    """The fact that a mention tells. Where several have its value: the one that the composer says, else the one whose
    indicator or payee is named last before it in its sentence.
    """
    mention = one.mention
    paths = ledger.find_all(mention) if one.path else []
    if len(paths) < 2 or any(start < mention.end and mention.start < end for start, end, _ in known):
        return one.path
    lead = re.split(r"[。；\n]", text[: mention.start])[-1]
    named = {path: lead.rfind(name) for path in paths if (name := _owner(path, facts, derived))}
    last = max(named, key=lambda path: named[path], default="")
    return last if named.get(last, -1) >= 0 else one.path


def _owner(path: str, facts: ProjectFacts, derived: Mapping[str, Derived]) -> str:
    """The name of the indicator or payee that a value belongs to, or that it is worked out for."""
    for place in derived[path].inputs if path in derived else (path,):
        match steps(place) if leads_somewhere(place) else []:
            case ["indicators", int(index), *_]:
                return facts.indicators[index].name or ""
            case ["funds", "payments", int(index), *_]:
                return facts.funds.payments[index].payee or ""
            case _:
                pass
    return ""


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
