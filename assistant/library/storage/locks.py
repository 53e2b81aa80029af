"""A folder that several processes use at once: many may read, one may write, and all learn of a change.

Advisory locks on files of the folder, held for one operation and let go by the system when a process dies.
A lock file knows nothing of what it protects. Locks are of open files, so threads exclude each other like
processes; where the system has no shared locks (Windows), readers exclude each other too.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSE_SECONDS = 0.005


class Busy(Exception):
    """The lock was not free within the time allowed; `pid` is the holder's, where it is known."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(pid)
        self.pid = pid


class FileLock:
    """One lock file. A writer that waits keeps new readers out, so a stream of readers cannot starve it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._gate = path.with_name(f"{path.name}-gate")

    @contextmanager
    def shared(self, patience: float) -> Iterator[None]:
        """Held with other readers. Raises `Busy` after `patience` seconds."""
        with self._held(exclusive=False, patience=patience):
            yield

    @contextmanager
    def exclusive(self, patience: float) -> Iterator[None]:
        """Held alone. Raises `Busy` after `patience` seconds."""
        with self._held(exclusive=True, patience=patience):
            _sign(self._path)
            yield

    @contextmanager
    def _held(self, *, exclusive: bool, patience: float) -> Iterator[None]:
        until = time.monotonic() + patience
        gate = _locked(self._gate, exclusive, until)
        try:
            lock = _locked(self._path, exclusive, until)
        finally:
            os.close(gate)
        try:
            yield
        finally:
            os.close(lock)


class Stamp:
    """A file that says which change was the last, so that others see that what they remember is old."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> str:
        """The last change's mark; empty where nothing was ever changed."""
        try:
            return self._path.read_text(encoding="ascii")
        except FileNotFoundError:
            return ""

    def write(self) -> str:
        """A new mark, unlike any before. To be written before the change: a change cut short is a change."""
        mark = f"{os.getpid()}-{time.time_ns()}"
        self._path.write_text(mark, encoding="ascii")
        return mark


def _locked(path: Path, exclusive: bool, until: float) -> int:
    """An open file with the lock on it; closing it lets the lock go."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        while not _try(descriptor, exclusive):
            if time.monotonic() >= until:
                raise Busy(_signed(path.with_name(path.name.removesuffix("-gate"))))
            time.sleep(_PAUSE_SECONDS)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _try(descriptor: int, exclusive: bool) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            # A byte that nobody writes: Windows keeps others from reading what is locked.
            os.lseek(descriptor, 1 << 20, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(path: Path) -> None:
    path.write_text(str(os.getpid()), encoding="ascii")


def _signed(path: Path) -> int | None:
    with suppress(OSError, ValueError):
        return int(path.read_text(encoding="ascii"))
    return None
