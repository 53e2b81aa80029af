"""The columns of a payment ledger, found by the words of its header row, and the figures and dates of its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from assistant.files.grid import Cell, Grid
from assistant.review.numerals import half_width

# A caption is matched whole, the first that a header has counts: 付款金额 before 金额, 借方金额 before 发生额.
_CAPTIONS: Mapping[str, tuple[str, ...]] = {
    "payee": ("收款单位", "收款单位名称", "收款人", "收款人名称", "收款人全称", "收款方", "收款方名称", "收款户名", "收款账户名称", "收款人户名",
              "对方户名", "对方名称", "对方单位", "对方单位名称", "对方账户名称", "往来单位", "供应商", "供应商名称"),
    "amount": ("付款金额", "支付金额", "实付金额", "支出金额", "借方金额", "借方发生额", "借方", "支出", "交易金额", "发生额", "金额"),
    "purpose": ("用途", "付款用途", "支付用途", "资金用途", "款项用途", "款项内容", "付款事由", "事由", "事项", "摘要", "交易摘要", "摘要用途", "内容", "附言"),
    "date": ("付款日期", "支付日期", "记账日期", "入账日期", "交易日期", "凭证日期", "支付时间", "付款时间", "交易时间", "日期", "时间"),
    "credit": ("贷方金额", "贷方发生额", "贷方", "收入金额", "收入"),
}  # fmt: skip
_SEARCHED = 40
_SCALES = {"万元": Decimal(1), "千元": Decimal("0.1"), "元": Decimal("0.0001")}
_FIGURE = re.compile(r"[-+−]?[0-9]{1,15}(?:\.[0-9]{1,10})?")
_DAY = re.compile(
    r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|T|\s|$)|((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"
)
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # 2000-01-01 and 2100-01-01 as Excel counts days


@dataclass(frozen=True)
class Columns:
    """Where the columns stand; `scale` turns a figure into 万元, None where no unit is told. `unit` is the cell telling it."""

    row: int
    places: Mapping[str, Cell]
    scale: Decimal | None
    unit: Cell | None


def find_columns(grid: Grid) -> Columns | None:
    """The header: the first row with an amount and a payee, a purpose or a date, whatever stands above it."""
    heads = [
        (row, places) for row in list(grid.rows())[:_SEARCHED] if _is_head(places := _roles(grid.across(row)))
    ]
    if not heads:
        return None
    row, places = heads[0]
    # 金额 above 借方 and 贷方: the lower row tells more.
    for lower, below in heads[1:2]:
        if lower == row + 1 and below["amount"].top == lower:
            row, places = lower, below
    unit = _unit(grid, row, places["amount"])
    return Columns(row, places, unit[0] if unit else None, unit[1] if unit else None)


def _is_head(places: Mapping[str, Cell]) -> bool:
    return "amount" in places and bool({"payee", "purpose"} & places.keys())


def _roles(cells: list[Cell]) -> dict[str, Cell]:
    by_caption = {}
    for cell in cells:
        by_caption.setdefault(_caption(cell.text), cell)
    found: dict[str, Cell] = {}
    for role, captions in _CAPTIONS.items():
        cell = next((by_caption[one] for one in captions if one in by_caption), None)
        if cell is not None and cell not in found.values():
            found[role] = cell
    return found


def _caption(text: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]|[\s:：*/]", "", text)


def _unit(grid: Grid, header: int, amount: Cell) -> tuple[Decimal, Cell] | None:
    """The unit in the amount's own caption or the one over it, else 单位：元 above the header."""
    above = [cell for row in grid.rows() if row <= header for cell in grid.starting(row)]
    over = [cell for cell in above if "金额" in cell.text and cell.overlaps(amount.left, amount.right)]
    told = [cell for cell in above if re.search("单位[：:].{0,6}元|[（(]单位", cell.text)]
    for cell in (amount, *over, *told):
        if found := re.search("万元|千元|元", cell.text):
            return _SCALES[found.group()], cell
    return None


def figure(cell: Cell) -> Decimal | None:
    """The figure of a cell as it stands: ¥1,234.50, (1,234.50) for minus; None where it is none."""
    if cell.error:
        return None
    if cell.number is not None:
        return cell.number
    text = re.sub(r"[\s,，￥¥]|人民币|RMB|CNY", "", half_width(cell.text))
    minus = re.fullmatch(r"[（(](.+)[）)]", text)
    text = re.sub("(?:万元|千元|元)$", "", minus.group(1) if minus else text).replace("−", "-")
    if not _FIGURE.fullmatch(text):
        return None
    try:
        return -Decimal(text) if minus else Decimal(text)
    except InvalidOperation:
        return None


def own_scale(cell: Cell) -> Decimal | None:
    """The unit that the cell itself tells: 1.2万元."""
    found = re.search("(万元|千元|元)\\s*[）)]?$", cell.text)
    return _SCALES[found.group(1)] if found else None


def day(cell: Cell) -> date | None:
    """The date of a cell in any usual form, or as Excel's number of days; None where it is none."""
    if cell.day:
        return cell.day
    found = _DAY.match(half_width(cell.text))
    try:
        if found:
            return date(*(int(one) for one in found.groups() if one))
        number = cell.number if cell.number is not None else figure(cell)
        if number is not None and _FIRST_SERIAL <= number < _LAST_SERIAL:
            return date(1899, 12, 30) + timedelta(days=int(number))
    except ValueError:
        return None
    return None
