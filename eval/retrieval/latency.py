"""How long a search takes as the library grows, without embedding the question: the product, and one collection with a
filter by kind.

Texts are the synthetic library's. Embedding a hundred thousand of them takes hours on a small machine, so for this part
each passage gets the real vector of a text of its kind plus noise (as far off as another wording): the index has as much
to do as with real ones, but what it finds means nothing, and quality is measured elsewhere.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from assistant.library.finding.cards import Filter
from assistant.library.finding.finder import Finder
from assistant.library.finding.shelves import Shelf
from assistant.library.passages import Passage
from assistant.library.storage.index import DocumentRecord, Holding, Index
from assistant.outline.kinds import Kind
from eval.retrieval.bench import Bench
from eval.retrieval.synthetic import library

_K = 5
_NOISE = 0.35
_BATCH = 1000
_REPORTS = 25
# The product's own lists are this long; the plain collection is asked for as many, and for the five it would show.
_CANDIDATES = 100


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one way at one size over some questions."""

    passages: int
    way: str
    p50: float
    p95: float


@dataclass(frozen=True)
class Sized:
    """One size: how it was filled, what the first search of a kind costs, and the timings."""

    passages: int
    fill_seconds: float
    shelf_seconds: float
    timings: list[Timing]


class Recorded:
    """An embedder that answers with vectors made beforehand."""

    name = "recorded"

    def __init__(self, vectors: dict[str, np.ndarray]) -> None:
        self._vectors = vectors
        self.size = len(next(iter(vectors.values())))

    def queries(self, texts: list[str]) -> np.ndarray:
        """The recorded vectors."""
        return np.stack([self._vectors[text] for text in texts])

    def passages(self, texts: list[str]) -> np.ndarray:
        """Never asked for."""
        raise NotImplementedError


def timed(bench: Bench, sizes: list[int], rounds: int = 2) -> list[Sized]:
    """Fills libraries of these sizes and times each question of the bench in them."""
    everything = [one.passage for one in library(max(sizes))]
    vectors = _scattered(bench, everything)
    found: list[Sized] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="retrieval-") as folder:
            found.append(_sized(bench, everything[:size], vectors[:size], Path(folder), rounds))
    return found


def _sized(bench: Bench, passages: list[Passage], vectors: np.ndarray, folder: Path, rounds: int) -> Sized:
    size = len(passages)
    asked = {one.text: vector for one, vector in zip(bench.questions, bench.asked, strict=True)}
    embedder = Recorded(asked)
    index = Index(folder / "library")
    began = time.perf_counter()
    _fill(index, passages, vectors, embedder)
    filled = time.perf_counter() - began
    print(f"  {size:,} passages filled in {filled:.0f} s", file=sys.stderr, flush=True)
    kind = max(Kind, key=lambda one: sum(passage.kind is one for passage in passages))
    began = time.perf_counter()
    Shelf(index, kind, index.revision())
    shelf = time.perf_counter() - began
    finder = Finder(index, embedder)
    single = _single(folder / "single", passages, vectors)

    def plain(count: int) -> Callable[[Any], object]:
        return lambda one: single.query(
            query_embeddings=asked[one.text][None], n_results=count, where={"kind": one.kind.value},
            include=["documents", "metadatas", "distances"],
        )  # fmt: skip

    ways: dict[str, Callable[[Any], object]] = {
        "product (hybrid, a collection a kind)": lambda one: finder.find(
            [(one.text, one.kind)], _K, Filter(), one.wanted
        ),
        f"one collection, filter by kind, {_K} results": plain(_K),
        f"one collection, filter by kind, {_CANDIDATES} results": plain(_CANDIDATES),
    }
    return Sized(
        size,
        round(filled, 1),
        round(shelf, 2),
        [_timing(size, way, search, bench, rounds) for way, search in ways.items()],
    )


def _timing(size: int, way: str, search: Callable[[Any], object], bench: Bench, rounds: int) -> Timing:
    for question in bench.questions:
        search(question)
    taken: list[float] = []
    for _ in range(rounds):
        for question in bench.questions:
            began = time.perf_counter()
            search(question)
            taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    made = Timing(size, way, round(statistics.median(taken), 2), round(taken[int(len(taken) * 0.95)], 2))
    print(f"  {size:,} {way}: p50 {made.p50} ms, p95 {made.p95} ms", file=sys.stderr, flush=True)
    return made


def _scattered(bench: Bench, passages: list[Passage]) -> np.ndarray:
    """For each passage the vector of some text of its kind, moved a little."""
    dice = np.random.default_rng(3)
    rows = {
        kind: np.array([at for at, one in enumerate(bench.passages) if one.kind is kind])
        for kind in {one.kind for one in passages}
    }
    picked = np.array([dice.choice(rows[one.kind]) for one in passages])
    moved = np.array(bench.vectors[picked], dtype=np.float32)
    moved += dice.standard_normal(moved.shape, dtype=np.float32) * (_NOISE / moved.shape[1] ** 0.5)
    return moved / np.linalg.norm(moved, axis=1, keepdims=True)


def _fill(index: Index, passages: list[Passage], vectors: np.ndarray, embedder: Recorded) -> None:
    """Some reports at a time, as an ingest does."""
    holdings: list[Holding] = []
    at = 0
    for key, group in groupby(passages, key=lambda one: one.document_id):
        report = list(group)
        record = DocumentRecord(key, f"{key}.docx", key, key, len(report), len(report), report[0].year)
        holdings.append(Holding(record, report, vectors[at : at + len(report)]))
        at += len(report)
    for first in range(0, len(holdings), _REPORTS):
        index.replace_many(holdings[first : first + _REPORTS], (embedder.name, embedder.size))


def _single(folder: Path, passages: list[Passage], vectors: np.ndarray) -> Any:
    """Everything in one Chroma collection, as a first attempt would have it."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    made = client.create_collection(
        "all", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
    )
    for first in range(0, len(passages), _BATCH):
        part = passages[first : first + _BATCH]
        made.add(
            ids=[one.id for one in part],
            documents=[one.text for one in part],
            metadatas=[{"kind": one.kind.value, "document": one.document} for one in part],
            embeddings=vectors[first : first + _BATCH],
        )
    return made
