"""A fact as a cell and a cell as a fact: no digit of an amount is lost, and nothing written is ever a formula.

Excel keeps fifteen digits; a longer figure is written as text, and read as one.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.facts.form import Entry
from assistant.facts.quantities import number_text

_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 2_958_465  # 9999-12-31
_COMPACT = 19_000_101  # as a figure 20240301 is a day written without dashes
_FIGURES = ("number", "count", "year")


def to_cell(value: Any, entry: Entry) -> Any:
    """What to write: a float or int that Excel keeps exactly, a date, or text."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, date):
        return value if value >= _FIRST_DAY else value.isoformat()
    if isinstance(value, Decimal | int) and entry.input.kind in _FIGURES:
        text = number_text(value)
        if Decimal(f"{float(value):.15g}") != value:
            return text
        return int(value) if value == int(value) else float(value)
    return entry.input.shown(value)


def from_cell(value: Any, form: str, entry: Entry) -> Any:
    """What was filled in: text, int, Decimal or date, as `facts_from_tree` takes it. `form` is the cell's number format."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date() if entry.input.kind == "date" else f"{value:%Y-%m-%d}"
    if isinstance(value, int | float):
        return _figure(value, form, entry)
    text = (
        str(value).replace("_x000D_", "").replace("_x005F_", "_").strip()
    )  # Excel's way to write characters
    return text.replace(",", "") if entry.input.kind in _FIGURES and _grouped(text) else text


def _figure(value: float, form: str, entry: Entry) -> Any:
    try:
        number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return str(value)
    if entry.input.kind == "date":
        return _day(number)
    if entry.input.kind in _FIGURES:
        # 95% is stored as 0.95; only a degree of completion is meant so.
        percent = "%" in form and entry.input.maximum != 1
        return number * 100 if percent else number
    return number_text(number)


def _day(number: Decimal) -> Any:
    """A day stored as Excel's count of days, or as 20240301; anything else is left to be refused."""
    if number != int(number):
        number = Decimal(int(number))
    if 1 <= number <= _LAST_SERIAL:
        return _EPOCH + timedelta(days=int(number))
    text = str(int(number))
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if number >= _COMPACT and len(text) == 8 else text


def _grouped(text: str) -> bool:
    """1,234.5: commas that part thousands."""
    whole = text.removeprefix("-").partition(".")[0].split(",")
    return (
        len(whole) > 1
        and all(part.isdecimal() for part in whole)
        and all(len(part) == 3 for part in whole[1:])
    )
