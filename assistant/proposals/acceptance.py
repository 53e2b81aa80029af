"""A person's choice among proposals, put into the facts: nothing that is filled in is overwritten.

The facts are a tree as files hold it; what stands there with another value is a clash for the person to decide.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.errors import FactsError, InputError
from assistant.facts.form import bare
from assistant.facts.load import facts_from_tree
from assistant.facts.paths import join, steps
from assistant.proposals.choosing import lies_within
from assistant.proposals.gathering import SAME_ROW
from assistant.proposals.grounding import fact_form, plain_words
from assistant.proposals.proposal import Proposal

# Stand in for what the facts do not hold yet, while the rest is validated.
_REQUIRED = {("report", "year"): 2024, ("report", "unit"): "单位", ("project", "name"): "项目"}


@dataclass(frozen=True)
class Clash:
    """A fact that is filled in already, with what was proposed; it stays as it is. `reason`: why it was not taken."""

    path: str
    title: str
    present: str
    proposal: Proposal
    reason: str = "已填写，未覆盖"


@dataclass(frozen=True)
class Accepted:
    """`tree` is the new facts; `taken` went in, `same` stood there already, `clashes` did not go in."""

    tree: dict[str, Any]
    taken: tuple[Proposal, ...]
    same: tuple[Proposal, ...]
    clashes: tuple[Clash, ...]


def accept(tree: Mapping[str, Any], chosen: Sequence[Proposal]) -> Accepted:
    """The facts with the chosen proposals. What the facts' rules refuse (an end before its start) is a clash.

    Raises `FactsError` where the facts are faulty before anything is added.
    """
    if before := _faults(tree):
        raise before
    refused: list[Clash] = []
    rest = list(chosen)
    while True:
        state = _put(tree, rest)
        error = _faults(state.tree)
        if error is None:
            taken = tuple(placed for _, placed in state.taken)
            return Accepted(state.tree, taken, tuple(state.same), (*state.clashes, *refused))
        blamed = _blamed(error, state)
        refused += [Clash(one.path, one.title, "", one, error.problems[0].message) for one in blamed]
        rest = [one for one in rest if not any(one is other for other in blamed)]


def _blamed(error: FactsError, state: _Putting) -> list[Proposal]:
    """What was put where the fault is; else beside it; else everything."""
    paths = [one.path for one in error.problems]
    for wanted in (paths, [path.rpartition(".")[0] for path in paths]):
        found = [
            origin
            for origin, placed in state.taken
            if any(path and lies_within(placed.path, path) for path in wanted)
        ]
        if found:
            return found
    return [origin for origin, _ in state.taken]


def _faults(tree: Mapping[str, Any]) -> FactsError | None:
    """What the facts' rules say against the tree; that it is not complete yet is no fault."""
    whole = copy.deepcopy(dict(tree))
    for (group, name), value in _REQUIRED.items():
        inner = whole.get(group)
        if inner is None:
            whole[group] = inner = {}
        if isinstance(inner, dict) and _blank(inner.get(name)):
            inner[name] = value
    try:
        facts_from_tree(whole)
    except FactsError as error:
        return error
    return None


@dataclass
class _Putting:
    tree: dict[str, Any]
    taken: list[tuple[Proposal, Proposal]]  # as proposed, and with the path where it was put
    same: list[Proposal]
    clashes: list[Clash]


def _put(tree: Mapping[str, Any], chosen: Sequence[Proposal]) -> _Putting:
    state = _Putting(copy.deepcopy(dict(tree)), [], [], [])
    places: dict[str, int] = {}
    used: dict[str, set[int]] = {}
    rows = _rows(chosen)
    for one in chosen:
        parts = steps(one.path)
        index = next((at for at, part in enumerate(parts) if isinstance(part, int)), None)
        if index is not None and index < len(parts) - 1:
            row = join(tuple(parts[: index + 1]))
            if row not in places:
                listed = _list_at(state.tree, parts[:index])
                places[row] = _place(
                    listed, row, rows[row], used.setdefault(join(tuple(parts[:index])), set())
                )
            parts[index] = places[row]
        _set(state, parts, one)
    return state


def _rows(chosen: Sequence[Proposal]) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for one in chosen:
        parts = steps(one.path)
        index = next((at for at, part in enumerate(parts) if isinstance(part, int)), None)
        if index is not None and index < len(parts) - 1:
            rows.setdefault(join(tuple(parts[: index + 1])), {})[str(parts[index + 1])] = one.value
    return rows


def _list_at(tree: dict[str, Any], parts: Sequence[str | int]) -> list[Any]:
    """The list at a path; made where there is none."""
    node: Any = tree
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        inner = node[part] if isinstance(part, int) else node.get(part)
        if inner is None:
            inner = node[part] = [] if last else {}
        node = inner
    if not isinstance(node, list):
        raise InputError(
            f"事实文件的 {join(tuple(parts))} 不是列表", hint="请先用 assistant facts check 检查事实文件。"
        )
    return node


def _place(listed: list[Any], row: str, values: Mapping[str, str], used: set[int]) -> int:
    """The row that is the same thing already, else a new one at the end."""
    keys = SAME_ROW.get(bare(row), ())
    for at, present in enumerate(listed):
        if at in used or not isinstance(present, dict) or not keys:
            continue
        both = [key for key in keys if key in values and not _blank(present.get(key))]
        path = f"{bare(row)}."
        if _identity(bare(row)) in both and all(
            _equal(path + key, present[key], values[key]) for key in both
        ):
            used.add(at)
            return at
    listed.append({})
    used.add(len(listed) - 1)
    return len(listed) - 1


def _identity(path: str) -> str:
    return "amount" if path in ("funds.payments", "funds.arrivals") else SAME_ROW[path][0]


def _set(state: _Putting, parts: list[str | int], one: Proposal) -> None:
    node: Any = state.tree
    for at, part in enumerate(parts[:-1]):
        following = parts[at + 1]
        inner = node[part] if isinstance(part, int) else node.get(part)
        if inner is None:
            inner = node[part] = [] if isinstance(following, int) else {}
        node = inner
    last, value = parts[-1], _typed(one)
    if isinstance(last, int):
        if any(plain_words(str(line)) == plain_words(one.value) for line in node):
            state.same.append(one)
        else:
            node.append(value)
            state.taken.append((one, replace(one, path=join((*parts[:-1], len(node) - 1)))))
        return
    present = node.get(last)
    if _blank(present):
        node[last] = value
        state.taken.append((one, replace(one, path=join(tuple(parts)))))
    elif _equal(one.path, present, one.value):
        state.same.append(one)
    else:
        state.clashes.append(Clash(join(tuple(parts)), one.title, str(present), one))


def _typed(one: Proposal) -> Any:
    entry = fact_form().entry(one.path)
    try:
        match entry.input.kind:
            case "number":
                return Decimal(one.value)
            case "count" | "year":
                return int(Decimal(one.value))
            case "date":
                return date.fromisoformat(one.value)
    except (InvalidOperation, ValueError):
        return one.value
    return one.value


def _equal(path: str, present: Any, value: str) -> bool:
    if fact_form().entry(path).input.kind in ("number", "count", "year"):
        try:
            return Decimal(str(present)) == Decimal(value)
        except InvalidOperation:
            return False
    return plain_words(str(present)) == plain_words(value)


def _blank(value: Any) -> bool:
    return value is None or value in ({}, []) or (isinstance(value, str) and not value.strip())
