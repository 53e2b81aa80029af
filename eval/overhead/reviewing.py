"""python -m eval bench --review: how long the review of a report of 10,000 characters takes, and where.

    python -m eval bench --review [--rounds 5] [-o eval/results/review-speed-DATE.json]

Two texts against the facts of one project: *composed*, the composer's drafts by two packs; *pasted*, its draft followed by
other reports of the sample corpus as somebody would paste them, in which most figures have no source. Target: 0.5 s.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import statistics
import time
from pathlib import Path
from typing import Any

from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.facts.load import load_facts
from assistant.facts.model import ProjectFacts
from assistant.outline.packs import load_pack
from assistant.resources import shipped
from assistant.review.report import ReportReview, Section, review_report
from assistant.review.rules.book import RuleBook

FACTS, PACK, OTHER_PACK = "2024-water-heting.yaml", "guangdong-county", "guangdong-project"
PASTED = ("2023-water-jiyun.md", "2024-market-wangchao.md", "2022-roads-mochuan.md")
LENGTH = 10_000


def composed(facts: ProjectFacts, *packs: str) -> list[Section]:
    """The composer's sections by each pack."""
    return [
        Section(f"{pack}/{section.id}", section.heading, compose(section).text)
        for pack in packs
        for section in make_plan(facts, load_pack(pack)).sections
    ]


def pasted(facts: ProjectFacts) -> list[Section]:
    """The composer's draft, then other projects' reports, in pieces by their empty lines."""
    sections = composed(facts, PACK)
    for name in PASTED:
        text = (shipped("corpus") / name).read_text(encoding="utf-8")
        for number, piece in enumerate(text.split("\n\n")):
            if sum(len(one.text) for one in sections) >= LENGTH:
                return sections
            sections.append(Section(f"{name}/{number}", piece.split("\n")[0][:30], piece))
    return sections


def measured(sections: list[Section], facts: ProjectFacts, rounds: int) -> dict[str, Any]:
    """Median seconds of a review, and what it spent them on."""
    pack = load_pack(PACK)
    derived, book = make_plan(facts, pack).derived, RuleBook.of(pack)

    def review() -> ReportReview:
        return review_report(sections, facts, derived, book=book)

    found = review()
    taken: list[float] = []
    worked: list[float] = []
    for _ in range(rounds):
        began, busy = time.perf_counter(), time.process_time()
        review()
        taken.append(time.perf_counter() - began)
        worked.append(time.process_time() - busy)
    profile = cProfile.Profile()
    profile.runcall(review)
    return {
        "characters": sum(len(one.text) for one in sections),
        "sections": len(sections),
        "findings": len(found.findings),
        "mentions": found.traced + found.untraced,
        "seconds": [round(one, 3) for one in taken],
        "median": round(statistics.median(taken), 3),
        "processor_median": round(statistics.median(worked), 3),
        "profile": hot(profile),
    }


def hot(profile: cProfile.Profile, count: int = 14) -> list[dict[str, Any]]:
    """The functions with the most time including what they call (of this program), as shares of the whole."""
    stats: Any = pstats.Stats(profile)
    whole = stats.total_tt
    rows = [
        {"function": f"{_short(file)}:{name}", "calls": calls, "own": round(own / whole, 3), "with_calls": round(total / whole, 3)}
        for (file, _, name), (_, calls, own, total, _) in stats.stats.items()
        if "/assistant/" in file or own > 0.05 * whole
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -row["with_calls"])[:count]


def _short(file: str) -> str:
    return file.rsplit("/assistant/", 1)[-1].removesuffix(".py")


def table(result: dict[str, Any]) -> str:
    """The figures in Markdown."""
    lines = [
        "# The review of a long report",
        "",
        "`python -m eval bench --review`; target 0.5 s for 10,000 characters. Wall time holds what other programs on the machine took meanwhile. Profiled shares are of a slower, profiled run.",
        "",
        "| text | characters | mentions | findings | wall, s (median) | processor, s (median) | processor, s for 10,000 characters |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, one in result.items():
        lines.append(
            f"| {name} | {one['characters']} | {one['mentions']} | {one['findings']} | {one['median']} "
            f"| {one['processor_median']} | {one['processor_median'] * LENGTH / one['characters']:.3f} |"
        )
    for name, one in result.items():
        lines += [
            "",
            f"## Where it goes: {name}",
            "",
            "| function | calls | own | with calls |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| {row['function']} | {row['calls']} | {row['own']:.0%} | {row['with_calls']:.0%} |"
            for row in one["profile"]
        ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m eval bench --review", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("-o", "--output", type=Path, help="JSON; Markdown goes beside it")
    given = parser.parse_args(arguments)
    facts = load_facts(shipped("corpus") / FACTS)
    texts = {"composed": composed(facts, PACK, OTHER_PACK), "pasted": pasted(facts)}
    result = {name: measured(sections, facts, given.rounds) for name, sections in texts.items()}
    print(table(result))
    if given.output:
        given.output.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        given.output.with_suffix(".md").write_text(table(result), encoding="utf-8")
