"""The results as Markdown: what is true, how it reads, what it costs, and each variant beside plain RAG."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from eval.faithfulness.weak_model import SCRIPTED

Cell = Callable[[Mapping[str, Any]], str]


def markdown(result: Mapping[str, Any]) -> str:
    """All tables of a result."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: Mapping[str, Any]) -> Iterator[str]:
    variants = result["variants"]
    models = ", ".join(result["models"]) or "none"
    if SCRIPTED in result["models"]:
        models += " (scripted; it counts a character as a token)"
    yield f"Model: {models}. Pack: {', '.join(result['packs'])}. Facts: {len(result['facts'])} files."
    yield from (
        "",
        "**Is it true?** Figures and names traced by meaning, as text pasted from anywhere; 95% intervals over reports.",
        "",
    )
    yield from _table(variants, _TRUE)
    yield from (
        "",
        "**Is it all there, and its own?** Names, figures and spans of the past passages found for it.",
        "",
    )
    yield from _table(variants, _WHOLE)
    yield from ("", "**How does it read?** Means over the sections that people wrote of too.", "")
    yield from _table(variants, _READS)
    yield from (
        "",
        "**What does it cost?** Seconds are wall clock of a machine with other work; tokens are exact.",
        "",
    )
    yield from _table(variants, _COSTS)
    if result["against_plain_rag"]:
        yield from (
            "",
            "**Beside plain RAG**, on the sections that both wrote (plain RAG's figure after the stroke).",
            "",
        )
        yield from _table(result["against_plain_rag"], _BESIDE)


def _table(rows: Mapping[str, Mapping[str, Any]], columns: Mapping[str, Cell]) -> Iterator[str]:
    yield f"| variant | {' | '.join(columns)} |"
    yield "|---" * (len(columns) + 1) + "|"
    for name, row in rows.items():
        yield f"| {name} | {' | '.join(cell(row) for cell in columns.values())} |"


def _count(name: str) -> Cell:
    return lambda row: f"{row[name]:,}"


def _percent(name: str) -> Cell:
    return lambda row: _as_percent(row[name])


def _as_percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}%"


def _with_interval(name: str) -> Cell:
    """A share, and its interval where it has a width."""

    def cell(row: Mapping[str, Any]) -> str:
        low, high = row[f"{name}_interval"] or (None, None)
        return _as_percent(row[name]) + ("" if low == high else f" ({_as_percent(low)}–{_as_percent(high)})")

    return cell


def _number(name: str) -> Cell:
    return lambda row: "" if row[name] is None else f"{row[name]:.3f}"


def _both(name: str, write: Callable[[Any], str] = str) -> Cell:
    def cell(row: Mapping[str, Any]) -> str:
        if not row["sections"]:
            return ""
        return f"{write(row['variant'][name])} / {write(row['plain_rag'][name])}"

    return cell


_TRUE: Mapping[str, Cell] = {
    "sections": lambda row: f"{row['sections']} of {row['reports']} reports",
    "figures": _count("figures"),
    "untraced": _count("untraced_figures"),
    "contradicted": _count("contradicted_figures"),
    "figure precision": _with_interval("figure_precision"),
    "foreign names": lambda row: f"{row['foreign_names']} of {row['names']}",
    "false claims": _count("false_claims"),
    "invented sentences": lambda row: f"{row['invented_sentences']} of {row['sentences']}",
}
_WHOLE: Mapping[str, Cell] = {
    "planned facts said": lambda row: (
        f"{row['covered']} of {row['planned']}, {_with_interval('coverage')(row)}"
    ),
    "planned wording kept": lambda row: f"{row['kept']} of {row['worded']}",
    "leaked names": _count("leaked_names"),
    "leaked figures": _count("leaked_figures"),
    "copied characters": _count("copied_characters"),
    "slots": _count("slots"),
    "sections without a fault": lambda row: f"{row['sound_sections']} of {row['sections']}",
}
_READS: Mapping[str, Cell] = {
    "sections": _count("with_human_text"),
    "PARENT precision": _number("parent_precision"),
    "PARENT recall": _number("parent_recall"),
    "PARENT F": _number("parent_f"),
    "chrF": _number("chrf"),
    "length to human": _number("length_to_human"),
    "length to plan": _number("length_to_plan"),
    "set phrases": _percent("set_phrases"),
}
_COSTS: Mapping[str, Cell] = {
    "outcomes": lambda row: ", ".join(f"{name} {count}" for name, count in row["outcomes"].items()),
    "calls": _count("calls"),
    "repairs": _count("repairs"),
    "prompt tokens": _count("prompt_tokens"),
    "of them uncached": _count("uncached_tokens"),
    "completion tokens": _count("completion_tokens"),
    "seconds": _count("seconds"),
    "median a section": lambda row: f"{row['seconds_a_section']}",
}
_BESIDE: Mapping[str, Cell] = {
    "sections": _count("sections"),
    "untraced": _both("untraced_figures"),
    "contradicted": _both("contradicted_figures"),
    "foreign names": _both("foreign_names"),
    "leaked names": _both("leaked_names"),
    "leaked figures": _both("leaked_figures"),
    "planned facts said": _both("coverage", _as_percent),
    "prompt tokens": _percent("prompt_ratio"),
    "uncached prompt tokens": _percent("uncached_ratio"),
    "completion tokens": _percent("completion_ratio"),
    "seconds": _percent("seconds_ratio"),
}
