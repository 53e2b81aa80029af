"""Precision and recall of the signals raised, over all cases and signal by signal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.advice.signals import Signal
from eval.deviations.cases import LabelledCase
from eval.metrics.interval import interval


@dataclass(frozen=True)
class Outcome:
    """What was raised in one case: rightly, wrongly, not at all, or where reviewers would disagree."""

    case: LabelledCase
    found: frozenset[Signal]
    missed: frozenset[Signal]
    false: frozenset[Signal]
    open: frozenset[Signal]


_PARTS: dict[str, Callable[[LabelledCase], frozenset[Signal]]] = {
    "figures, dates and choices": lambda case: case.labels - case.words,
    "words alone": lambda case: case.words,
}


def outcome(case: LabelledCase, raised: Iterable[Signal]) -> Outcome:
    """Compare what was raised with the labels; a signal raised twice in a case counts once."""
    raised = frozenset(raised)
    return Outcome(
        case,
        raised & case.labels,
        case.labels - raised,
        raised - case.labels - case.open,
        raised & case.open,
    )


def totals(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The figures as plain values, ready for JSON."""
    planted = [one for one in outcomes if one.case.labels]
    clean = [one for one in outcomes if not one.case.labels]
    return {
        "cases": len(outcomes),
        "planted_cases": len(planted),
        "clean_cases": len(clean),
        "exact_planted_cases": sum(not one.missed and not one.false for one in planted),
        "quiet_clean_cases": sum(not one.false for one in clean),
        "open_raised": sum(len(one.open) for one in outcomes),
        "overall": _row(outcomes, frozenset(Signal)),
        "told_by": {name: _recall(planted, part) for name, part in _PARTS.items()},
        "signals": {signal.value: _row(outcomes, frozenset({signal})) for signal in Signal},
        "misses": list(_told(outcomes, "missed")),
        "false_alarms": list(_told(outcomes, "false")),
    }


def markdown(result: dict[str, Any]) -> str:
    """The totals as Markdown."""
    lines = [
        f"{result['cases']} labelled fact files: {result['planted_cases']} with deviations, of which "
        f"{result['exact_planted_cases']} are answered with exactly the labelled signals; "
        f"{result['clean_cases']} clean, of which {result['quiet_clean_cases']} raise none. "
        f"{result['open_raised']} signals were raised where reviewers would disagree; they count neither way.",
        "",
        "| signal | labelled | found | missed | false alarms | precision | recall |",
        "|---|---|---|---|---|---|---|",
        _line("**all**", result["overall"]),
        *(_line(name, row) for name, row in result["signals"].items()),
    ]
    lines += ["", "| deviations told by | labelled | found | recall |", "|---|---|---|---|"]
    for name, row in result["told_by"].items():
        share = _share(row["recall"], row["recall_interval"])
        lines.append(f"| {name} | {row['labelled']} | {row['found']} | {share} |")
    for title, key in (("Missed", "misses"), ("False alarms", "false_alarms")):
        named = [f"- {one['case']}: {one['signal']}" for one in result[key]] or ["- none"]
        lines += ["", f"{title}:", "", *named]
    return "\n".join(lines)


def _row(outcomes: Sequence[Outcome], signals: frozenset[Signal]) -> dict[str, Any]:
    counts = [
        (len(one.found & signals), len(one.missed & signals), len(one.false & signals)) for one in outcomes
    ]
    found, missed, false = (sum(column) for column in zip(*counts, strict=True))
    return {
        "labelled": found + missed,
        "found": found,
        "missed": missed,
        "false_alarms": false,
        "precision": found / (found + false) if found + false else None,
        "recall": found / (found + missed) if found + missed else None,
        "precision_interval": interval([(right, right + wrong) for right, _, wrong in counts]),
        "recall_interval": interval([(right, right + lost) for right, lost, _ in counts]),
    }


def _recall(outcomes: Sequence[Outcome], part: Callable[[LabelledCase], frozenset[Signal]]) -> dict[str, Any]:
    counts = [(len(one.found & part(one.case)), len(part(one.case))) for one in outcomes]
    found, labelled = (sum(column) for column in zip(*counts, strict=True))
    return {
        "labelled": labelled,
        "found": found,
        "recall": found / labelled if labelled else None,
        "recall_interval": interval(counts),
    }


def _line(name: str, row: dict[str, Any]) -> str:
    # An interval of one signal's few cases would say nothing.
    ranged = name == "**all**"
    shares = (_share(row[key], row[f"{key}_interval"] if ranged else None) for key in ("precision", "recall"))
    counts = (row[key] for key in ("labelled", "found", "missed", "false_alarms"))
    return f"| {name} | {' | '.join(map(str, counts))} | {' | '.join(shares)} |"


def _share(share: float | None, between: tuple[float, float] | None) -> str:
    if share is None:
        return "–"
    ends = f" ({100 * between[0]:.1f}–{100 * between[1]:.1f})" if between else ""
    return f"{100 * share:.1f}%{ends}"


def _told(outcomes: Sequence[Outcome], kind: str) -> Iterator[dict[str, str]]:
    order = list(Signal)
    for one in outcomes:
        for signal in sorted(getattr(one, kind), key=order.index):
            yield {"case": one.case.id, "signal": signal.value}
