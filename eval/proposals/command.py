"""python -m eval proposals [--half dev|test|all] [--errors]: precision and recall of facts read from the sample reports.

The reports are sorted by name; those in even places (first, third …) are the test half, on which no rule was written.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from assistant.facts.load import load_facts
from assistant.library.intake.taking import read_tree
from assistant.library.loaders import load
from assistant.proposals.documents import Document, propose
from assistant.proposals.proposal import SURE
from assistant.resources import shipped
from eval.proposals.judging import Judged, Report, group_of, judge


def main(arguments: list[str]) -> None:
    """Measure and print a Markdown table a half."""
    parser = argparse.ArgumentParser(prog="python -m eval proposals")
    parser.add_argument("--half", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--errors", action="store_true", help="show every wrong value")
    parser.add_argument("--missed", action="store_true", help="show every true fact that was not found")
    chosen = parser.parse_args(arguments)
    for half in ("dev", "test") if chosen.half == "all" else (chosen.half,):
        reports = {path.name: of_report(path) for path in reports_of(half)}
        print(f"\n## {half}: {len(reports)} reports\n")
        print(table(list(reports.values())))
        for name, report in reports.items():
            for one in report.judged if chosen.errors else ():
                if not one.right:
                    _show(name, one)
            for path in report.true if chosen.missed else ():
                if path in report.stated - report.found:
                    print(f"missed {name} {path}")


def reports_of(half: str) -> list[Path]:
    """The sample reports of a half."""
    paths = sorted(shipped("corpus").glob("*.md"))
    return paths[1::2] if half == "dev" else paths[0::2]


def of_report(path: Path) -> Report:
    """One report, read and judged."""
    tree = read_tree(load(path))
    return judge(
        propose([Document(path.name, tree)]).proposals, load_facts(path.with_suffix(".yaml")), tree.text
    )


def table(reports: Sequence[Report]) -> str:
    """Precision of sure and of all values, and recall, by group of facts."""
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * 7)
    for report in reports:
        for one in report.judged:
            for row in (rows[one.group], rows["**all**"]):
                row[0] += one.proposal.confidence >= SURE
                row[1] += one.proposal.confidence >= SURE and one.right
                row[2] += 1
                row[3] += one.right
        for path in report.true:
            for row in (rows[group_of(path)], rows["**all**"]):
                row[4] += 1
                row[5] += path in report.stated
                row[6] += path in report.found
    head = "| group | sure | of them right | proposed | of them right | true facts | stated in the text | found of those |\n|---|---|---|---|---|---|---|---|"
    order = sorted(rows, key=lambda name: (name == "**all**", name))
    return "\n".join([head, *(_row(name, rows[name]) for name in order)])


def _row(name: str, row: Sequence[int]) -> str:
    return f"| {name} | {row[0]} | {_share(row[1], row[0])} | {row[2]} | {_share(row[3], row[2])} | {row[4]} | {row[5]} | {_share(row[6], row[5])} |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"


def _show(name: str, one: Judged) -> None:
    shown = one.proposal
    print(
        f"{'SURE ' if shown.sure else ''}{shown.confidence:.2f} {name} {shown.path}: {shown.value[:50]} | true: {one.true[:50]} | {shown.rule}"
    )


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
