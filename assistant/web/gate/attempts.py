"""Failed attempts, and how long who failed too often has to wait. In memory: a restart forgives.

An attempt counts when it begins, so that many at once are no way around, and is forgiven when it succeeds.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

_REMEMBERED = 20_000
_FORGOTTEN = 3600.0
_FIRST_WAIT = 5.0


@dataclass(frozen=True)
class Track:
    """One count: of a name, an address, or a name from an address. `free` attempts cost nothing, no wait is over `longest`."""

    key: str
    free: int
    longest: float


@dataclass
class _Count:
    failures: int
    until: float
    at: float


def tracks(name: str, address: str) -> tuple[Track, ...]:
    """What one login attempt is counted under. Whole offices share an address, and whoever knows a name may fail for it."""
    name = name.strip().casefold()[:60]
    return (
        Track(f"pair {address} {name}", free=5, longest=900),
        Track(f"name {name}", free=20, longest=120),
        Track(f"from {address}", free=40, longest=900),
    )


class Attempts:
    """The counts; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def begin(self, *tracks: Track) -> float:
        """Seconds to wait; 0 counts an attempt that may go on."""
        now = self._clock()
        with self._lock:
            counts = [self._count(track.key, now) for track in tracks]
            wait = max(count.until for count in counts) - now
            if wait > 0:
                return wait
            for track, count in zip(tracks, counts, strict=True):
                count.failures, count.at = count.failures + 1, now
                over = count.failures - track.free
                if over >= 0:
                    count.until = now + min(track.longest, _FIRST_WAIT * 2.0 ** min(over, 30))
            return 0.0

    def forgive(self, *tracks: Track) -> None:
        """The attempt has succeeded: its name starts anew, for its address it does not count."""
        with self._lock:
            for track in tracks:
                count = self._counts.get(track.key)
                if count is None:
                    continue
                count.failures -= 1
                count.until = 0.0
                if not track.key.startswith("from ") or count.failures <= 0:
                    del self._counts[track.key]

    def __len__(self) -> int:
        """How many counts are remembered."""
        return len(self._counts)

    def _count(self, key: str, now: float) -> _Count:
        count = self._counts.pop(key, None)
        if count is None or now - count.at > _FORGOTTEN:
            count = _Count(0, 0.0, now)
        self._counts[key] = count
        while len(self._counts) > _REMEMBERED:
            self._counts.popitem(last=False)
        return count
