"""Has a text begun to repeat itself? Asked again and again while it streams in, so it must be cheap and never wrong.

A loop is exact: the same words over and over up to the end of the text. Lists, tables, rulers and placeholders repeat
too; they are given more room than prose. Loops that count on ("1.… 2.…") are left to the token limit.
"""

from __future__ import annotations

import re

TAIL = 1600
"""Characters of the end of a text that are enough to judge it."""

# Shorter repeats than this are looked for as multiples of themselves: 的的的的 repeats 的的的的的的的的 too.
_PROBE = 12
_LONGEST = 400
_LONG = 60
_PLACEHOLDER = re.compile(r"【待|[|｜]|^\s*[-*]\s*$", re.M)
_WORD = re.compile(r"\w")


def loops(text: str) -> bool:
    """Whether the end of `text` is one unit, of at most 400 characters, repeated beyond any sound use."""
    tail = text[-TAIL:]
    size = len(tail)
    if size <= _PROBE:
        return False
    probe = tail[-_PROBE:]
    at = tail.rfind(probe, 0, size - 1)
    while at >= 0 and (period := size - _PROBE - at) <= _LONGEST:
        span = _sound_length(tail[-period:]) + period
        if size >= span and tail[-span:-period] == tail[period - span :]:
            return True
        at = tail.rfind(probe, 0, at + _PROBE - 1)
    return False


def _sound_length(unit: str) -> int:
    """How many characters of repeats of `unit`, after its first appearance, a sound text may have."""
    if not _WORD.search(unit) or _PLACEHOLDER.search(unit):
        return max(600, 8 * len(unit)) if len(unit) <= _LONG else 4 * len(unit)
    if len(unit) < 10:
        return 80
    return max(90, 3 * len(unit)) if len(unit) < _LONG else 2 * len(unit)
