"""Figures in cells: 285.60, 1,200 人, 92%, ３００万元. Full-width counts as half-width; nothing is rounded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.files.grid import Cell

WAN = Decimal(10_000)
# Full-width forms only: a full normalisation would turn the unit ㎡ into m2.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " ", ord("−"): "-"}
_FIGURE = re.compile(
    r"(?P<sign>-)?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?\s*(?P<unit>[^\d\s.,].*)?", re.DOTALL
)
_MOST_DIGITS = 24


def half(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones."""
    return text.translate(_HALF)


@dataclass(frozen=True)
class Figure:
    """A number and the unit printed after it ("" for none); `shown` is the number as printed, where that differs."""

    number: Decimal
    unit: str = ""
    shown: Decimal | None = None


def figure_in(text: str) -> Figure | None:
    """The figure that a text consists of; None where there is anything else in it."""
    found = _FIGURE.fullmatch(half(text).strip())
    if not found or len(found["digits"]) > _MOST_DIGITS:
        return None
    number = Decimal(found["digits"].replace(",", "") + (found["rest"] or ""))
    return Figure(-number if found["sign"] else number, (found["unit"] or "").strip())


def figure_of(cell: Cell) -> Figure | None:
    """The figure in a cell: the stored one where there is one."""
    printed = figure_in(cell.text)
    if cell.number is None:
        return printed
    if printed is None:
        return Figure(cell.number)
    differs = printed.number if printed.number != cell.number else None
    return Figure(cell.number, printed.unit, differs)


def in_wan(figure: Figure, unit: str) -> tuple[Decimal, str]:
    """(amount in 万元, the unit it was given in); `unit` is that of the table, the cell's own comes first."""
    own = {"元": "元", "万元": "万元", "万": "万元"}.get(figure.unit, unit)
    return (figure.number / WAN if own == "元" else figure.number), own
