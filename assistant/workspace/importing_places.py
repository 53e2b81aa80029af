"""Which row of the form a row of a file is: the same thing that stands there already, or a new one at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.proposals.gathering import SAME_ROW
from assistant.workspace.filling import FilledForm
from assistant.workspace.filling_cells import Cells, texts
from assistant.workspace.filling_changes import tables
from assistant.workspace.importing_files import Said

# An indicator with another target is the same indicator: the two targets are to be seen side by side.
_KEYS = SAME_ROW | {"indicators": ("name", "level2"), "outcomes": ("text",)}
_IDENTITY = {"funds.payments": "amount", "funds.arrivals": "amount"}


def placed(said: Sequence[Said], form: FilledForm) -> list[str]:
    """The paths of these values in the form, in their order."""
    rows: dict[str, dict[int, dict[str, str]]] = {}
    for one in said:
        table, at, name = _parts(one.path)
        if table:
            rows.setdefault(table, {}).setdefault(at, {})[name] = one.text
    moved = {table: _rows(table, found, form) for table, found in rows.items()}
    return [_moved(one.path, moved) for one in said]


def _rows(table: str, offered: Mapping[int, Mapping[str, str]], form: FilledForm) -> dict[int, int]:
    present = dict(enumerate(_present(table, form)))
    places: dict[int, int] = {}
    new = max((at + 1 for at, row in present.items() if row), default=0)
    for at, row in offered.items():
        same = next((to for to, there in present.items() if _same(table, there, row)), None)
        if same is None:
            places[at], new = new, new + 1
        else:
            places[at] = same
            del present[same]
    return places


def _present(table: str, form: FilledForm) -> list[dict[str, str]]:
    rows: Cells | list[Cells] = form.cells
    for name in table.split("."):
        rows = rows.get(name, {}) if isinstance(rows, dict) else {}
    listed = rows if isinstance(rows, list) else []
    return [{name: cell.text for name, cell in texts(row) if cell.text} for row in listed]


def _same(table: str, there: Mapping[str, str], row: Mapping[str, str]) -> bool:
    keys = _KEYS.get(table, ())
    both = [key for key in keys if key in there and key in row]
    identity = _IDENTITY.get(table, keys[0] if keys else "")
    return identity in both and all(_plain(there[key]) == _plain(row[key]) for key in both)


def _parts(path: str) -> tuple[str, int, str]:
    table, mark, rest = path.partition("[")
    if not mark or table not in tables():
        return "", 0, ""
    at, _, name = rest.partition("].")
    return table, int(at), name


def _moved(path: str, moved: Mapping[str, Mapping[int, int]]) -> str:
    table, at, name = _parts(path)
    return f"{table}[{moved[table][at]}].{name}" if table else path


def _plain(text: str) -> str:
    return "".join(text.split())
