"""Uploaded files on their way into an offer: read beside the page, which shows that it goes on and can stop waiting."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from threading import Event, Lock

from assistant.errors import InputError
from assistant.workspace.importing import Offer

# More files at a time would make each slower; who comes later waits.
_AT_ONCE = 2
_WAITING = 20
_STEP_SECONDS = 0.5


class Intake:
    """The readings of all pages. One that nobody waits for any more ends by itself and is forgotten."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_AT_ONCE, "import")
        self._stopped: dict[str, Event] = {}
        self._lock = Lock()

    def name(self) -> str:
        """A name for a reading. Raises `InputError` where too many are waiting."""
        with self._lock:
            if len(self._stopped) >= _WAITING:
                raise InputError("现在导入的人太多", hint="请过一会儿再试。")
            name = secrets.token_hex(8)
            self._stopped[name] = Event()
            return name

    def stop(self, name: str) -> None:
        """Ends the waiting for a reading."""
        found = self._stopped.get(name)
        if found is not None:
            found.set()

    def wait(self, name: str, work: Callable[[], Offer]) -> Iterator[Offer | None]:
        """None while it goes on, then the offer; nothing more once it is stopped. Raises what the work raises."""
        stopped = self._stopped[name]
        future: Future[Offer] = self._pool.submit(work)
        try:
            while not stopped.is_set():
                try:
                    yield future.result(_STEP_SECONDS)
                    return
                except NotYet:
                    yield None
        finally:
            future.cancel()
            with self._lock:
                self._stopped.pop(name, None)
