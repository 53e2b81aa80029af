"""The ledger decides by meaning: the same value in another spelling traces, another unit or name does not."""

from __future__ import annotations

import pytest

from assistant.facts.derived import derive
from assistant.facts.model import ProjectFacts
from assistant.review.ledger import Ledger
from assistant.review.trace import trace, untraced


@pytest.mark.parametrize(
    "text",
    [
        "年初预算2,856,000元", "支出252.5万元", "执行率88.41%", "改造仓房3座", "改造仓房三座", "《关于下达粮库改造资金的通知》（云财建[2024]7号）",
        "依照云财建〔2024〕7号", "由云栖县粮食局委托和畅建设有限公司", "云栖县人民政府", "2024年11月20日", "11月20日", "采用GB18030",
        "填报人：卢之遥", "| 240.5 | 88.41 |", "每吨66元", "未达标的差距为4个百分点", "云栖县仓储服务中心",
        "约240万元", "近290万元", "近九成的农户", "项目名称：粮库改造项目",
    ],
)  # fmt: skip
def test_what_the_facts_say_is_traced(ledger: Ledger, text: str) -> None:
    assert [one.mention.text for one in trace(text, ledger) if one.path is None] == []


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("年初预算285.6元", "285.6元"),
        ("改造仓房4座", "4"),
        ("购置3根", "3"),
        ("提高4%", "4%"),
        ("2023年11月20日", "2023年11月20日"),
        ("云财建〔2024〕17号", "云财建〔2024〕17号"),
        ("云财农〔2024〕7号", "云财农〔2024〕7号"),
        ("《关于下达粮库改造资金的办法》", "《关于下达粮库改造资金的办法》"),
        ("采用GB18031", "GB18031"),
        ("由砺山县粮食局", "砺山县粮食局"),
        ("委托华畅建设有限公司", "华畅建设有限公司"),
        ("委托建设有限公司", "建设有限公司"),
        ("联系人：陆远", "陆远"),
        ("两百户", "两百"),
        ("| 240.6 |", "240.6"),
        ("约200万元", "200万元"),
        ("约241.5万元", "241.5万元"),
        ("超过250根", "250"),
        ("项目名称：校舍维修项目", "校舍维修项目"),
    ],
)
def test_what_they_do_not_say_is_not(ledger: Ledger, text: str, mention: str) -> None:
    findings = list(untraced("s", trace(text, ledger)))
    assert mention in [one.text for one in findings]
    assert all(one.severity == "error" and text[one.start : one.end] == one.text for one in findings)


def test_a_packs_own_words_are_no_findings(facts: ProjectFacts) -> None:
    text = "依据《项目支出绩效评价管理办法》（财预〔2020〕10号）"
    with_constants = Ledger(facts, derive(facts), [text])
    assert all(one.path == "pack" for one in trace(text, with_constants))
    assert any(one.path is None for one in trace(text, Ledger(facts, derive(facts))))


def test_a_vouched_path_is_kept_where_the_value_agrees(ledger: Ledger) -> None:
    (one,) = trace("12万元", ledger, [(0, 4, "funds.payments[1].amount")])
    assert one.path == "funds.payments[1].amount"


def test_a_vouched_path_does_not_hide_another_value(ledger: Ledger) -> None:
    (one,) = trace("12万元", ledger, [(0, 4, "funds.initial_budget")])
    assert one.path == "funds.payments[1].amount"
