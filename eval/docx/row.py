"""One row of a conformance result."""

from __future__ import annotations

import re
from dataclasses import dataclass

NOTHING = "（无）"


@dataclass(frozen=True)
class Check:
    """What was looked at, what it must be, what it is."""

    check: str
    expected: str
    found: str
    ok: bool


def equal(name: str, expected: object, found: object) -> Check:
    """A check that holds if both read the same."""
    return Check(name, str(expected) or NOTHING, str(found) or NOTHING, str(expected) == str(found))


def yes(name: str, holds: bool) -> Check:
    """A check that holds if something is so."""
    return equal(name, "是", "是" if holds else "否")


def number(value: str) -> float:
    """The number that an attribute holds; 0 if it holds none."""
    return float(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else 0.0
