"""Sentences and clauses as pieces of a text, each a match with its place. Where they only limit what is said: `clauses`.

A sentence ends at 。！？； or a line. A clause of a claim keeps its list together (A、B均达到目标) and stops at brackets and
colons; a clause of a sweeping claim stops at quotation marks instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^。！？；\n]+")
_CELL = re.compile(r"[^。；！？\n|]+")
_CLAIM = re.compile(r"[^，,、：:（）]+(?:、[^，,、：:（）]+)*")
_CLAUSE = re.compile(r"[^，；：。！？\n|“”]+")


def sentences(text: str) -> Iterator[re.Match[str]]:
    """The sentences of a text, without their closing marks."""
    return _SENTENCE.finditer(text)


def cells(text: str) -> Iterator[re.Match[str]]:
    """The sentences of a text; the cells of a table are sentences of their own."""
    return _CELL.finditer(text)


def claim_clauses(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The clauses of a sentence, lists kept together."""
    return _CLAIM.finditer(text, start, end)


def plain_clauses(text: str) -> Iterator[re.Match[str]]:
    """The clauses of a whole text."""
    return _CLAUSE.finditer(text)
