from __future__ import annotations

import pytest

from assistant.facts.derived import derive
from assistant.facts.paths import leaves
from assistant.workspace.origins import Origins


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("funds.initial_budget", "年初预算数"),
        ("funds.payments[1].amount", "资金支付情况第2项·支付金额"),
        ("project.background[0]", "立项背景第1项"),
        ("project.period.planned_end", "计划完成日期"),
        ("indicators[0].target", "绩效指标“更换天线数量”·年度指标值"),
        ("indicators[0].completion", "绩效指标“更换天线数量”·完成率（实际完成值÷年度指标值（≤为倒数））"),
        ("funds.paid_total", "累计支出（Σ支付金额）"),
        ("no.such.fact", "no.such.fact"),
        ("Not A Path", "Not A Path"),
    ],
)
def test_title(facts, pack, name, title):
    assert Origins(facts, pack).title(name) == title


def test_every_fact_and_derived_value_has_a_chinese_title(facts, pack):
    origins = Origins(facts, pack)
    for name in [*(path for path, _ in leaves(facts)), *derive(facts)]:
        assert any("一" <= c <= "鿿" for c in origins.title(name)), name
