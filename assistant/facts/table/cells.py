"""Single cells as facts: text, points, amounts, whole numbers; what cannot be read is left with its reason."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.facts.fields import printable
from assistant.facts.paths import unit_of
from assistant.facts.quantities import number_text
from assistant.facts.table.captions import holds_texts, is_dash
from assistant.facts.table.figures import Figure, figure_of, half, in_wan
from assistant.facts.table.reading import Ledger, name_of
from assistant.facts.table.titled import without_title
from assistant.files.grid import Cell

_YEAR = re.compile(r"(2[01]\d\d)(?:年度?)?")
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_SERIAL = range(36_526, 73_415)  # 2000-01-01 to 2100-12-31, counted in days as Excel does
_ODD = Decimal(1_000_000)  # 万元: 10,000 million yuan for one project is more likely yuan


def broken_cell(ledger: Ledger, cell: Cell, path: str) -> bool:
    """Whether the cell holds an error of Excel's; then it is left, and said to be."""
    if not cell.error:
        return False
    ledger.doubt(
        "formula", path, f"单元格{cell.address}的公式出错（{cell.text}），{name_of(path)}未读入", cell
    )
    ledger.leave(cell, f"公式出错（{cell.text}），请在 Excel 中修正后再导入")
    return True


def enter_figure(ledger: Ledger, cell: Cell, path: str) -> Decimal | None:
    """A cell of points: 10, 9.5分. A dash says that there is none."""
    figure = _figure(ledger, cell, path)
    if figure is None:
        return None
    if figure.unit not in ("", unit_of(path)):
        ledger.leave(cell, f"{name_of(path)}应为数字")
        return None
    ledger.enter(cell, path, figure.number)
    return figure.number


def enter_amount(ledger: Ledger, cell: Cell, path: str, unit: str) -> Decimal | None:
    """A cell of money as 万元; `unit` (元 or 万元) is what the table says of itself."""
    amount = amount_of(ledger, cell, path, unit)
    if amount is not None:
        ledger.enter(cell, path, amount)
    return amount


def amount_of(ledger: Ledger, cell: Cell, path: str, unit: str) -> Decimal | None:
    """The amount in a cell in 万元, without entering it."""
    figure = _figure(ledger, cell, path)
    if figure is None:
        return None
    if figure.unit not in ("", "元", "万元", "万"):
        ledger.leave(cell, f"{name_of(path)}应为金额")
        return None
    amount, own = in_wan(figure, unit)
    if own != unit:
        ledger.doubt(
            "unit", path, f"{name_of(path)}“{cell.text}”的单位与表头的{unit}不同，已按{own}读入", cell
        )
    if amount >= _ODD:
        shown = f"{number_text(amount)}万元"
        ledger.doubt("unit", path, f"{name_of(path)}为{shown}，金额过大，请核对单位是元还是万元", cell)
    return amount


def _figure(ledger: Ledger, cell: Cell, path: str) -> Figure | None:
    if broken_cell(ledger, cell, path):
        return None
    if is_dash(cell.text):
        ledger.label(cell)
        return None
    figure = figure_of(cell)
    if figure is None or cell.day is not None:
        if cell.day is not None:
            ledger.doubt("formula", path, f"单元格{cell.address}是日期格式，{name_of(path)}未读入", cell)
        what = "单元格是日期格式，请改为常规格式后填数字" if cell.day else f"{name_of(path)}应为数字"
        ledger.leave(cell, what)
        return None
    if figure.shown is not None:
        shown, stored = number_text(figure.shown), number_text(figure.number)
        ledger.doubt(
            "doubt", path, f"{name_of(path)}在表上显示为{shown}，实际存的是{stored}，已按后者读入", cell
        )
    return figure


def enter_text(ledger: Ledger, cell: Cell, path: str, text: str | None = None) -> None:
    """A cell of text, or the part `text` of it, as the fact at `path`: a year, date, amount, list or line of text."""
    if broken_cell(ledger, cell, path):
        return
    said = (cell.text if text is None else text).strip()
    titled = without_title(path, said)
    if titled is None and is_dash(said):
        ledger.label(cell)
        return
    said = said if titled is None else titled
    # Of 总分：96 only the figure is read.
    figure = cell if text is None else replace(cell, text=said, number=None)
    value: Any = printable(said)
    if path == "report.year":
        value = _year(cell, said)
    elif path.endswith(("_on", "date", "as_of", "_start", "_end")):
        value = _day(ledger, cell, path, said)
    elif holds_texts(path):
        value = [line.strip() for line in said.split("\n") if line.strip()]
    elif unit_of(path) == "万元":
        enter_amount(ledger, figure, path, ledger.unit or "万元")
        return
    elif unit_of(path) in ("分", "人", "份"):
        enter_figure(ledger, figure, path)
        return
    if value is None:
        ledger.leave(cell, f"{name_of(path)}读不出来")
    elif value:
        ledger.enter(cell, path, value)
    else:
        ledger.leave(cell, f"{name_of(path)}是空的")


def _year(cell: Cell, said: str) -> int | None:
    found = _YEAR.search(half(said))
    if found:
        return int(found.group(1))
    return cell.day.year if cell.day else None


def _day(ledger: Ledger, cell: Cell, path: str, said: str) -> str | None:
    """ISO text; a number that may be a date is not guessed at."""
    if cell.day is not None:
        return cell.day.isoformat()
    found = _DATE.search(half(said))
    if found:
        year, month, day = map(int, found.groups())
        return f"{year}-{month:02d}-{day:02d}"
    if cell.number is not None and cell.number in _SERIAL:
        ledger.doubt(
            "formula",
            path,
            f"单元格{cell.address}的{name_of(path)}存成了数字{cell.text}，请改为日期格式",
            cell,
        )
    return None
