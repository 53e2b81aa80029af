"""An index in memory and passages for it, to see a search without a database."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from assistant.library.identities.masking import MaskedText
from assistant.library.passages import Passage
from assistant.outline.kinds import Kind
from tests.library.conftest import FakeEmbedder


def passage(document: str, text: str, number: int = 1, kind: Kind = Kind.PROBLEMS, **changes: Any) -> Passage:
    part = f"{document}:{number}"
    fields: dict[str, Any] = {
        "id": f"{part}:{kind.value}",
        "part": part,
        "document": f"{document}.md",
        "document_id": document,
        "heading": "（二）存在问题",
        "heading_path": (),
        "kind": kind,
        "text": text,
        "masked": MaskedText(text),
        "identities": (),
        "page": None,
        "year": None,
        "project_type": "other",
        "region": None,
        "unit": None,
    }
    return Passage(**{**fields, **changes})


class MemoryIndex:
    """What a `Finder` asks of an index, over a list of passages."""

    def __init__(self, passages: Sequence[Passage], embedder: FakeEmbedder | None = None) -> None:
        self.all = list(passages)
        self.version = 1
        self.fetched: list[str] = []
        self._embedder = embedder

    def revision(self) -> int:
        return self.version

    def embedder(self) -> tuple[str, int] | None:
        return (self._embedder.name, self._embedder.size) if self._embedder else None

    def passages(self, kind: Kind) -> list[Passage]:
        return sorted((one for one in self.all if one.kind is kind), key=lambda one: one.id)

    def fetch(self, kind: Kind, ids: Sequence[str]) -> list[Passage]:
        self.fetched.extend(ids)
        return [one for one in self.passages(kind) if one.id in ids]

    def nearest(
        self, kind: Kind, vectors: np.ndarray, count: int, allowed: Sequence[str] | None = None
    ) -> list[list[Any]]:
        assert self._embedder is not None
        there = [one for one in self.passages(kind) if allowed is None or one.document_id in allowed]
        if not there:
            return [[] for _ in vectors]
        made = self._embedder.passages([one.masked.value for one in there])
        answers = []
        for vector in vectors:
            near = [
                SimpleNamespace(id=one.id, similarity=float(row @ vector))
                for one, row in zip(there, made, strict=True)
            ]
            answers.append(sorted(near, key=lambda one: -one.similarity)[:count])
        return answers
