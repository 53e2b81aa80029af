"""How figures are written and read: amounts in 万元, rates in %, dates, counts. All values are `Decimal` or `date`.

Style of official prose (source precision of amounts is kept; rates have at most two decimals; 2024年1月31日).
"""

from __future__ import annotations

import calendar
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

RATE_PLACES = Decimal("0.01")
# Wide enough for the largest sum over the smallest budget; the default of 28 digits is not.
_WIDE = Context(prec=60)


def number_text(value: Decimal | int) -> str:
    """A number without exponent, plus sign or trailing zeros: Decimal("105.60") → 105.6."""
    text = format(Decimal(value), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def amount_text(value: Decimal) -> str:
    """An amount of 万元, at its own precision."""
    return f"{number_text(value)}万元"


def rate(part: Decimal, whole: Decimal) -> Decimal | None:
    """part ÷ whole in %, rounded half up to two decimals; None where the whole is zero."""
    if not whole:
        return None
    return _WIDE.divide(_WIDE.multiply(part, Decimal(100)), whole).quantize(
        RATE_PLACES, ROUND_HALF_UP, context=_WIDE
    )


def rate_text(value: Decimal) -> str:
    """A rate that is already in %: 95.20 → 95.2%."""
    return f"{number_text(value.quantize(RATE_PLACES, ROUND_HALF_UP, context=_WIDE))}%"


def date_text(value: date, *, after: date | None = None) -> str:
    """2024年3月1日; only 9月30日 where the date before it in the sentence is of the same year."""
    day = f"{value.month}月{value.day}日"
    return day if after and after.year == value.year else f"{value.year}年{day}"


def span_text(start: date, end: date) -> tuple[str, int]:
    """The distance from start to end in words, and in days: whole months where both days match (or both end a month)."""
    days = abs((end - start).days)
    early, late = sorted((start, end))
    months = (late.year - early.year) * 12 + late.month - early.month
    both_end = _ends_month(early) and _ends_month(late)
    if months and (early.day == late.day or both_end):
        years, rest = divmod(months, 12)
        return (f"{years}年" if years and not rest else f"{months}个月"), days
    return f"{days}天", days


def _ends_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
