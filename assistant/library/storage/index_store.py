"""Chroma, embedded or a server, as one place of collections that threads and processes share. Only home of
chromadb.

What embedded Chroma 1.5.9 does with two processes on one folder, by experiment: a reader's vector search goes on
as of its opening (30 of 1,530 rows found) though its reads by id are up to date; two writers destroy the vector
index (segmentation fault or "Error finding id" at the next search). So here every operation holds a lock on the
folder, shared to read and exclusive to write, and whoever finds that another process has written opens the folder
anew. The first access to a collection after opening may save vectors to disk: it too is made with the lock held
alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from assistant.errors import LibraryError
from assistant.library.storage.index_session import Cold, Opening, Session
from assistant.library.storage.locks import Busy, FileLock, Stamp

T = TypeVar("T")
PATIENCE_SECONDS = 30.0


class Store:
    """Collections in `folder`, or at `url`; opened at first use. To read what was never written creates nothing."""

    def __init__(self, folder: Path, url: str | None = None, patience: float = PATIENCE_SECONDS) -> None:
        self._folder = folder
        self._patience = patience
        self.url = url
        self._remote: Opening | None = None
        self._lock = FileLock(folder / "library.lock")
        self._stamp = Stamp(folder / "library.stamp")

    def read(self, work: Callable[[Session], T]) -> T:
        """The result of `work`, which changes nothing and keeps nothing of the session."""
        if self.url is not None:
            return self._at_server(work)
        cold = ""
        while True:
            if not (self._folder / "chroma.sqlite3").exists():
                return work(Session(None, alone=False, mark=""))
            with self._reported(), self._lock.shared(self._patience):
                if (opening := self._current()) is not None:
                    try:
                        return work(Session(opening, alone=False, mark=opening.mark))
                    except Cold as first:
                        cold = str(first)
            with self._reported(), self._lock.exclusive(self._patience):
                opening = self._current() or self._reopened()
                if cold:
                    Session(opening, alone=True, mark=opening.mark).get(cold)

    def write(self, work: Callable[[Session], T]) -> T:
        """The result of `work`, done alone; cut short or not, others see that there was a change."""
        if self.url is not None:
            return self._at_server(work)
        with self._reported():
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._lock.exclusive(self._patience):
                opening = self._current() or self._reopened()
                opening.mark = self._stamp.write()
                return work(Session(opening, alone=True, mark=opening.mark))

    def _at_server(self, work: Callable[[Session], T]) -> T:
        from chromadb.errors import NotFoundError

        with self._reported():
            if self._remote is None:
                self._remote = Opening(_connected(self.url or ""), "")
            session = Session(self._remote, alone=True, mark=None)
            try:
                return work(session)
            except NotFoundError:
                # Another machine dropped a collection under our hands: it has been replaced by a newer one.
                return work(session)

    def _current(self) -> Opening | None:
        opening = _openings.get(self._folder.resolve())
        return opening if opening is not None and opening.mark == self._stamp.read() else None

    def _reopened(self) -> Opening:
        import chromadb
        from chromadb.config import Settings

        folder = self._folder.resolve()
        with _opening_lock:
            if (old := _openings.pop(folder, None)) is not None:
                # Chroma keeps one system a path: only a closed client makes the next one read the disk.
                old.client.close()
            client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
            opening = _openings[folder] = Opening(client, self._stamp.read())
        return opening

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Chroma's own errors, as a `LibraryError` for the user."""
        import httpx
        from chromadb.errors import ChromaError

        try:
            yield
        except Busy as busy:
            who = f"（进程号 {busy.pid}）" if busy.pid else ""
            raise LibraryError(
                f"往年报告库正被另一个程序{who}写入，等了 {self._patience:g} 秒仍未轮到。",
                hint="请等它完成后再试。",
            ) from None
        except (ChromaError, httpx.HTTPError, OSError) as fault:
            where, hint = (
                (self.url, "请检查 Chroma 服务是否正常、磁盘空间是否充足。")
                if self.url
                else (self._folder, "请检查磁盘空间和权限；如库已损坏，删除该文件夹后重新入库。")
            )
            raise LibraryError(
                f"往年报告库 {where} 读写失败（{type(fault).__name__}）。", hint=hint
            ) from fault


# One client a folder and process, whoever asks: Chroma's own registry has one system a path.
_openings: dict[Path, Opening] = {}
_opening_lock = threading.Lock()


def _connected(url: str) -> Any:
    import chromadb
    from chromadb.config import Settings

    try:
        where = urlsplit(url)
        secure = where.scheme == "https"
        port = where.port or (443 if secure else 8000)
        settings = Settings(anonymized_telemetry=False)
        return chromadb.HttpClient(where.hostname or url, port, secure, settings=settings)
    except ValueError as fault:
        raise LibraryError(
            f"连不上 Chroma 服务 {url}。", hint="请检查 ASSISTANT_CHROMA_URL 和服务是否已启动。"
        ) from fault
