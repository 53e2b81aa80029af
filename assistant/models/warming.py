"""Requests with the same long beginning: the first goes ahead, the others follow when the server has read it.

A server with a prefix cache reads a beginning once if it can, but requests that arrive together find nothing to reuse: four
at once read the same four thousand characters of facts four times. Measured in docs/decisions.md.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from assistant.models.chat import Message

LONG = 1000
"""Characters of a first message from which waiting for it pays."""

_REMEMBERED = 32


class Warmup:
    """Remembers the beginnings that a server has read. Safe to use from several threads."""

    def __init__(self, patience: float) -> None:
        """`patience`: seconds that a request waits for another's beginning at most."""
        self._patience = patience
        self._lock = threading.Lock()
        self._read: OrderedDict[str, threading.Event] = OrderedDict()

    @contextmanager
    def turn(self, messages: Sequence[Message]) -> Iterator[threading.Event]:
        """Waits while another request is reading the same first message. The event is to be set as soon as the
        server has begun to answer; it is set in any case when the block ends.
        """
        beginning = messages[0].content if messages else ""
        if len(beginning) < LONG:
            yield threading.Event()
            return
        read, leads = self._enter(beginning)
        if not leads:
            read.wait(self._patience)
            yield threading.Event()
            return
        try:
            yield read
        finally:
            if not read.is_set():
                with self._lock:
                    self._read.pop(beginning, None)  # it was not read: the next one leads
                read.set()

    def _enter(self, beginning: str) -> tuple[threading.Event, bool]:
        with self._lock:
            leads = beginning not in self._read
            read = self._read.setdefault(beginning, threading.Event())
            self._read.move_to_end(beginning)
            while len(self._read) > _REMEMBERED:
                self._read.popitem(last=False)
            return read, leads
