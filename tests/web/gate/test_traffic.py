"""Paces and lanes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.gate import traffic
from assistant.web.gate.traffic import Flow, Lanes, neighbourhood
from tests.web.gate.conftest import Clock


@given(st.lists(st.floats(0, 5), max_size=60))
def test_never_more_than_the_burst_and_the_rate_allow(pauses: list[float]) -> None:
    clock = Clock(0.0)
    flow, taken = Flow(2, 5, clock), 0
    for pause in pauses:
        clock.at += pause
        taken += flow.take("a") == 0
    assert taken <= 5 + 2 * clock.at + 1e-6


def test_the_wait_is_long_enough() -> None:
    clock = Clock()
    flow = Flow(0.5, 1, clock)
    assert flow.take("a") == 0
    wait = flow.take("a")
    clock.at += wait
    assert flow.take("a") == 0 and flow.take("b") == 0


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traffic, "_REMEMBERED", 10)
    flow = Flow(1, 1, Clock())
    for turn in range(50):
        flow.take(str(turn))
    assert len(flow._left) == 10


def test_lanes_are_given_back_also_after_an_error() -> None:
    lanes = Lanes(2)
    with lanes.enter(1) as first, lanes.enter(1) as second, lanes.enter(1) as third, lanes.enter(2) as else_:
        assert (first, second, third, else_) == (True, True, False, True)
    with pytest.raises(ValueError), lanes.enter(1):
        raise ValueError
    with lanes.enter(1) as first, lanes.enter(1) as second:
        assert first and second
    assert not lanes._busy


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("no address", "no address"),
        ("", ""),
    ],
)
def test_what_counts_as_one_address(address: str, counted: str) -> None:
    assert neighbourhood(address) == counted
