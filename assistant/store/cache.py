"""The cache of sections that a model wrote, by content address, over all drafts of a home: bounded, oldest use goes first.

One SQLite file, safe with several processes. A cache never fails a draft: what cannot be read or kept is written anew,
and a broken file is put aside. The texts in it are of this home's own reports, so it is for its owner's eyes only.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pydantic import ValidationError

from assistant.drafting.draft import SectionDraft

log = logging.getLogger(__name__)

_WAIT_SECONDS = 5.0
"""For another process that is writing."""
_TABLE = "CREATE TABLE IF NOT EXISTS sections (key TEXT PRIMARY KEY, section TEXT NOT NULL, size INTEGER NOT NULL, used REAL NOT NULL)"


class SectionCache:
    """Sections in the file at `path`, at most `limit` bytes of them; 0 keeps none. Safe to use from several threads."""

    def __init__(self, path: Path, limit: int) -> None:
        self._path, self._limit = path, limit

    def get(self, key: str) -> SectionDraft | None:
        """The section of that address; None if it is not there or cannot be read."""
        if not self._limit or not self._path.exists():
            return None
        found: str | None = None
        with self._sheltered(), self._open() as base:
            row = base.execute("SELECT section FROM sections WHERE key = ?", (key,)).fetchone()
            if row:
                found = str(row[0])
                base.execute("UPDATE sections SET used = ? WHERE key = ?", (time.time(), key))
        try:
            return SectionDraft.model_validate_json(found) if found else None
        except ValidationError:
            return None

    def put(self, key: str, section: SectionDraft) -> None:
        """Keep a section, at the cost of those that were not used for longest."""
        text = section.model_dump_json()
        size = len(text.encode())
        if size > self._limit:
            return
        with self._sheltered(), self._open() as base:
            base.execute(
                "INSERT OR REPLACE INTO sections VALUES (?, ?, ?, ?)", (key, text, size, time.time())
            )
            self._evict(base)

    def _evict(self, base: sqlite3.Connection) -> None:
        kept = int(base.execute("SELECT coalesce(sum(size), 0) FROM sections").fetchone()[0])
        oldest = base.execute("SELECT key, size FROM sections ORDER BY used") if kept > self._limit else ()
        gone: list[tuple[str]] = []
        for key, size in oldest:
            if kept <= self._limit:
                break
            gone.append((key,))
            kept -= size
        base.executemany("DELETE FROM sections WHERE key = ?", gone)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own for each use, so that threads and processes never share one; one transaction."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Made by us: SQLite would give it the mode that the umask leaves, and its journal takes the file's.
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(self._path, timeout=_WAIT_SECONDS)) as base, base:
            base.execute("PRAGMA auto_vacuum = FULL")
            base.execute(_TABLE)
            yield base

    @contextmanager
    def _sheltered(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:  # locked, read-only, disk full
            log.warning("section cache: %s", type(error).__name__)
        except sqlite3.DatabaseError as error:
            log.warning("section cache put aside: %s", type(error).__name__)
            self._put_aside()
        except OSError as error:
            log.warning("section cache: %s", type(error).__name__)

    def _put_aside(self) -> None:
        try:
            self._path.replace(self._path.with_suffix(".broken"))
        except OSError as error:
            log.warning("section cache: %s", type(error).__name__)
