"""Where a long title breaks: between words, into two lines of like length (GB/T 9704-2012 7.3.1)."""

from __future__ import annotations

import re

from assistant.export import measures
from assistant.export.characters import set_width

# A line may end after these words of a report's title …
_AFTER = re.compile(r"(?:年度|\d年(?!度)|(?<!年度)项目|[”》])(?=.)")
# … or before these. Before a year, a unit's name has ended; 局 or 校 alone may be inside a word (校园).
_BEFORE = re.compile(r"(?<=[^\d])(?:绩效自评报告|绩效评价报告|关于|(?=20\d\d年))")
_OPEN, _CLOSE = "“《（〔", "”》）〕"


def broken(title: str, points: float) -> str:
    """The title with a newline where it should break at this size; unchanged if it fits or none is good."""
    room = measures.TEXT_WIDTH / 20 / points
    if "\n" in title or set_width(title) <= room:
        return title
    halves = [(title[:at], title[at:]) for at in _places(title)]
    fitting = [(head, tail) for head, tail in halves if set_width(head) <= room and set_width(tail) <= room]
    if not fitting:
        return title
    return "\n".join(min(fitting, key=lambda pair: abs(set_width(pair[0]) - set_width(pair[1]))))


def _places(title: str) -> list[int]:
    found = {match.end() for match in _AFTER.finditer(title)} | {
        match.start() for match in _BEFORE.finditer(title)
    }
    return sorted(at for at in found if not _inside_brackets(title[:at]))


def _inside_brackets(head: str) -> bool:
    return sum(head.count(c) for c in _OPEN) > sum(head.count(c) for c in _CLOSE)
