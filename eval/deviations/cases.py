"""The labelled cases: a base project each, changed; scores that a case does not set are what the rules give."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.advice.signals import Signal
from assistant.facts.derived import derive
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.scoring.card import Scorecard, scorecard
from assistant.facts.scoring.rules import ScoringRules
from assistant.facts.strict_yaml import strict_yaml

SETS = {"first": "cases.yaml", "heldout": "heldout.yaml"}
_HERE = Path(__file__).parent
_GRADES = (("优", 90), ("良", 80), ("中", 60), ("差", 0))


@dataclass(frozen=True)
class LabelledCase:
    """Facts and the signals a careful reviewer raises; `words` are those that only reading a text shows, `open` those
    that reviewers would disagree about.
    """

    id: str
    facts: ProjectFacts
    labels: frozenset[Signal]
    open: frozenset[Signal] = frozenset()
    words: frozenset[Signal] = frozenset()


def load_cases(which: str = "first") -> list[LabelledCase]:
    """Every case of one of the SETS, in the order of its file. Raises `FactsError` for one that is not valid."""
    bases = _read("bases.yaml")
    return [_case(one, bases) for one in _read(SETS[which])]


def earned_scores(facts: ProjectFacts, rules: ScoringRules | None = None) -> dict[str, Decimal]:
    """The scores that the rules fix, by the path of the declared score."""
    return {one.score_path: one.expected for one in _card(facts, rules).scores if one.expected is not None}


def _read(name: str) -> Any:
    return strict_yaml((_HERE / name).read_text(encoding="utf-8"))


def _card(facts: ProjectFacts, rules: ScoringRules | None = None) -> Scorecard:
    return scorecard(facts, derive(facts), rules)


def _case(one: Mapping[str, Any], bases: Mapping[str, Any]) -> LabelledCase:
    tree = _merged(bases[one["base"]], one.get("change") or {})
    facts = facts_from_tree(_scored(tree, one["id"]), source=one["id"])
    named = {key: frozenset(map(Signal, one.get(key, ()))) for key in ("labels", "open", "words")}
    return LabelledCase(one["id"], facts, **named)


def _merged(base: Any, change: Any) -> Any:
    """A dict is merged key by key (null deletes), indicators by their id; anything else replaces."""
    if not isinstance(change, dict):
        return deepcopy(change)
    if isinstance(base, list):
        known = {item["id"]: item for item in base}
        return list(_merged(known, change).values())
    out = deepcopy(base) if isinstance(base, dict) else {}
    for key, value in change.items():
        if value is None:
            out.pop(key, None)
        else:
            out[key] = _merged(out.get(key), value)
    return out


def _scored(tree: dict[str, Any], source: str) -> dict[str, Any]:
    """The tree with every score, the total and the grade filled in; scores that it has stay."""
    out = deepcopy(tree)
    total = Decimal(0)
    for row in _card(facts_from_tree(tree, source=source)).scores:
        index = int(row.path[11:-1]) if row.path.startswith("indicators") else None
        place = out["execution_score"] if index is None else out["indicators"][index]
        place.setdefault("score", row.high if row.expected is None else row.expected)
        total += Decimal(str(place["score"]))
    out["evaluation"]["declared_score"] = total
    out["evaluation"]["grade"] = next(grade for grade, floor in _GRADES if total >= floor)
    return out
