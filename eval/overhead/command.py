"""python -m eval bench --overhead: the pipeline beside the model that it calls.

    python -m eval bench --overhead [--rounds 3] [-o eval/results/overhead-DATE.json]

Wall time: pipeline ÷ bare openai client, same requests, same concurrency, same stub server, rounds taken in turn, medians.
Prompt tokens that are not in the server's prefix cache: pipeline ÷ plain RAG. Targets: 1.10 and 35 %.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.drafting.conversation import asked
from assistant.drafting.plan import Plan, make_plan
from assistant.drafting.portions import portions_of
from assistant.facts.load import load_facts
from assistant.outline.packs import load_pack
from assistant.resources import shipped
from assistant.settings import Settings
from assistant.wiring import LibraryExemplars, open_library
from eval.overhead.runs import Remembered, Run, Server, bare, pipeline, plain, serving
from eval.overhead.stub import Pace

FACTS, PACK = "2024-water-heting.yaml", "guangdong-county"
AT_ONCE = Pace(first=0, read=0, write=0)


def answers(plan: Plan) -> dict[str, str]:
    """What the stub says to each request of the pipeline: the composer's text, so that nothing needs a repair."""
    return {
        asked(portion).content: portion.expected
        for section in plan.sections
        for apart in (0, Settings().items_apart)
        for portion in portions_of(section, apart)
    }


def measure(rounds: int, home: Path) -> dict[str, Any]:
    """All runs; figures as JSON."""
    plan = make_plan(load_facts(shipped("corpus") / FACTS), load_pack(PACK))
    library = open_library(Settings(home=home))
    for _ in library.ingest([shipped("corpus")]):
        pass
    exemplars = LibraryExemplars(library, plan.pack.id)
    lists = exemplars.for_sections(plan.sections, plan.facts)
    found = Remembered({one.id: shown for one, shown in zip(plan.sections, lists, strict=True)})
    with serving(answers(plan)) as server:
        settings = Settings(home=home, base_url=f"{server.address}/v1", model="stub")
        pipeline(server, settings, plan, found, AT_ONCE)  # imports, first connections
        return {
            "facts": FACTS,
            "pack": PACK,
            "outline_sections": len(plan.sections),
            "concurrency": settings.concurrency,
            "wall": _wall(server, settings, plan, exemplars, found, rounds),
            "tokens": _tokens(server, settings, plan, found),
        }


def _wall(
    server: Server,
    settings: Settings,
    plan: Plan,
    exemplars: LibraryExemplars,
    found: Remembered,
    rounds: int,
) -> dict[str, Any]:
    pace = Pace(slots=settings.concurrency)
    ours: list[Run] = []
    theirs: list[Run] = []
    for _ in range(rounds):
        ours.append(pipeline(server, settings, plan, exemplars, pace))
        theirs.append(bare(server, ours[-1].requests, settings.concurrency, pace))
    busy = pipeline(server, settings, plan, found, AT_ONCE)
    idle = bare(server, busy.requests, settings.concurrency, AT_ONCE)
    return {
        "pace": asdict(pace),
        "calls": len(ours[0].requests),
        "outcomes": ours[0].outcomes,
        "pipeline_seconds": [round(run.seconds, 3) for run in ours],
        "bare_seconds": [round(run.seconds, 3) for run in theirs],
        "ratio": round(_median(ours) / _median(theirs), 3),
        "load": [round(one, 1) for one in os.getloadavg()],
        "processors": os.cpu_count(),
        "timings": ours[-1].timings,
        "at_once": {
            "pipeline_seconds": round(busy.seconds, 3),
            "bare_seconds": round(idle.seconds, 3),
            "ms_a_call": round(1000 * (busy.seconds - idle.seconds) / len(busy.requests), 1),
            "timings": busy.timings,
        },
    }


def _tokens(server: Server, settings: Settings, plan: Plan, exemplars: Remembered) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    baseline = plain(server, settings, plan, exemplars, AT_ONCE)
    # Arrivals and cache depend on time: a pace of which the reading of the first prompts is seen by the next.
    pace = Pace(first=0.05, read=20_000, write=2000)
    for concurrency in dict.fromkeys((1, 2, settings.concurrency)):
        for apart in dict.fromkeys((settings.items_apart, 0)):
            ours = pipeline(
                server,
                settings.with_changes(concurrency=concurrency, items_apart=apart),
                plan,
                exemplars,
                Pace(pace.first, pace.read, pace.write, concurrency),
            )
            name = f"concurrency {concurrency}, {'item by item' if apart else 'whole sections'}"
            figures[name] = _figures(ours, baseline)
    return {"plain RAG": _figures(baseline, baseline), **figures}


def _figures(run: Run, baseline: Run) -> dict[str, Any]:
    return {
        "calls": len(run.requests),
        "prompt": run.prompt,
        **{
            f"{cache}_{name}": value
            for cache in ("slots", "blocks")
            for name, value in (
                ("uncached", run.uncached(cache)),
                ("share", round(run.uncached(cache) / baseline.uncached(cache), 3)),
            )
        },
    }


def _median(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def table(result: dict[str, Any]) -> str:
    """The figures in Markdown."""
    wall, at_once = result["wall"], result["wall"]["at_once"]
    lines = [
        "# The pipeline beside the model that it calls",
        "",
        f"`python -m eval bench --overhead`; facts {result['facts']}, pack {result['pack']}, {result['outline_sections']} "
        f"sections, {wall['calls']} calls, concurrency {result['concurrency']}. Stub server: {wall['pace']['first']} s before "
        f"the first token, reads {wall['pace']['read']:g} and writes {wall['pace']['write']:g} tokens a second a request.",
        "",
        "## Wall time",
        "",
        "| stub | pipeline, s | bare openai client, s | ratio (target ≤ 1.10) |",
        "|---|---|---|---|",
        f"| at its pace, {len(wall['bare_seconds'])} rounds | {_listed(wall['pipeline_seconds'])} "
        f"| {_listed(wall['bare_seconds'])} | {wall['ratio']} |",
        f"| at once, no search | {at_once['pipeline_seconds']} | {at_once['bare_seconds']} | {at_once['ms_a_call']} ms more a call |",
        "",
        f"The machine: {wall['processors']} processors, load averages {wall['load']} during the run. "
        f"Within the pipeline (seconds): at pace {wall['timings']}; at once {at_once['timings']}. Outcomes: {wall['outcomes']}.",
        "",
        "## Prompt tokens the server must compute (a character counts as a token)",
        "",
        "Two models of a prefix cache: *slots* as llama.cpp (one a concurrent request, longest common beginning), *blocks* as vLLM",
        "(16 tokens, shared by all requests). Plain RAG runs one section after the other, which suits its cache best.",
        "",
        "| run | calls | prompt | uncached, slots | of plain RAG's | uncached, blocks | of plain RAG's (target ≤ 35 %) |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, one in result["tokens"].items():
        lines.append(
            f"| {name} | {one['calls']} | {one['prompt']} | {one['slots_uncached']} | {one['slots_share']:.1%} "
            f"| {one['blocks_uncached']} | {one['blocks_share']:.1%} |"
        )
    return "\n".join(lines) + "\n"


def _listed(seconds: list[float]) -> str:
    return ", ".join(f"{one:.2f}" for one in seconds)


def main(arguments: list[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m eval bench --overhead", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("-o", "--output", type=Path, help="JSON; Markdown goes beside it")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        result = measure(given.rounds, Path(home))
    print(table(result))
    if given.output:
        given.output.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        given.output.with_suffix(".md").write_text(table(result), encoding="utf-8")
