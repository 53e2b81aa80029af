from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.outline.numbering import chinese, label, number_from_chinese, read


@given(st.integers(1, 99))
def test_chinese_numbers_read_back(number: int) -> None:
    assert number_from_chinese(chinese(number)) == number


@given(st.integers(1, 4), st.integers(1, 99), st.sampled_from(["项目概况", "资金安排情况", "产出"]))
def test_a_written_label_reads_back(level: int, number: int, rest: str) -> None:
    found = read(label(level, number) + rest)
    assert found is not None
    assert (found.level, found.number, found.rest) == (level, number, rest)


@pytest.mark.parametrize(
    ("line", "level", "number", "rest"),
    [
        ("一、项目概况", 1, 1, "项目概况"),
        ("十二、附则", 1, 12, "附则"),
        ("(二) 绩效目标", 2, 2, "绩效目标"),
        ("（ 三 ）、内控制度", 2, 3, "内控制度"),
        ("1、数量指标", 3, 1, "数量指标"),
        ("2.2017年项目具体目标", 3, 2, "2017年项目具体目标"),
        ("２．质量指标", 3, 2, "质量指标"),
        ("（4）成本指标", 4, 4, "成本指标"),
        ("[一] 项目概况", 2, 1, "项目概况"),
        ("【二)绩效目标", 2, 2, "绩效目标"),
        ("三，存在的问题", 1, 3, "存在的问题"),
        ("4 . 成本指标", 3, 4, "成本指标"),
        ("5)可持续影响", 4, 5, "可持续影响"),
        ("③满意度", 5, 3, "满意度"),
        ("第一部分 自评报告", -2, 1, "自评报告"),
        ("第二章、资金使用", -1, 2, "资金使用"),
        ("第3节 产出", 0, 3, "产出"),
    ],
)
def test_the_forms_people_type_are_read(line: str, level: int, number: int, rest: str) -> None:
    found = read(line)
    assert found is not None
    assert (found.level, found.number, found.rest) == (level, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "3.5万元已支付",
        "2.2017万元已支付",
        "2024.1.31到账",
        "2024年度预算",
        "一是加强管理",
        "项目概况",
        "",
        "（附表）",
        "[2023]1号",
        "第一季度支付",
        "〇",
    ],
)
def test_figures_and_prose_are_no_heading_numbers(line: str) -> None:
    assert read(line) is None


@pytest.mark.parametrize("number", [0, 100, -1])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        chinese(number)


@pytest.mark.parametrize("text", ["", "百", "十十", "一二", "甲", "二十十"])
def test_what_is_no_number_reads_as_none(text: str) -> None:
    assert number_from_chinese(text) is None


def test_there_are_four_levels() -> None:
    with pytest.raises(ValueError, match="level"):
        label(5, 1)
