"""附件 behind a report: what stands there belongs to no section of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.library.structure.lines import HeadLine, Heads, Line

_ANNEX = re.compile(r"附\s*[件表]\s*(\d{1,2}|[一二三四五六七八九十])?\s*[:：]?(?=.{0,30}$)")


def annexes(lines: Sequence[Line], heads: Heads) -> dict[int, HeadLine]:
    """附件 after the last numbered heading, or before one that counts from 一 again."""
    found: dict[int, HeadLine] = {}
    following: int | None = None
    first = min(heads, default=len(lines))
    top = min((head.level for head in heads.values()), default=1)
    for at in range(len(lines) - 1, first, -1):
        line = lines[at]
        if at in heads:
            following = at
        elif (mark := _ANNEX.match(line.text.strip())) and _counts_anew(lines, heads, following):
            end = line.start + line.text.index(line.text.strip()) + mark.end()
            found[at] = HeadLine(line.start, top, mark.group().rstrip("：: "), end)
    return found


def _counts_anew(lines: Sequence[Line], heads: Heads, following: int | None) -> bool:
    if following is None:
        return True
    mark = lines[following].mark
    return mark is not None and mark.level == 1 and mark.number == 1
