"""Which numbered lines of a report are headings, and where a heading ends that runs into its text.

A heading is on its own line, or ends at the first full stop (`（一）资金安排情况。根据……`). Sentences and
list items that only begin with a number are not headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.outline.headings import KEYWORD, kinds_of
from assistant.outline.numbering import Numbered, read

MAX_HEADING = 40
_RUN_IN = 24
_FIGURE = re.compile(r"\d+(\.\d+)?\s*(%|[㐀-鿿])")
_CONTENTS = re.compile(r"([.…·。]{3,}|\s)\s*\d{1,3}$")


@dataclass(frozen=True)
class HeadLine:
    """A heading line: where it starts, its level, the heading as written, where the text after it begins."""

    start: int
    level: int
    heading: str
    body_start: int


def head_lines(text: str) -> Iterator[HeadLine]:
    """The heading lines. Among numbered lines of one level that belong together, either all are headings or
    only those whose words are a heading's: half a list of sentences is not a row of headings.
    """
    numbered = [
        (line.start(), line.group(), mark)
        for line in re.finditer(r"[^\n]+", text)
        if (mark := read(line.group())) is not None
    ]
    after = _lines_below(numbered)
    titles = [
        _title(mark, after[index], index + 1 == len(numbered)) for index, (_, _, mark) in enumerate(numbered)
    ]
    for index, (start, line, mark) in enumerate(numbered):
        title = titles[index]
        if title is None:
            continue
        mixed = mark.level >= 2 and any(titles[other] is None for other in _row(numbered, index))
        if mixed and not _known(title, _above(numbered, titles, index)):
            continue
        shown = line.strip()
        heading = shown[: len(shown) - len(mark.rest)] + title
        yield HeadLine(start, mark.level, heading.strip(), start + line.index(shown) + len(heading))


_Mark = tuple[int, str, Numbered]


def _lines_below(numbered: list[_Mark]) -> list[Numbered | None]:
    """For each numbered line, the number of the line right under it, if that has one."""
    starts = {start: mark for start, _, mark in numbered}
    return [starts.get(start + len(line) + 1) for start, line, _ in numbered]


def _row(numbered: list[_Mark], index: int) -> Iterator[int]:
    """The lines of one level around a line, up to a line of a higher level or to where counting restarts."""
    level = numbered[index][2].level
    for step in (-1, 1):
        here = other = index
        while 0 <= (other := other + step) < len(numbered) and numbered[other][2].level >= level:
            if numbered[other][2].level > level:
                continue
            if numbered[max(here, other)][2].number == 1:
                break
            yield other
            here = other


def _title(numbered: Numbered, below: Numbered | None, last: bool) -> str | None:
    """The heading's words, if the numbered line is a heading or begins with one."""
    rest = numbered.rest
    if not rest or _CONTENTS.search(rest):
        return None
    head, stop, tail = rest.partition("。")
    words, colon, _ = head.partition("：")
    if colon:
        # 1.绩效总体目标：…… is an item; （一）基本情况：…… is a heading, if its words are those of one.
        return words if len(words) <= 15 and numbered.level <= 2 and _known(words) else None
    if stop:
        return head if _runs_in(head, numbered, tail, below) else None
    if len(rest) > MAX_HEADING or rest[-1] in "；;，,！？":
        return None
    if numbered.level >= 3 and not _known(rest):
        return rest if not _FIGURE.search(rest) and not last and not _is_item(numbered, below) else None
    return rest


def _runs_in(head: str, numbered: Numbered, tail: str, below: Numbered | None) -> bool:
    if len(head) > MAX_HEADING or any(mark in head for mark in "；：！？"):
        return False
    if not tail.strip():
        # A full stop after a heading on its own line: only if the words are a heading's, or deeper ones
        # follow.
        deeper = below is not None and below.level > numbered.level
        return len(head) <= _RUN_IN and (deeper or (_known(head) and "，" not in head))
    # A sentence with a comma and figures is a sentence.
    return len(head) <= _RUN_IN and not ("，" in head and _FIGURE.search(head)) if "，" in head else True


def _known(head: str, parents: Sequence[str] = ()) -> bool:
    """Whether the words are a heading's: short, with a known word, no figure (but 产出情况（50分） is one)."""
    words = re.sub(r"[（(][^（）()]*[）)]", "", head)
    return len(words) <= 20 and not _FIGURE.search(words) and kinds_of(words, parents)[1] >= KEYWORD


def _above(numbered: list[_Mark], titles: list[str | None], index: int) -> list[str]:
    """The headings above a line, outermost first: 到位 is a funds word, but not in a list of problems."""
    found: list[str] = []
    level = numbered[index][2].level
    for other in range(index - 1, -1, -1):
        title = titles[other]
        if title is not None and numbered[other][2].level < level:
            level = numbered[other][2].level
            found.insert(0, title)
    return found


def _is_item(numbered: Numbered, below: Numbered | None) -> bool:
    """A short line that the next number follows at once: one of a list."""
    return below is not None and below.level == numbered.level
