"""Next year's form from last year's facts: names and structure stay; dates, figures and results are asked anew.

What was dropped is never a value of the new form: it is only remembered, so that a person sees what stood there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from assistant.facts.form import Entry, Form
from assistant.facts.model import ProjectFacts
from assistant.facts.tree import told

_NEVER_DOUBTED = ("id", "phone")


@dataclass(frozen=True)
class Carry:
    """A fact of last year: where it stood, and what it said. `check`: it stays, but its words hold a figure."""

    path: str
    title: str
    text: str
    check: bool = False


@dataclass(frozen=True)
class CarriedOver:
    """`tree` is the new form's content; `remarks` mark its fields (by path): renew, or stays but holds a figure."""

    tree: dict[str, Any]
    kept: tuple[Carry, ...]
    renewed: tuple[Carry, ...]
    remarks: dict[str, str]


@dataclass
class _Sorted:
    form: Form
    kept: list[Carry] = field(default_factory=list)
    renewed: list[Carry] = field(default_factory=list)


def carry_over(facts: ProjectFacts, form: Form) -> CarriedOver:
    """What of these facts next year's form begins with."""
    found = _Sorted(form)
    tree, last = _group(facts, "", "", found)
    return CarriedOver(tree, tuple(found.kept), tuple(found.renewed), last)


_Kept = tuple[Any, dict[str, str]]


def _group(group: BaseModel, old: str, new: str, found: _Sorted) -> _Kept:
    tree: dict[str, Any] = {}
    last: dict[str, str] = {}
    for name in type(group).model_fields:
        value = getattr(group, name)
        if value is None or value == ():
            continue
        kept, remembered = _value(value, f"{old}.{name}".lstrip("."), f"{new}.{name}".lstrip("."), found)
        last |= remembered
        if kept not in (None, {}, []):
            tree[name] = kept
    return tree, last


def _value(value: Any, old: str, new: str, found: _Sorted) -> _Kept:
    if isinstance(value, BaseModel):
        return _group(value, old, new, found)
    if isinstance(value, tuple) and isinstance(value[0], BaseModel):
        return _rows(value, old, new, found)
    entry = found.form.entry(old)
    if isinstance(value, tuple):
        return _lines(value, entry, old, new, found)
    if not entry.yearly:
        found.kept.append(_carry(value, entry, old))
        return value, _doubt(found.kept[-1:], new)
    found.renewed.append(_carry(value, entry, old))
    return None, {new: _renew(told(value, entry))}


def _rows(rows: Sequence[BaseModel], old: str, new: str, found: _Sorted) -> _Kept:
    """The rows of a table of which anything stays."""
    tree: list[Any] = []
    last: dict[str, str] = {}
    dropped = 0
    for index, row in enumerate(rows):
        kept, remembered = _group(row, f"{old}[{index}]", f"{new}[{len(tree)}]", found)
        if kept:
            tree.append(kept)
            last |= remembered
        elif remembered:
            dropped += 1
    return tree, last | ({new: _renew(f"{dropped}项")} if dropped else {})


def _lines(lines: Sequence[Any], entry: Entry, old: str, new: str, found: _Sorted) -> _Kept:
    sorted_ = found.renewed if entry.yearly else found.kept
    sorted_ += [_carry(line, entry, f"{old}[{index}]") for index, line in enumerate(lines)]
    if entry.yearly:
        return None, {new: _renew("；".join(told(line, entry) for line in lines))}
    return list(lines), _doubt(found.kept[len(found.kept) - len(lines) :], new)


def _renew(last: str) -> str:
    return f"需更新，上年为：{last}"


def _doubt(kept: Sequence[Carry], path: str) -> dict[str, str]:
    return {path: "沿用上年，文字里有数字，请核对"} if any(one.check for one in kept) else {}


def _carry(value: Any, entry: Entry, path: str) -> Carry:
    text = told(value, entry)
    doubted = entry.input.kind == "text" and entry.name not in _NEVER_DOUBTED
    figures = doubted and not entry.yearly and any(mark.isdigit() for mark in text)
    return Carry(path, entry.title, text, figures)
