"""Passages of official prose with what identifies them marked: [[单位|青溪县水利局]]. All of it is fictional.

The misses of those that are `tuned` were read while the patterns were written. Of the `held-out` ones only totals were
ever looked at; who reads their misses makes them `tuned` and writes new ones.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from assistant.library.identities.labels import Label

PASSAGES = Path(__file__).with_name("passages.json")
_MARK = re.compile(r"\[\[(?P<label>[^|\[\]]+)\|(?P<text>.+?)\]\](?!\])")


@dataclass(frozen=True)
class Span:
    """`start`–`end` of a passage's text should be hidden; `label` is its type."""

    label: Label
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A text without marks, and the spans that were marked in it."""

    id: str
    split: str
    text: str
    spans: tuple[Span, ...]


def load_passages(path: Path = PASSAGES) -> list[Passage]:
    """The labelled passages. ValueError for an unknown label."""
    return [
        passage_of(one["id"], one["split"], one["text"])
        for one in json.loads(path.read_text(encoding="utf-8"))
    ]


def passage_of(name: str, split: str, marked: str) -> Passage:
    """A passage from its marked text."""
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append(Span(Label(mark["label"]), len(text), len(text) + len(mark["text"])))
        text += mark["text"]
        at = mark.end()
    return Passage(name, split, text + marked[at:], tuple(spans))
