"""A payment ledger → payments, each value with its cell: totals and blank rows left out, refunds and odd rows reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.errors import DocumentError
from assistant.facts.fields import MAX_ITEMS
from assistant.facts.quantities import number_text
from assistant.files.grid import Cell, Grid, Grids
from assistant.proposals.gathering import Read
from assistant.proposals.grounding import fact_form
from assistant.proposals.ledger_columns import Columns, day, figure, find_columns, own_scale
from assistant.proposals.proposal import Proposal, Quote
from assistant.proposals.source import Found

_TOTAL = re.compile(
    "^(?:本[页月年日]|累计|以上|全年|年度)*(?:总?合计|总计|小计|共计|累计|余额|期[初末]|上年结转|承前页|过次页)"
)
_GUESSED = Decimal("0.0001")  # 元, where nothing tells the unit
_LISTED = 20


@dataclass(frozen=True)
class _Row:
    number: int
    cells: dict[str, Cell]
    amount: Decimal


@dataclass
class _Account:
    """What is said of a ledger besides its payments."""

    payments: list[tuple[Grid, Columns, _Row]] = field(default_factory=list)
    refunds: list[tuple[str, Decimal]] = field(default_factory=list)
    totals: list[tuple[str, Decimal]] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    blank: int = 0
    notes: list[str] = field(default_factory=list)


def is_ledger(found: Grids) -> bool:
    """Whether any table of the file has the columns of a payment ledger."""
    return any(find_columns(grid) for grid in found.grids)


@dataclass(frozen=True)
class LedgerReading:
    """The payments of a ledger, and what is said of the rest of it: totals, refunds, rows that could not be read."""

    read: tuple[Read, ...]
    notes: tuple[str, ...]


def read_ledger(name: str, found: Grids, declared: Decimal | None = None) -> LedgerReading:
    """The payments of a ledger; `declared` is the total (万元) that they should make. Raises `DocumentError`: no ledger."""
    account = _Account(notes=[*found.notes])
    guessed = False
    for grid in found.grids:
        columns = find_columns(grid)
        if columns is None:
            continue
        guessed = guessed or columns.scale is None
        _read(grid, columns, account)
    if not any(map(find_columns, found.grids)):
        raise DocumentError(
            f"文件“{name}”里没有找到支付台账的表头。",
            hint="表头应有“收款单位”（或“用途”“摘要”）和“金额”两栏。",
        )
    if len(account.payments) > MAX_ITEMS:
        raise DocumentError(
            f"“{name}”有 {len(account.payments)} 笔支付，超过 {MAX_ITEMS} 笔。",
            hint="请按收款单位汇总后再试。",
        )
    read = [one for at, payment in enumerate(account.payments) for one in _values(name, at, *payment)]
    return LedgerReading(tuple(read), tuple(_notes(name, account, declared, guessed=guessed)))


def _read(grid: Grid, columns: Columns, account: _Account) -> None:
    for number in grid.rows():
        if number <= columns.row:
            continue
        cells = grid.starting(number)
        placed = {role: one for role, head in columns.places.items() if (one := _under(cells, head))}
        amount = placed.get("amount")
        value = figure(amount) if amount else None
        label = next((cell.text for cell in cells if _TOTAL.match(re.sub(r"\s", "", cell.text))), None)
        if amount and value is not None:
            value *= own_scale(amount) or columns.scale or _GUESSED
        if label is not None:
            if amount and value is not None:
                account.totals.append((f"{amount.address}“{label.strip()}”", value))
        elif amount is None:
            _without_amount(cells, placed, account)
        elif value is None:
            account.odd.append(f"{amount.address}“{amount.text[:20]}”不是金额")
        elif value < 0:
            account.refunds.append((amount.address, value))
        elif value == 0:
            account.blank += 1
        else:
            account.payments.append((grid, columns, _Row(number, placed, value)))


def _under(cells: list[Cell], head: Cell) -> Cell | None:
    return next((cell for cell in cells if cell.overlaps(head.left, head.right)), None)


def _without_amount(cells: list[Cell], placed: dict[str, Cell], account: _Account) -> None:
    credit = placed.get("credit")
    if credit and figure(credit):
        account.odd.append(f"{credit.address}是贷方（收入）金额{credit.text}")
    elif "payee" in placed and "date" in placed:
        account.odd.append(f"{placed['payee'].address}一行没有金额")
    elif cells:
        account.blank += 1


def _values(name: str, at: int, grid: Grid, columns: Columns, row: _Row) -> Iterator[Read]:
    sure = 0.95 if columns.scale is not None or own_scale(row.cells["amount"]) else 0.6
    head = columns.unit or columns.places["amount"]

    def given(field: str, value: str, *cells: Cell, confidence: float = 0.95) -> Read:
        path = f"funds.payments[].{field}"
        quotes = tuple(Quote(name, grid.title, 0, 0, cell.text, cell.address) for cell in cells)
        entry = fact_form().entry(path)
        told = Proposal(path, entry.title, value, quotes, confidence, "支付台账", entry.yearly)
        return Read(Found(path, value, (), confidence, told.rule, at), told)

    if payee := row.cells.get("payee"):
        yield given("payee", " ".join(payee.text.split()), payee)
    yield given("amount", number_text(row.amount), row.cells["amount"], head, confidence=sure)
    if purpose := row.cells.get("purpose"):
        yield given("purpose", " ".join(purpose.text.split()), purpose)
    if (dated := row.cells.get("date")) and (found := day(dated)):
        yield given(
            "date", found.isoformat(), dated, confidence=0.95 if dated.day or not dated.number else 0.85
        )


def _notes(name: str, account: _Account, declared: Decimal | None, *, guessed: bool) -> Iterator[str]:
    yield from account.notes
    total = sum((row.amount for _, _, row in account.payments), Decimal(0))
    back = sum((value for _, value in account.refunds), Decimal(0))
    yield f"{name}：{len(account.payments)}笔支付，合计{number_text(total)}万元。"
    if guessed:
        yield f"{name}没有写明金额单位，按“元”换算，请核对。"
    if account.refunds:
        listed = "、".join(address for address, _ in account.refunds[:_LISTED])
        yield f"负数（退款、冲销）{len(account.refunds)}笔共{number_text(back)}万元，没有计入，请核对：{listed}。"
    if account.totals:
        listed = "、".join(address for address, _ in account.totals[:_LISTED])
        yield f"合计、小计行{len(account.totals)}行，没有计入：{listed}。"
        yield from _compared("台账的合计", account.totals[-1][1], total, back)
    if account.blank:
        yield f"空行、零金额或说明行{account.blank}行，没有计入。"
    if account.odd:
        yield f"没有读入{len(account.odd)}行：{'；'.join(account.odd[:_LISTED])}{'……' if len(account.odd) > _LISTED else ''}。"
    undated = sum(1 for _, _, row in account.payments if not ((cell := row.cells.get("date")) and day(cell)))
    if undated and account.payments:
        yield f"{undated}笔支付没有可识别的日期。"
    if declared is not None:
        yield from _compared("申报的支出总额", declared, total, back)


def _compared(what: str, stated: Decimal, total: Decimal, back: Decimal) -> Iterator[str]:
    if stated in (total, total + back):
        yield f"{what}{number_text(stated)}万元，与各笔相加一致{'（扣除退款）' if back and stated != total else ''}。"
    else:
        less = f"（扣除退款为{number_text(total + back)}万元）" if back else ""
        yield f"{what}为{number_text(stated)}万元，各笔相加为{number_text(total)}万元{less}，相差{number_text(stated - total - back)}万元，请核对。"
