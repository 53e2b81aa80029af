"""Numerals: digits of any width and Chinese numerals as exact `Decimal` values.

Knows nothing of units or of where a numeral stands. Every pattern that feeds it is bounded in length.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

DIGIT = "零一二三四五六七八九"
# One numeral of at most 16 characters, with an optional fraction: 三千二百万, 九十五点二.
CHINESE = "(?:[零〇○一二三四五六七八九十百千万亿两]{1,16}(?:点[零〇一二三四五六七八九]{1,8}[万亿]?)?)"

_SCALES = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_WIDE_MARKS = str.maketrans("．％／－", ".%/-")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3})")


def half_width(text: str) -> str:
    """The text with ASCII digits, points and percent signs; every character keeps its place.

    A full-width comma separates thousands only between full-width digits: 100，200 are two figures.
    """
    text = _WIDE_COMMA.sub(",", text)
    text = _FOREIGN_DIGIT.sub(lambda found: str(unicodedata.decimal(found.group())), text)
    return text.translate(_WIDE_MARKS)


def plain(value: Decimal) -> str:
    """A number without exponent or trailing zeros."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def decimal(text: str) -> Decimal:
    """1,234.50 → 1234.50."""
    return Decimal(text.replace(",", ""))


def chinese_number(text: str) -> Decimal:
    """三百二十 → 320, 九十五点二 → 95.2, 三千二百万 → 32000000; digits in a row (二〇二四) are read one by one."""
    whole, _, fraction = text.replace("〇", "零").replace("○", "零").replace("两", "二").partition("点")
    if not any(char in _SCALES or char in _LARGE for char in whole):
        total = int("".join(str(DIGIT.index(char)) for char in whole) or "0")
    else:
        total = _scaled(whole)
    scale = _LARGE.get(fraction[-1:], 1)
    digits = "".join(str(DIGIT.index(char)) for char in fraction.replace("〇", "零") if char in DIGIT)
    return Decimal(f"{total}.{digits}") * scale if digits else Decimal(total)


def _scaled(whole: str) -> int:
    """Sum by scale; 万 and 亿 multiply everything since the last of them."""
    total = section = digit = 0
    for char in whole:
        if char in _SCALES:
            section += (digit or 1) * _SCALES[char]
            digit = 0
        elif char in _LARGE:
            lower = total % _LARGE[char] if char == "亿" else 0
            base = section + digit or lower or 1
            total = total - lower + base * _LARGE[char]
            section = digit = 0
        else:
            digit = DIGIT.index(char)
    return total + section + digit
