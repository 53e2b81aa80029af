from __future__ import annotations

import threading

import pytest

from assistant.web.batches import batched


def _all(batches) -> list:
    return [event for batch in batches for event in batch]


def test_all_events_in_order():
    assert _all(batched(iter(range(50)), threading.Event(), 0.001)) == list(range(50))


def test_an_error_comes_after_what_preceded_it():
    def events():
        yield 1
        yield 2
        raise KeyError("x")

    seen = []
    with pytest.raises(KeyError):
        for batch in batched(events(), threading.Event(), 0.001):
            seen += batch
    assert seen == [1, 2]


def test_a_stop_ends_it_while_the_source_is_silent():
    stop, release = threading.Event(), threading.Event()

    def events():
        yield 1
        release.wait(20)
        yield 2

    seen = []
    for batch in batched(events(), stop, 0.001):
        seen += batch
        if seen:
            stop.set()
    assert seen == [1]
    assert not release.is_set()
    release.set()


def test_the_source_is_closed_after_a_stop():
    stop, closed = threading.Event(), threading.Event()

    def events():
        try:
            while not closed.wait(0.001):
                yield 1
        finally:
            closed.set()

    for _ in batched(events(), stop, 0.001):
        stop.set()
    assert closed.wait(20)


def test_empty_batches_keep_the_clock_going():
    stop, release = threading.Event(), threading.Event()

    def events():
        release.wait(20)
        yield 1

    batches = batched(events(), stop, 0.001)
    assert [next(batches) for _ in range(3)] == [[], [], []]
    release.set()
    assert _all(batches) == [1]
