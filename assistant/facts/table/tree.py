"""Flat facts (path → value) and the tree that a facts file holds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from assistant.facts.paths import join, steps


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """{"funds.payments[0].amount": x} → {"funds": {"payments": [{"amount": x}]}}."""
    tree: dict[str, Any] = {}
    for path, value in flat.items():
        put(tree, path, value)
    return tree


def put(tree: dict[str, Any], path: str, value: Any) -> None:
    """Set one fact in a tree; the groups and rows on the way are made."""
    way = steps(path)
    place: Any = tree
    for step, then in pairwise(way):
        place = _entered(place, step, [] if isinstance(then, int) else {})
    _set(place, way[-1], value)


def whole_tree(facts: BaseModel) -> dict[str, Any]:
    """All that is filled in, as a tree; rows without content keep their place in lists, for paths count them."""
    return _kept(facts.model_dump(exclude_none=True))


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _kept(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in ({}, [])}
    return list(map(_kept, value)) if isinstance(value, tuple | list) else value


def flat(tree: Any, at: tuple[str | int, ...] = ()) -> dict[str, Any]:
    """The inverse of `nested`; a list of texts stays one value."""
    if isinstance(tree, dict):
        return {k: v for key, one in tree.items() for k, v in flat(one, (*at, str(key))).items()}
    if isinstance(tree, list) and any(isinstance(one, dict) for one in tree):
        return {k: v for index, one in enumerate(tree) for k, v in flat(one, (*at, index)).items()}
    return {join(at): tree}


def _entered(place: Any, step: str | int, empty: Any) -> Any:
    if isinstance(step, int):
        while len(place) <= step:
            place.append({})
        return place[step]
    return place.setdefault(step, empty)


def _set(place: Any, step: str | int, value: Any) -> None:
    if isinstance(step, int):
        place.extend([None] * (step + 1 - len(place)))
    place[step] = value
