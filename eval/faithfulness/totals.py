"""Rows of a variant added up: shares are taken of sums, likeness is a mean over sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median
from typing import Any

from eval.faithfulness.rows import Row
from eval.metrics.interval import interval


def total(these: Sequence[Row]) -> dict[str, Any]:
    """Counts added up over sections, shares taken of the sums; likeness, length and phrases are means over sections."""
    truths, leaks = [one.truth for one in these], [one.leaked for one in these]
    figures = sum(one.figures for one in truths)
    wrong = sum(one.untraced + one.contradicted for one in truths)
    planned, said, worded, kept = (
        sum(getattr(one.coverage, name) for one in these) for name in ("planned", "said", "worded", "kept")
    )
    characters = sum(one.characters for one in these)
    return {
        "reports": len({one.facts for one in these}),
        "sections": len(these),
        "characters": characters,
        "figures": figures,
        "untraced_figures": sum(one.untraced for one in truths),
        "contradicted_figures": sum(one.contradicted for one in truths),
        "figure_precision": share(figures - wrong, figures),
        "figure_precision_interval": _interval(these, _right),
        "names": sum(one.names for one in truths),
        "foreign_names": sum(one.foreign for one in truths),
        "false_claims": sum(one.false for one in truths),
        "sound_sections": sum(map(sound, these)),
        "planned": planned,
        "covered": said,
        "coverage": share(said, planned),
        "coverage_interval": _interval(these, lambda one: (one.coverage.said, one.coverage.planned)),
        "worded": worded,
        "kept": kept,
        "leaked_names": sum(one.names for one in leaks),
        "leaked_figures": sum(one.figures for one in leaks),
        "copied_characters": sum(one.copied for one in leaks),
        "sentences": sum(one.invention.sentences for one in these),
        "invented_sentences": sum(one.invention.invented for one in these),
        "slots": sum(one.slots for one in leaks),
        "parent_precision": _mean(one.parent.precision for one in these if one.parent),
        "parent_recall": _mean(one.parent.recall for one in these if one.parent),
        "parent_f": _mean(one.parent.f for one in these if one.parent),
        "chrf": _mean(one.chrf for one in these if one.chrf is not None),
        "with_human_text": sum(one.chrf is not None for one in these),
        "length_to_human": _mean(
            one.characters / one.human_characters for one in these if one.human_characters
        ),
        "length_to_plan": share(characters, sum(one.planned_characters for one in these)),
        "set_phrases": _mean(one.set_phrases for one in these),
        "outcomes": dict(Counter(one.outcome for one in these).most_common()),
        "calls": sum(one.calls for one in these),
        "repairs": sum(one.repairs for one in these),
        **cost(these),
    }


def sound(row: Row) -> bool:
    """A section that could be signed: no figure, name or claim that the facts do not bear out, nothing copied or left out."""
    told = row.truth
    faults = (
        told.untraced,
        told.contradicted,
        told.foreign,
        told.false,
        *vars(row.leaked).values(),
        row.invention.invented,
    )
    return not any(faults) and (row.coverage.said, row.coverage.kept) == (
        row.coverage.planned,
        row.coverage.worded,
    )


def cost(these: Sequence[Row]) -> dict[str, Any]:
    """Tokens; seconds are wall clock on a machine that may have other work."""
    prompt, cached = sum(one.prompt_tokens for one in these), sum(one.cached_tokens for one in these)
    return {
        "prompt_tokens": prompt,
        "cached_tokens": cached,
        "uncached_tokens": prompt - cached,
        "completion_tokens": sum(one.completion_tokens for one in these),
        "seconds": round(sum(one.seconds for one in these), 1),
        "seconds_a_section": round(median(one.seconds for one in these), 1) if these else None,
    }


def _right(row: Row) -> tuple[int, int]:
    told = row.truth
    return told.figures - told.untraced - told.contradicted, told.figures


def _interval(these: Sequence[Row], counts: Callable[[Row], tuple[int, int]]) -> list[float] | None:
    """The share's 95% interval over reports."""
    by_report: dict[str, tuple[int, int]] = {}
    for one in these:
        part, whole = by_report.get(one.facts, (0, 0))
        more = counts(one)
        by_report[one.facts] = part + more[0], whole + more[1]
    found = interval(list(by_report.values()))
    return [round(one, 4) for one in found] if found else None


def share(part: float, whole: float) -> float | None:
    """A part of a whole; None of nothing."""
    return round(part / whole, 4) if whole else None


def _mean(values: Iterable[float]) -> float | None:
    there = list(values)
    return round(fmean(there), 4) if there else None
