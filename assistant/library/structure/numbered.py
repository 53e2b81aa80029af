"""Numbered headings: which of the numbered lines are headings, and where one ends that runs into its text.

A heading is on its own line, or ends at the first full stop (`（一）资金安排情况。根据……`). Sentences and list
items that only begin with a number are not headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.library.structure.directory import is_entry
from assistant.library.structure.lines import MAX_HEADING, HeadLine, Line
from assistant.outline.headings import KEYWORD, is_heading_words, kinds_of
from assistant.outline.numbering import Numbered

_RUN_IN = 24
_JOINTS = "及和与、的"
_FIGURE = re.compile(r"\d+(\.\d+)?\s*(%|[㐀-鿿])")
_NAMED_YEAR = re.compile(r"(?<!\d)(19|20)\d\d年度?")


@dataclass(frozen=True)
class _Item:
    """A numbered line with its place among the lines, the words it would have as a heading, and its row."""

    at: int
    line: Line
    mark: Numbered
    title: str | None
    row: int


def numbered(lines: list[Line]) -> dict[int, HeadLine]:
    """The numbered headings by their place among the lines.

    Among numbered lines of one level that belong together, either all are headings or only those whose words
    are a heading's: half a list of sentences is not a row of headings.
    """
    items = _items(lines)
    mixed = {item.row for item in items if item.title is None and item.mark.level >= 2}
    above: list[_Item] = []
    found: dict[int, HeadLine] = {}
    for item in items:
        if item.title is None:
            continue
        above = [other for other in above if other.mark.level < item.mark.level]
        parents = [other.title for other in above if other.title]
        above.append(item)
        if item.row not in mixed or item.line.style or _known(item.title, parents):
            found[item.at] = _head(item, lines)
    return found


def _items(lines: list[Line]) -> list[_Item]:
    marked = [at for at, line in enumerate(lines) if line.mark]
    open_rows: dict[int, int] = {}
    found: list[_Item] = []
    for index, at in enumerate(marked):
        line, mark = lines[at], lines[at].mark
        assert mark is not None
        below = lines[at + 1] if at + 1 < len(lines) else None
        under = below.mark if below and below.start == line.end + 1 else None
        title = _title(line, mark, under, index + 1 == len(marked))
        open_rows = {level: row for level, row in open_rows.items() if level <= mark.level}
        if mark.number == 1 or mark.level not in open_rows:
            open_rows[mark.level] = at
        found.append(_Item(at, line, mark, title, open_rows[mark.level]))
    return found


def _head(item: _Item, lines: list[Line]) -> HeadLine:
    line, title = item.line, item.title or ""
    shown = line.text.strip()
    heading = shown[: len(shown) - len(item.mark.rest)] + title
    end = line.start + line.text.index(shown) + len(heading)
    if (
        shown == heading
        and item.at + 1 < len(lines)
        and (rest := _continued(title, line, lines[item.at + 1]))
    ):
        heading, end = heading + rest, lines[item.at + 1].end
    return HeadLine(line.start, item.mark.level, heading.strip(), end)


def _continued(title: str, line: Line, below: Line) -> str:
    """What the next line adds to a heading that was broken in two, or nothing."""
    rest = below.text.strip()
    adjacent = below.start == line.end + 1 and not below.mark and not below.style
    if not adjacent or len(rest) > 16 or not re.fullmatch(r"[㐀-鿿（）()、]+", rest):
        return ""
    if title.count("（") + title.count("(") > title.count("）") + title.count(")"):
        return rest if rest.endswith(("）", ")")) else ""
    # 完成情况 alone is no heading; 整改措施 would be one of its own.
    joined = title[-1] in _JOINTS or rest[0] in _JOINTS or not is_heading_words(rest)
    return rest if joined and is_heading_words(title + rest) else ""


def _title(line: Line, mark: Numbered, below: Numbered | None, last: bool) -> str | None:
    """The heading's words, if the numbered line is a heading or begins with one."""
    rest = mark.rest
    if not rest or is_entry(rest):
        return None
    if line.style and len(rest) <= MAX_HEADING and rest[-1] not in "。；;，,！？":
        return rest
    head, stop, tail = rest.partition("。")
    words, colon, _ = head.replace(":", "：").partition("：")
    if colon:
        # 1.绩效总体目标：…… is an item; （一）基本情况：…… is a heading, if its words are those of one.
        return words if len(words) <= 15 and mark.level <= 2 and _known(words) else None
    opening, *more = rest.split(maxsplit=1)
    if more and len(more[0]) >= 12 and is_heading_words(opening):
        return opening
    if stop:
        return head if _runs_in(head, mark, tail, below) else None
    if len(rest) > MAX_HEADING or rest[-1] in "；;，,！？":
        return None
    if mark.level >= 3 and not _known(rest):
        return rest if not _FIGURE.search(rest) and not last and not _is_item(mark, below) else None
    return rest


def _runs_in(head: str, mark: Numbered, tail: str, below: Numbered | None) -> bool:
    if len(head) > MAX_HEADING or any(stop in head for stop in "；：！？"):
        return False
    if not tail.strip():
        # A full stop after a heading on its own line: only if the words are a heading's, or deeper ones
        # follow.
        deeper = below is not None and below.level > mark.level
        return len(head) <= _RUN_IN and (deeper or (_known(head) and "，" not in head))
    # A sentence with a comma and figures is a sentence.
    return len(head) <= _RUN_IN and not ("，" in head and _FIGURE.search(head)) if "，" in head else True


def _known(head: str, parents: Sequence[str] = ()) -> bool:
    """Whether the words are a heading's: short, with a known word, no figure (but 产出情况（50分） is one)."""
    words = _NAMED_YEAR.sub("", re.sub(r"[（(][^（）()]*[）)]", "", head))
    return len(words) <= 20 and not _FIGURE.search(words) and kinds_of(words, parents)[1] >= KEYWORD


def _is_item(mark: Numbered, below: Numbered | None) -> bool:
    """A short line that the next number follows at once: one of a list."""
    return below is not None and below.level == mark.level
