"""Chinese heading numbers: 一、 （一） 1. （1） — written in the standard form, read in the forms people type.

Levels are 1–4. Reading accepts half-width brackets, spaces and "1、"; writing gives only the standard form
(GB/T 9704-2012 7.3.3).
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
    """A line that opens with a heading number: its level (1–4), the number, and the rest of the line."""

    level: int
    number: int
    rest: str
    mark: str


_FORMS = (
    (1, re.compile(r"([一二三四五六七八九十]{1,3})\s*[、.．]\s*")),
    (2, re.compile(r"[（(]\s*([一二三四五六七八九十]{1,3})\s*[）)]\s*[、.．]?\s*")),
    # A decimal such as 3.5 or a date such as 2024.1 is not a heading number.
    (3, re.compile(r"([0-9０-９]{1,2})\s*(?:[.．](?![0-9０-９])|、)\s*")),
    (4, re.compile(r"[（(]\s*([0-9０-９]{1,2})\s*[）)]\s*")),
)


def read(line: str) -> Numbered | None:
    """The heading number that opens a line, or None."""
    stripped = line.strip()
    for level, form in _FORMS:
        found = form.match(stripped)
        if not found:
            continue
        digits = found.group(1)
        number = number_from_chinese(digits) if level <= 2 else int(digits)
        if number:
            return Numbered(level, number, stripped[found.end() :].strip(), found.group(0))
    return None
