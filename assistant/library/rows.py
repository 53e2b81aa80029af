"""A passage as one row of a Chroma collection and back: id, text, and flat metadata (lists as JSON, no absent
values).
"""

from __future__ import annotations

import json
from typing import Any

from assistant.library.labels import Identity, Label
from assistant.library.masking import MaskedText
from assistant.library.passages import Passage
from assistant.outline.kinds import Kind


def row_of(passage: Passage) -> dict[str, str | int | float]:
    """A passage's fields as Chroma's flat metadata; absent values are left out."""
    row: dict[str, str | int | float | None] = {
        "part": passage.part,
        "document": passage.document,
        "document_id": passage.document_id,
        "heading": passage.heading,
        "heading_path": json.dumps(passage.heading_path, ensure_ascii=False),
        "kind": passage.kind.value,
        "masked": passage.masked.value,
        "identities": json.dumps(
            [(one.type.value, one.text) for one in passage.identities], ensure_ascii=False
        ),
        "page": passage.page,
        "year": passage.year,
        "project_type": passage.project_type,
        "region": passage.region,
        "unit": passage.unit,
        "pack": passage.pack,
        "confidence": passage.confidence,
        "quality": passage.quality,
        "is_table": passage.is_table,
    }
    return {name: value for name, value in row.items() if value is not None}


def passage_of(key: str, text: str, row: dict[str, Any]) -> Passage:
    """The passage that `row_of` gave as a row; `key` is its id."""
    return Passage(
        id=key,
        part=row["part"],
        document=row["document"],
        document_id=row["document_id"],
        heading=row["heading"],
        heading_path=tuple(json.loads(row["heading_path"])),
        kind=Kind(row["kind"]),
        text=text,
        masked=MaskedText(row["masked"]),
        identities=tuple(Identity(Label(label), name) for label, name in json.loads(row["identities"])),
        page=row.get("page"),
        year=row.get("year"),
        project_type=row["project_type"],
        region=row.get("region"),
        unit=row.get("unit"),
        pack=row.get("pack"),
        confidence=row["confidence"],
        quality=row["quality"],
        is_table=row["is_table"],
    )
