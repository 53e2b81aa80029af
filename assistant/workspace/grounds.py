"""Grounds: what a figure or name rests on: a fact with its value, or a formula with all that goes into it, down to the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from assistant.facts.derived import Derived
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leads_somewhere, steps, value_at
from assistant.outline.pack import Pack
from assistant.review.formulas import formulas
from assistant.store.projects import FactsRevision
from assistant.workspace.fixes.facts import shown_at
from assistant.workspace.origins import Origins

_SIGNS = re.compile(r"[÷－＋×=｜（）]|Σ")
_REMARK = re.compile(r"（[^（）]*）")
_TWO = re.compile(r"(?P<first>[^÷－]+)(?P<sign>[÷－])(?P<last>[^÷－]+)")
_INDICATOR = re.compile(r"indicators\[(\d+)\]")
_ROUNDED = "四舍五入，最多保留两位小数"


@dataclass(frozen=True)
class Typed:
    """Who gave a fact its present value, when, and what was noted of it (which upload it came from)."""

    by: str
    at: datetime
    note: str


@dataclass(frozen=True)
class Ground:
    """A fact, or with a `formula` a derived value. `title` says where it stands in the form; `sum` is the formula in
    figures: 60.762÷62＝98%.
    """

    path: str
    title: str
    text: str
    formula: str = ""
    sum: str = ""
    rounding: str = ""
    inputs: tuple[Ground, ...] = ()
    typed: Typed | None = None

    @property
    def is_fact(self) -> bool:
        """Whether it stands in the form."""
        return not self.formula


class Grounds:
    """The grounds of one project; `revisions` are the states of its facts, newest first."""

    def __init__(self, facts: ProjectFacts, pack: Pack, revisions: Sequence[FactsRevision] = ()) -> None:
        self._facts, self._revisions = facts, revisions
        self._derived: Mapping[str, Derived] = {**pack.derived(facts), **formulas(facts)}
        self._origins = Origins(facts, pack)

    def of(self, name: str) -> Ground | None:
        """The ground of a fact path or derived name; None where it is neither (a pack's own words)."""
        derived = self._derived.get(name)
        if derived is not None:
            return self._computed(derived)
        if not leads_somewhere(name) or value_at(self._facts, name) is None:
            return None
        return self._fact(name)

    def _fact(self, path: str) -> Ground:
        return Ground(path, self._origins.title(path), self._shown(path), typed=self.typed(path))

    def _shown(self, path: str) -> str:
        value = value_at(self._facts, path)
        if isinstance(value, tuple | BaseModel):
            return ""  # a whole table or group is named, not quoted
        return shown_at(self._facts, path, value)

    def _computed(self, one: Derived) -> Ground:
        parts = list(self._parts(one))
        item = self._item(one.name)
        return Ground(
            path=one.name,
            title=f"{item}·{one.title}" if item else one.title,
            text=one.text,
            formula=one.formula,
            sum=self._in_figures(one, parts),
            rounding=_ROUNDED if one.text.endswith("%") else "",
            inputs=tuple(parts),
        )

    def _item(self, name: str) -> str:
        return self._origins.title(".".join(name.split(".")[:1])) if name.startswith("indicators[") else ""

    def _parts(self, one: Derived) -> Iterator[Ground]:
        """What the formula names: derived values by their titles, and the facts that are in none of those."""
        words = {word.strip() for word in _SIGNS.split(one.formula)}
        within = [
            other
            for other in self._derived.values()
            if other.name != one.name
            and any(other.title.startswith(word) for word in words if len(word) > 2)
            and set(other.inputs) < set(one.inputs)
        ]
        told = {path for other in within for path in other.inputs}
        for other in within:
            yield self._computed(other)
        for path in one.inputs:
            if path not in told and value_at(self._facts, path) is not None:
                yield self._fact(path)

    def _in_figures(self, one: Derived, parts: Sequence[Ground]) -> str:
        """The formula with figures; empty where it is no plain sum, difference or quotient of its parts."""
        texts = [part.text for part in parts]
        if one.formula.startswith("Σ"):
            return f"{'＋'.join(texts)}＝{one.text}" if len(texts) > 1 and all(texts) else ""
        plain = _REMARK.sub("", one.formula)
        found = _TWO.fullmatch(plain.strip("｜"))
        first, last = (_named(parts, found[name]) for name in ("first", "last")) if found else (None, None)
        if found is None or first is None or last is None or first is last:
            return ""
        if self._at_most(one.name):  # reached at 100%, else target ÷ result
            if one.text == "100%":
                return ""
            first, last = (last, first) if found["sign"] == "÷" else (first, last)
        bars = "｜" if plain.startswith("｜") else ""
        return f"{bars}{first.text}{found['sign']}{last.text}{bars}＝{one.text}"

    def _at_most(self, name: str) -> bool:
        """Whether a derived value is of an indicator that is to stay below its target."""
        found = _INDICATOR.match(name)
        return found is not None and self._facts.indicators[int(found[1])].op == "<="

    def typed(self, path: str) -> Typed | None:
        """The revision that gave the fact its present value; None where no history is at hand."""
        found: FactsRevision | None = None
        for one in self._revisions:
            if found is not None and _at(one.tree, path) != _at(found.tree, path):
                break
            found = one
        return Typed(found.author, found.made_at, found.note) if found else None


def _at(tree: Any, path: str) -> Any:
    for step in steps(path):
        if isinstance(step, int):
            tree = tree[step] if isinstance(tree, list) and step < len(tree) else None
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    return None if tree is None else str(tree)


def _named(parts: Sequence[Ground], word: str) -> Ground | None:
    """The part that a word of a formula means: 分值 is 指标分值, 实际日期 is 实际完成日期."""
    form = re.compile(".*".join(map(re.escape, word)))
    found = [part for part in parts if part.text and form.search(part.title.rpartition("·")[2])]
    return found[0] if len(found) == 1 else None
