"""A table's facts into facts that are there already: what is missing is added, what differs is reported and kept as it was."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.facts.derived import derive
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.table.reading import Conflict, TableReading, name_of
from assistant.facts.table.tree import flat, put, whole_tree
from assistant.facts.table.vocabulary import PAID


@dataclass(frozen=True)
class Merged:
    """`tree` for `facts_from_tree`; the paths that were `added`; `conflicts` where the old value was kept."""

    tree: dict[str, Any]
    added: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def merge(facts: ProjectFacts, reading: TableReading) -> Merged:
    """Nothing in `facts` is changed. Indicators are the same where level 2 and name (or the name alone, if only one has
    it) are; the others are added at the end. A sum of payments in the table is only compared with the payments there are.
    """
    tree = whole_tree(facts)
    old = {path: _plain(value) for path, value in flat(tree).items()}
    places = _indicator_places(facts, reading)
    addresses = {cell.path: cell.address for cell in reading.cells}
    added: list[str] = []
    conflicts: list[Conflict] = []
    for path, value in flat(reading.facts).items():
        at = _moved(path, places)
        if path == PAID and facts.funds.payments:
            there: Any = _paid(facts)
        else:
            there = old.get(at)
        if there is None:
            if path == PAID and facts.funds.payments:
                continue
            put(tree, at, value)
            added.append(at)
        elif not _same(there, value):
            said = f"{name_of(at)}：原有“{_shown(there)}”，表中为“{_shown(value)}”，保留原有的"
            conflicts.append(
                Conflict("twice", at, said, tuple({addresses[path]} if path in addresses else ()))
            )
    return Merged(tree, tuple(added), tuple(conflicts))


def _paid(facts: ProjectFacts) -> Decimal | None:
    total = derive(facts).get("funds.paid_total")
    return total.value if total and isinstance(total.value, Decimal) else None


def _indicator_places(facts: ProjectFacts, reading: TableReading) -> dict[int, int]:
    """Number of an indicator in the table → its number in the facts."""
    free = dict(enumerate(facts.indicators))
    places: dict[int, int] = {}
    given = reading.facts.get("indicators", [])
    for exact in (True, False):
        for number, one in enumerate(given):
            if number in places:
                continue
            same = [at for at, there in free.items() if _alike(there, one, exact=exact)]
            if len(same) == 1 or (exact and same):
                places[number] = same[0]
                del free[same[0]]
    new = len(facts.indicators)
    for number in range(len(given)):
        if number not in places:
            places[number], new = new, new + 1
    return places


def _alike(there: Indicator, one: dict[str, Any], *, exact: bool) -> bool:
    if not one.get("name") or _bare(there.name) != _bare(one["name"]):
        return False
    return not exact or _bare(there.level2) == _bare(one.get("level2"))


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def _moved(path: str, places: dict[int, int]) -> str:
    if not path.startswith("indicators["):
        return path
    number, rest = path.removeprefix("indicators[").split("]", 1)
    return f"indicators[{places[int(number)]}]{rest}"


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _same(there: Any, value: Any) -> bool:
    if isinstance(there, str) and isinstance(value, str):
        return _bare(there) == _bare(value)
    return there == value


def _shown(value: Any) -> str:
    text = "；".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
