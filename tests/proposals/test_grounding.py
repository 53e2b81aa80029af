"""A value stands in its quote or it does not: figures by meaning, words word for word."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proposals.grounding import grounded


@pytest.mark.parametrize(
    ("path", "value", "quotes"),
    [
        ("funds.initial_budget", "285.6", ["年初预算2856000元"]),
        ("funds.initial_budget", "285.6", ["年初预算２８５．６万元"]),
        ("funds.payments[2].amount", "12.6", ["支付十二万六千元"]),
        ("evaluation.team.size", "5", ["小组5人"]),
        ("indicators[0].target", "15.6", ["服务群众15.6万人次"]),
        ("funds.as_of", "2024-12-31", ["截至12月31日", "2024"]),
        ("report.filled_on", "2025-03-18", ["2025.3.18"]),
        ("project.type", "construction", ["石溪泵站改造工程"]),
        ("funds.arrivals[0].source", "provincial", ["省级补助"]),
        ("report.finance_authority", "岚桥县财政局", ["县财政局", "岚桥"]),
        ("project.basis[0].number", "岚财预〔2024〕6号", ["岚财预[2024]6号"]),
    ],
)
def test_what_the_quote_says(path: str, value: str, quotes: list[str]) -> None:
    assert grounded(path, value, quotes)


@pytest.mark.parametrize(
    ("path", "value", "quotes"),
    [
        ("funds.initial_budget", "285.6", ["共285.6公里"]),
        ("funds.initial_budget", "285.6", ["年初预算285.6元"]),
        ("funds.initial_budget", "28", ["年初预算285.6万元"]),
        ("funds.as_of", "2024-12-31", ["截至12月31日"]),
        ("funds.as_of", "2024-02-01", ["2024年12月10日"]),
        ("report.unit", "岚桥县水务局", ["岚桥县水利局"]),
        ("report.unit", "", ["岚桥县水务局"]),
        ("funds.arrivals[0].source", "central", ["省级补助"]),
        ("evaluation.grade", "优", ["等级为良"]),
        ("report.nothing", "1", ["1"]),
        ("evaluation.team.size", "五", ["小组五人"]),
    ],
)
def test_what_it_does_not_say(path: str, value: str, quotes: list[str]) -> None:
    assert not grounded(path, value, quotes)


@given(st.decimals("0.0001", "99999", places=4), st.decimals("0.0001", "99999", places=4))
def test_a_figure_stands_only_in_a_quote_of_the_same_figure(one: Decimal, other: Decimal) -> None:
    assert grounded("funds.initial_budget", str(one), [f"预算{other}万元"]) == (one == other)
