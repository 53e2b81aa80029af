"""Addresses of facts: `funds.payments[1].amount` ↔ value, field description and Chinese title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from assistant.facts.model import ProjectFacts

_STEP = re.compile(r"([a-z_0-9]+)((?:\[\d+\])*)")


def steps(path: str) -> list[str | int]:
    """funds.payments[1].amount → ["funds", "payments", 1, "amount"]; ValueError for anything else."""
    out: list[str | int] = []
    for part in path.split("."):
        found = _STEP.fullmatch(part)
        if not found:
            raise ValueError(f"not a fact path: {path}")
        out.append(found.group(1))
        out.extend(int(index) for index in re.findall(r"\d+", found.group(2)))
    return out


def join(parts: tuple[str | int, ...]) -> str:
    """The inverse of `steps`."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def value_at(facts: BaseModel, path: str) -> Any:
    """The value at a path; None where nothing stands there. An empty list counts as nothing."""
    value: Any = facts
    for step in steps(path):
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
        elif isinstance(value, BaseModel) and step in type(value).model_fields:
            value = getattr(value, step)
        else:
            return None
        if value is None:
            return None
    return None if value == () else value


def leads_somewhere(path: str) -> bool:
    """Whether a fact can stand at the path: groups are entered by name, lists by index, and nothing lies beyond a leaf."""
    try:
        parts = steps(path)
    except ValueError:
        return False
    annotation: Any = ProjectFacts
    for part in parts:
        if isinstance(part, int):
            annotation = item_of(annotation)
        else:
            group = None if item_of(annotation) else group_in(annotation)
            annotation = group.model_fields[part].annotation if group and part in group.model_fields else None
        if annotation is None:
            return False
    return True


def item_of(annotation: Any) -> Any:
    """What a list holds; None for anything else."""
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0]
    return next((item for item in map(item_of, get_args(annotation)) if item), None)


def field_of(parts: list[str | int]) -> FieldInfo | None:
    """The description of the field that a path leads to; of the list for a list item."""
    model: type[BaseModel] | None = ProjectFacts
    found: FieldInfo | None = None
    for part in parts:
        if isinstance(part, int):
            continue
        if model is None or part not in model.model_fields:
            return None
        found = model.model_fields[part]
        model = group_in(found.annotation)
    return found


def group_in(annotation: Any) -> type[BaseModel] | None:
    """The group of facts that a field holds, one or a list of them; None for a leaf."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for m in map(group_in, get_args(annotation)) if m), None)


def model_at(parts: list[str | int]) -> type[BaseModel] | None:
    """The group of facts that a path leads to; None for a leaf or an unknown path."""
    if not parts:
        return ProjectFacts
    found = field_of(parts)
    return group_in(found.annotation) if found else None


@cache
def title_of(path: str) -> str:
    """The Chinese title of a path; that of an item of a list says which: 支付金额（第2笔）is left to the caller.

    A group that stands in several places (a cited document) says in which: 自评通知文件标题.
    """
    parts = steps(path) if path else []
    found = field_of(parts)
    if found is None:
        return path
    group, place = model_at(parts[:-1]), field_of(parts[:-1])
    prefix = place.title if place and place is not found and group and _places()[group] > 1 else ""
    return f"{prefix}{found.title}"


@cache
def _places() -> Counter[type[BaseModel]]:
    """How many fields of the schema hold each group."""
    places: Counter[type[BaseModel]] = Counter()
    waiting: list[type[BaseModel]] = [ProjectFacts]
    while waiting:
        for described in waiting.pop().model_fields.values():
            group = group_in(described.annotation)
            if group:
                places[group] += 1
                waiting.append(group)
    return places


@cache
def unit_of(path: str) -> str:
    """The fixed unit of the figure at a path (万元, 分, 份, 人), or an empty text."""
    found = field_of(steps(path))
    extra = found.json_schema_extra if found else None
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def leaves(group: BaseModel, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every fact that is present, with its path, in the order of the schema."""
    for name in type(group).model_fields:
        yield from _leaves(getattr(group, name), f"{prefix}.{name}" if prefix else name)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, BaseModel):
        yield from leaves(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]")
    elif value is not None:
        yield path, value
