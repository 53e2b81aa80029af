"""`python -m eval.returned`: every edited file taken back, found against made."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import eval.returned as package
import eval.returned.naive as naive
from assistant.export.returned.comparing import returned
from assistant.export.returned.reading import read
from assistant.files import office
from eval.returned.base import base
from eval.returned.cases import Case, cases
from eval.returned.changes import Change, changes
from eval.returned.naive import naive_changes


@dataclass(frozen=True)
class Row:
    """One file: changes made, found, missed and invented; milliseconds to read and compare; what the
    naive script missed and invented.
    """

    name: str
    made: int
    missed: tuple[Change, ...]
    invented: tuple[Change, ...]
    milliseconds: int
    naive: tuple[int, int] = (0, 0)

    @property
    def found(self) -> int:
        """Changes that were made and found."""
        return self.made - len(self.missed)


def main(arguments: list[str]) -> int:
    """The command; 1 where a change was missed or invented."""
    parser = argparse.ArgumentParser(prog="python -m eval.returned", description=package.__doc__)
    parser.add_argument("--no-office", action="store_true", help="leave out what LibreOffice saves")
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(arguments)
    soffice = None if given.no_office else office.program()
    rows = [measured(case, soffice) for case in cases() if soffice or not case.resaved]
    text = markdown(rows)
    print(text)
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    return int(any(row.missed or row.invented for row in rows))


def measured(case: Case, soffice: str | None = None) -> Row:
    """Take one file back."""
    content = case.content
    if case.resaved:
        assert soffice is not None  # left out where it is absent
        content = office.run(soffice, content, ".docx", "docx")
    clock = time.perf_counter()
    found = Counter(changes(returned("报告.docx", base().paper, read("报告.docx", content))))
    elapsed = time.perf_counter() - clock
    wanted, plain = Counter(case.expected), Counter(naive_changes(content))
    missed, invented = wanted - found, found - wanted
    return Row(
        case.name,
        wanted.total(),
        tuple(missed.elements()),
        tuple(invented.elements()),
        round(1000 * elapsed),
        ((wanted - plain).total(), (plain - wanted).total()),
    )


def markdown(rows: list[Row]) -> str:
    """A table, and what went wrong below it."""
    out = ["# Reports taken back from Word", "", (package.__doc__ or "").strip(), ""]
    out += [(naive.__doc__ or "").replace("What a plain", "Naive is what a plain").strip(), ""]
    out += [
        "| edited file | made | found | missed | invented | ms | naive: missed | invented |",
        "|---|---|---|---|---|---|---|---|",
    ]
    out += [
        f"| {row.name} | {row.made} | {row.found} | {len(row.missed)} | {len(row.invented)} | {row.milliseconds} "
        f"| {row.naive[0]} | {row.naive[1]} |"
        for row in rows
    ]
    missed, invented = sum(len(row.missed) for row in rows), sum(len(row.invented) for row in rows)
    made = sum(row.made for row in rows)
    plain = [sum(row.naive[at] for row in rows) for at in (0, 1)]
    out.append(
        f"| **{len(rows)} files** | {made} | {made - missed} | {missed} | {invented} | | {plain[0]} | {plain[1]} |"
    )
    for row in rows:
        out += [f"\nmissed in {row.name}: {one}" for one in row.missed]
        out += [f"\ninvented in {row.name}: {one}" for one in row.invented]
    return "\n".join(out) + "\n"
