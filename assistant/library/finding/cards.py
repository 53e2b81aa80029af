"""What a search must know of every passage to choose among them, kept in memory: a card without the text as written
(some 0.7 KB a passage, so a province's library fits); texts are read for the few that are shown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.library.passages import Passage

_SLOT = re.compile(r"〔[^〔〕]{1,4}\d+〕")
_PLAIN = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Card:
    """A passage's fields that a search filters and prefers by (see `Passage`), and its gist.

    `copies` is the number of documents with a passage of the same gist, its own included.
    """

    id: str
    part: str
    document: str
    document_id: str
    project_type: str
    region: str | None
    pack: str | None
    year: int | None
    quality: float
    confidence: float
    is_table: bool
    gist: str
    copies: int


@dataclass(frozen=True)
class Filter:
    """What a search leaves out: other project types, documents by name or id, tables if asked."""

    project_type: str | None = None
    exclude: frozenset[str] = frozenset()
    tables: bool = True

    @property
    def is_open(self) -> bool:
        """Whether it leaves nothing out."""
        return self.project_type is None and not self.exclude and self.tables

    def admits(self, card: Card) -> bool:
        """Whether a passage may be found."""
        if self.project_type is not None and card.project_type != self.project_type:
            return False
        if card.is_table and not self.tables:
            return False
        return card.document_id not in self.exclude and card.document not in self.exclude


def gist(masked: str) -> str:
    """Masked text without slots, figures, marks and spaces: equal for passages that differ in particulars
    only.
    """
    return _PLAIN.sub("", _SLOT.sub("", masked))


def cards_of(passages: Sequence[Passage]) -> list[Card]:
    """The cards of a kind's passages, in their order."""
    gists = [gist(passage.masked.value) for passage in passages]
    having: dict[str, set[str]] = defaultdict(set)
    for text, passage in zip(gists, passages, strict=True):
        having[text].add(passage.document_id)
    return [_card(passage, text, len(having[text])) for text, passage in zip(gists, passages, strict=True)]


def _card(passage: Passage, text: str, copies: int) -> Card:
    return Card(
        id=passage.id,
        part=passage.part,
        document=passage.document,
        document_id=passage.document_id,
        project_type=passage.project_type,
        region=passage.region,
        pack=passage.pack,
        year=passage.year,
        quality=passage.quality,
        confidence=passage.confidence,
        is_table=passage.is_table,
        gist=text,
        copies=copies,
    )
