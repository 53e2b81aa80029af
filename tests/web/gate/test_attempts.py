"""Counts of failures: growing waits, forgiveness, bounds."""

from __future__ import annotations

from assistant.web.gate import attempts as module
from assistant.web.gate.attempts import Attempts, Track, tracks
from tests.web.gate.conftest import Clock

ONE = Track("from 10.1.1.1", free=3, longest=60)


def test_waits_grow_to_the_longest() -> None:
    clock = Clock()
    counts, waits = Attempts(clock), []
    for _ in range(10):
        assert counts.begin(ONE) == 0
        waits.append(wait := counts.begin(ONE) if len(waits) >= 2 else 0)
        clock.at += wait
    assert waits == [0, 0, 5, 10, 20, 40, 60, 60, 60, 60]


def test_being_refused_does_not_lengthen_the_wait() -> None:
    clock = Clock()
    counts = Attempts(clock)
    for _ in range(3):
        counts.begin(ONE)
    assert [counts.begin(ONE) for _ in range(50)] == [5] * 50


def test_attempts_at_once_all_count() -> None:
    counts = Attempts(Clock())
    assert [counts.begin(ONE) > 0 for _ in range(5)] == [False, False, False, True, True]


def test_an_hour_of_quiet_forgets() -> None:
    clock = Clock()
    counts = Attempts(clock)
    for _ in range(3):
        counts.begin(ONE)
    clock.at += 3601
    assert [counts.begin(ONE) for _ in range(3)] == [0, 0, 0]


def test_one_success_clears_the_name_but_not_the_addresss_other_failures() -> None:
    counts = Attempts(Clock())
    for turn in range(39):
        assert counts.begin(*tracks(f"某人{turn}", "10.1.1.1")) == 0
    for _ in range(10):
        mine = tracks("小李", "10.1.1.1")
        assert counts.begin(*mine) == 0
        counts.forgive(*mine)
    assert counts.begin(*tracks("小王", "10.1.1.1")) == 0
    assert counts.begin(*tracks("小李", "10.1.1.1")) > 0


def test_names_that_look_alike_are_counted_together() -> None:
    assert tracks(" Li ", "10.1.1.1") == tracks("LI", "10.1.1.1")


def test_the_memory_is_bounded(monkeypatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 100)
    counts = Attempts(Clock())
    for turn in range(500):
        counts.begin(*tracks(f"某人{turn}", f"10.1.{turn % 250}.1"))
    assert len(counts) <= 100
