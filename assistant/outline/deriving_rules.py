"""Which sentence patterns tell which section of an outline of which only headings and kinds are known.

The rules are data: prompts/packs/deriving.yaml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.outline.kinds import Kind
from assistant.outline.pack_places import pack_folder

_FILE = "deriving.yaml"


@dataclass(frozen=True)
class Telling:
    """How a section is told: its kinds, its patterns (empty: the heading stands alone) and the facts it needs."""

    kinds: tuple[Kind, ...]
    patterns: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A section to be told: its words, its kinds, and the index of the section above it (None at the top)."""

    words: str
    kinds: tuple[Kind, ...]
    above: int | None


def tellings(places: Sequence[Place]) -> list[Telling]:
    """For each section how it is told. No pattern tells two sections; a section over others tells only what none of them
    does, and those under one that cannot be told apart (数量, 质量, 时效) stand as headings alone.
    """
    rules = _rules(pack_folder() / _FILE, (pack_folder() / _FILE).stat().st_mtime_ns)
    told = _told_where(places, rules)
    often = Counter(kind for kinds in told for kind in kinds)
    used: set[str] = set()
    made: list[Telling] = []
    for place, kinds in zip(places, told, strict=True):
        telling = _telling(place, kinds, often, rules)
        fresh = tuple(one for one in telling.patterns if one not in used)
        used |= set(fresh)
        made.append(replace(telling, patterns=fresh, needs=telling.needs if fresh else ()))
    return _with_stand_ins(made, rules)


def _told_where(places: Sequence[Place], rules: dict[str, Any]) -> list[tuple[Kind, ...]]:
    """The kinds that each section tells itself."""
    told = [list(place.kinds) for place in places]
    parts: dict[int, list[list[int]]] = {}
    for at in range(len(places)):
        _join_parts(places, at, parts)
    for at, branches in sorted(parts.items()):
        for kind in places[at].kinds:
            with_it = [one for one in branches if any(kind in told[below] for below in one)]
            if kind not in told[at] or not with_it:
                continue
            # 过程 over 决策 and 过程 is told by its parts, 产出 over 数量, 质量 and 时效 as a whole.
            if len(with_it) == 1 or kind.value in rules["variants"] or kind is Kind.OVERVIEW:
                told[at].remove(kind)
                continue
            for below in (below for one in with_it for below in one if kind in told[below]):
                told[below].remove(kind)
    return [tuple(kinds) for kinds in told]


def _join_parts(places: Sequence[Place], at: int, parts: dict[int, list[list[int]]]) -> None:
    """Puts a section into its branch of every section above it: a branch is one part with all below it."""
    here, above = at, places[at].above
    while above is not None:
        branches = parts.setdefault(above, [])
        if here == at:
            branches.append([at])
        else:
            next(one for one in branches if one[0] == here).append(at)
        here, above = above, places[above].above


def _telling(place: Place, kinds: tuple[Kind, ...], often: Counter[Kind], rules: dict[str, Any]) -> Telling:
    patterns: list[str] = []
    needs: list[str] = []
    left = list(kinds)
    for rule in rules["together"]:
        if set(rule["kinds"]) <= {kind.value for kind in left}:
            patterns += rule["patterns"]
            left = [kind for kind in left if kind.value not in rule["kinds"]]
    for kind in left:
        variant = _variant(rules["variants"].get(kind.value, ()), place.words) if often[kind] > 1 else None
        if variant is None:
            patterns += rules["whole"].get(kind.value, [kind.value])
        else:
            patterns += variant["patterns"]
            needs += variant.get("needs", ())
    return Telling(place.kinds, tuple(dict.fromkeys(patterns)), tuple(needs) if len(left) == 1 else ())


def _variant(variants: Sequence[dict[str, Any]], words: str) -> dict[str, Any] | None:
    return next((one for one in variants if re.search(one["words"], words)), None)


def _with_stand_ins(made: list[Telling], rules: dict[str, Any]) -> list[Telling]:
    """What no section of the outline tells is told in the one that comes nearest."""
    merged = {name for rule in rules["together"] for name in rule["kinds"]}
    own = [one.patterns for one in made]
    for name, rule in rules["stands_in"].items():
        at = next((at for into in rule["into"] for at, one in enumerate(own) if into in one), None)
        said = any(name in one.patterns or (name in merged and name in one.kinds) for one in made)
        if at is None or said:
            continue
        kinds = dict.fromkeys((*made[at].kinds, *((Kind(name),) if rule.get("kinds") else ())))
        # Facts that one pattern needs are not all that two do.
        patterns = (name, *made[at].patterns) if rule.get("first") else (*made[at].patterns, name)
        made[at] = Telling(tuple(kinds), patterns)
    return made


@lru_cache(maxsize=4)
def _rules(path: Path, _: int) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
