"""Worker processes that draft: as many as the machine has cores, each renewed after a number of projects.

Offline drafting is work for the processor, so threads would not help. What a worker needs goes to it through a pipe, keys
included, never on a command line. A worker that dies costs the project it had, nothing else; one whose parent dies ends.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assistant.batch.drafted import Drafted
from assistant.batch.task import Failure, Order, Task
from assistant.errors import AssistantError

log = logging.getLogger(__name__)

RENEWED_AFTER = 40
"""Projects that a worker drafts before a new one takes its place: whatever memory it gathers goes with it."""
MOST_WORKERS = 8
SECONDS = 600.0
"""The longest that one project may take."""


def cores() -> int:
    """Processors that this process may use, at most `MOST_WORKERS`."""
    allowed = getattr(os, "sched_getaffinity", None)
    return min(MOST_WORKERS, len(allowed(0)) if allowed else os.cpu_count() or 1)


def attempt(bench: Any, task: Task, *more: Any) -> Drafted | Failure:
    """Draft a project: here its request ends, so nothing that goes wrong with it reaches the others."""
    from assistant.errors import ModelNotFound, ModelRefused, ModelUnreachable, SettingsError

    hopeless = (ModelNotFound, ModelRefused, ModelUnreachable, SettingsError)
    try:
        return bench.draft(task, *more)
    except AssistantError as error:
        return Failure(str(error), isinstance(error, hopeless))
    except Exception as error:  # a defect: told by its place, never by the text of the facts
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"
        log.error("a project of a batch failed: %s", place)
        return Failure(f"程序出错（{place}）。请把这一行告诉维护人员。")


def work(channel: Connection, order: Order) -> None:
    """A worker's life: tasks come, results go, until the channel ends."""
    # Ctrl-C reaches the whole group of processes; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from assistant.batch.work import Bench

    bench = Bench(order)
    try:
        while (task := channel.recv()) is not None:
            channel.send(attempt(bench, task))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


@dataclass
class _Hand:
    """A worker, the project it has, and since when (a monotonic clock's seconds)."""

    process: BaseProcess
    channel: Connection
    task: Task | None = None
    since: float = 0.0
    taken: int = 0


class Crew:
    """At most `count` workers for one order; leaving the block ends them at once, whatever they are at."""

    def __init__(self, order: Order, count: int, renewed_after: int = RENEWED_AFTER) -> None:
        self._order, self._count, self._renewed_after = order, count, renewed_after
        # Not fork: a child must not inherit threads, locks and open files of the parent.
        self._context = multiprocessing.get_context("spawn")
        self._hands: list[_Hand] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ):
        for hand in self._hands:
            self._end(hand, at_once=True)
        self._hands.clear()

    def results(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Drafted | Failure]]:
        """Every task with its result, as they finish."""
        waiting = list(reversed(tasks))
        while waiting or any(hand.task for hand in self._hands):
            self._hand_out(waiting)
            busy = [hand for hand in self._hands if hand.task]
            ready = wait([hand.channel for hand in busy], timeout=1.0)
            for hand in busy:
                task = hand.task
                if task and hand.channel in ready:
                    yield task, self._received(hand)
                elif task and time.monotonic() - hand.since > SECONDS:
                    yield task, self._lost(hand, f"{SECONDS:.0f}秒没有写完，已停止。")

    def _hand_out(self, waiting: list[Task]) -> None:
        """A task for everybody who has none, as far as they go; new workers where there are too few."""
        for hand in [one for one in self._hands if not one.task and one.taken >= self._renewed_after]:
            self._end(hand)
            self._hands.remove(hand)
        while waiting and len(self._hands) < self._count and not self._idle(len(waiting)):
            self._hands.append(self._hired())
        for hand in self._hands:
            if waiting and not hand.task:
                hand.task, hand.since = waiting.pop(), time.monotonic()
                hand.taken += 1
                try:
                    hand.channel.send(hand.task)
                except (BrokenPipeError, ConnectionResetError):
                    continue  # it died between two projects: its channel says so at once

    def _idle(self, wanted: int) -> bool:
        """Whether as many are free as tasks are left."""
        return sum(1 for hand in self._hands if not hand.task) >= wanted

    def _hired(self) -> _Hand:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._order), daemon=True)
        process.start()
        theirs.close()
        return _Hand(process, ours)

    def _received(self, hand: _Hand) -> Drafted | Failure:
        try:
            result = hand.channel.recv()
        except (EOFError, OSError):
            return self._lost(hand, "起草进程意外结束（可能是内存不足）。其他项目不受影响，请再运行一次。")
        hand.task = None
        return result

    def _lost(self, hand: _Hand, reason: str) -> Failure:
        self._end(hand, at_once=True)
        self._hands.remove(hand)
        return Failure(reason)

    def _end(self, hand: _Hand, *, at_once: bool = False) -> None:
        if not at_once:
            try:
                hand.channel.send(None)
                hand.process.join(5)
            except OSError:
                pass
        if hand.process.is_alive():
            hand.process.kill()
        hand.process.join()
        hand.channel.close()
        hand.process.close()
