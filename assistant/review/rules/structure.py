"""36: broken lines, numbers that jump, brackets without their partner, marks in the wrong width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.numbering import read
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at

_HAN = "\u4e00-\u9fff"
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "〔": "〕", "【": "】", "「": "」"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
_SAME = {"(": "（", ")": "）"}
# 1) and (一 are marks of items, not brackets of the text.
_ITEM_MARK = re.compile(
    r"(?m)(?:^|(?<=[。；：:，、]))\s{0,4}(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-z])\s?[)）]"
)
_BROKEN = re.compile(rf"(?<=[{_HAN}，、（])\n(?:[ \t]{{0,8}}\n)?(?=[{_HAN}])")
_HALF_MARK = re.compile(r"(?m)^\s{0,4}(?:\(([一二三四五六七八九十]{1,3}|\d{1,2})\)|(\d{1,2})、)")
_LINE = re.compile(r"[^\n]+")
_LONGEST = 200
# 2.7月月报迟报 is item 2, not a decimal.
_TIGHT = re.compile(r"\s{0,4}(\d{1,2})[.．](?=\d)")


def broken_line(section: Section, limits: Limits) -> Iterator[Fault]:
    """36: a line that breaks off in mid-sentence and goes on in the next."""
    length = int(limits["length"])
    for found in _BROKEN.finditer(section.text):
        after = section.text[found.end() : found.end() + 12]
        # A title or a line of the cover has no punctuation; a broken sentence nearly always has.
        line = section.text[section.text.rfind("\n", 0, found.start()) + 1 : found.start()][-_LONGEST:]
        told = len(line) >= length and "|" not in line and re.search("[，、；。]", line)
        if told and not read(after):
            yield at(section, found.span(), "这里一句话被断成两行，应连起来", "")


def number_jump(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """36: the numbers of headings and items follow each other."""
    at_level: dict[int, int] = {}
    for section in paper.sections:
        if fault := _step(at_level, section.heading):
            yield Fault(fault, section.heading, section.id)
        inner: dict[int, int] = {}
        for line in _LINE.finditer(section.text):
            if len(line.group()) > 2 and (fault := _step(inner, line.group())):
                yield at(section, (line.start(), min(line.start() + 12, line.end())), fault)


def _step(last: dict[int, int], line: str) -> str | None:
    """Takes the number of a line down; the message where it does not follow the last one of its level."""
    numbered = read(line[:40])
    if not numbered:
        tight = _TIGHT.match(line)
        if tight and int(tight.group(1)) == last.get(3, 0) + 1:
            last[3] = int(tight.group(1))
        return None
    before = last.get(numbered.level, 0)
    last[numbered.level] = numbered.number
    for deeper in [level for level in last if level > numbered.level]:
        del last[deeper]
    mark = numbered.mark.strip()
    if numbered.number in (1, before + 1) and numbered.number != before:
        return None
    if not before:
        return f"序号从“{mark}”开始，前面缺少第1项，请核对序号"
    word = "重复" if numbered.number == before else "不连续"
    return f"序号“{mark}”与前一项{word}，请核对序号"


def unpaired_bracket(section: Section, limits: Limits) -> Iterator[Fault]:
    """36: every bracket has its partner in the same paragraph."""
    for line in _LINE.finditer(section.text):
        marks = {place for one in _ITEM_MARK.finditer(line.group()) for place in range(*one.span())}
        waiting: list[tuple[int, str]] = []
        for place, char in enumerate(line.group()):
            if place in marks or (char not in _PAIRS and char not in _CLOSING):
                continue
            if char in _PAIRS:
                waiting.append((place, char))
            elif waiting and _wide(waiting[-1][1]) == _wide(_CLOSING[char]):
                waiting.pop()
            else:
                waiting.append((place, char))
                break
        if waiting:
            place, char = waiting[-1]
            spot = line.start() + place
            yield at(section, (spot, spot + 1), f"括号或引号“{char}”不配对，请补上另一半或删去")


def _wide(char: str) -> str:
    return _SAME.get(char, char)


def numbering_mark(section: Section, limits: Limits) -> Iterator[Fault]:
    """36: （一） and 1. are the standard marks, not (一) and 1、."""
    for found in _HALF_MARK.finditer(section.text):
        bracketed, dotted = found.groups()
        mark = f"（{bracketed}）" if bracketed else f"{dotted}."
        span = (found.start() + len(found.group()) - len(found.group().lstrip()), found.end())
        yield at(section, span, f"序号应写“{mark}”", mark)


def heading_mark(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """36: the marks of headings are of the standard form; told once, at the first that is not."""
    wrong = [(one, found) for one in paper.sections if (found := _HALF_MARK.match(one.heading))]
    if wrong:
        section, found = wrong[0]
        bracketed, dotted = found.groups()
        mark = f"（{bracketed}）" if bracketed else f"{dotted}."
        where = f"标题“{section.heading[:20]}”" + (f"等{len(wrong)}处" if len(wrong) > 1 else "")
        yield Fault(f"{where}的序号应写“{mark}”这种形式，请改标题", section.heading, section.id)


RULES = (
    Rule("broken_line", (36,), "断行残句", "section", broken_line),
    Rule("number_jump", (36,), "序号连续", "report", number_jump),
    Rule("unpaired_bracket", (36,), "括号配对", "section", unpaired_bracket),
    Rule("numbering_mark", (36,), "序号写法", "section", numbering_mark),
    Rule("heading_mark", (36,), "标题序号写法", "report", heading_mark),
)
