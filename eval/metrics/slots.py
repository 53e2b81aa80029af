"""Slots of masked passages (〔单位1〕) that a writer took over: each is a hole in the report, and no figure."""

from __future__ import annotations

import re

_SLOT = re.compile(r"〔[\u4e00-\u9fff]{2,4}\d*〕")


def slots(text: str) -> int:
    """How many there are; 〔2024〕 in a document number is none."""
    return len(_SLOT.findall(text))


def without_slots(text: str) -> str:
    """The text with a mark that belongs to no word in each one's place."""
    return _SLOT.sub("□", text)
