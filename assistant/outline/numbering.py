"""Chinese heading numbers: 一、 （一） 1. （1） — written in the standard form, read in the forms people type.

Written levels are 1–4, in the standard form only (GB/T 9704-2012 7.3.3). Reading accepts half-width and mixed
brackets, spaces, "1、" and "1)", and two kinds of number outside the standard: ① as level 5, and 第一部分,
第一章, 第一节 as levels -2, -1 and 0, above all others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_CHINESE = "一二三四五六七八九十百"


def chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十; 1–99."""
    if not 1 <= number <= 99:
        raise ValueError(f"heading number out of range: {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def number_from_chinese(text: str) -> int | None:
    """十二 → 12; None if the text is not a number from 1 to 99."""
    if not text or any(c not in _CHINESE for c in text) or "百" in text:
        return None
    if "十" not in text:
        return _DIGITS.index(text) if len(text) == 1 else None
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def label(level: int, number: int) -> str:
    """The standard mark of a heading: level 1 一、, 2 （一）, 3 1., 4 （1）."""
    match level:
        case 1:
            return f"{chinese(number)}、"
        case 2:
            return f"（{chinese(number)}）"
        case 3:
            return f"{number}."
        case 4:
            return f"（{number}）"
    raise ValueError(f"no such heading level: {level}")


@dataclass(frozen=True)
class Numbered:
    """A line that opens with a heading number: its level (-2 to 5), the number, and the rest of the line."""

    level: int
    number: int
    rest: str
    mark: str


_HAN_NUMBER = "([一二三四五六七八九十]{1,3})"
_OPEN, _CLOSE = r"[（(【〔\[]\s*", r"\s*[）)】〕\]]"
_FORMS = (
    *(
        (
            level,
            re.compile(rf"第\s*([一二三四五六七八九十]{{1,3}}|[0-9０-９]{{1,2}})\s*{part}\s*[、：:.．]?\s*"),
        )
        for level, part in ((-2, "部分"), (-1, "章"), (0, "节"))
    ),
    (1, re.compile(rf"{_HAN_NUMBER}\s*[、.．,，]\s*")),
    (2, re.compile(rf"{_OPEN}{_HAN_NUMBER}{_CLOSE}\s*[、.．]?\s*")),
    # A decimal such as 3.5 or a date such as 2024.1 is not a heading number; 2.2017年具体目标 begins with one.
    (3, re.compile(r"([0-9０-９]{1,2})\s*(?:[.．](?:(?![0-9０-９])|(?=(?:19|20)\d\d年))|、)\s*")),
    (4, re.compile(rf"{_OPEN}([0-9０-９]{{1,2}}){_CLOSE}\s*")),
    (4, re.compile(r"([0-9０-９]{1,2})\s*[）)]\s*")),
    (5, re.compile(r"([①-⑳])\s*[、.．]?\s*")),
)


def read(line: str) -> Numbered | None:
    """The heading number that opens a line, or None."""
    stripped = line.strip()
    for level, form in _FORMS:
        found = form.match(stripped)
        number = _value(found.group(1)) if found else None
        if found and number:
            return Numbered(level, number, stripped[found.end() :].strip(), found.group(0))
    return None


def _value(digits: str) -> int | None:
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    return int(digits) if digits.isdigit() else number_from_chinese(digits)
