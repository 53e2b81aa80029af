"""A file of any kind that is taken → the values it gives, each as text for a field, with the place where it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DocumentError
from assistant.facts.form import bare
from assistant.facts.load import load_facts
from assistant.facts.model import ProjectFacts
from assistant.facts.table.tree import flat, whole_tree
from assistant.settings import Settings
from assistant.workspace.filling_cells import form, text_of

if TYPE_CHECKING:
    from assistant.facts.table.reading import TableReading
    from assistant.proposals.proposal import Proposal

TABLE = "自评表"
_FACTS = (".yaml", ".yml", ".json")
_SHEETS = (".xlsx", ".xlsm", ".xls", ".et")
_WORD = (".docx", ".docm", ".doc", ".wps", ".rtf")
# A Word file with more words outside of its tables is a report with tables in it, not a 自评表.
_MOSTLY_TEXT = 1500
_MAX_QUOTE = 160
_MAX_UNREAD = 300


@dataclass(frozen=True)
class Said:
    """A value that a file gives: the fact's path with the rows as the file counts them, the text for its field.

    `where` is the cell or the heading, `quote` the words; not `sure`: to be looked at, `remark` may say why.
    """

    path: str
    text: str
    where: str = ""
    quote: str = ""
    sure: bool = True
    remark: str = ""


@dataclass(frozen=True)
class Reading:
    """All that a file says. `kind` is what it was taken for."""

    kind: str
    said: tuple[Said, ...]
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def read(settings: Settings, path: Path) -> Reading:
    """By its ending and its content. Raises `InputError` (`DocumentError`, `FactsError`)."""
    ending = path.suffix.lower()
    if ending in _FACTS:
        return Reading("事实文件", tuple(_of_facts(load_facts(path), {})))
    if ending in _SHEETS:
        return _filled_form(path) or _table(path) or _documents(settings, path)
    if ending in _WORD:
        return _table(path) or _documents(settings, path)
    return _documents(settings, path)


def _filled_form(path: Path) -> Reading | None:
    """Our own spreadsheet, filled in."""
    from assistant.facts.offline_form.read import read_offline_form

    try:
        found = read_offline_form(path)
    except DocumentError:
        return None
    unread = tuple(f"{one.address}　{one.text[:60]}" for one in found.unread)
    return Reading(
        "填报模板", tuple(_of_facts(found.facts(path.name), found.cells)), (), unread[:_MAX_UNREAD]
    )


def _of_facts(facts: ProjectFacts, cells: Mapping[str, str]) -> Iterator[Said]:
    yield from _of_tree(whole_tree(facts), cells)


def _of_tree(tree: dict[str, Any], cells: Mapping[str, str]) -> Iterator[Said]:
    for path, value in flat(tree).items():
        if value not in (None, "", []):
            yield Said(path, text_of(value, form().entry(bare(path))), cells.get(path, ""))


def _table(path: Path) -> Reading | None:
    """A 自评表; None where the file is none."""
    from assistant.facts.table.reader import read_grids
    from assistant.files.opening import open_grids

    grids = open_grids(path)
    if grids.outside > _MOSTLY_TEXT:
        return None
    reading = read_grids(grids)
    return _of_table(reading) if reading.cells else None


def _of_table(reading: TableReading) -> Reading:
    cells = {one.path: one for one in reading.cells}
    doubts: dict[str, str] = {}
    for conflict in reading.conflicts:
        doubts.setdefault(conflict.path, conflict.message)
    said = tuple(
        Said(
            one.path,
            one.text,
            cells[one.path].address if one.path in cells else "",
            _short(cells[one.path].text) if one.path in cells else "",
            sure=one.path not in doubts,
            remark=doubts.get(one.path, ""),
        )
        for one in _of_tree(reading.facts, {})
    )
    known = {one.path for one in said}
    notes = [*reading.notes, *(one.message for one in reading.conflicts if one.path not in known)]
    unread = tuple(f"{one.address}　{_short(one.text)}（{one.reason}）" for one in reading.unmapped)
    return Reading(TABLE, said, tuple(notes), unread[:_MAX_UNREAD])


def _documents(settings: Settings, path: Path) -> Reading:
    """A report, a plan, an approval, or a ledger of payments."""
    from assistant.wiring import propose_facts

    found = propose_facts(settings, [path])
    said = [*map(_proposed, found.proposals)]
    for conflict in found.conflicts:
        said += [_proposed(one, disputed=True) for one in conflict.candidates]
    return Reading("文件", tuple(_joined(said)), found.notes)


def _proposed(one: Proposal, *, disputed: bool = False) -> Said:
    quote = one.quotes[0]
    remark = "文件里有几个不同的值，请选一个" if disputed else ""
    where = quote.cell or quote.heading
    return Said(one.path, one.value, where, _short(quote.text), one.sure and not disputed, remark)


def _joined(said: list[Said]) -> Iterator[Said]:
    """The lines of a list as the one text of its field."""
    lines: dict[str, list[Said]] = {}
    for one in said:
        path = one.path.rpartition("[")[0] if one.path.endswith("]") else ""
        if path:
            lines.setdefault(path, []).append(one)
        else:
            yield one
    for path, some in lines.items():
        first = some[0]
        text = "\n".join(one.text for one in some)
        yield Said(path, text, first.where, first.quote, all(one.sure for one in some), first.remark)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MAX_QUOTE else f"{line[:_MAX_QUOTE]}…"
