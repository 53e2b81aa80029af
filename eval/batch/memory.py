"""Is memory flat? Each process by itself: its middle size in the last third of its life against the first third."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from eval.batch.running import Sample

_STARTING = 1.5
"""Seconds of a worker's life that go into loading packages: they are no growth."""


def memory_of(samples: Sequence[Sample]) -> dict[str, Any]:
    """MB: peaks of the command, of any worker and of all together; first and last third of each process's life."""
    workers: dict[int, list[tuple[float, float]]] = {}
    for one in samples:
        for pid, size in one.workers.items():
            workers.setdefault(pid, []).append((one.at, size))
    grown = [_thirds(life) for life in workers.values()]
    return {
        "parent_peak": _rounded(max((one.parent for one in samples), default=0)),
        "worker_peak": _rounded(max((size for life in workers.values() for _, size in life), default=0)),
        "together_peak": _rounded(
            max((one.parent + sum(one.workers.values()) for one in samples), default=0)
        ),
        "workers": len(workers),
        "parent_thirds": _thirds([(one.at, one.parent) for one in samples]),
        "worker_thirds": [one for one in grown if one],
    }


def _thirds(life: Sequence[tuple[float, float]]) -> list[float]:
    """The median of the first and of the last third, loading left out; nothing where it was too short."""
    begun = life[0][0] + _STARTING if life else 0.0
    sizes = [size for at, size in life if at >= begun]
    third = len(sizes) // 3
    return [_rounded(median(sizes[:third])), _rounded(median(sizes[-third:]))] if third else []


def _rounded(size: float) -> float:
    return round(size, 1)
