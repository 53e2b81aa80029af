"""Qualifiers: the words that loosen a figure — 约, 近, 余, 超过, 不低于 — and what such a figure may stand for.

Only a round figure can be loose: 约300万元 may be 298.6万元, 约298.6万元 is 298.6万元.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.review.mention import Mention

_KINDS = ("amount", "rate", "points", "count")
_BEFORE = re.compile(
    "(?:大约|约|将近|接近|近|超过|超|逾|不低于|不少于|不小于|不高于|不超过|不大于|至少|最多|最高|最低|≥|≤)$"
)
_AFTER = re.compile("^[\u4e00-\u9fff]{0,3}?(?P<word>左右|上下|及以上|以上|以下|以内)")
_WITHIN = re.compile("[余多]")
# How far the true value may lie from the round one: (lowest, highest) as parts of it.
_LOOSE = {
    "约": ("0.95", "1.05"), "大约": ("0.95", "1.05"), "左右": ("0.95", "1.05"), "上下": ("0.95", "1.05"),
    "近": ("0.9", "1"), "将近": ("0.9", "1"), "接近": ("0.9", "1"),
    "超": ("1", "1.1"), "超过": ("1", "1.1"), "逾": ("1", "1.1"), "余": ("1", "1.1"), "多": ("1", "1.1"),
}  # fmt: skip


def qualifier_of(text: str, mention: Mention) -> str:
    """The loosening word at a figure, or an empty text."""
    if mention.type not in _KINDS:
        return ""
    if before := _BEFORE.search(text, max(0, mention.start - 3), mention.start):
        return before.group()
    inner = _WITHIN.search(text, mention.start, mention.end + (mention.type == "count"))
    if inner:
        return inner.group()
    after = _AFTER.search(text[mention.end : mention.end + 6])
    return after.group("word") if after else ""


def meant(mention: Mention) -> tuple[Decimal, Decimal] | None:
    """The values that a loose, round figure may stand for, lowest and highest; None for an exact one."""
    if mention.qualifier not in _LOOSE or "/" in mention.key[1]:
        return None
    value = Decimal(mention.key[1])
    if value != value.to_integral_value() or value % 10:
        return None
    low, high = _LOOSE[mention.qualifier]
    return value * Decimal(low), value * Decimal(high)
