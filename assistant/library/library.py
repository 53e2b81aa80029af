"""The library of past reports: put files in, find passages by kind, by meaning and by words.

It knows nothing of facts or drafting. Opening it is free; Chroma, the embedder and the word indexes are
loaded when first needed. Safe to use from several threads and processes.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from assistant.errors import DocumentError, LibraryError
from assistant.library.documents import SourceDocument
from assistant.library.entry import Entry, named
from assistant.library.finding.boosts import NO_PREFERENCE, Preference
from assistant.library.finding.cards import Filter
from assistant.library.finding.finder import Finder
from assistant.library.finding.search import Hit
from assistant.library.intake.ingestion import Ingestion
from assistant.library.intake.taking import Ingested, Taken, plan, read_tree
from assistant.library.intake.tasks import Task, as_json
from assistant.library.intake.workshop import Order, Workshop
from assistant.library.passages import Passage
from assistant.library.storage import embedding
from assistant.library.storage.embedding import Embedder
from assistant.library.storage.index import REINDEX_COMMAND, DocumentRecord, Index
from assistant.library.storage.reindexing import reindex
from assistant.library.storage.vectors import vectors
from assistant.library.structure.corrections import Correction
from assistant.library.structure.tree import SectionTree
from assistant.outline.kinds import Kind

_log = logging.getLogger(__name__)
_NO_EMBEDDER = "本机没有可用的向量模型，往年报告只按字词检索。"
_NO_VECTORS = f"往年报告库建立时没有向量模型，现只按字词检索；运行 {REINDEX_COMMAND} 可启用语义检索。"


class Library:
    """Past reports under `home`/library, or on a Chroma server.

    `embedder` None means the bundled one; where that is missing, search is by words and `notice` says so.
    Files are read in the child processes of `workshop`.
    """

    def __init__(
        self,
        home: Path,
        embedder: Embedder | None = None,
        chroma_url: str | None = None,
        workshop: Workshop | None = None,
    ) -> None:
        self._workshop = workshop or Workshop()
        self._given = embedder
        self._index = Index(home / "library", chroma_url)
        self._writing = threading.Lock()

    @cached_property
    def _embedder(self) -> Embedder | None:
        found = self._given or embedding.bundled()
        if found is None:
            _log.warning(_NO_EMBEDDER)
        return found

    @property
    def notice(self) -> str:
        """What a user should know about how this library searches; empty where all is as it should be."""
        if self._embedder is None:
            return _NO_EMBEDDER
        return _NO_VECTORS if not self.is_empty() and self._index.embedder() is None else ""

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._index, self._embedder)

    def documents(self) -> list[DocumentRecord]:
        """All documents, by name."""
        return self._index.records()

    def is_empty(self) -> bool:
        """Whether there is no document."""
        return not self._index.records()

    def outline(self, path: Path) -> SectionTree:
        """The section tree of a file, which is not put into the library. Raises `DocumentError`."""
        return self._workshop.do(Order(Task("outline", path.name, str(path.absolute())), SectionTree))

    def plan(self, paths: Iterable[Path]) -> list[tuple[Path, str]]:
        """The files that `ingest` would read, each with its name in the library (see intake.plan)."""
        return plan(paths)

    def ingest(self, paths: Iterable[Path]) -> Generator[Ingested]:
        """Put files, folders and archives in; yields as each file is done, in no order. A bad file is a result, not
        an end. Closing the generator early stops the work and leaves whole documents only.

        The same bytes are not read in twice; a changed file replaces the document of its name. Raises
        `EmbedderMismatch` before anything is read where the index was made by another embedder.
        """
        self._index.check(self._identity, writing=True)
        run = Ingestion(self._index, self._embedder, self._workshop, self._writing)
        yield from run.run(plan(paths))

    def find(self, wanted: str) -> DocumentRecord:
        """The document of this id, name or unmistakable part of a name. Raises `InputError`."""
        return named(self.documents(), wanted)

    def show(self, wanted: str) -> Entry:
        """A document with its sections, and which of them a person should look at. Raises `InputError`, and
        `LibraryError` where the text was not kept (it was put in by an early version).
        """
        record = self.find(wanted)
        return self._entry(record, self._source(record), self._index.correction(record.id))

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """A document's passages as stored, in reading order; a text of several kinds stands once a kind."""
        return tuple(sorted(self._index.passages_of(document_id), key=_place))

    def correct(
        self, wanted: str, fields: Mapping[str, str], kinds: Mapping[str, Sequence[Kind | str]]
    ) -> Entry:
        """Set a document's metadata and the kinds of its sections (by section id) right, now and whenever it is
        taken in or indexed again. An empty field, or no kinds, goes back to what the text says. Raises
        `InputError`.
        """
        record = self.find(wanted)
        self._index.check(self._identity, writing=True)
        with self._writing:
            source, stored = self._source(record), self._index.correction(record.id)
            correction = Correction.from_json(stored) if stored else Correction()
            tree = read_tree(source)
            for section, chosen in kinds.items():
                correction = correction.with_kinds(tree, section, chosen)
            for name, value in fields.items():
                correction = correction.with_field(name, value)
            kept = None if correction.is_empty else correction.to_json()
            taken = self._derived(source, record, kept)
            made = None if self._embedder is None else vectors(self._embedder, taken.passages)
            self._index.keep_correction(record.id, kept)
            self._index.replace(taken.record, taken.passages, made, self._identity, source)
        return self._entry(taken.record, source, kept)

    def delete(self, document_id: str) -> bool:
        """Remove a document; False where there is none of this id. What a person corrected in it is kept for the day
        it is taken in again.
        """
        return self._index.delete(document_id)

    def reindex(self, on_progress: Callable[[int, int], object] | None = None) -> int:
        """Make passages and vectors anew with the present program and embedder. The number of passages.

        What is stored stays searchable until all is made; a run that was killed goes on where it was.
        `on_progress` is told how many documents of how many are done.
        """
        return reindex(self._index, self._embedder, self._rebuilt, on_progress)

    def search(
        self,
        text: str,
        kind: Kind | None = None,
        k: int = 5,
        *,
        project_type: str | None = None,
        exclude: Iterable[str] = (),
        tables: bool = True,
        prefer: Preference = NO_PREFERENCE,
    ) -> list[Hit]:
        """The best `k` passages, of one kind or of all; `exclude` holds names or ids of documents, `tables` says
        whether the rows of tables may come, `prefer` what makes one of two like passages the better one.

        At most two passages come from one document, so a small library may give fewer than `k`.
        """
        only = Filter(project_type, frozenset(exclude), tables)
        return self._search([(text, kind)], k, only, prefer)[0]

    def search_many(
        self,
        queries: Sequence[tuple[str, Kind]],
        k: int = 5,
        *,
        project_type: str | None = None,
        exclude: Iterable[str] = (),
        tables: bool = True,
        prefer: Preference = NO_PREFERENCE,
    ) -> list[list[Hit]]:
        """As `search` for several texts at once; they are embedded together."""
        return self._search(queries, k, Filter(project_type, frozenset(exclude), tables), prefer)

    @property
    def _identity(self) -> tuple[str, int] | None:
        return (self._embedder.name, self._embedder.size) if self._embedder else None

    def _derived(self, source: SourceDocument, record: DocumentRecord, correction: str | None) -> Taken:
        """A document anew from its stored text, in a child process as any text from a file."""
        task = Task("derive", record.name, correction=correction)
        return self._workshop.do(Order(task, Taken, as_json(SourceDocument, source)))

    def _rebuilt(
        self, source: SourceDocument, record: DocumentRecord
    ) -> tuple[DocumentRecord, tuple[Passage, ...]]:
        try:
            taken = self._derived(source, record, self._index.correction(record.id))
        except DocumentError:
            # A document that is in the library stays in it.
            _log.warning("reindex kept=%s", record.id)
            return record, tuple(self._index.passages_of(record.id))
        return taken.record, taken.passages

    def _search(
        self, queries: Sequence[tuple[str, Kind | None]], k: int, only: Filter, prefer: Preference
    ) -> list[list[Hit]]:
        if not queries or k < 1 or self.is_empty():
            return [[] for _ in queries]
        self._index.check(self._identity, writing=False)
        return self._finder.find(queries, k, only, prefer)

    def _source(self, record: DocumentRecord) -> SourceDocument:
        source = self._index.source(record.id)
        if source is None:
            raise LibraryError(
                f"资料“{record.name}”是较早的版本加入的，没有保存原文。",
                hint="请先用 assistant library remove 删除，再重新入库。",
            )
        return source

    def _entry(self, record: DocumentRecord, source: SourceDocument, correction: str | None) -> Entry:
        tree = read_tree(source, correction)
        return Entry(record, tree.sections, frozenset(section.id for section in tree.uncertain()))


def _place(passage: Passage) -> list[int]:
    """Where a passage stands: the numbers of its section, then its own (2.10 after 2.9)."""
    return [int(number) for number in re.findall(r"\d+", passage.part.removeprefix(passage.document_id))]
