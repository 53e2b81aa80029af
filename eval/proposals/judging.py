"""Proposals against the true facts of a report: each proposed value right or wrong, each true value found or not.

Figures, dates, names and codes must be equal. Prose (background, causes, measures …) is right where most of the shorter
text's pairs of characters stand in the longer: the true facts tell the report's sentences in other words. A row of a list
is compared with the true row that it agrees with most. A value of which the true facts say nothing is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from assistant.facts.form import bare
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leaves
from assistant.facts.quantities import number_text
from assistant.proposals.grounding import fact_form, grounded, plain_words
from assistant.proposals.proposal import Proposal

ALIKE = 0.6
_EXACT = {
    "name", "number", "title", "issuer", "payee", "unit", "region", "unit_short", "department", "finance_authority",
    "filled_by", "phone", "agency", "method", "systems", "level1", "level2", "deadline",
}  # fmt: skip
_ROW = re.compile(r"^([a-z_.]+)\[(\d+)\](.*)$")
# What a report's sentence calls an indicator, a goal or a problem is not its name in the approved table.
_LOOSE = ("goals.specific.name", "indicators.name", "problems.title", "satisfaction_survey.method")


@dataclass(frozen=True)
class Judged:
    """One proposed value."""

    group: str
    proposal: Proposal
    right: bool
    true: str


@dataclass(frozen=True)
class Report:
    """The judged proposals of one report, and the paths of all its true facts."""

    judged: tuple[Judged, ...]
    true: tuple[str, ...]
    found: frozenset[str]
    stated: frozenset[str]


def judge(proposals: Sequence[Proposal], facts: ProjectFacts, text: str) -> Report:
    """Compare with the true facts; ids of indicators are no facts of the report.

    `stated` are the true facts whose very figure, date or words stand in the report's text: more cannot be read from it
    word for word.
    """
    true = {path: _text(value) for path, value in leaves(facts) if not path.endswith("].id")}
    judged: list[Judged] = []
    found: set[str] = set()
    pairs = _paired(proposals, true)
    for one in proposals:
        path = pairs.get(one.path, one.path)
        right = path in true and agrees(one.path, one.value, true[path])
        right = right or _sum_of_rows(one, proposals, true)
        if right and path in true:
            found.add(path)
        judged.append(Judged(group_of(one.path), one, right, true.get(path, "")))
    stated = frozenset(path for path, value in true.items() if path in found or grounded(path, value, [text]))
    return Report(tuple(judged), tuple(true), frozenset(found), stated)


def group_of(path: str) -> str:
    """The group a path is reported under: funds.payments, evaluation, project.period …"""
    plain = bare(path)
    parts = plain.split(".")
    two = (
        "funds.payments", "funds.arrivals", "project.basis", "project.period", "project.content", "management.procurement",
        "management.systems", "evaluation.notice", "evaluation.team", "evaluation.steps", "goals.specific",
    )  # fmt: skip
    joined = ".".join(parts[:2])
    if joined in two:
        return joined
    if parts[0] in ("problems", "indicators"):
        return ".".join(parts[:2])
    return parts[0]


def agrees(path: str, value: str, true: str) -> bool:
    """Whether a proposed value is the true one."""
    entry = fact_form().entry(path)
    if entry.input.kind in ("number", "count"):
        return Decimal(value) == Decimal(true)
    if entry.input.kind != "text":
        return value == true
    said, wanted = _words(value), _words(true)
    if said == wanted:
        return True
    if entry.name == "systems":
        return wanted.endswith(said)  # 本院《合同管理办法》, true with the hospital's name
    if entry.name in _EXACT and bare(path) not in _LOOSE:
        return False
    return alike(said, wanted) >= ALIKE


def _words(text: str) -> str:
    return re.sub("[，。、；：“”《》]", "", plain_words(text))


def alike(one: str, other: str) -> float:
    """How many of the shorter text's pairs of characters the longer one holds, 0–1."""
    first, second = _pairs(one), _pairs(other)
    small = min(len(first), len(second))
    return len(first & second) / small if small else float(one in other or other in one)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _paired(proposals: Sequence[Proposal], true: Mapping[str, str]) -> dict[str, str]:
    """Proposed path → true path, for values in lists."""
    mine, theirs = _rows((one.path, one.value) for one in proposals), _rows(true.items())
    found: dict[str, str] = {}
    for path, rows in mine.items():
        free = dict(theirs.get(path, {}))
        ranked = sorted(
            (
                (_agreement(path, row, other), -at, -to)
                for at, row in rows.items()
                for to, other in free.items()
            ),
            reverse=True,
        )
        done: set[int] = set()
        for score, at, to in ranked:
            if score > 0 and -at not in done and -to in free:
                done.add(-at)
                del free[-to]
                for rest in rows[-at]:
                    found[f"{path}[{-at}]{rest}"] = f"{path}[{-to}]{rest}"
                found |= _lines(path, -at, -to, rows[-at], theirs[path][-to])
    return found


def _lines(
    path: str, at: int, to: int, row: Mapping[str, str], other: Mapping[str, str]
) -> Iterator[Any] | dict[str, str]:
    """Lines inside a row (measures), each paired with the most alike true line."""
    found: dict[str, str] = {}
    free = {rest: value for rest, value in other.items() if "[" in rest}
    for rest, value in row.items():
        if "[" not in rest or not free:
            continue
        best = max(free, key=lambda one: alike(_words(value), _words(free[one])))
        found[f"{path}[{at}]{rest}"] = f"{path}[{to}]{best}"
    return found


def _agreement(path: str, row: Mapping[str, str], other: Mapping[str, str]) -> float:
    score = 0.0
    for rest, value in row.items():
        if rest in other and agrees(f"{path}[0]{rest}", value, other[rest]):
            score += 2 if rest in (".amount", ".target", ".title", ".quantity", "") else 1
        if rest in other and rest in ("", ".name", ".title", ".purpose"):
            score += alike(_words(value), _words(other[rest]))
    return score if score >= 0.4 else 0.0


def _rows(found: Any) -> dict[str, dict[int, dict[str, str]]]:
    rows: dict[str, dict[int, dict[str, str]]] = {}
    for path, value in found:
        if place := _ROW.match(path):
            rows.setdefault(place.group(1), {}).setdefault(int(place.group(2)), {})[place.group(3)] = value
    return rows


def _sum_of_rows(one: Proposal, proposals: Sequence[Proposal], true: Mapping[str, str]) -> bool:
    """A report that tells one sum for several payments to one payee tells the truth."""
    place = _ROW.match(one.path)
    if place is None or place.group(1) != "funds.payments" or place.group(3) not in (".amount", ".payee"):
        return False
    prefix = f"funds.payments[{place.group(2)}]."
    row = {p.path.removeprefix(prefix): p.value for p in proposals if p.path.startswith(prefix)}
    theirs = [other for other in _rows(true.items()).get("funds.payments", {}).values() if ".amount" in other]
    if row.get("payee") in {other.get(".payee") for other in theirs}:
        theirs = [other for other in theirs if other.get(".payee") == row.get("payee")]
    wanted = Decimal(row.get("amount", "-1"))
    some = (part for count in range(2, 5) for part in combinations(theirs, count))
    return any(sum(Decimal(other[".amount"]) for other in part) == wanted for part in some)


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return number_text(value) if isinstance(value, Decimal | int) else str(value)
