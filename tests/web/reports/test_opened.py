from __future__ import annotations

import pytest

from assistant.errors import InputError
from assistant.library.structure.corrections import FIELDS, Correction
from assistant.outline.kinds import Kind
from assistant.web.reports.opened import changed, chosen_kinds, field_faults, opened

GOOD = {
    "title": "报告a1",
    "unit": "岚川县气象台",
    "year": "2023",
    "region": "岚川县",
    "project": "雷达站",
    "project_type": "construction",
}


def test_the_section_that_waits_is_opened_first(shelf):
    document = opened(shelf, "a1")
    assert document.uncertain == ("2", "3")
    assert document.section("").id == "2"
    assert document.section("2.1").id == "2.1"
    assert document.section("9").id == "2"
    assert [document.next_uncertain(id) for id in ("", "2", "3", "9")] == ["2", "3", "2", "2"]


def test_passages_of_a_section_and_of_no_other(shelf):
    document = opened(shelf, "a1")
    assert [one.text for one in document.of_section("2")] == ["雷达到货晚了两个月。"]
    assert document.of_section("2.1") == ()


def test_a_document_that_is_gone_is_told(shelf):
    with pytest.raises(InputError, match="没有这份报告"):
        opened(shelf, "zz")
    with pytest.raises(InputError, match="还没有打开"):
        opened(shelf, "")


def test_only_what_differs_is_corrected(shelf):
    document = opened(shelf, "a1")
    assert document.fields == GOOD
    assert changed(document, GOOD) == {}
    assert changed(document, GOOD | {"year": " 2022 ", "unit": ""}) == {"unit": "", "year": "2022"}


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("year", "二〇二三", "四位年份"),
        ("year", "20231", "四位年份"),
        ("year", "1889", "四位年份"),
        ("year", "２０２３", "四位年份"),
        ("year", "9" * 150, "四位年份"),
        ("unit", "局" * 201, "最多200"),
        ("unit", "甲\n乙", "一行"),
        ("project_type", "x", "从列表中选"),
    ],
)
def test_a_wrong_field_is_told_by_its_name(field, text, said):
    assert said in field_faults(GOOD | {field: text})[field]


def test_good_and_empty_fields_are_in_order():
    assert field_faults(GOOD) == {}
    assert field_faults({}) == {}
    assert field_faults(GOOD | {"year": "", "unit": None}) == {}
    assert set(GOOD) == set(FIELDS)


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_in_order_here_the_library_takes_too(field):
    for text in (GOOD[field], "", "1990", "2100", "局" * 200):
        if not field_faults(GOOD | {field: text}):
            Correction().with_field(field, text)


def test_chosen_kinds_keep_their_order():
    assert chosen_kinds(["measures", "problems", "measures"]) == (Kind.MEASURES, Kind.PROBLEMS)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "至少选一个"),
        (None, "至少选一个"),
        (["x<b>"], "没有“x<b>”"),
        ([kind.value for kind in Kind], "最多选"),
    ],
)
def test_wrong_kinds_are_told(values, said):
    with pytest.raises(InputError, match=said):
        chosen_kinds(values)
