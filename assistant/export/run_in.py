"""Headings that run into their paragraph: “（一）制度不健全。” at its beginning is set in the heading's face (一、黑体，（一）楷体)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = "[一二三四五六七八九十]{1,3}"
# Of the heading's length; a longer first sentence is text that happens to be numbered.
_LONGEST = 60
# A colon tells that no sentence has ended yet, but for the one inside 【待补充：…】.
_WORDS = r"(?:【[^【】\n]*】|[^。！？；：【\n])*。"
_LEADS = {
    1: re.compile(rf"{_NUMBER}、{_WORDS}"),
    2: re.compile(rf"[（(]{_NUMBER}[）)]{_WORDS}"),
}


@dataclass(frozen=True)
class RunIn:
    """The heading's level and where it ends, its full stop included."""

    level: int
    end: int


def run_in(paragraph: str) -> RunIn | None:
    """The heading that a paragraph begins with, where text follows it."""
    for level, lead in _LEADS.items():
        found = lead.match(paragraph)
        if found and found.end() < len(paragraph) and found.end() <= _LONGEST:
            return RunIn(level, found.end())
    return None
