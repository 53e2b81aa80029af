"""Events in the rhythm of a screen: what has arrived, a few times a second, until the end or a stop."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from queue import SimpleQueue
from typing import TypeVar

INTERVAL = 0.25
_END = object()
T = TypeVar("T")


def batched(events: Iterator[T], stop: threading.Event, interval: float = INTERVAL) -> Iterator[list[T]]:
    """Lists of events, empty ones too, so that a clock can go on; the first error comes after all that preceded it.

    The events are read in a thread of their own: a stop is obeyed at once, even while a model is silent.
    """
    arrived: SimpleQueue[T | BaseException | object] = SimpleQueue()
    threading.Thread(target=_read, args=(events, stop, arrived), name="draft", daemon=True).start()
    while True:
        stopped = stop.wait(interval)
        batch, last = _drained(arrived)
        yield batch
        if isinstance(last, BaseException):
            raise last
        if last is _END or stopped:
            return


def _read(events: Iterator, stop: threading.Event, arrived: SimpleQueue) -> None:
    try:
        for event in events:
            arrived.put(event)
            if stop.is_set():
                return
    except BaseException as error:  # raised again where the batches are read
        arrived.put(error)
    finally:
        if close := getattr(events, "close", None):
            close()
        arrived.put(_END)


def _drained(arrived: SimpleQueue) -> tuple[list, object]:
    """What is there now, and what ended it: an error, the end, or None."""
    batch: list = []
    # Not until it is empty: a source may be faster than the reader.
    for _ in range(arrived.qsize()):
        event = arrived.get()
        if event is _END or isinstance(event, BaseException):
            return batch, event
        batch.append(event)
    return batch, None
