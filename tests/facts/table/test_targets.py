"""What a target and an actual value say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.facts.table.reasons import read_reasons, write_reasons
from assistant.facts.table.targets import Part, read_pair


def fields(target: str, actual: str = "", op: str = "", unit: str = "") -> dict[str, Any]:
    return read_pair(Part(target), Part(actual), op, unit).fields


@pytest.mark.parametrize(
    ("target", "op", "number", "unit"),
    [
        ("≥95%", ">=", "95", "%"),
        ("=512人", "=", "512", "人"),
        ("100%", None, "100", "%"),
        ("≤1,200.50 万元", "<=", "1200.50", "万元"),
        ("不少于３次/年", ">=", "3", "次/年"),
        ("不超过160万元", "<=", "160", "万元"),
        ("90%以上", ">=", "90", "%"),
        ("5个工作日内", None, "5", "个工作日内"),
        ("≥250㎡", ">=", "250", "㎡"),
        (">=-3℃", ">=", "-3", "℃"),
    ],
)
def test_quantities(target: str, op: str | None, number: str, unit: str) -> None:
    told = fields(target)
    assert (told.get("op"), told["target"], told["unit"]) == (op, Decimal(number), unit)


@pytest.mark.parametrize(
    "target", ["2024年12月底前", "2024年12月", "1-2次", "全部完成", "12月底前", "3人，2台", "达到95%"]
)
def test_what_is_no_quantity_stays_text(target: str) -> None:
    assert fields(target) == {"target_text": target}


def test_strict_directions_are_doubted() -> None:
    pair = read_pair(Part("＞90%"), Part("92%"))
    assert pair.fields == {"op": ">=", "target": 90, "unit": "%", "actual": 92}
    assert "＞90%" in pair.doubts[0]


def test_an_actual_value_of_another_unit_stays_text_and_is_doubted() -> None:
    pair = read_pair(Part("≤300万元"), Part("2856000元"))
    assert pair.fields == {"op": "<=", "target": 300, "unit": "万元", "actual_text": "2856000元"}
    assert "元" in pair.doubts[0]


def test_the_actual_value_of_a_text_is_text() -> None:
    assert fields("明显提升", "95%") == {"target_text": "明显提升", "actual_text": "95%"}
    assert fields("健全", "基本健全（完成程度80%）")["rate"] == Decimal("0.8")


def test_a_stored_figure_comes_before_the_printed_one() -> None:
    pair = read_pair(Part("≥95%", Decimal(95)), Part("96%", Decimal("96.35")))
    assert pair.fields["actual"] == Decimal("96.35")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("汛期停工", {"deviation": "汛期停工"}),
        ("原因：汛期停工\n改进措施：倒排工期", {"deviation": "汛期停工", "measure": "倒排工期"}),
        ("偏差原因分析：汛期停工；整改措施：倒排工期", {"deviation": "汛期停工", "measure": "倒排工期"}),
        ("改进措施：倒排工期", {"measure": "倒排工期"}),
        ("无", {}),
        ("—", {}),
        ("偏差原因：无", {"deviation": "无"}),
    ],
)
def test_causes_and_measures(text: str, told: dict[str, str]) -> None:
    assert read_reasons(text) == told
    assert read_reasons(write_reasons(told)) == told
