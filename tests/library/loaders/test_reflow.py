from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.loaders.reflow import Line, clean, reflow


def text_of(*lines: str, broken: bool = True) -> str:
    return reflow([Line(line) for line in lines], broken=broken).text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2023 年预算 500 万元", "2023年预算500万元"),
        ("执行率 ９５．２％ 。", "执行率95.2%。"),
        ("\u3000\u3000项目\xa0概况\u200b", "项目概况"),
        ("填报人：陆明远    联系电话：1", "填报人：陆明远 联系电话：1"),
        ("Windows Server 2019 系统", "Windows Server 2019系统"),
        ("⼀、项⽬概况", "一、项目概况"),
        ("坏\ud800字", "坏\ufffd字"),
        ("ＡＢ线", "AB线"),
    ],
)
def test_characters_are_made_plain(line: str, expected: str) -> None:
    assert clean(line) == expected


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(line: str) -> None:
    once = clean(line)
    assert clean(once) == once


LONG = "在已建成的灌溉渠道的基础上，通过合理规划渠段布局，分期分批实施清淤，全面恢复渠道过水能"


def test_a_sentence_broken_by_a_page_end_is_rejoined() -> None:
    assert (
        text_of(LONG, "", "力，保障春灌用水。", "二、资金情况") == LONG + "力，保障春灌用水。\n二、资金情况"
    )


def test_a_line_that_ends_in_a_comma_goes_on() -> None:
    assert text_of("项目采用公开招标，", "确定施工单位。") == "项目采用公开招标，确定施工单位。"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (LONG, "二、资金情况"),
        (LONG, "（二）资金情况"),
        (LONG, "填报日期：2024年"),
        (LONG, "| 甲 | 乙 |"),
        (LONG + "力。", "资金到位。"),
        ("（一）资金缺口大，进展缓慢", "本县财力薄弱，资金难以筹措。"),
        ("青溪县水利局", "2023年度"),
    ],
)
def test_what_begins_anew_is_not_joined(above: str, below: str) -> None:
    assert len(text_of(above, below).splitlines()) == 2


def test_words_paragraphs_are_never_joined() -> None:
    assert text_of(LONG, "力，保障春灌用水。", broken=False).count("\n") == 1


def test_headers_and_page_numbers_go_and_pages_keep_their_offsets() -> None:
    lines = [
        Line(text, page)
        for page in (1, 2, 3)
        for text in (f"某局自评报告 第{page}页", f"第{'一二三'[page - 1]}段的正文到此为止。", f"- {page} -")
    ]
    flow = reflow(lines)
    text, starts = flow.text, flow.page_starts
    assert text == "第一段的正文到此为止。\n第二段的正文到此为止。\n第三段的正文到此为止。"
    assert starts == ((0, 1), (12, 2), (24, 3))


def test_a_number_inside_the_page_is_no_page_number() -> None:
    lines = [Line(text, 1) for text in ("甲。", "乙。", "12", "丙。", "丁。")]
    assert "12" in reflow(lines).text


@given(st.lists(st.text(alphabet="甲乙，。一、（）1.项目报告 ", max_size=50), max_size=12), st.booleans())
def test_nothing_but_spaces_and_breaks_is_lost(lines: list[str], broken: bool) -> None:
    text = reflow([Line(line) for line in lines], broken=broken).text
    assert "".join(text.split()) == "".join("".join(lines).split())


def placed(*lines: tuple[str, bool | None, bool | None]) -> list[str]:
    return reflow([Line(text, begins=begins, ends=ends) for text, begins, ends in lines]).text.splitlines()


def test_the_place_of_a_line_decides_where_it_is_known() -> None:
    ended, short = LONG + "力。", "资金到位"
    assert placed((ended, None, False), (short, False, True)) == [ended + short]
    assert placed((LONG, None, False), (short, True, True)) == [LONG, short]
    assert placed((LONG, None, True), (short, None, True)) == [LONG, short]


def test_what_opens_a_section_begins_anew_wherever_it_stands() -> None:
    assert placed((LONG, None, False), ("二、资金情况", False, True)) == [LONG, "二、资金情况"]


def test_table_rows_are_no_running_header() -> None:
    lines = [Line(text, page) for page in (1, 2, 3) for text in ("| 得分 | 10 |", f"| 指标 | {page} |")]
    assert len(reflow(lines).text.splitlines()) == 6
