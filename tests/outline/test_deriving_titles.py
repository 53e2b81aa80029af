"""Titles with places to fill in, and the values read back from a title that is filled."""

from __future__ import annotations

import pytest

from assistant.outline.deriving_titles import filled, is_open, read_by, slotted


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("XX单位20XX年度XX项目绩效自评报告", "{unit}{year}年度{project}绩效自评报告"),
        ("××县××局20××年××项目支出绩效自评报告", "{unit}{year}年{project}支出绩效自评报告"),
        ("____项目支出绩效自评报告", "{project}支出绩效自评报告"),
        ("（单位名称）（项目名称）20 年度绩效自评报告", "{unit}{project}{year}年度绩效自评报告"),
        ("________绩效自评报告", "{project}绩效自评报告"),
        ("（20XX年度）", "（{year}年度）"),
        ("财政支出项目绩效自评报告", "财政支出项目绩效自评报告"),
        ("2024年度部门项目支出绩效自评报告", "{year}年度部门项目支出绩效自评报告"),
    ],
)
def test_slots(title: str, expected: str) -> None:
    assert slotted(title) == expected


@pytest.mark.parametrize(
    ("title", "open_"),
    [
        ("XX项目自评报告", True),
        ("（20XX年度）", True),
        ("绩效自评报告", False),
        ("2024年度绩效自评报告", False),
    ],
)
def test_what_is_open(title: str, open_: bool) -> None:
    assert is_open(title) is open_


def test_filling_and_reading_are_each_others_way_back() -> None:
    values = {"unit": "云山县教育局", "project": "智慧校园建设项目", "year": "2024"}
    pattern = "{unit}{year}年度{project}绩效自评报告"
    made = filled(pattern, values)
    assert made == "云山县教育局2024年度智慧校园建设项目绩效自评报告"
    assert read_by(pattern, made) == values
    assert filled(pattern, {"unit": "云山县教育局"}) is None
