"""Projects that a model writes: it is the model that takes the time, so threads; requests stay within the settings' limit."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace

from assistant.batch.crew import attempt
from assistant.batch.drafted import Drafted
from assistant.batch.task import Failure, Order, Task

TOGETHER = 2
"""Projects under way at once: while the last sections of one are written, the next has begun. More would share the limit of
requests among more sets of facts, and a server reuses what it has read only within one.
"""
_ENOUGH = 2  # projects that fail because no model answers, before the others are spared the wait


def shared(order: Order) -> tuple[Order, int]:
    """The order for one of the projects under way, and how many of them: together they keep to the limit of requests."""
    limit = order.settings.concurrency
    together = min(TOGETHER, limit)
    return replace(order, settings=order.settings.with_changes(concurrency=limit // together)), together


def results(order: Order, tasks: Sequence[Task]) -> Iterator[tuple[Task, Drafted | Failure]]:
    """Every task with its result, as they finish; leaving early stops the projects under way."""
    from assistant.batch.work import Bench

    mine, together = shared(order)
    bench, stop, hopeless = Bench(mine), threading.Event(), []

    def one(task: Task) -> Drafted | Failure:
        if len(hopeless) >= _ENOUGH:
            return Failure(f"没有起草：{hopeless[-1].reason}")
        result = attempt(bench, task, stop)
        if isinstance(result, Failure) and result.hopeless:
            hopeless.append(result)
        return result

    pool = ThreadPoolExecutor(together)
    try:
        futures = {pool.submit(one, task): task for task in tasks}
        for future in as_completed(futures):
            yield futures[future], future.result()
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
