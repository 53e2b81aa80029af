"""What of a filled-in form the facts can take, and one message for every field that they cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.errors import FactProblem, FactsError
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.table.tree import flat, put, whole_tree
from assistant.workspace.filling_cells import Cells, blank_row, form, storable, texts, value_of

REQUIRED = ("report.year", "report.unit", "project.name")
# Every round takes at least one value out; a fault may hide another.
_ROUNDS = 40


@dataclass(frozen=True)
class Sound:
    """`tree` is what may be saved, as JSON keeps it; `wrong` says of the other fields what is expected, by path."""

    facts: ProjectFacts
    tree: dict[str, Any]
    wrong: dict[str, str]


def sound(cells: Cells, present: Mapping[str, Any]) -> Sound:
    """The facts of the form. A wrong field is left out of them; a required one keeps what is `present` in the stored tree.

    Raises `FactsError` where the fault is in no field.
    """
    values = {path: value_of(cell.text, form().entry(path)) for path, cell in texts(cells)}
    tree = _tree(cells, values)
    wrong: dict[str, str] = {}
    _required(tree, present, wrong)
    for _ in range(_ROUNDS):
        try:
            facts = facts_from_tree(tree)
        except FactsError as error:
            found = {path: message for one in error.problems for path, message in _fields(one, tree)}
            if not found:
                raise
            wrong |= {path: message for path, message in found.items() if path not in wrong}
            for path in found:
                put(tree, path, None)
            _required(tree, present, wrong)
        else:
            return Sound(facts, storable(_trimmed(whole_tree(facts))), wrong)
    raise FactsError("表单", [FactProblem("", "表单", "", "错误过多，请先改正标出的字段")])


def _tree(cells: Cells, values: Mapping[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, rows in _tables(cells):
        put(tree, path, [{} for _ in rows])
    for path, value in values.items():
        if value is not None:
            put(tree, path, value)
    return tree


def _tables(cells: Cells, at: str = ""):
    """The tables with their rows; those at the end that are blank do not count."""
    for name, one in cells.items():
        path = f"{at}.{name}" if at else name
        if isinstance(one, dict):
            yield from _tables(one, path)
        elif isinstance(one, list):
            rows = list(one)
            while rows and blank_row(rows[-1]):
                rows.pop()
            yield path, rows


def _required(tree: dict[str, Any], present: Mapping[str, Any], wrong: dict[str, str]) -> None:
    there, stored = flat(tree), flat(dict(present))
    for path in REQUIRED:
        if there.get(path) is None:
            put(tree, path, stored.get(path))
            wrong.setdefault(path, "必须填写")


def _fields(problem: FactProblem, tree: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The field or fields that a problem is about."""
    path = problem.path
    if path == "indicators":  # only one rule speaks of the table: two indicators share an id
        return [(one, problem.message) for one in _repeated_ids(tree)]
    known = flat(dict(tree))
    while path and path not in known:
        path = path.rpartition("[")[0] if path.endswith("]") else path.rpartition(".")[0]
    return [(path, problem.message)] if path else []


def _repeated_ids(tree: Mapping[str, Any]) -> list[str]:
    seen: set[str] = set()
    found = []
    for index, row in enumerate(tree.get("indicators", [])):
        said = str(row.get("id") or "").strip()
        if said and said in seen:
            found.append(f"indicators[{index}].id")
        seen.add(said)
    return found


def _trimmed(tree: Any) -> Any:
    """Without blank rows at the end of tables; a row of wrong values only, between others, keeps its place."""
    if isinstance(tree, dict):
        kept = {name: _trimmed(one) for name, one in tree.items()}
        return {name: one for name, one in kept.items() if one not in ({}, [])}
    if isinstance(tree, list):
        rows = [_trimmed(one) for one in tree]
        while rows and rows[-1] == {}:
            rows.pop()
        return rows
    return tree
