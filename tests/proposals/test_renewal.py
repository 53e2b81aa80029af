"""From last year's report: names stay, figures of the year are only remembered."""

from __future__ import annotations

from assistant.proposals.proposal import Proposal, Quote
from assistant.proposals.renewal import doubts, renewal


def proposal(path: str, value: str, *, renew: bool) -> Proposal:
    return Proposal(path, path, value, (Quote("报告.md", "", 0, 1, "文"),), 0.9, "规则", renew)


OFFERED = (
    proposal("report.unit", "岚桥县水务局", renew=False),
    proposal("funds.initial_budget", "160", renew=True),
    proposal("funds.payments[0].payee", "甲公司", renew=True),
    proposal("funds.payments[0].amount", "10", renew=True),
    proposal("funds.payments[1].amount", "20", renew=True),
    proposal("funds.arrivals[0].source", "county", renew=False),
    proposal("funds.arrivals[0].amount", "50", renew=True),
)


def test_what_stays_is_parted_from_what_must_be_renewed() -> None:
    parted = renewal(OFFERED)
    assert [one.path for one in parted.stays] == ["report.unit", "funds.arrivals[0].source"]
    assert set(parted.stays) | set(parted.renew) == set(OFFERED)


def test_fields_and_emptied_lists_are_marked_with_what_stood_there() -> None:
    assert renewal(OFFERED).remarks == {
        "funds.initial_budget": "需更新，上年为：160",
        "funds.payments": "需更新，上年为：2项",
    }


def test_words_that_stayed_with_a_figure_in_them_are_doubted() -> None:
    stayed = (
        proposal("project.content[0]", "更换水泵机组6台", renew=False),
        proposal("report.phone", "0000-1234567", renew=False),
        proposal("project.type", "construction", renew=False),
    )
    assert list(doubts(stayed)) == ["project.content"]
