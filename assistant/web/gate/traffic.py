"""How fast requests may come, and how many uploads may run at once. In memory, one count a session or address."""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address, ip_network
from threading import Lock

_REMEMBERED = 10_000


class Flow:
    """Token buckets: `burst` requests at once, `rate` a second in the long run, for each key."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str) -> float:
        """Seconds to wait; 0 takes one."""
        now = self._clock()
        with self._lock:
            left, at = self._left.pop(key, (float(self._burst), now))
            left = min(float(self._burst), left + (now - at) * self._rate)
            wait = 0.0 if left >= 1 else (1 - left) / self._rate
            self._left[key] = (left if wait else left - 1, now)
            while len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
            return wait


class Lanes:
    """At most `width` of something at once for each key."""

    def __init__(self, width: int) -> None:
        self._width, self._busy, self._lock = width, Counter[int](), Lock()

    @contextmanager
    def enter(self, key: int) -> Iterator[bool]:
        """Whether there is a free lane; it is held until the end."""
        with self._lock:
            free = self._busy[key] < self._width
            if free:
                self._busy[key] += 1
        try:
            yield free
        finally:
            if free:
                with self._lock:
                    self._busy[key] -= 1
                    if not self._busy[key]:
                        del self._busy[key]


def neighbourhood(address: str) -> str:
    """What counts as one address: anybody may have a whole /64 of IPv6 addresses."""
    try:
        if ip_address(address).version == 6:
            return str(ip_network(f"{address}/64", strict=False))
    except ValueError:
        pass
    return address[:60]
