"""Which planted faults the reviewer finds, and what it says of clean drafts.

    python -m eval seeded [--samples NAME…] [--kinds WORD…] [--seed N] [--show dev|all] [-o RESULT]

Plants one fault of each kind in drafts of the shipped samples, composed and paraphrased, and reviews them as pasted
text. Prints Markdown tables; -o writes RESULT.json, RESULT.md and RESULT.png. --show lists what was missed and every
false alarm of the dev half, or of both.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from eval.seeded.clean import clean_drafts, load_samples
from eval.seeded.kinds import KINDS
from eval.seeded.measure import Quiet, Trial, half_of, quiet, trials
from eval.seeded.picture import draw
from eval.seeded.tables import markdown, totals


def main(arguments: list[str]) -> None:
    """The command."""
    given = _given(arguments)
    samples = load_samples()
    wanted = [one for one in samples if not given.samples or one.name in given.samples]
    kinds = [one for one in KINDS if not given.kinds or any(word in one.name for word in given.kinds)]
    tried = list(trials(samples, kinds, given.seed, only=[one.name for one in wanted]))
    order = [one.name for one in KINDS]
    tried.sort(key=lambda one: order.index(one.kind))
    said = [
        quiet(one, half_of(samples, one.sample.name)) for one in clean_drafts(samples) if one.sample in wanted
    ]
    result = {"seed": given.seed, "samples": [one.name for one in wanted], **totals(tried, said)}
    print(markdown(result))
    if given.show:
        _show(tried, said, given.show)
    if given.output:
        _write(result, given.output)


def _given(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval seeded", description=__doc__)
    parser.add_argument("--samples", nargs="+", default=[])
    parser.add_argument("--kinds", nargs="+", default=[])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", choices=("dev", "all"))
    parser.add_argument("-o", "--output", type=Path)
    return parser.parse_args(arguments)


def _show(tried: list[Trial], said: list[Quiet], half: str) -> None:
    for one in tried:
        if half in (one.half, "all") and not one.found:
            print(f"missed  {one.kind} ({one.draft}): {one.told}")
    for one in said:
        for rule, text in one.alarms if half in (one.half, "all") else ():
            print(f"alarm   {rule} ({one.draft}): {text}")


def _write(result: dict[str, object], path: Path) -> None:
    # The date in a result's name has no ending of its own, so the endings are appended.
    Path(f"{path}.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    Path(f"{path}.md").write_text(markdown(result), encoding="utf-8")
    draw(result, Path(f"{path}.png"))
