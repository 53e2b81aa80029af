"""The lines of a report and the heading numbers they open with, whole or damaged.

Recognition turns 一、 into —、 and 二、 into =、 or loses a bracket. Such a number is believed only where the
numbers around it leave that very gap, and the words after it are a heading's or the gap is closed on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.library.documents import is_row
from assistant.library.structure.lines import MAX_HEADING, Line
from assistant.outline.headings import is_heading_words
from assistant.outline.numbering import Numbered, number_from_chinese, read


def lines_of(text: str, styles: Sequence[tuple[int, int]] = ()) -> list[Line]:
    """The lines with their numbers, damaged ones restored; `styles` as in `SourceDocument`."""
    levels = dict(styles)
    lines = [
        Line(found.start(), found.group(), read(found.group()), levels.get(found.start()))
        for found in re.finditer(r"[^\n]+", text)
        if found.group().strip() and not is_row(found.group())
    ]
    damaged = {
        at: seen for at, line in enumerate(lines) if line.mark is None and (seen := _damaged(line.text))
    }
    return _restored(lines, damaged) if damaged else lines


def _restored(lines: list[Line], damaged: dict[int, list[Numbered]]) -> list[Line]:
    """Every damaged number that fits between its neighbours becomes the line's number. Neighbours are numbers that
    are whole, and damaged ones before the words of a heading.
    """
    likely = {
        at: next((one for one in seen if is_heading_words(_opening(one))), None)
        for at, seen in damaged.items()
    }
    following = _following(lines, likely)
    made: list[Line] = []
    last: dict[int, int] = {}
    for at, line in enumerate(lines):
        if line.mark is None and at in damaged:
            line = replace(
                line, mark=next((one for one in damaged[at] if _fits(one, last, following[at])), None)
            )
        if line.mark is not None:
            last = {level: number for level, number in last.items() if level < line.mark.level}
            last[line.mark.level] = line.mark.number
        made.append(line)
    return made


def _following(lines: list[Line], likely: dict[int, Numbered | None]) -> dict[int, dict[int, int]]:
    """For each damaged line the next number of each level, as far as no higher heading stands between."""
    found: dict[int, dict[int, int]] = {}
    coming: dict[int, int] = {}
    for at in range(len(lines) - 1, -1, -1):
        if at in likely:
            found[at] = coming
        if (mark := lines[at].mark or likely.get(at)) is not None:
            coming = {level: number for level, number in coming.items() if level < mark.level}
            coming[mark.level] = mark.number
    return found


def _fits(mark: Numbered, last: dict[int, int], following: dict[int, int]) -> bool:
    before = last.get(mark.level, 0) == mark.number - 1
    after = following.get(mark.level) == mark.number + 1
    opening = _opening(mark)
    if before and after and len(opening) <= MAX_HEADING:
        return True
    # With nothing before it, a first number needs the second.
    return (after or (before and mark.number > 1)) and is_heading_words(opening)


def _opening(mark: Numbered) -> str:
    return re.split(r"[。：:]", mark.rest, maxsplit=1)[0]


# What recognition makes of a number's strokes.
_STROKES = {
    **dict.fromkeys("—–-－ー―ㄧ_~", 1),
    **dict.fromkeys("=＝ニ", 2),
    **dict.fromkeys("三ミ彡≡", 3),
    **dict.fromkeys("匹皿囗口", 4),
    **dict.fromkeys("人入", 8),
    **dict.fromkeys("+＋†士", 10),
}
_LATIN = {**dict.fromkeys("lI|丨!i", 1), "Z": 2, "S": 5, "B": 8}
_SHAPE = f"[{re.escape(''.join(_STROKES))}]|[一二三四五六七八九十]{{1,3}}"
_LETTER = f"[{re.escape(''.join(_LATIN))}]|[0-9]{{1,2}}"
_DAMAGED = (
    (1, re.compile(rf"({_SHAPE})\s*[、,，.．丶·]\s*")),
    (1, re.compile(r"([一二三四五六七八九十]{1,3})\s*(?=[㐀-鿿])")),
    (2, re.compile(rf"[（(【\[{{<〈《Cc]\s*({_SHAPE})\s*[）)】\]}}>〉》]\s*")),
    (2, re.compile(rf"[（(]\s*({_SHAPE})\s*(?=[㐀-鿿])")),
    (2, re.compile(rf"({_SHAPE})\s*[）)]\s*[、.．]?\s*")),
    (3, re.compile(rf"({_LETTER})\s*[.．、·,，]\s*(?!\d)")),
    (3, re.compile(r"([0-9]{1,2})\s+(?=[㐀-鿿])")),
    (4, re.compile(rf"[（(]\s*({_LETTER})\s*(?:[）)]\s*|(?=[㐀-鿿]))")),
)


def _damaged(line: str) -> list[Numbered]:
    """All that the opening of a line without a number could be a damaged number of."""
    return list(_readings(line.strip()))


def _readings(line: str) -> Iterator[Numbered]:
    for level, form in _DAMAGED:
        found = form.match(line)
        if found and found.end() < len(line) and (number := _number(found.group(1), level)):
            yield Numbered(level, number, line[found.end() :].strip(), found.group(0))


def _number(shape: str, level: int) -> int | None:
    if level >= 3:
        return int(shape) if shape.isdigit() else _LATIN.get(shape)
    return _STROKES.get(shape) or number_from_chinese(shape)
