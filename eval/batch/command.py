"""`assistant draft --batch` measured: failures, speed, memory, kill -9.

    python -m eval.batch [--projects 50] [--alone 10] [--long 200] [--kills 25] [-o RESULT]

Speed is against one process of `assistant draft` a project, of which `--alone` are timed. `--long` is the size of a second
batch, whose memory is watched while workers are renewed. -o writes RESULT.json and RESULT.md. Offline; the machine's load
is told beside the figures.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from eval.batch.folder import make_folder
from eval.batch.killing import kill_often
from eval.batch.memory import memory_of
from eval.batch.running import Ran, children_seconds, draft_batch, environment


def main(arguments: list[str]) -> int:
    """The command; 1 where a project failed or a kill did harm."""
    parser = argparse.ArgumentParser(prog="python -m eval.batch", description=__doc__)
    parser.add_argument("--projects", type=int, default=50)
    parser.add_argument("--alone", type=int, default=10)
    parser.add_argument("--long", type=int, default=200)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    result = _measured(given)
    print(markdown(result))
    if given.output:
        text = json.dumps(result, ensure_ascii=False, indent=2)
        given.output.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
        given.output.with_suffix(".md").write_text(markdown(result) + "\n", encoding="utf-8")
    failed = result["batch"]["failed"] or result["again"]["failed"] or result.get("long", {}).get("failed")
    return int(bool(failed or result.get("kills", {}).get("faults")))


def _measured(given: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        files = make_folder(room / "facts", given.projects)
        home = room / "home"
        home.mkdir()
        load = os.getloadavg()[0]
        first = draft_batch(room / "facts", room / "out", home, watched=True)
        again = draft_batch(room / "facts", room / "out", home)
        alone = [_alone(path, room / "alone", home) for path in files[: given.alone]]
        result: dict[str, Any] = {
            "projects": given.projects,
            "cores": os.cpu_count(),
            "load_before": round(load, 2),
            "batch": _told(first) | {"memory": memory_of(first.samples)},
            "again": _told(again),
            "alone": _mean(alone),
            "load_after": round(os.getloadavg()[0], 2),
        }
        if given.long:
            make_folder(room / "many", given.long, seed=1)
            many = draft_batch(room / "many", room / "many-out", home, watched=True)
            result["long"] = _told(many) | {"projects": given.long, "memory": memory_of(many.samples)}
        if given.kills:
            outcome = kill_often(room / "facts", room / "killed", home, given.kills)
            result["kills"] = outcome.as_json()
        return result


def _told(ran: Ran) -> dict[str, Any]:
    counts = Counter(one["status"] for one in ran.document.get("projects", []))
    return {
        "code": ran.code,
        "seconds": round(ran.seconds, 2),
        "processor": round(ran.processor, 2),
        **{status: counts[status] for status in ("done", "unchanged", "failed")},
        "reports": len(ran.document.get("reports", [])),
        "errors": ran.errors,
    }


def _alone(facts: Path, folder: Path, home: Path) -> tuple[float, float]:
    """`assistant draft` for one project, to Word: seconds by the clock, and of the processor."""
    out = folder / f"{facts.stem}.docx"
    line = [sys.executable, "-m", "assistant.cli", "draft", str(facts), "-o", str(out)]
    began, before = time.monotonic(), children_seconds()
    subprocess.run(line, check=True, capture_output=True, env=environment(home))
    return time.monotonic() - began, children_seconds() - before


def _mean(alone: list[tuple[float, float]]) -> dict[str, Any]:
    if not alone:
        return {}
    clock, processor = (sum(values) / len(alone) for values in zip(*alone, strict=True))
    return {"timed": len(alone), "seconds_each": round(clock, 2), "processor_each": round(processor, 2)}


def markdown(result: dict[str, Any]) -> str:
    """The figures as tables."""
    batch, again, alone = result["batch"], result["again"], result["alone"]
    number = result["projects"]
    lines = [
        f"# A batch of {number} projects, offline ({result['cores']} cores, load before {result['load_before']}, after {result['load_after']})",
        "",
        "| | projects | failed | seconds | of the processor | projects a minute |",
        "|---|--:|--:|--:|--:|--:|",
        f"| `assistant draft --batch` | {batch['done']} | {batch['failed']} | {batch['seconds']} | {batch['processor']} | {_pace(number, batch['seconds'])} |",
        f"| the same again (nothing changed) | {again['unchanged']} | {again['failed']} | {again['seconds']} | {again['processor']} | |",
    ]
    if alone:
        whole, processor = alone["seconds_each"] * number, alone["processor_each"] * number
        lines += [
            f"| one `assistant draft` a project, one after the other ({alone['timed']} timed) | {number} | | {whole:.1f} | {processor:.1f} | {_pace(number, whole)} |",
            "",
            f"The batch takes {whole / batch['seconds']:.1f} times less by the clock and {processor / batch['processor']:.1f} times less of the processor; it also writes the .json of each, the summary and {batch['reports']} units' reports.",
        ]
    lines += ["", *_memory("memory of that batch", batch["memory"])]
    if long := result.get("long"):
        title = f"{long['projects']} projects in {long['seconds']} s ({_pace(long['projects'], long['seconds'])} a minute, {long['failed']} failed)"
        lines += ["", *_memory(title, long["memory"])]
    if kills := result.get("kills"):
        lines += [
            "",
            "| kill -9 of the process group | |",
            "|---|--:|",
            f"| kills | {kills['kills']} |",
            f"| batches brought to their end | {kills['batches']} |",
            f"| projects told as drafted | {kills['told']} |",
            f"| of these drafted again | {len(kills['redone'])} |",
            f"| drafted again because killed between their two files and the journal | {kills['spare']} |",
            f"| half files seen after a kill | {len(kills['halves'])} |",
            f"| projects lacking, unreadable or in excess at the end | {len(kills['lacking'])} |",
        ]
    return "\n".join(lines)


def _memory(title: str, memory: dict[str, Any]) -> list[str]:
    thirds = "; ".join(f"{first} → {last}" for first, last in memory["worker_thirds"])
    return [
        f"| {title} (MB resident) | |",
        "|---|--:|",
        f"| peak of the command | {memory['parent_peak']} |",
        f"| peak of a worker ({memory['workers']} in all) | {memory['worker_peak']} |",
        f"| peak of all together | {memory['together_peak']} |",
        f"| command, first third → last third | {' → '.join(map(str, memory['parent_thirds']))} |",
        f"| each worker, first third → last third | {thirds} |",
    ]


def _pace(projects: int, seconds: float) -> int:
    return round(60 * projects / seconds) if seconds else 0
