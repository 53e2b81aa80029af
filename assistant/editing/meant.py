"""Which fact the words of an instruction mean: 电子秤数量, 满意度, 预算执行率 → a path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.drafting.views import written
from assistant.facts.derived import Derived
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leaves, steps, title_of

_ENOUGH = 0.6
_NOISE = re.compile(r"的|数量|金额|数值|情况|值|数$|是|为")
_TARGET = re.compile(r"目标|指标值|年度值|应")


@dataclass(frozen=True)
class Meant:
    """A fact: where it is, what it is called, how its value is written. `derived` values cannot be set."""

    path: str
    title: str
    text: str
    derived: bool = False


def meant(words: str, facts: ProjectFacts, derived: Mapping[str, Derived]) -> list[Meant]:
    """The facts that the words may mean, the likeliest first; none where nothing is like them. Two of equal likeness
    stand both at the head: a person chooses.
    """
    scored = [
        (_likeness(words, one.title), -order, one) for order, one in enumerate(_named(words, facts, derived))
    ]
    best = sorted((row for row in scored if row[0] >= _ENOUGH), key=lambda row: (-row[0], -row[1]))
    return [one for _, _, one in best]


def unit_at(facts: ProjectFacts, path: str) -> str:
    """The unit that an indicator's figure is counted in; empty for other facts (theirs is fixed)."""
    found = re.fullmatch(r"indicators\[(\d+)\]\.(?:actual|target)", path)
    return (facts.indicators[int(found.group(1))].unit or "") if found else ""


def fact_title(facts: ProjectFacts, path: str) -> str:
    """What a fact is called, with the indicator or payee that it belongs to."""
    parts = steps(path)
    if parts[0] == "indicators" and len(parts) > 1 and isinstance(parts[1], int):
        return f"{facts.indicators[parts[1]].name or ''}{title_of(path)}"
    return title_of(path)


def _named(words: str, facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Meant]:
    """Every fact with the name that people give it."""
    wants_target = bool(_TARGET.search(words))
    for index, one in enumerate(facts.indicators):
        field = "target" if wants_target else "actual"
        if one.name and getattr(one, field) is not None:
            path = f"indicators[{index}].{field}"
            yield Meant(
                path,
                one.name + ("目标" if wants_target else ""),
                written(getattr(one, field), path) + (one.unit or ""),
            )
    for index, one in enumerate(facts.funds.payments):
        if one.payee and one.amount is not None:
            path = f"funds.payments[{index}].amount"
            yield Meant(path, f"支付{one.payee}{one.purpose or ''}金额", written(one.amount, path))
    for path, value in leaves(facts):
        if not path.startswith(("indicators[", "funds.payments[", "problems[")):
            yield Meant(path, title_of(path), written(value, path))
    for name, value in derived.items():
        if "[" not in name:
            yield Meant(name, value.title, value.text, derived=True)


def _likeness(words: str, title: str) -> float:
    """How much of the words' characters the title has, and a little for how much of the title they cover."""
    wanted, name = _NOISE.sub("", words), _NOISE.sub("", title)
    if not wanted or not name:
        return 0.0
    if wanted == name:
        return 2.0
    pairs = {wanted[i : i + 2] for i in range(len(wanted) - 1)} or {wanted}
    shared = sum(pair in name for pair in pairs) / len(pairs)
    return shared + 0.3 * len(wanted) / max(len(name), len(wanted)) if shared >= _ENOUGH else 0.0
