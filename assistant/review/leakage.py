"""Leakage: what a draft took over from the past reports that were shown to the writer.

Any name of a retrieved passage that the facts lack is a finding with its source; so is a copied span of 25 or more
characters. Figures of other reports have no source in the facts and are found by the trace.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.review.findings import Finding
from assistant.review.ledger import Ledger

COPIED = 25


@dataclass(frozen=True)
class Foreign:
    """A retrieved passage as the check sees it: where it is from, its unmasked text, and the names in it."""

    document: str
    heading: str
    text: str
    names: tuple[str, ...]


def leakage(section: str, text: str, shown: Sequence[Foreign], ledger: Ledger) -> Iterator[Finding]:
    """Names and copied spans of the passages in the text."""
    for passage in shown:
        yield from _names(section, text, passage, ledger)
        yield from _copied(section, text, passage, ledger)


def _names(section: str, text: str, passage: Foreign, ledger: Ledger) -> Iterator[Finding]:
    for name in dict.fromkeys(passage.names):
        if len(name) < 2 or name in ledger.text:
            continue
        start = text.find(name)
        while start >= 0:
            message = f"“{name}”出自往年报告《{passage.document}》，不是本项目的内容"
            yield _finding("foreign_identity", section, start, text[start : start + len(name)], message)
            start = text.find(name, start + len(name))


def _copied(section: str, text: str, passage: Foreign, ledger: Ledger) -> Iterator[Finding]:
    windows = {passage.text[i : i + COPIED] for i in range(len(passage.text) - COPIED + 1)}
    start = 0
    while start + COPIED <= len(text):
        if text[start : start + COPIED] not in windows:
            start += 1
            continue
        end = start + COPIED
        while end < len(text) and text[end - COPIED + 1 : end + 1] in windows:
            end += 1
        if text[start:end] not in ledger.text:
            message = f"与往年报告《{passage.document}》有{end - start}个字相同，请改写或核对是否属于本项目"
            yield _finding("copied_span", section, start, text[start:end], message)
        start = end


def _finding(rule: str, section: str, start: int, text: str, message: str) -> Finding:
    end = start + len(text)
    return Finding(
        rule=rule, severity="error", section=section, start=start, end=end, text=text, message=message
    )
