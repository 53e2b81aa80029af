"""The right to re-index a library, which one program has at a time."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from assistant.errors import LibraryError
from assistant.library.storage.index import Index
from assistant.library.storage.index_session import Session
from assistant.library.storage.locks import Busy, FileLock

_CLAIM = "reindexing"
# A server cannot tell a slow program from a dead one; one that gave no sign for so long counts as dead.
_SILENT_SECONDS = 900


@contextmanager
def claimed(index: Index) -> Iterator[Callable[[], None]]:
    """With the right to re-index, which one program has at a time; the function yielded is to be called often."""
    index.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(index.folder / "reindex.lock").exclusive(patience=0):
            if index.store.url is None:
                yield lambda: None
            else:
                with _claimed_at_server(index) as beat:
                    yield beat
    except Busy as busy:
        raise _taken(f"进程号 {busy.pid}") from None


@contextmanager
def _claimed_at_server(index: Index) -> Iterator[Callable[[], None]]:
    """Against other machines; on this one the lock file tells at once whether a holder is still alive."""
    me = f"{socket.gethostname()}:{index.folder.resolve()}"

    def beat() -> None:
        index.store.write(lambda session: _sign(_claims(session), me))

    def free() -> None:
        index.store.write(lambda session: _sign(_claims(session), ""))

    holder = index.store.read(lambda session: dict(_claims(session).metadata))
    if holder["by"] not in ("", me) and time.time() - holder["at"] < _SILENT_SECONDS:
        raise _taken(f"机器 {str(holder['by']).partition(':')[0]}")
    beat()
    try:
        yield beat
    finally:
        free()


def _claims(session: Session) -> Any:
    return session.made(_CLAIM, {"by": "", "at": 0})


def _sign(claims: Any, who: str) -> None:
    claims.modify(metadata={"by": who, "at": round(time.time())})


def _taken(who: str) -> LibraryError:
    return LibraryError(
        f"正在重建索引：另一个程序（{who}）已在做这件事。", hint="请等它完成；期间仍可检索和入库。"
    )
