"""How long things take here: offline draft, cold commands, ingest, search. Printed, never asserted.

    python -m eval bench
    python -m eval bench --overhead …   the pipeline beside the model that it calls (eval/overhead/command.py)
    python -m eval bench --review …     the review of 10,000 characters (eval/overhead/reviewing.py)

Machines differ: read the ratios to the baseline row (starting Python with the same imports) of the same run.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assistant.resources import shipped

ROUNDS = 5


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some rounds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def command(*arguments: str, home: str) -> Callable[[], object]:
    """A cold run of the command line in a process of its own."""
    environment = {**os.environ, "ASSISTANT_HOME": home}
    line = [sys.executable, "-m", "assistant.cli", *arguments]
    return lambda: subprocess.run(line, check=True, capture_output=True, env=environment)


def main(arguments: list[str]) -> None:
    """Measures and prints a Markdown table."""
    match arguments:
        case ["--overhead", *rest]:
            from eval.overhead.command import main as measure

            measure(rest)
            return
        case ["--review", *rest]:
            from eval.overhead.reviewing import main as measure

            measure(rest)
            return
    from assistant.drafting.pipeline import Job, draft
    from assistant.facts.load import load_facts
    from assistant.outline.packs import load_pack, pack_names
    from assistant.settings import Settings
    from assistant.wiring import LibraryExemplars, open_library

    facts_path = shipped("corpus") / "2024-water-heting.yaml"
    rows: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory() as home:
        rows.append(
            (
                "baseline: start Python",
                seconds(lambda: subprocess.run([sys.executable, "-c", ""], check=True)),
            )
        )
        rows.append(("assistant --help (cold)", seconds(command("--help", home=home))))
        out = str(Path(home) / "draft.docx")
        offline = command("draft", str(facts_path), "--writer", "offline", "-o", out, home=home)
        rows.append(("assistant draft --writer offline (cold, empty library)", seconds(offline)))
        library = open_library(Settings(home=Path(home)))
        began = time.perf_counter()
        passages = sum(one.passages for one in library.ingest([shipped("corpus")]))
        rows.append((f"ingest the sample corpus ({passages} passages)", time.perf_counter() - began))
        rows.append(("assistant draft --writer offline (cold, sample library)", seconds(offline, 3)))
        facts = load_facts(facts_path)
        for name in pack_names():
            pack = load_pack(name)
            list(draft(Job(facts, pack)))
            sections = len(pack.placed())
            rows.append(
                (
                    f"offline draft after warm-up, {name} ({sections} sections)",
                    seconds(lambda pack=pack: list(draft(Job(facts, pack)))),
                )
            )
        exemplars = LibraryExemplars(library)
        warm = Job(facts, load_pack("guangdong-county"), exemplars=exemplars)
        list(draft(warm))
        rows.append(("the same with exemplars from the library", seconds(lambda: list(draft(warm)))))
        rows.append(
            ("library search, warm", seconds(lambda: library.search("预算执行率偏低的原因", k=5), 20))
        )
    base = rows[0][1]
    print("| what | seconds | × baseline |\n|---|---|---|")
    for name, taken in rows:
        print(f"| {name} | {taken:.3f} | {taken / base:.1f} |")
