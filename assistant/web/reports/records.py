"""What is in the library, asked for by every open page every second: read anew at most now and then."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.library.storage.index import DocumentRecord

FRESH_SECONDS = 3.0


class Records:
    """The library's records for all sessions of the page."""

    def __init__(self, library: Library, fresh: float = FRESH_SECONDS) -> None:
        self._library, self._fresh = library, fresh
        self._reading = threading.Lock()
        self._read: list[DocumentRecord] = []
        self._at: float | None = None

    def now(self) -> list[DocumentRecord]:
        """As they are. Raises `LibraryError`."""
        with self._reading:
            self._read, self._at = self._library.documents(), time.monotonic()
            return self._read

    def lately(self) -> list[DocumentRecord]:
        """As they were a moment ago. Raises `LibraryError`."""
        if self._at is None or time.monotonic() - self._at > self._fresh:
            return self.now()
        return self._read
