"""19, 20: one unit and one project, by one name: no other county's sister unit, no misspelt name, no other year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.review.mentions import find_mentions
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, at

_NAME = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,4}?)(?P<level>自治县|省|市|县|区|旗|镇|乡)(?P<rest>[\u4e00-\u9fff]{2,20})$"
)
_PROJECT_LINE = re.compile(r"(?m)^项目名称\s?[:：]\s?(?P<name>[^\n，。；]{6,40})$")
# Where a name is looked for: both its ends must be right.
_HEAD, _TAIL = 3, 2
_LONG = 5
_TITLE_YEAR = re.compile(r"(?m)(?P<year>20\d{2})(?=年(?:度)?[^，。；《》\n]{0,40}绩效自评报告\s*$)")


def sister_unit(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """19: a unit of the same kind and level in another place was left over from another report."""
    own = _NAME.match(paper.unit or "")
    if not own:
        return
    for section in paper.sections:
        for one in find_mentions(section.text):
            if one.type != "organisation" or one.text == paper.unit:
                continue
            other = _NAME.match(one.text)
            if (
                other
                and other["rest"] == own["rest"]
                and other["level"] == own["level"]
                and not own["place"].endswith(other["place"])
                and not other["place"].endswith(own["place"])
            ):
                yield at(
                    section,
                    (one.start, one.end),
                    f"“{one.text}”不是本单位，是否从别的报告复制？本单位是“{paper.unit}”",
                )


def misspelt(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """20: the names of unit and project are spelt one way throughout."""
    own = _NAME.match(paper.unit or "")
    # 民政局 and 财政局 differ in one character too: only long names are alike by mistake.
    names = [paper.unit or ""] if own and len(own["rest"]) >= _LONG else []
    line = _PROJECT_LINE.search(paper.opening)
    if paper.case:
        names.append(paper.case.facts.project.name)
    elif line:
        names.append(line["name"].strip())
    for name in names:
        if len(name) < limits["length"]:
            continue
        for section in paper.sections:
            for start, end in _near_misses(section.text, name):
                yield at(
                    section,
                    (start, end),
                    f"“{section.text[start:end]}”与全称“{name}”差一个字，请统一",
                    name,
                )


def _near_misses(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Spans that differ from the name by one replaced, missing or added character inside it; each place once."""
    spots = {m.start() for m in re.finditer(re.escape(name[:_HEAD]), text)}
    for start in sorted(spots):
        if text.startswith(name, start):
            continue
        for length in (len(name), len(name) - 1, len(name) + 1):
            piece = text[start : start + length]
            if piece[-_TAIL:] == name[-_TAIL:] and _one_off(piece, name) and not _cut(text, start, length):
                yield start, start + length
                break


def _one_off(piece: str, name: str) -> bool:
    """Whether one Chinese character was replaced, dropped or added; another digit is another thing."""
    head = next(
        (i for i, (a, b) in enumerate(zip(piece, name, strict=False)) if a != b), min(len(piece), len(name))
    )
    tail_piece, tail_name = piece[head:], name[head:]
    if len(piece) == len(name):
        same, changed = tail_piece[1:] == tail_name[1:], tail_piece[:1] + tail_name[:1]
    elif len(piece) < len(name):
        same, changed = tail_piece == tail_name[1:], tail_name[:1]
    else:
        same, changed = tail_piece[1:] == tail_name, tail_piece[:1]
    return (
        same
        and bool(re.fullmatch(r"[\u4e00-\u9fff]{1,2}", changed))
        and not re.search("[一二三四五六七八九十的]", changed)
    )


def _cut(text: str, start: int, length: int) -> bool:
    return "\n" in text[start : start + length]


def wrong_year(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """20: the title and the result speak of the evaluated year."""
    if not paper.case:
        return
    year = str(paper.case.facts.report.year)
    for section in paper.sections:
        for found in _TITLE_YEAR.finditer(section.text):
            if found["year"] != year:
                yield at(
                    section, found.span("year"), f"评价年度是{year}年，这里写{found['year']}年，请核对", year
                )


RULES = (
    Rule("sister_unit", (19,), "没有别的单位", "report", sister_unit),
    Rule("misspelt_name", (20,), "单位和项目名称一致", "report", misspelt),
    Rule("title_year", (20,), "标题年度与评价年度一致", "both", wrong_year),
)
