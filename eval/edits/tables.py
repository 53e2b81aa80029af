"""The rows as totals and as Markdown."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from typing import Any

from eval.edits.run import OFFLINE, Row
from eval.edits.writers import FAULTS, HOSTILE

GROUPS = ("commands", "offline", "good", "faults", "hostile", "model")


def group(row: Row) -> str:
    """The line of the table that a row belongs to."""
    if row.sort == "command":
        return "commands"
    if row.writer in (OFFLINE, "good"):
        return row.writer
    return "faults" if row.writer in FAULTS else "hostile" if row.writer in HOSTILE else "model"


def totals(rows: Sequence[Row]) -> dict[str, Any]:
    """Counts of each group. `reached`: instructions whose effect came about and traps that were resisted."""
    out = {}
    for name in GROUPS:
        mine = [row for row in rows if group(row) == name]
        if not mine:
            continue
        plain, traps = [r for r in mine if not r.trap], [r for r in mine if r.trap]
        out[name] = {
            "answers": len(mine),
            "lawful": sum(not row.broken for row in mine),
            "broken": dict(Counter(one.partition(":")[0] for row in mine for one in row.broken)),
            "instructions": len(plain),
            "reached": sum(not row.failed for row in plain),
            "traps": len(traps),
            "resisted": sum(not row.failed for row in traps),
            "hunks": sum(row.hunks for row in mine),
            "told_to_need_a_model": sum("需要语言模型" in row.message for row in mine),
            "median_seconds": round(statistics.median(row.seconds for row in mine), 2),
            "writers": sorted({row.writer for row in mine}),
        }
    return out


_NAMES = {
    "commands": "20 commands, no model",
    "offline": "30 instructions, no model",
    "good": "30, a model that does as asked",
    "faults": "30 × 11 faults of weak models",
    "hostile": "30 × 9 answers that are none, or attacks",
    "model": "30, a real model",
}


def markdown(rows: Sequence[Row]) -> str:
    """The table, and a line for each broken law and each case of the model or of the commands that fell short."""
    lines = [
        "| who answers | answers | all laws hold | effect reached | traps resisted | hunks | s (median) |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, told in totals(rows).items():
        who = _NAMES[name] if name != "model" else f"{_NAMES[name]} ({', '.join(told['writers'])})"
        reached = "–" if name in ("faults", "hostile") else f"{told['reached']} of {told['instructions']}"
        resisted = f"{told['resisted']} of {told['traps']}" if told["traps"] else "–"
        lines.append(
            f"| {who} | {told['answers']} | {told['lawful']} | {reached} | {resisted} | {told['hunks']} | {told['median_seconds']} |"
        )
    lines += ["", *_remarks(rows)]
    return "\n".join(lines) + "\n"


def _remarks(rows: Sequence[Row]) -> list[str]:
    broken = [f"- {row.writer}, {row.case}: {'; '.join(row.broken)}" for row in rows if row.broken]
    short = [
        f"- {row.writer}, {row.case}: {', '.join(row.failed)}{f' — {row.message}' if row.message else ''}"
        for row in rows
        if row.failed and group(row) in ("commands", "good", "model")
    ]
    out = ["Laws broken:", *broken] if broken else ["No law was broken."]
    if short:
        out += ["", "Asked for and not reached (or a trap that was not resisted):", *short]
    unaided = sum("需要语言模型" in row.message for row in rows if group(row) == "offline")
    if unaided:
        out += ["", f"Without a model {unaided} of the 30 say that they need one; they change nothing."]
    return out
