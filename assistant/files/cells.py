"""A cell's value as the sheet shows it: 92%, 2023年5月1日, 1,234.50, and never 0.30000000000000004."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_PLACES = re.compile(r"[0#?][0#?,]*(?:\.([0#?]+))?")

_UNIT = re.compile(r'[0#?%]"([^"]*)"(?:_.)?\s*$')
_OTHER_WAYS = re.compile(r"E[+-]|/|!|[0#?],+(?![0#?])", re.IGNORECASE)


def shown(value: Any, form: str) -> str:
    """`value` in the number format `form`, in plain text; empty for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return _moment(value, form)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value)


def _moment(value: datetime, form: str) -> str:
    plain = form.split(";")[0].lower()
    day = f"{value.year}年"
    if "m" in plain or "d" in plain or "y" not in plain:
        day += f"{value.month}月"
    if "d" in plain or "y" not in plain:
        day += f"{value.day}日"
    return f"{day}{value:%H:%M}" if "h" in plain and (value.hour or value.minute) else day


def _number(value: int | float, form: str) -> str:
    try:
        # Excel keeps fifteen digits; what a float has beyond them is noise.
        number = Decimal(str(value)) if isinstance(value, int) else Decimal(f"{value:.15g}")
    except (InvalidOperation, ValueError):
        return str(value)
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return str(value)
    first = form.split(";")[0]
    plain = _LITERAL.sub("", first)
    percent = "%" in plain
    if percent:
        number *= 100
    found = _PLACES.search(plain)
    # Scientific notation, fractions and thousands (a comma at the end, as in 0!.0,) are given as the plain number.
    if found and not _OTHER_WAYS.search(plain):
        places = found.group(1) or ""
        number = number.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
        text = f"{number:,f}" if "," in found.group() else f"{number:f}"
        text = _trimmed(text, len(places) - len(places.rstrip("#")))
    else:
        text = _trimmed(f"{number:f}", 1 << 10)
    unit = _UNIT.search(first)
    return text + ("%" if percent else "") + (unit.group(1) if unit else "")


def _trimmed(text: str, optional: int) -> str:
    """Without the zeros at the end, at most `optional` of them."""
    if "." not in text:
        return text
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.rstrip(".")
