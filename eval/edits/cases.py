"""An instruction on a draft, and what must hold afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.editing.sheet import Leaf, Scope, Sheet
from assistant.facts.load import load_facts
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack
from assistant.resources import shipped

PACK = "guangdong-county"
Sort = Literal["instruction", "command"]
_FILES: dict[Sort, str] = {"instruction": "instructions.yaml", "command": "commands.yaml"}
_FIELDS = {
    "id", "facts", "pack", "sections", "texts", "scope", "ask", "way", "good", "trap", "may", "fact", "effect"
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One instruction. `good` are replacements in the text that a model is given; `may` the sections that may change."""

    id: str
    sort: Sort
    ask: str
    facts: ProjectFacts = field(repr=False)
    pack: Pack = field(repr=False)
    sheet: Sheet = field(repr=False)
    scope: Scope
    may: frozenset[str]
    effect: Mapping[str, Any]
    way: str = ""
    fact: str = ""
    trap: bool = False
    good: tuple[tuple[str, str], ...] = ()


@cache
def load_cases(sort: Sort) -> tuple[Case, ...]:
    """All of a sort. Raises `ValueError` for a field or a place that is not there."""
    told = yaml.safe_load((Path(__file__).parent / _FILES[sort]).read_text(encoding="utf-8"))
    return tuple(_case(sort, one) for one in told)


def _case(sort: Sort, told: Mapping[str, Any]) -> Case:
    if unknown := set(told) - _FIELDS:
        raise ValueError(f"{told['id']}: unknown {unknown}")
    facts, pack, leaves = _composed(told["facts"], told.get("pack", PACK))
    sheet = _sheet(leaves, told.get("sections"), told.get("texts", {}))
    scope = _scope(sheet, told.get("scope", {}), told["id"])
    return Case(
        told["id"],
        sort,
        told["ask"],
        facts,
        pack,
        sheet,
        scope,
        _may(sheet, scope, told.get("may", [])),
        told["effect"],
        told.get("way", ""),
        told.get("fact", ""),
        told.get("trap", False),
        tuple((old, new) for old, new in told.get("good", [])),
    )


@cache
def _composed(facts: str, pack: str) -> tuple[ProjectFacts, Pack, tuple[Leaf, ...]]:
    read, chosen = load_facts(shipped("corpus") / f"{facts}.yaml"), load_pack(pack)
    plan = make_plan(read, chosen)
    return read, chosen, tuple(Leaf(one.id, one.heading, compose(one).text) for one in plan.sections)


def _sheet(leaves: Sequence[Leaf], wanted: Sequence[str] | None, texts: Mapping[str, str]) -> Sheet:
    whole = Sheet(tuple(leaves))
    chosen = leaves if wanted is None else tuple(whole.leaf(id) for id in wanted)
    return Sheet(tuple(chosen)).with_texts({id: text.rstrip() for id, text in texts.items()})


def _scope(sheet: Sheet, told: Mapping[str, str], id: str) -> Scope:
    if not told:
        return Scope()
    text = sheet.leaf(told["section"]).text
    if "words" not in told:
        return Scope(told["section"])
    at = text.find(told["words"])
    if at < 0:
        raise ValueError(f"{id}: the words that are selected are not in the section")
    return Scope(told["section"], at, at + len(told["words"]))


def _may(sheet: Sheet, scope: Scope, told: Sequence[str] | str) -> frozenset[str]:
    if told == "all":
        return frozenset(leaf.id for leaf in sheet.leaves)
    return frozenset(told or ([scope.section] if scope.section else []))
