"""What a retrieval measurement needs: passages with vectors, questions, and how much each passage helps with each."""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assistant.library.finding.boosts import NO_PREFERENCE, Preference
from assistant.library.passages import Passage
from assistant.library.storage.embedding import BundledE5
from assistant.outline.kinds import Kind

CACHE = Path(tempfile.gettempdir()) / "report-assistant-eval"
_BATCH = 64


@dataclass(frozen=True)
class Question:
    """A text that is looked for among passages of one kind; `own` is the document that may not answer."""

    id: str
    kind: Kind
    text: str
    wanted: Preference = NO_PREFERENCE
    own: str = ""
    source: str = "user"

    @property
    def is_development(self) -> bool:
        """Whether it may be looked at while choosing; the other half only tells how good the choice was."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2 == 0


@dataclass
class Bench:
    """`grades` gives 0–3 by question id and passage id; what is absent is 0."""

    name: str
    passages: list[Passage]
    questions: list[Question]
    grades: dict[str, dict[str, int]]
    vectors: np.ndarray = field(repr=False)
    asked: np.ndarray = field(repr=False)


def embed(name: str, texts: Sequence[str], made: Callable[[list[str]], np.ndarray]) -> np.ndarray:
    """The vectors of some texts, each distinct text once; kept in a cache file, so that a second run is quick."""
    path = CACHE / f"{name}.npz"
    known: dict[str, np.ndarray] = {}
    if path.exists():
        with np.load(path) as kept:
            known = dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    began = time.perf_counter()
    for first in range(0, len(missing), _BATCH):
        part = missing[first : first + _BATCH]
        known |= zip(part, made(part), strict=True)
        if first // _BATCH % 8 == 7 or first + _BATCH >= len(missing):
            path.parent.mkdir(parents=True, exist_ok=True)
            np.savez(path, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
            spent = time.perf_counter() - began
            print(
                f"  {name}: {first + len(part)}/{len(missing)} texts, {spent:.0f} s",
                file=sys.stderr,
                flush=True,
            )
    return np.stack([known[text] for text in texts])


EMBEDDER = BundledE5()
