"""Lines as extracted → paragraphs: characters normalised, broken lines rejoined, running headers and page
numbers gone.

Text that was pulled out of a PDF breaks in mid-sentence, at line ends and at page ends, sometimes with a
blank line between. A line is taken as broken only when it cannot be a whole paragraph: see `_goes_on`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.library.documents import is_row
from assistant.outline.numbering import read

_HAN = "㐀-䶿一-鿿〇"
_MARKS = "，。；：！？、）》”’】〕（《“‘【〔"
_END = "。；！？：…．.;!?:”"
_LONG = 40
_COVER = re.compile(rf"^[{_HAN}（）()/]{{2,16}}[:：]")
_PAGE_NUMBER = re.compile(r"[-—–－\s]*第?\s*\d{1,4}\s*页?(\s*[/，,共]+\s*\d{1,4}\s*页?)?[-—–－\s]*")
# Shapes that PDF fonts put in the place of ordinary characters: radicals and compatibility ideographs.
_SHAPES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_WIDE = str.maketrans("０１２３４５６７８９％＋－．", "0123456789%+-.") | {
    wide + n: plain + n for wide, plain in ((0xFF21, ord("A")), (0xFF41, ord("a"))) for n in range(26)
}
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Line:
    """One line as extracted; `page` counts from 1, 0 where there are no pages.

    `level` is the heading level of the line's style, 0 for none; `confidence` is the recognition's where the
    line was read from a picture, else None. `begins` and `ends` say whether the line is the first or the last of
    its paragraph, where its place on the page tells; else None.
    """

    text: str
    page: int = 0
    level: int = 0
    confidence: float | None = None
    begins: bool | None = None
    ends: bool | None = None


@dataclass(frozen=True)
class Flow:
    """Paragraphs joined by newlines, and what is known of them by offset (see `SourceDocument`)."""

    text: str
    page_starts: tuple[tuple[int, int], ...]
    styles: tuple[tuple[int, int], ...]
    doubts: tuple[tuple[int, float], ...]


def clean(line: str) -> str:
    """One line with plain spaces, half-width digits, and no space beside Chinese characters.

    Three spaces or more stay as one: they stand between the columns of a cover, not inside a word.
    """
    line = _LONE.sub("\ufffd", _INVISIBLE.sub("", line))
    line = _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), line)
    line = line.translate(_WIDE)
    line = re.sub(r"[\t\xa0\u2000-\u200a\u3000\v]", " ", line).strip()
    near = f"[{_HAN}{_MARKS}]"
    line = re.sub(rf"(?<={near}) {{1,2}}(?! )", "", line)
    line = re.sub(rf"(?<! ) {{1,2}}(?={near})", "", line)
    return re.sub(r" {2,}", " ", line)


def reflow(lines: Iterable[Line], *, broken: bool = True) -> Flow:
    """The lines as paragraphs. A line that continues another lends it neither style nor confidence: the lowest
    confidence of a paragraph's lines is the paragraph's.

    `broken=False` for sources whose lines are paragraphs already (Word): only the characters are normalised.
    """
    kept = [replace(line, text=text) for line in lines if (text := clean(line.text))]
    kept = _without_furniture(kept)
    width = _width(kept)
    pieces: list[str] = []
    starts: dict[int, int] = {}
    styles: list[tuple[int, int]] = []
    doubts: dict[int, float] = {}
    above: Line | None = None
    length = begun = 0
    for line in kept:
        joint = _joint(above, line, width, broken) if above else ""
        length += len(joint)
        if joint == "\n" or above is None:
            begun = length
            styles += [(begun, line.level)] if line.level else []
        if line.page:
            starts.setdefault(line.page, length)
        if line.confidence is not None:
            doubts[begun] = min(line.confidence, doubts.get(begun, 1.0))
        pieces += (joint, line.text)
        length += len(line.text)
        above = line
    pages = tuple(sorted((offset, page) for page, offset in starts.items()))
    return Flow("".join(pieces), pages, tuple(styles), tuple(doubts.items()))


def _without_furniture(lines: list[Line]) -> list[Line]:
    """Drop page numbers, and lines that head or foot at least half of three or more pages."""
    pages = Counter(line.page for line in lines if line.page)
    if not pages:
        return lines
    edges: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        edges.setdefault(line.page, []).append(index)
    # A table's rows repeat, at the page's edge too: they are no furniture.
    edge = {
        index for rows in edges.values() for index in (*rows[:2], *rows[-2:]) if not is_row(lines[index].text)
    }
    shown = Counter(_shape(lines[index].text) for index in edge)
    running = {shape for shape, times in shown.items() if len(pages) >= 3 and times * 2 >= len(pages)}
    return [
        line
        for index, line in enumerate(lines)
        if not (index in edge and (_PAGE_NUMBER.fullmatch(line.text) or _shape(line.text) in running))
    ]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _width(lines: list[Line]) -> int:
    """The length of a full line: nine lines in ten are no longer. Above `_LONG` it says nothing."""
    lengths = sorted(len(line.text) for line in lines)
    return min(_LONG, lengths[int(len(lengths) * 0.9)]) if lengths else _LONG


def _joint(above: Line, below: Line, width: int, broken: bool) -> str:
    """What stands between two lines: a paragraph's end, nothing, or the space between two Latin words."""
    if not (broken and _goes_on(above, below, width)):
        return "\n"
    last, first = above.text[-1], below.text[0]
    return " " if last.isascii() and last.isalpha() and first.isascii() and first.isalnum() else ""


def _goes_on(above: Line, below: Line, width: int) -> bool:
    """Whether `below` continues the paragraph that `above` began: by its place on the page where that is known
    of both, else by its words.
    """
    if above.text.startswith(("|", "#")) or below.text.startswith(("|", "#")):
        return False
    if _opens(below.text) and not (above.text[-1] in "，、（《" and read(below.text) is None):
        return False
    if above.ends is False and below.begins is False:
        return True
    if above.text[-1] in _END:
        return False
    if above.text[-1] in "，、（《“":
        return True
    if below.begins or (above.ends and below.begins is None):
        return False
    # A heading on its own line is shorter than a full line; hardly any page is narrower than these.
    full = max(24 if read(above.text) else 18, width - 6)
    return len(above.text) >= full and not above.text.endswith(("报告", "情况", "）", ")"))


def _opens(line: str) -> bool:
    """Whether a line can only be the start of something: a number, a cover field, an annex."""
    return (
        read(line) is not None
        or _COVER.match(line) is not None
        or re.match(r"附(件|表)\s*\d*[:：]?", line) is not None
    )
