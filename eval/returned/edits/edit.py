"""What an edit is, and what all of them need."""

from __future__ import annotations

from collections.abc import Callable

from eval.returned.base import Base
from eval.returned.changes import Change
from eval.returned.word import W, Word

Edit = Callable[[Word, Base], list[Change]]
ZHANG, LI = "张三", "李四"


def paragraphs(report: Base, section: str) -> list[str]:
    """A section's paragraphs."""
    return report.text(section).split("\n")


def text_change(section: str, lines: list[str]) -> Change:
    """The change of a section's text."""
    return "text", section, "\n".join(lines)


def strip_marks(word: Word) -> None:
    """All bookmarks go."""
    for mark in list(word.body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
