"""What the library remembers of a document as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.library.documents import SourceDocument
from assistant.library.passages import Passage

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class DocumentRecord:
    """A document in the library. `id` follows from its name; `digest` is that of the file's bytes.

    `sections` and `passages` count; `uncertain` counts the sections whose kind a person should look at.
    `quality` (0–1) says how good a model of writing it is, `faults` why not (Chinese, one a line). `notes` are
    the loader's remarks.
    """

    id: str
    name: str
    digest: str
    title: str
    sections: int
    passages: int
    year: int | None = None
    unit: str | None = None
    region: str | None = None
    project_type: str = "other"
    project: str | None = None
    pack: str | None = None
    uncertain: int = 0
    corrected: bool = False
    quality: float = 1.0
    faults: str = ""
    notes: str = ""


@dataclass(frozen=True, eq=False)
class Holding:
    """All that is stored of a document: `vectors` has a row a passage, or is None; `source` None leaves what is
    stored of the text as it is.
    """

    record: DocumentRecord
    passages: Sequence[Passage]
    vectors: np.ndarray | None = None
    source: SourceDocument | None = None
