"""How much of what identifies a report is masked, and how much else is.

    python -m eval masking [--show tuned|held-out|all] [-o RESULT.json]

Every passage is masked by itself, with no cover page to learn names from unless it has one: harder than a whole
report. Prints a Markdown table; --show lists misses and needless slots of one half. Writes JSON with -o. Ends with the
speed over the sample reports, each learned and masked whole.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path

from assistant.library.identities.masking import mask
from assistant.resources import shipped
from eval.masking.passages import load_passages
from eval.masking.score import Result, Row, rows, score


def speed(rounds: int = 3) -> int:
    """Characters masked in a second of processor time, the best of some rounds over the sample reports."""
    reports = [path.read_text(encoding="utf-8") for path in sorted(shipped("corpus").glob("*.md"))]
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for report in reports:
            mask(report)
        best = min(best, time.process_time() - began)
    return round(sum(map(len, reports)) / best)


def table(totals: list[Row]) -> str:
    """The totals as a Markdown table."""
    head = "| half | labels | spans | recall | right type | slots right | characters right |"
    lines = [head, "|" + "---|" * 7]
    for one in totals:
        shares = (
            _share(one.hidden, one.spans), _share(one.right_type, one.hidden),
            _share(one.slots_right, one.slots), _share(one.characters_right, one.characters),
        )  # fmt: skip
        lines.append(f"| {one.split} | {one.group} | {one.spans} | {' | '.join(shares)} |")
    return "\n".join(lines)


def _share(part: int | None, whole: int | None) -> str:
    return f"{100 * part / whole:.1f}% ({part}/{whole})" if whole and part is not None else ""


def _show(results: list[Result], half: str) -> None:
    for result in results:
        for one in result.outcomes:
            if half in ("all", one.passage.split) and not one.hidden:
                print(f"missed {one.passage.id}: {one.span.label.value} {one.text}")
            elif half in ("all", one.passage.split) and one.label != one.span.label:
                print(f"typed  {one.passage.id}: {one.span.label.value} {one.text} as {one.label}")
        if half in ("all", result.split):
            for waste in result.wasted:
                print(f"waste  {waste.passage}: {waste.label.value} {waste.text}")


def main(arguments: list[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m eval masking", description=__doc__)
    parser.add_argument("--show", choices=("tuned", "held-out", "all"))
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(arguments)
    results = [score(passage, mask(passage.text)) for passage in load_passages()]
    totals = list(rows(results))
    print(table(totals))
    pace = speed()
    print(f"\n{pace:,} characters a second")
    if given.show:
        _show(results, given.show)
    if given.output:
        given.output.write_text(
            json.dumps({"totals": [asdict(row) for row in totals], "characters_per_second": pace}, indent=2)
            + "\n",
            encoding="utf-8",
        )
