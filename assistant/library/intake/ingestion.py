"""One run of taking files in: read in child processes, embed and store in batches over documents.

A document is stored whole or not at all, and a file whose content has a record is not read again: so a run that
was killed is simply run once more.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.library.intake.taking import Ingested, Taken, derived, document_id, is_archive
from assistant.library.intake.tasks import Members, Task
from assistant.library.intake.workshop import Order, Workshop
from assistant.library.storage.embedding import Embedder
from assistant.library.storage.index import DocumentRecord, Holding, Index
from assistant.library.storage.vectors import vectors

if TYPE_CHECKING:
    import numpy as np

_log = logging.getLogger(__name__)
# Passages to embed in one call, over documents: an endpoint answers 64 texts hardly later than one. The bundled model
# gains nothing from more (7 to 10 texts a second at 1 and at 256), and a kill loses at most so many.
BATCH = 64
_REMEMBERED = 20_000


class Remembering:
    """An embedder that makes the vector of a text once: set phrases recur from report to report."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[str, np.ndarray] = OrderedDict()
        self.name, self.size = embedder.name, embedder.size

    def queries(self, texts: list[str]) -> np.ndarray:
        """See `Embedder`."""
        return self._embedder.queries(texts)

    def passages(self, texts: list[str]) -> np.ndarray:
        """See `Embedder`."""
        import numpy as np

        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if new:
            self._known.update(zip(new, self._embedder.passages(new), strict=True))
        made = np.stack([self._known[text] for text in texts])
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return made


class Ingestion:
    """Takes files into `index`; `writing` is held while documents are stored, as it is while one is corrected."""

    def __init__(
        self, index: Index, embedder: Embedder | None, workshop: Workshop, writing: threading.Lock
    ) -> None:
        self._index = index
        self._embedder = Remembering(embedder) if embedder is not None else None
        self._identity = (embedder.name, embedder.size) if embedder is not None else None
        self._workshop = workshop
        self._writing = writing
        self._stored: dict[str, DocumentRecord] = {}
        self._digests: dict[str, str] = {}
        for record in index.records():
            self._remember(record)
        self._ready: list[Ingested] = []
        # Fingerprint → the files of the same content that wait for what becomes of the first.
        self._twins: dict[str, list[tuple[Path, str]]] = {}
        self._marks: dict[str, str] = {}
        self._corrections: dict[str, str | None] = {}

    def run(self, files: Iterable[tuple[Path, str]]) -> Iterator[Ingested]:
        """What became of each file, as it is done. Ending the iteration early leaves whole documents only."""
        with TemporaryDirectory(prefix="report-assistant-") as folder:
            waiting: list[Taken] = []
            for order, outcome in self._workshop.each(self._orders(files, Path(folder))):
                yield from self._drained()
                if isinstance(outcome, DocumentError):
                    yield from self._refused(order.task, outcome)
                else:
                    waiting.append(outcome)
                if sum(len(taken.passages) for taken in waiting) >= BATCH:
                    yield from self._keep(waiting)
                    waiting = []
            yield from self._drained()
            yield from self._keep(waiting)

    def _orders(self, files: Iterable[tuple[Path, str]], folder: Path) -> Iterator[Order[Taken]]:
        """A task for each file that is not in the library yet; the others are ready at once."""
        for path, name in self._opened(files, folder):
            mark = _fingerprint(path)
            if same := self._stored.get(mark):
                self._ready.append(_unchanged(name, same))
            elif mark in self._twins:
                self._twins[mark].append((path, name))
            else:
                if mark:
                    self._twins[mark], self._marks[name] = [], mark
                yield self._order(path, name)

    def _opened(self, files: Iterable[tuple[Path, str]], folder: Path) -> Iterator[tuple[Path, str]]:
        """The files, the members of an archive in its place."""
        for number, (path, name) in enumerate(files):
            if not is_archive(path):
                yield path, name
                continue
            place = folder / str(number)
            place.mkdir()
            try:
                task = Task("unpack", name, str(path.absolute()), str(place))
                members = self._workshop.do(Order(task, Members))
            except DocumentError as fault:
                self._ready.append(Ingested(name, "failed", reason=str(fault)))
                continue
            if not members:
                reason = f"压缩包“{name}”里没有可以入库的文件。"
                self._ready.append(Ingested(name, "failed", reason=reason))
            for member in members:
                inside = f"{name}/{member.name}"
                if member.path:
                    yield Path(member.path), inside
                else:
                    self._ready.append(Ingested(inside, "failed", reason=member.reason))

    def _order(self, path: Path, name: str) -> Order[Taken]:
        said = self._corrections[name] = self._index.correction(document_id(name))
        return Order(Task("take", name, str(path.absolute()), correction=said), Taken)

    def _refused(self, task: Task, fault: DocumentError) -> Iterator[Ingested]:
        """The file's result; what has the same content under another name (another ending) gets its own chance."""
        yield Ingested(task.name, "failed", reason=str(fault))
        _log.info("ingest status=failed")
        for path, name in self._twins_of(task.name):
            try:
                taken = self._workshop.do(self._order(path, name))
            except DocumentError as again:
                yield Ingested(name, "failed", reason=str(again))
            else:
                yield from self._keep([taken])

    def _keep(self, waiting: list[Taken]) -> Iterator[Ingested]:
        """Embed some documents together and store them."""
        with self._writing:
            current = [self._as_corrected(taken) for taken in waiting]
            self._index.replace_many(self._with_vectors(current), self._identity)
        for taken in current:
            record, notes = taken.record, taken.source.notes
            self._remember(record)
            _log.info("ingest status=added passages=%d", record.passages)
            yield Ingested(
                record.name,
                "added",
                record.sections,
                record.passages,
                uncertain=record.uncertain,
                notes=notes,
            )
            for _, name in self._twins_of(record.name):
                yield _unchanged(name, record)

    def _as_corrected(self, taken: Taken) -> Taken:
        """The document as corrected now: somebody may have done so while its file was being read."""
        name = taken.record.name
        said = self._index.correction(taken.record.id)
        return taken if said == self._corrections.pop(name, None) else derived(taken.source, name, said)

    def _with_vectors(self, waiting: list[Taken]) -> list[Holding]:
        together = [passage for taken in waiting for passage in taken.passages]
        made = vectors(self._embedder, together) if self._embedder is not None else None
        found: list[Holding] = []
        start = 0
        for taken in waiting:
            rows = made[start : start + len(taken.passages)] if made is not None else None
            found.append(Holding(taken.record, taken.passages, rows, taken.source))
            start += len(taken.passages)
        return found

    def _twins_of(self, name: str) -> list[tuple[Path, str]]:
        return self._twins.pop(self._marks.pop(name, ""), [])

    def _remember(self, record: DocumentRecord) -> None:
        """The record is the library's; what the document held before is not in it any more."""
        self._stored.pop(self._digests.get(record.id, ""), None)
        self._stored[record.digest], self._digests[record.id] = record, record.digest

    def _drained(self) -> Iterator[Ingested]:
        ready, self._ready = self._ready, []
        yield from ready


def _fingerprint(path: Path) -> str:
    """The digest of a file, by which it is known again; empty where it cannot be read (its reader tells why)."""
    try:
        # A pipe or a device would be read for ever.
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _unchanged(name: str, same: DocumentRecord) -> Ingested:
    _log.info("ingest status=unchanged")
    reason = "已在库中" if same.name == name else f"与库中“{same.name}”内容相同"
    notes = tuple(filter(None, same.notes.split("\n")))
    return Ingested(name, "unchanged", same.sections, same.passages, reason, same.uncertain, notes)
