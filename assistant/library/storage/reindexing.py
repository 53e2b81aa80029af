"""Makes all passages and vectors anew beside the present ones, then moves over: nothing is lost on the way.

The present generation is searched, and may be changed, until the last write, which moves the pointer. The new one
knows from which version of a document it was made; so a run that was killed goes on where it was, and what was
changed meanwhile is done again. Texts are embedded outside any lock.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.library.documents import SourceDocument
from assistant.library.passages import Passage
from assistant.library.storage.embedding import Embedder
from assistant.library.storage.generations import Generation, is_shelf
from assistant.library.storage.index import Index, current, point_to, sources
from assistant.library.storage.index_session import Session
from assistant.library.storage.records import DocumentRecord, Holding
from assistant.library.storage.reindex_claim import claimed
from assistant.library.storage.vectors import vectors

Rebuild = Callable[[SourceDocument, DocumentRecord], tuple[DocumentRecord, "tuple[Passage, ...]"]]
_log = logging.getLogger(__name__)
_TOGETHER = 16


@dataclass(frozen=True)
class _Work:
    """What the next generation lacks. `versions` are the present ones of all documents, `todo` the documents to
    make, `gone` those to remove.
    """

    versions: dict[str, str]
    records: dict[str, DocumentRecord]
    todo: list[str]
    gone: list[str]

    @property
    def is_done(self) -> bool:
        return not self.todo and not self.gone


def reindex(
    index: Index,
    embedder: Embedder | None,
    rebuild: Rebuild | None = None,
    on_progress: Callable[[int, int], object] | None = None,
) -> int:
    """Re-index with `embedder`; the number of passages. `on_progress` is told (documents done, of how many).

    `rebuild` derives record and passages from a document's text; where it is None, or the text was not stored,
    the stored passages are kept. Raises `LibraryError` where another program is re-indexing already.
    """
    if not index.records():
        return 0
    started = time.perf_counter()
    with claimed(index) as beat:
        number = _opened(index, embedder)
        while True:
            work = index.store.read(lambda session: _work(session, number))
            if work.is_done and index.store.write(lambda session: _moved(session, number)):
                break
            for start in range(0, max(len(work.todo), 1), _TOGETHER):
                beat()
                done = len(work.records) - len(work.todo) + start
                _tell(on_progress, done, len(work.records))
                _make(index, number, work, work.todo[start : start + _TOGETHER], embedder, rebuild)
        _tell(on_progress, len(work.records), len(work.records))
        index.store.write(_only_current)
    spent = round((time.perf_counter() - started) * 1000)
    _log.info("reindex documents=%d generation=%d ms=%d", len(work.records), number, spent)
    return sum(record.passages for record in index.records())


def _opened(index: Index, embedder: Embedder | None) -> int:
    """The number of the generation to fill: begun by an earlier run with the same embedder, else empty."""
    identity = (embedder.name, embedder.size) if embedder is not None else None

    def work(session: Session) -> int:
        number = current(session) + 1
        begun = Generation(session, number)
        if begun.exists() and begun.made_by() != identity:
            begun.drop()
        begun.tidy(alone=True)
        return number

    return index.store.write(work)


def _work(session: Session, number: int) -> _Work:
    if current(session) >= number:
        return _Work({}, {}, [], [])
    now, then = Generation(session, current(session)).stored(), Generation(session, number).stored()
    todo = [key for key, one in now.items() if key not in then or then[key].origin != one.version]
    return _Work(
        {key: one.version for key, one in now.items()},
        {key: one.record for key, one in now.items()},
        sorted(todo, key=lambda key: now[key].record.name),
        [key for key in then if key not in now],
    )


def _make(
    index: Index, number: int, work: _Work, ids: list[str], embedder: Embedder | None, rebuild: Rebuild | None
) -> None:
    """Some documents of the next generation; and what is gone from the present one goes."""

    def read(session: Session) -> tuple[dict[str, list[Passage]], dict[str, SourceDocument]]:
        now = Generation(session, current(session))
        return now.of_documents(ids, work.versions), sources(session, ids)

    stored, texts = index.store.read(read)
    made = [
        rebuild(texts[key], work.records[key])
        if rebuild is not None and key in texts
        else (work.records[key], tuple(stored[key]))
        for key in ids
    ]
    identity = (embedder.name, embedder.size) if embedder is not None else None
    together = [passage for _, passages in made for passage in passages]
    rows = vectors(embedder, together) if embedder is not None else None
    holdings: list[Holding] = []
    for record, passages in made:
        first = sum(len(one.passages) for one in holdings)
        own = rows[first : first + len(passages)] if rows is not None else None
        holdings.append(Holding(record, passages, own))

    def write(session: Session) -> None:
        then = Generation(session, number)
        if holdings:
            then.put(holdings, identity, {key: work.versions[key] for key in ids})
        for key in work.gone:
            then.remove(key)

    index.store.write(write)


def _moved(session: Session, number: int) -> bool:
    """Move over if nothing was changed since the last look, and nobody else has moved."""
    if not _work(session, number).is_done:
        return False
    then = Generation(session, number)
    if then.exists() and current(session) < number:
        then.changed()
        point_to(session, number)
    return True


def _only_current(session: Session) -> None:
    """Drop the generations that are searched no more, also those that earlier runs left."""
    number = current(session)
    for old in range(number):
        if Generation(session, old).exists():
            Generation(session, old).drop()
    # A generation is dropped records first: what is left of one that was cut short has shelves only.
    for name in session.names():
        if is_shelf(name) and not Generation(session, number).has(name):
            session.drop(name)


def _tell(on_progress: Callable[[int, int], object] | None, done: int, total: int) -> None:
    if on_progress is not None:
        on_progress(done, total)
