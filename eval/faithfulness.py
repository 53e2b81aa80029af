"""Is what a report says true? Offline composer, plain RAG and the model writer, on the same facts and passages.

    python -m eval faithfulness FACTS… [--pack P] [--model] [-o RESULT.json]

Without --model only the offline composer is measured. With it, the model of the settings writes twice: once as plain RAG
and once through the pipeline. Prints a Markdown table and writes JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from assistant.drafting.acceptance import required
from assistant.drafting.composer import compose
from assistant.drafting.events import Finished, SectionDone
from assistant.drafting.exemplars import Exemplar
from assistant.drafting.pipeline import Job, draft
from assistant.drafting.plan import Plan, make_plan
from assistant.facts.load import load_facts
from assistant.models.chat import Usage
from assistant.outline.packs import DEFAULT_PACK, load_pack
from assistant.review.ledger import Ledger
from assistant.review.mentions import find_mentions
from assistant.review.trace import trace
from assistant.settings import Settings
from assistant.wiring import exemplars_of, open_chat_model
from eval.baselines.plain_rag import write_plain

_NAMES = ("organisation", "place", "title")


@dataclass
class Row:
    """One writer on one facts file."""

    facts: str
    writer: str
    sections: int = 0
    characters: int = 0
    figures: int = 0
    untraced_figures: int = 0
    untraced_names: int = 0
    foreign_names: int = 0
    planned: int = 0
    covered: int = 0
    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    outcomes: dict[str, int] = field(default_factory=dict)


def measure(row: Row, plan: Plan, texts: dict[str, str], shown: dict[str, list[Exemplar]]) -> Row:
    """Fills in what the texts say."""
    ledger = Ledger(plan.facts, plan.derived)
    for section in plan.sections:
        text = texts.get(section.id, "")
        if not section.points:
            continue
        row.sections += 1
        row.characters += len(text)
        for one in trace(text, ledger):
            if one.mention.type in _NAMES:
                row.untraced_names += one.path is None
            else:
                row.figures += 1
                row.untraced_figures += one.path is None
        names = {
            name for exemplar in shown.get(section.id, []) for name in exemplar.foreign.names if len(name) > 1
        }
        row.foreign_names += sum(name in text and name not in ledger.text for name in names)
        keys = {mention.key for mention in find_mentions(text)}
        planned = required(compose(section).text)
        row.planned += len(planned)
        row.covered += sum(one.key in keys or one.text in text for one in planned)
    return row


def add_usage(row: Row, usage: Usage) -> None:
    """Adds the tokens of one call."""
    row.prompt_tokens += usage.prompt_tokens
    row.cached_tokens += usage.cached_tokens
    row.completion_tokens += usage.completion_tokens


def run(path: Path, pack: str, settings: Settings, with_model: bool) -> list[Row]:
    """All writers on one facts file."""
    facts = load_facts(path)
    plan = make_plan(facts, load_pack(pack))
    found = exemplars_of(settings).for_sections(plan.sections, facts)
    shown = {section.id: exemplars for section, exemplars in zip(plan.sections, found, strict=True)}
    began = time.perf_counter()
    offline = {section.id: compose(section).text for section in plan.sections}
    rows = [
        measure(
            Row(path.stem, "offline", seconds=round(time.perf_counter() - began, 3)), plan, offline, shown
        )
    ]
    if with_model:
        rows.append(_plain(path, plan, settings, found, shown))
        rows.append(_pipeline(path, plan, settings, shown))
    return rows


def _plain(path: Path, plan: Plan, settings: Settings, found: list[list[Exemplar]], shown: dict) -> Row:
    row, texts, began = Row(path.stem, "plain RAG"), {}, time.perf_counter()
    for section in write_plain(open_chat_model(settings), plan, found):
        texts[section.id] = section.text
        row.calls += 1
        add_usage(row, section.usage)
        print(f"  plain RAG {section.heading} {section.seconds:.0f}s", file=sys.stderr, flush=True)
    row.seconds = round(time.perf_counter() - began, 1)
    return measure(row, plan, texts, shown)


def _pipeline(path: Path, plan: Plan, settings: Settings, shown: dict) -> Row:
    row, began = Row(path.stem, "model writer"), time.perf_counter()
    job = Job(
        plan.facts, plan.pack, model=open_chat_model(settings), exemplars=exemplars_of(settings),
        concurrency=settings.concurrency, repair_rounds=settings.repair_rounds,
    )  # fmt: skip
    texts: dict[str, str] = {}
    outcomes: Counter[str] = Counter()
    for event in draft(job):
        if isinstance(event, SectionDone) and event.section.text:
            usage = event.section.usage
            outcomes[usage.outcome] += 1
            row.calls += usage.calls
            row.prompt_tokens += usage.prompt_tokens
            row.cached_tokens += usage.cached_tokens
            row.completion_tokens += usage.completion_tokens
            print(
                f"  pipeline {event.section.heading} {usage.outcome} {usage.seconds:.0f}s",
                file=sys.stderr,
                flush=True,
            )
        if isinstance(event, Finished):
            texts = {section.id: section.text for section in event.draft.sections}
    row.seconds, row.outcomes = round(time.perf_counter() - began, 1), dict(outcomes)
    return measure(row, plan, texts, shown)


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    head = "| facts | writer | figures | untraced figures | untraced names | foreign names | planned facts covered | calls | prompt tokens (cached) | seconds |"
    lines = [head, "|" + "---|" * 10]
    for one in rows:
        covered = f"{one.covered}/{one.planned} ({100 * one.covered / max(one.planned, 1):.1f}%)"
        tokens = f"{one.prompt_tokens} ({one.cached_tokens})"
        lines.append(
            f"| {one.facts} | {one.writer} | {one.figures} | {one.untraced_figures} | {one.untraced_names} | {one.foreign_names} "
            f"| {covered} | {one.calls} | {tokens} | {one.seconds} |"
        )
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m eval faithfulness", description=__doc__)
    parser.add_argument("facts", nargs="+", type=Path)
    parser.add_argument("--pack", default=DEFAULT_PACK)
    parser.add_argument("--model", action="store_true")
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(arguments)
    settings = Settings()
    rows = [row for path in given.facts for row in run(path, given.pack, settings, given.model)]
    print(table(rows))
    for row in rows:
        if row.outcomes:
            print(f"\n{row.facts} {row.writer}: {row.outcomes}")
    if given.output:
        given.output.write_text(
            json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2) + "\n"
        )
