"""A model's answer becomes plain paragraphs, and nothing it says is lost on the way."""

from __future__ import annotations

import pytest

from assistant.drafting.answer import clean, laid_out

COMPOSED = "泵站老化。为此，我局实施改造。\n年初预算320万元。资金全部到位。"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("```\n一段。\n```", "一段。"),
        ("好的，以下是正文：\n**一段**。", "一段。"),
        ("第1段：甲。\n\n第2段：乙。", "甲。\n乙。"),
        ("- 甲。\n- 乙。", "甲。\n乙。"),
        ("项目 支出 285.6 万元 。", "项目支出285.6万元。"),
    ],
)
def test_clean_leaves_plain_paragraphs(raw, text):
    assert clean(raw) == text


@pytest.mark.parametrize(
    "answer",
    [
        "泵站老化\n为此，我局实施改造\n年初预算320万元\n资金全部到位",
        "（一）项目概况\n泵站老化。为此，我局实施改造。\n年初预算320万元。资金全部到位。",
        "(1)泵站老化。\n(2)为此，我局实施改造。\n(3)年初预算320万元。\n(4)资金全部到位。",
        "（一）泵站老化。为此，我局实施改造。\n（二）年初预算320万元。资金全部到位。",
        "1.泵站老化\n2.为此，我局实施改造\n年初预算320万元。资金全部到位",
    ],
)
def test_a_list_becomes_the_paragraphs_that_were_asked_for(answer):
    assert laid_out(clean(answer), "项目概况", COMPOSED) == COMPOSED


def test_numbered_items_that_were_asked_for_stay():
    items = "1.进度滞后。原因是供货推迟。\n2.资料不全。原因是归档晚。"
    assert laid_out(clean(items), "问题", items) == items


def test_a_decimal_at_the_start_of_a_line_is_no_list_mark():
    assert laid_out("1.5万元用于培训", "培训", "1.5万元用于培训。") == "1.5万元用于培训。"
