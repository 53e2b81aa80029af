"""Payment ledgers as staff export them: every row is a payment or is said to be none, and why."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import DocumentError
from assistant.proposals import ledger_file
from assistant.proposals.documents import propose
from assistant.proposals.ledger import LedgerReading, is_ledger, read_ledger
from assistant.proposals.ledger_file import ledger_grids

ROWS = [
    ["单位：元"],
    ["记账日期", "凭证号", "收款单位", "摘要", "借方金额"],
    ["2024-06-18", "记-12", "岚筑水利工程有限公司", "工程进度款", "864,000.00"],
    ["2024/7/2", "记-15", "岚筑水利工程有限公司", "退回多付款", "-4000"],
    [],
    ["20241018", "记-40", "正桩工程监理有限公司", "监理费", "￥36000"],
    ["", "", "本月合计", "", "896000"],
]


def csv_of(rows: list[list[str]], encoding: str = "gbk") -> bytes:
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)


def xlsx_of(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(name: str, content: bytes, declared: str | None = None) -> LedgerReading:
    return read_ledger(name, ledger_grids(name, content), Decimal(declared) if declared else None)


def rows_of(found: LedgerReading) -> list[dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for one in found.read:
        rows.setdefault(one.found.row, {})[one.found.path.rpartition(".")[2]] = one.proposal.value
    return [rows[at] for at in sorted(rows)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("台账.csv", csv_of(ROWS)),
        ("台账.csv", csv_of(ROWS, "utf-8-sig")),
        ("台账.csv", csv_of(ROWS, "utf-16")),
        ("台账.xlsx", xlsx_of(ROWS)),
        ("台账.csv", xlsx_of(ROWS)),  # a workbook that was only renamed
    ],
)
def test_the_payments_of_a_ledger(name: str, content: bytes) -> None:
    found = read(name, content)
    assert rows_of(found) == [
        {"payee": "岚筑水利工程有限公司", "amount": "86.4", "purpose": "工程进度款", "date": "2024-06-18"},
        {"payee": "正桩工程监理有限公司", "amount": "3.6", "purpose": "监理费", "date": "2024-10-18"},
    ]


def test_each_value_names_its_cell() -> None:
    found = read("台账.csv", csv_of(ROWS))
    cells = {one.proposal.value: one.proposal.quotes[0] for one in found.read}
    assert (cells["86.4"].cell, cells["86.4"].text) == ("E3", "864,000.00")
    assert cells["监理费"].cell == "D6"


def test_refunds_totals_and_blank_rows_are_left_out_and_told() -> None:
    notes = "\n".join(read("台账.csv", csv_of(ROWS), "90").notes)
    assert "2笔支付，合计90万元" in notes
    assert "退款、冲销）1笔共-0.4万元" in notes
    assert "E4" in notes
    assert "E7“本月合计”" in notes
    assert "台账的合计89.6万元，与各笔相加一致（扣除退款）" in notes
    assert "申报的支出总额90万元，与各笔相加一致" in notes


def test_a_wrong_total_is_told_and_not_corrected() -> None:
    found = read("台账.csv", csv_of([*ROWS[:-1], ["", "", "合计", "", "996000"]]), "95.5")
    assert "台账的合计为99.6万元，各笔相加为90万元（扣除退款为89.6万元），相差10万元" in "\n".join(
        found.notes
    )
    assert "申报的支出总额为95.5万元" in "\n".join(found.notes)
    assert sum(Decimal(row["amount"]) for row in rows_of(found)) == 90


def test_the_unit_in_the_caption_counts_and_an_untold_one_is_doubted() -> None:
    rows = [["收款人", "付款金额（万元）", "用途"], ["岚筑水利工程有限公司", "86.4", "工程款"]]
    found = read("台账.csv", csv_of(rows))
    assert rows_of(found)[0]["amount"] == "86.4"
    untold = read("台账.csv", csv_of([["收款人", "付款金额", "用途"], *rows[1:]]))
    amount = next(one.proposal for one in untold.read if one.found.path.endswith("amount"))
    assert (amount.value, amount.sure) == ("0.00864", False)
    assert any("没有写明金额单位" in note for note in untold.notes)


def test_cells_that_are_no_amount_and_income_are_listed() -> None:
    rows = [
        ["日期", "对方户名", "摘要", "借方金额（元）", "贷方金额（元）"],
        ["2024-03-01", "岚筑水利工程有限公司", "工程款", "约三万", ""],
        ["2024-03-02", "岚桥县财政局", "拨款", "", "500000"],
        [45352, "正桩工程监理有限公司", "监理费", 36000, None],
    ]
    found = read("台账.xlsx", xlsx_of(rows))
    assert rows_of(found) == [
        {"payee": "正桩工程监理有限公司", "amount": "3.6", "purpose": "监理费", "date": "2024-03-01"}
    ]
    told = "\n".join(found.notes)
    assert "D2“约三万”不是金额" in told
    assert "E3是贷方（收入）金额" in told


def test_a_header_of_two_rows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目支付台账"])
    sheet.append(["日期", "收款单位", "用途", "金额（万元）", None])
    sheet.append([None, None, None, "借方", "贷方"])
    sheet.append(["2024-06-18", "岚筑水利工程有限公司", "工程款", 86.4, None])
    for area in ("A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"):
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    found = read("台账.xlsx", out.getvalue())
    assert rows_of(found) == [
        {"payee": "岚筑水利工程有限公司", "amount": "86.4", "purpose": "工程款", "date": "2024-06-18"}
    ]


def test_two_equal_payments_are_two_payments() -> None:
    rows = [["收款单位", "金额（元）", "日期"], *[["甲公司", "5000", "2024-06-18"]] * 2]
    found = propose([], [read("台账.csv", csv_of([["用途", *row] for row in rows]))])
    assert [one.value for one in found.proposals if one.path.endswith("amount")] == ["0.5", "0.5"]


def test_a_table_without_the_columns_is_no_ledger() -> None:
    grids = ledger_grids("表.csv", csv_of([["姓名", "电话"], ["甲", "1"]]))
    assert not is_ledger(grids)
    with pytest.raises(DocumentError, match="表头"):
        read_ledger("表.csv", grids)


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02" * 100,
        ("收款单位,金额\n" + "a,1\n" * (ledger_file.MAX_ROWS + 1)).encode(),
        ("," * 5000).encode(),
        ('收款单位,金额\n"' + "x" * 10_000).encode(),
    ],
)
def test_hostile_files_are_refused_in_chinese(content: bytes) -> None:
    with pytest.raises(DocumentError) as refused:
        read("台账.csv", content)
    assert any("一" <= char <= "鿿" for char in str(refused.value))


@given(st.lists(st.decimals("0.01", "99999999", places=2), min_size=1, max_size=20))
def test_what_is_read_adds_up_to_what_was_written(amounts: list[Decimal]) -> None:
    rows = [
        ["收款单位", "金额（元）", "用途"],
        *([f"某公司{at}", f"{one:,}", "款"] for at, one in enumerate(amounts)),
    ]
    found = rows_of(read("台账.csv", csv_of(rows)))
    assert sum(Decimal(row["amount"]) for row in found) == sum(amounts) / 10000
