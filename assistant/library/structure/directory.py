"""The contents page: lines that name the headings without being them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.library.structure.ordinals import Line

_TITLE = re.compile(r"目\s*[录次]")
# Dots or a gap, and a page number.
_PAGE = re.compile(r"([.…·。\-_]{2,}|\s)\s*[-—]?\s*\d{1,3}\s*[-—]?$")
_RUN = 4


def is_entry(line: str) -> bool:
    """Whether a line ends as an entry of a contents page does: dots or a gap, and a page number."""
    return _PAGE.search(line.strip()) is not None


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without those of a contents page.

    Entries stand under 目录, or are four numbered lines or more in a row, and each ends with a page number or is
    said again further down.
    """
    last = {_words(line.text): at for at, line in enumerate(lines)}
    again = [last[_words(line.text)] > at or is_entry(line.text) for at, line in enumerate(lines)]
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        titled = _TITLE.fullmatch(lines[at].text.strip()) is not None
        end = at + titled
        while end < len(lines) and again[end] and (titled or lines[end].mark):
            end += 1
        if titled or end - at >= _RUN:
            at = end
        else:
            kept += lines[at : max(end, at + 1)]
            at = max(end, at + 1)
    return kept


def _words(line: str) -> str:
    """The words that an entry and its heading share: up to the first stop, without dots, page and spaces."""
    line = _PAGE.sub("", line.strip())
    return re.sub(r"[\s（）()]", "", re.split("[。：:]", line, maxsplit=1)[0])
