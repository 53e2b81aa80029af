"""An edit that rewords changes nothing; one that changes a fact is told, once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facts.derived import derive
from assistant.facts.load import facts_from_text
from assistant.review.changes import changes
from assistant.review.ledger import Ledger
from tests.review.conftest import SMALL

SENTENCES = (
    "改造仓房3座，达到年度目标。",
    "售粮农户满意度为86%，低于90%的目标4个百分点。",
    "年初预算285.6万元，累计支出252.5万元。",
    "2024年11月20日支付和畅建设有限公司240.5万元。",
    "依据《关于下达粮库改造资金的通知》（云财建〔2024〕7号）实施。",
    "受益对象为【待补充：受益对象】。",
    "本单位加强领导，落实责任。",
)
_FACTS = facts_from_text(SMALL)
LEDGER = Ledger(_FACTS, derive(_FACTS))
ORDERS = st.permutations(SENTENCES)


@given(ORDERS)
def test_an_identical_text_has_no_changes(order: list[str]) -> None:
    text = "".join(order)
    found = changes(text, text, LEDGER)
    assert not found.any and not found.moved


@settings(max_examples=40, deadline=None)
@given(ORDERS, ORDERS)
def test_swapped_sentences_only_move(one: list[str], other: list[str]) -> None:
    found = changes("".join(one), "".join(other), LEDGER)
    assert not found.any
    assert all(change.kind == "moved" for change in found.moved)


@settings(max_examples=60, deadline=None)
@given(ORDERS, st.data())
def test_a_changed_digit_is_one_altered_figure(order: list[str], data: st.DataObject) -> None:
    text = "".join(order)
    digits = [found.start() for found in re.finditer(r"(?<=[\d.])\d(?=[\d.]*(?:万元|%|座))", text)]
    at = data.draw(st.sampled_from(digits))
    new = data.draw(st.sampled_from([digit for digit in "123456789" if digit != text[at]]))
    found = changes(text, text[:at] + new + text[at + 1 :], LEDGER)
    assert len(found.altered) == 1 and not found.added and not found.dropped
    (change,) = found.altered
    assert change.cls == "figure" and change.before and change.after
    assert change.before.start <= at < change.before.end


@pytest.mark.parametrize(
    ("before", "after", "kind", "cls"),
    [
        ("改造仓房3座。", "改造仓房3座，支出252.5万元。", "added", "figure"),
        ("改造仓房3座，支出252.5万元。", "改造仓房3座。", "dropped", "figure"),
        ("支付和畅建设有限公司。", "支付远岸建设有限公司。", "altered", "name"),
        ("于2024年11月20日支付。", "于2024年11月21日支付。", "altered", "date"),
        ("依据云财建〔2024〕7号。", "依据云财建〔2024〕9号。", "altered", "reference"),
        ("受益对象为【待补充：受益对象】。", "受益对象为全县农户。", "dropped", "placeholder"),
        ("任务未完成。", "任务完成。", "altered", "claim"),
        ("等级为优。", "等级为良。", "altered", "claim"),
    ],
)
def test_each_class_is_told(before: str, after: str, kind: str, cls: str) -> None:
    found = changes(before, after, LEDGER)
    told = [(one.kind, one.cls) for one in (*found.altered, *found.added, *found.dropped)]
    assert told == [(kind, cls)]


def test_rewording_changes_nothing() -> None:
    found = changes("改造仓房3座，支出２５２．５ 万元。", "共改造了仓房3座；资金支出252.5万元。", LEDGER)
    assert not found.any


def test_a_new_value_without_a_source_is_unfounded() -> None:
    found = changes("年初预算285.6万元。", "年初预算999.9万元。", LEDGER)
    (change,) = found.unfounded
    assert change.after and change.after.status == "contradicted"
    assert changes("支出12万元。", "支出240.5万元。", LEDGER).unfounded == ()
