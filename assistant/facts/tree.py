"""Facts as plain data and back: dicts, lists, text, int, Decimal and date, without anything that is not filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel

from assistant.facts.form import Entry
from assistant.facts.quantities import number_text


def tree_of(facts: BaseModel) -> dict[str, Any]:
    """The facts as `facts_from_tree` takes them. Empty groups, lists and rows are left out."""
    found = {name: _plain(getattr(facts, name)) for name in type(facts).model_fields}
    return {name: value for name, value in found.items() if value not in (None, {}, [])}


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return tree_of(value)
    if isinstance(value, tuple):
        return [item for item in map(_plain, value) if item != {}]
    return value


def told(value: Any, entry: Entry) -> str:
    """A value as people read it: 285.6万元, 2024-03-01, a code by its Chinese title."""
    if isinstance(value, date):
        return value.isoformat()
    if entry.input.kind in ("number", "count"):
        return number_text(value) + entry.unit
    return entry.input.shown(value)
