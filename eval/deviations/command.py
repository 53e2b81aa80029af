"""How many deviations of labelled fact files are found, and how many are raised that are not there.

    python -m eval deviations [--set first|heldout] [--show] [-o RESULT]

Fact files as staff fill them in, made up and labelled without a look at the detectors: 60 in the first set (12 clean
ones that come close), 40 in the held-out one (10 clean), most of whose deviations are told in words. Without --set
each is measured and told apart; -o then adds the set to the names of its files. Thresholds and scores are those of the
national pack. Prints Markdown tables; -o writes RESULT.json and RESULT.md; --show adds the facts that each false alarm
rests on.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from assistant.advice.signals import Signal
from assistant.drafting.suggesting import suggest
from assistant.outline.packs import load_pack
from eval.deviations.cases import SETS, earned_scores, load_cases
from eval.deviations.score import Outcome, markdown, outcome, totals

PACK = "national"


def main(arguments: list[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m eval deviations", description=__doc__)
    parser.add_argument("--set", choices=SETS)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(arguments)
    for which in [given.set] if given.set else SETS:
        result = _measured(which, show=given.show)
        print(f"## {which}\n\n{markdown(result)}\n")
        if given.output:
            apart = given.output.with_name(f"{given.output.stem}-{which}")
            _write(result, given.output if given.set else apart)


def _measured(which: str, *, show: bool) -> dict[str, Any]:
    pack = load_pack(PACK)
    outcomes: list[Outcome] = []
    for case in load_cases(which):
        advice = suggest(case.facts, pack, earned=earned_scores(case.facts, pack.scoring))
        told = outcome(case, (Signal(one.signal) for one in advice.deviations))
        outcomes.append(told)
        for one in advice.deviations if show else ():
            if Signal(one.signal) in told.false:
                print(f"alarm {case.id} {one.signal}: {one.values}")
    return totals(outcomes)


def _write(result: dict[str, Any], path: Path) -> None:
    text = json.dumps(result, ensure_ascii=False, indent=2)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    path.with_suffix(".md").write_text(markdown(result) + "\n", encoding="utf-8")
