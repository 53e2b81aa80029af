"""The edited files: what somebody did to the report, and every change that must be found in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eval.returned.base import base
from eval.returned.changes import Change
from eval.returned.edits import around, looks, sections, texts, tracked
from eval.returned.word import Word

_EDITS = texts.EDITS | tracked.EDITS | sections.EDITS | looks.EDITS | around.EDITS


@dataclass(frozen=True)
class Case:
    """A file and what must be found in it; `resaved` where LibreOffice is to save it first."""

    name: str
    content: bytes
    expected: tuple[Change, ...]
    resaved: bool = False


def cases() -> Iterator[Case]:
    """All of them, each from a fresh export."""
    for name, edit in _EDITS.items():
        report = base()
        word = Word(report.content)
        expected = tuple(edit(word, report))
        yield Case(name, word.bytes(), expected, resaved="LibreOffice" in name)
