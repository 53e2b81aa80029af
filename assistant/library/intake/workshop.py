"""Child processes that read files under limits of memory and time, several at once.

A child that hangs, swallows memory or crashes costs its own file and nothing else: it is killed, the file gets a
`DocumentError`, and the next file a new child.
"""

from __future__ import annotations

import os
import sys
import weakref
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePath
from queue import Empty, LifoQueue
from typing import TypeVar

from assistant.errors import DocumentError
from assistant.library.intake.child import Child, Order

__all__ = ["COMMAND", "Limits", "Order", "Workshop"]

T = TypeVar("T")
COMMAND = (sys.executable, "-P", "-m", "assistant.library.intake.worker")
_RECOGNISED = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})
_CONVERTED = frozenset({".doc", ".wps", ".rtf", ".xls", ".et"})


@dataclass(frozen=True)
class Limits:
    """What one file may cost: seconds of a text format, of one that LibreOffice converts, of one that may have to
    be recognised from pictures; bytes of address space (recognition alone reserves about 2 GB).
    """

    seconds: float = 60
    converting: float = 180
    recognising: float = 600
    memory: int = 3 * 1024**3

    def of(self, name: str) -> float:
        """The seconds for a file of this name."""
        ending = PurePath(name).suffix.lower()
        if ending in _RECOGNISED:
            return self.recognising
        return self.converting if ending in _CONVERTED else self.seconds


class Workshop:
    """At most `workers` children, started when needed, one task at a time each. Safe to use from several threads.

    `command` starts a child; the limit of memory is added to it.
    """

    def __init__(
        self, workers: int | None = None, limits: Limits | None = None, command: Sequence[str] = COMMAND
    ) -> None:
        self.workers = workers or min(4, os.cpu_count() or 1)
        self.limits = limits or Limits()
        self._children = [Child((*command, str(self.limits.memory))) for _ in range(self.workers)]
        # Last in, first out: a single task finds the child that is warm already.
        self._idle: LifoQueue[Child] = LifoQueue()
        for child in reversed(self._children):
            self._idle.put(child)
        self._end = weakref.finalize(self, _stop, self._children)

    def do(self, order: Order[T]) -> T:
        """The result of one task. Raises `DocumentError`: the task's own, or why its child was stopped."""
        with self._child() as child:
            return child.ask(self._timed(order))

    def each(self, orders: Iterable[Order[T]]) -> Iterator[tuple[Order[T], T | DocumentError]]:
        """The results as they come. At most two for each child wait to be taken: memory stays bounded.

        Ending the iteration early stops the children. `orders` is read in the caller's thread, as needed.
        """
        run = _Run()
        pool = ThreadPoolExecutor(self.workers, thread_name_prefix="workshop")
        waiting: dict[Future[T | DocumentError], Order[T]] = {}
        coming = iter(orders)
        try:
            while True:
                for order in islice(coming, 2 * self.workers - len(waiting)):
                    waiting[pool.submit(self._tried, order, run)] = order
                if not waiting:
                    return
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(future), future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            run.end()
            pool.shutdown()
            self._rest()

    def close(self) -> None:
        """Stop the children; the next task starts new ones."""
        _stop(self._children)

    def _tried(self, order: Order[T], run: _Run) -> T | DocumentError:
        try:
            with self._child() as child, run.using(child):
                return child.ask(self._timed(order))
        except DocumentError as fault:
            return fault

    def _timed(self, order: Order[T]) -> Order[T]:
        task = order.task
        return replace(order, task=replace(task, seconds=self.limits.of(task.path or task.name)))

    @contextmanager
    def _child(self) -> Iterator[Child]:
        child = self._idle.get()
        try:
            yield child
        finally:
            self._idle.put(child)

    def _rest(self) -> None:
        """Stop the idle children but one, which the next single task finds warm."""
        idle: list[Child] = []
        with suppress(Empty):
            while True:
                idle.append(self._idle.get_nowait())
        _stop(idle[1:])
        for child in reversed(idle):
            self._idle.put(child)


class _Run:
    """The children that one iteration has at work, so that ending it early stops these and no others."""

    def __init__(self) -> None:
        self._busy: set[Child] = set()
        self._ended = False

    @contextmanager
    def using(self, child: Child) -> Iterator[None]:
        self._busy.add(child)
        try:
            if self._ended:
                raise DocumentError("已停止。")
            yield
        finally:
            self._busy.discard(child)

    def end(self) -> None:
        self._ended = True
        _stop(tuple(self._busy))


def _stop(children: Iterable[Child]) -> None:
    for child in children:
        child.stop()
