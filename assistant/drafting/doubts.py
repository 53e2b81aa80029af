"""Doubts: what in a finished text still has no source is marked 【待核实：…】, so that nobody signs it unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.drafting.acceptance import sentences
from assistant.drafting.composer import Composed
from assistant.review.findings import Finding

DOUBTFUL = frozenset({"untraced_figure", "untraced_name", "contradicted", "foreign_identity"})
"""The rules that speak of a figure or name without a source of its own."""

_BRACKETS = re.compile(r"[【】\n]")


def marked(text: str, findings: Iterable[Finding]) -> str:
    """The text with every figure or name that such a finding is about in a mark; marks are never put into marks."""
    spans: list[tuple[int, int]] = []
    for one in sorted(
        (one for one in findings if one.rule in DOUBTFUL), key=lambda one: (one.start, -one.end)
    ):
        if one.start >= (spans[-1][1] if spans else 0) and not _BRACKETS.search(text[one.start : one.end]):
            spans.append((one.start, one.end))
    for start, end in reversed(spans):
        text = f"{text[:start]}【待核实：{text[start:end]}】{text[end:]}"
    return text


def vouched(composed: Composed, text: str) -> tuple[tuple[int, int, str], ...]:
    """The spans (start, end, path) of a text that the composer vouches for: those of its own sentences in it, word for word.

    Placeholders have no source.
    """
    own: dict[str, Sequence[tuple[int, int, str]]] = {}
    for start, end in sentences(composed.text):
        inside = [
            (span.start - start, span.end - start, span.source.path)
            for span in composed.spans
            if start <= span.start and span.end <= end and not span.source.missing
        ]
        own.setdefault(composed.text[start:end], inside)
    return tuple(
        (start + first, start + last, path)
        for start, end in sentences(text)
        for first, last, path in own.get(text[start:end], ())
    )
