"""The results of seeded errors as totals and as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from eval.seeded.measure import Quiet, Trial

_NAMED = ("figure", "name")
_HALVES = ("dev", "test")


def recall(trials: Sequence[Trial]) -> float | None:
    """Share of faults found; None where there was none."""
    return sum(one.found for one in trials) / len(trials) if trials else None


def totals(trials: Sequence[Trial], drafts: Sequence[Quiet]) -> dict[str, Any]:
    """Everything that is reported, as JSON."""
    kinds = dict.fromkeys(one.kind for one in trials)
    return {
        "overall": _halved(trials, lambda one: True),
        "figures and names": _halved(trials, lambda one: one.family in _NAMED),
        "styles": {
            style: _halved(trials, lambda one, style=style: one.style == style) for style in _styles(trials)
        },
        "families": {
            name: _halved(trials, lambda one, name=name: one.family == name)
            for name in dict.fromkeys(one.family for one in trials)
        },
        "kinds": {
            kind: {
                **_halved(trials, lambda one, kind=kind: one.kind == kind),
                "found_by": dict(
                    Counter(r for one in trials if one.kind == kind for r in one.rules).most_common()
                ),
            }
            for kind in kinds
        },
        "false_alarms": {
            style: alarms([one for one in drafts if one.style == style]) for style in _styles(drafts)
        },
    }


def _styles(rows: Sequence[Trial] | Sequence[Quiet]) -> list[str]:
    return list(dict.fromkeys(one.style for one in rows))


def _halved(trials: Sequence[Trial], keep: Callable[[Trial], bool]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for half in (*_HALVES, "all"):
        here = [one for one in trials if keep(one) and half in (one.half, "all")]
        share = recall(here)
        out[half] = {"planted": len(here), "recall": None if share is None else round(share, 4)}
    return out


def alarms(drafts: Sequence[Quiet]) -> dict[str, Any]:
    """False alarms on clean drafts: a draft, per 1,000 characters, the most in one draft, by rule."""
    count = sum(len(one.alarms) for one in drafts)
    characters = sum(one.characters for one in drafts)
    return {
        "drafts": len(drafts),
        "characters": characters,
        "alarms": count,
        "per_draft": round(count / len(drafts), 3) if drafts else None,
        "most_in_a_draft": max((len(one.alarms) for one in drafts), default=0),
        "per_1000_characters": round(1000 * count / characters, 4) if characters else None,
        "by_rule": dict(sum((one.by_rule() for one in drafts), Counter()).most_common()),
    }


def markdown(result: dict[str, Any]) -> str:
    """Two tables: recall, and false alarms."""
    return "\n".join([*_recalls(result), "", *_alarms(result["false_alarms"])]) + "\n"


def _recalls(result: dict[str, Any]) -> Iterator[str]:
    yield "| planted fault | recall, dev | recall, test | found by |"
    yield "|---|---|---|---|"
    yield _line("**all**", result["overall"])
    yield _line("**figures and names**", result["figures and names"])
    for name, row in (*result["families"].items(), *result["styles"].items()):
        yield _line(f"**{name}**", row)
    for name, row in result["kinds"].items():
        yield _line(name, row, ", ".join(list(row["found_by"])[:3]))


def _line(name: str, row: dict[str, Any], by: str = "") -> str:
    return f"| {name} | " + " | ".join(_cell(row[half]) for half in _HALVES) + f" | {by} |"


def _cell(half: dict[str, Any]) -> str:
    return "" if half["recall"] is None else f"{100 * half['recall']:.1f}% of {half['planted']}"


def _alarms(styles: dict[str, dict[str, Any]]) -> Iterator[str]:
    yield "| clean drafts | drafts | characters | alarms | a draft | most in a draft | per 1,000 characters | by rule |"
    yield "|" + "---|" * 8
    for style, row in styles.items():
        rules = ", ".join(f"{rule} {count}" for rule, count in row["by_rule"].items())
        cells = [
            row[key]
            for key in (
                "drafts",
                "characters",
                "alarms",
                "per_draft",
                "most_in_a_draft",
                "per_1000_characters",
            )
        ]
        yield f"| {style} | " + " | ".join(f"{one:,}" for one in cells) + f" | {rules} |"
