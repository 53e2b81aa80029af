"""When to try a model again: as the server asks, else after a growing pause, and never after a long one.

Only the waiting is decided here; which failures are worth it is said by `faults`.
"""

from __future__ import annotations

import random
import time
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 30.0
"""Seconds. Somebody is waiting for the answer: a server that asks for more gets its message shown instead."""

_FIRST_PAUSE = 0.5


def wait_asked(error: Exception) -> float | None:
    """The seconds a response asks to wait (`Retry-After`: seconds or an HTTP date), None if it does not."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after") if headers is not None else None
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except ValueError:
            return None
    return max(seconds, 0.0) if seconds == seconds else None  # "nan" parses as a number


def pause(attempt: int, asked: float | None) -> float | None:
    """Seconds to wait after attempt `attempt` (from 0); None if the server asks for too long a wait."""
    if asked is not None:
        return asked if asked <= LONGEST_WAIT else None
    # Jitter keeps sections that failed together from coming back together.
    return min(_FIRST_PAUSE * 2**attempt, LONGEST_WAIT) * random.uniform(0.75, 1.0)
