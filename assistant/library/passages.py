"""Passages: what is searched for and shown to a writer. Some of a section's prose, a few hundred characters, or
a table of it; one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.library.documents import SourceDocument
from assistant.library.identities.labels import Identity
from assistant.library.identities.masking import Masked, MaskedText, mask
from assistant.library.identities.names import learn
from assistant.library.portions import Portion, portions
from assistant.library.structure.tree import SectionTree
from assistant.outline.kinds import Kind

# 无。 and 见附表。 teach nobody how to write.
_SHORTEST = 12


@dataclass(frozen=True)
class Passage:
    """A passage of a past report, with all that a search result needs.

    `part` is the same for the passages that one text gives to several kinds; `id` is unique. `identities` are
    the names and figures of the text, which must not appear in another report. Headings are as written: they
    are for the screen, never for a prompt (a heading that is part of the matter is in `masked` too). `page`
    counts from 1. `pack` is the locality pack whose outline the report follows; `confidence` is that of the
    kind, `quality` the whole report's as a model of writing (both 0–1); `is_table` for the rows of a table.
    """

    id: str
    part: str
    document: str
    document_id: str
    heading: str
    heading_path: tuple[str, ...]
    kind: Kind
    text: str
    masked: MaskedText
    identities: tuple[Identity, ...]
    page: int | None
    year: int | None
    project_type: str
    region: str | None
    unit: str | None
    pack: str | None = None
    confidence: float = 1.0
    quality: float = 1.0
    is_table: bool = False


def passages_of(
    document: SourceDocument, tree: SectionTree, document_id: str, quality: float = 1.0
) -> tuple[Passage, ...]:
    """All passages of a report, prose before tables in each section. A section of several kinds gives one to
    each; `quality` is the whole report's (quality.grade).
    """
    masked = mask(tree.text, learn(tree.text, tree.profile))
    pack = tree.pack
    return tuple(
        replace(passage, quality=quality, pack=pack)
        for portion in portions(tree, masked)
        for passage in _passages(document, tree, document_id, portion, masked)
    )


def _passages(
    document: SourceDocument, tree: SectionTree, document_id: str, portion: Portion, masked: Masked
) -> Iterator[Passage]:
    shown = _table if portion.is_table else _prose
    text = shown("".join(tree.text[start:end] for start, end in portion.spans))
    if len(re.sub(r"\W", "", text)) < _SHORTEST:
        return
    section, start = portion.section, portion.spans[0][0]
    part = f"{document_id}:{section.id}:{portion.number}"
    identities = (one for span in portion.spans for one in masked.identities(*span))
    whole = Passage(
        id=part,
        part=part,
        document=document.name,
        document_id=document_id,
        heading=section.heading,
        heading_path=section.path,
        kind=section.kinds[0],
        text=text,
        masked=MaskedText(shown("".join(masked.cut(*span).value for span in portion.spans))),
        identities=tuple(dict.fromkeys(identities)),
        page=document.page_at(start),
        year=tree.year,
        project_type=tree.profile.project_type,
        region=tree.profile.region,
        unit=tree.unit,
        confidence=section.confidence,
        is_table=portion.is_table,
    )
    for kind in section.kinds:
        yield replace(whole, id=f"{part}:{kind.value}", kind=kind)


def _prose(text: str) -> str:
    return "\n".join(line for line in text.strip().splitlines() if line.strip() and not line.startswith("|"))


def _table(text: str) -> str:
    return text.strip()
