"""The measure itself: a wrong value lowers precision, an unread one recall."""

from __future__ import annotations

from assistant.proposals.proposal import Proposal, Quote
from eval.proposals.judging import judge
from tests.samples import full_facts

QUOTE = Quote("报告.md", "", 0, 0, "")


def judged(*offered: tuple[str, str]) -> dict[str, bool]:
    proposals = [Proposal(path, path, value, (QUOTE,), 0.9, "规则") for path, value in offered]
    return {one.proposal.path: one.right for one in judge(proposals, full_facts(), "").judged}


def test_figures_and_names_must_be_equal_and_prose_alike() -> None:
    found = judged(
        ("funds.initial_budget", "640.0"),
        ("funds.adjusted_budget", "612"),
        ("report.unit", "岚桥人民医院"),
        ("project.background[0]", "急诊楼已使用二十余年，抢救室面积不足"),
        ("report.region", "岚桥县"),
    )
    assert list(found.values()) == [True, False, False, True, True]


def test_rows_are_compared_with_the_row_they_agree_with() -> None:
    found = judged(
        ("funds.arrivals[0].source", "county"),
        ("funds.arrivals[0].amount", "212.5"),
        ("funds.arrivals[0].date", "2024-03-05"),
    )
    assert list(found.values()) == [True, True, False]


def test_what_the_true_facts_do_not_hold_is_wrong() -> None:
    assert judged(("funds.arrivals[7].amount", "1"), ("other[40]", "没有的事")) == {
        "funds.arrivals[7].amount": False,
        "other[40]": False,
    }
