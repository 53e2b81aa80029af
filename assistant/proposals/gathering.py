"""Proposals from documents: every rule is asked, what its quote does not say is dropped, what disagrees becomes a conflict."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache

from assistant.facts.form import bare
from assistant.facts.paths import title_of
from assistant.facts.quantities import number_text
from assistant.proposals.grounding import fact_form, grounded, plain_words
from assistant.proposals.proposal import Conflict, Proposal, Proposals
from assistant.proposals.source import Found, Source

log = logging.getLogger(__name__)

# Columns that tell rows of a list apart: the same in two documents is one row.
SAME_ROW = {
    "funds.arrivals": ("source", "amount", "date"),
    "funds.payments": ("payee", "amount", "date"),
    "project.basis": ("title",),
    "goals.specific": ("name", "quantity"),
    "indicators": ("name", "target"),
    "problems": ("title",),
}

# Lists that two documents must not both fill.
_MONEY = ("funds.arrivals", "funds.payments")


@dataclass(frozen=True)
class Read:
    """What was read from one source: each value with its quotes resolved."""

    found: Found
    proposal: Proposal


_Row = list[Read]


def gather(groups: Iterable[Sequence[Read]], notes: Iterable[str] = ()) -> Proposals:
    """One set of proposals from the readings of several sources, in the order of the form."""
    scalars: dict[str, list[Proposal]] = {}
    told: dict[str, list[list[_Row]]] = {}
    for group in groups:
        for one in group:
            if "[]" not in one.found.path:
                scalars.setdefault(one.found.path, []).append(one.proposal)
        for path, rows in _rows(group).items():
            told.setdefault(path, []).append(rows)
    proposals, conflicts = _settled(scalars)
    for path, documents in told.items():
        rows = _joined(path, documents)
        if path in _MONEY and len(rows) > min(map(len, documents)):
            # Added up, the documents would count the same money twice.
            every = [row for one in documents for row in one]
            conflicts.append(Conflict(path, title_of(path), tuple(_numbered(path, every))))
        else:
            proposals += _numbered(path, rows)
    return Proposals(tuple(sorted(proposals, key=_in_form)), tuple(conflicts), tuple(notes))


def _rows(group: Sequence[Read]) -> dict[str, list[_Row]]:
    """The rows of every list that one document gives; a list of lines has a row a line."""
    rows: dict[tuple[str, int], _Row] = {}
    for one in group:
        path, mark, rest = one.found.path.partition("[]")
        if mark:
            rows.setdefault((path, one.found.row if rest else len(rows)), []).append(one)
    found: dict[str, list[_Row]] = {}
    for (path, _), row in rows.items():
        found.setdefault(path, []).append(row)
    return found


def _joined(path: str, documents: Sequence[Sequence[_Row]]) -> list[_Row]:
    """The rows of several documents, what a former one gave already left out; equal rows of one document all stay."""
    found: list[_Row] = []
    for rows in documents:
        known = Counter(_identity(path, one) for one in found)
        for row in rows:
            identity = _identity(path, row)
            if known[identity]:
                known[identity] -= 1
            else:
                found.append(row)
    return found


@cache
def _order() -> dict[str, int]:
    """Where a fact, and the first column of a list, stands in the form."""
    order: dict[str, int] = {}
    for at, entry in enumerate(fact_form().entries()):
        order[bare(entry.path)] = at
        order.setdefault(entry.path.partition("[]")[0], at)
    return order


def _in_form(one: Proposal) -> tuple[int, tuple[int, ...], int, tuple[int, ...]]:
    """The order of the form; the rows of a list one after the other."""
    places = tuple(int(place) for place in re.findall(r"\[(\d+)\]", one.path))
    order = _order()
    return order.get(one.path.partition("[")[0], 999), places[:1], order.get(bare(one.path), 999), places


def resolved(source: Source, found: Iterable[Found]) -> list[Read]:
    """The findings with their quotes; what the quotes do not say is dropped and counted in the log."""
    kept: list[Read] = []
    dropped = 0
    for one in found:
        quotes = tuple(source.quote(*span) for span in one.spans)
        if "【待" in one.value or not grounded(one.path, one.value, [quote.text for quote in quotes]):
            dropped += 1
            continue
        entry = fact_form().entry(one.path)
        value = _canonical(one.value, entry.input.kind)
        proposal = Proposal(
            one.path, entry.title, value, quotes, round(one.confidence, 2), one.rule, entry.yearly
        )
        kept.append(Read(one, proposal))
    log.info("proposals kept=%d dropped=%d", len(kept), dropped)
    return kept


def _canonical(value: str, kind: str) -> str:
    if kind not in ("number", "count"):
        return value.strip()
    try:
        return number_text(Decimal(value))
    except InvalidOperation:
        return value


def _settled(scalars: Mapping[str, Sequence[Proposal]]) -> tuple[list[Proposal], list[Conflict]]:
    """One value a path; several values are a conflict, the surest first."""
    proposals: list[Proposal] = []
    conflicts: list[Conflict] = []
    for path, candidates in scalars.items():
        best: dict[str, Proposal] = {}
        for one in candidates:
            known = best.get(plain_words(one.value))
            if known is None or one.confidence > known.confidence:
                best[plain_words(one.value)] = one
        ordered = tuple(sorted(best.values(), key=lambda one: -one.confidence))
        if len(ordered) == 1:
            proposals.append(ordered[0])
        else:
            conflicts.append(Conflict(path, ordered[0].title, ordered))
    return proposals, conflicts


def _identity(path: str, row: Sequence[Read]) -> object:
    wanted = SAME_ROW.get(path, ())
    values = {one.found.path.rpartition(".")[2]: one.proposal.value for one in row}
    if path not in SAME_ROW:
        return tuple(plain_words(one.proposal.value) for one in row)
    return tuple(plain_words(values.get(name, "")) for name in wanted)


def _numbered(path: str, rows: Sequence[Sequence[Read]]) -> Iterable[Proposal]:
    """The rows with their places: funds.payments[0].amount; in a row, lists of lines count on their own."""
    for index, row in enumerate(rows):
        lines: dict[str, int] = {}
        for one in row:
            rest = one.found.path.partition("[]")[2]
            if rest.endswith("[]"):
                lines[rest] = lines.get(rest, -1) + 1
                rest = f"{rest[:-2]}[{lines[rest]}]"
            place = f"{path}[{index}]{rest}"
            yield replace(one.proposal, path=place, title=f"{title_of(place)}（第{index + 1}项）")
