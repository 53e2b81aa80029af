"""Passages, records and sources as rows of a Chroma collection, and back.

A row's matter is one packed string (JSON, deflated, base 85), beside the few fields that are asked for by
value. Measured with Chroma 1.5.9 on 120 reports of 15 passages: as plain metadata and documents a report took
643 ms to write and 348 kB, packed 88 ms and 172 kB: every string is indexed, and until the vectors are saved each
write reads the latest rows again, Chinese text ten times as slowly as ASCII.
"""

from __future__ import annotations

import json
import zlib
from base64 import b85decode, b85encode
from dataclasses import asdict, dataclass, fields
from typing import Any

from assistant.library.documents import SourceDocument
from assistant.library.identities.labels import Identity, Label
from assistant.library.identities.masking import MaskedText
from assistant.library.passages import Passage
from assistant.library.storage.records import DocumentRecord
from assistant.outline.kinds import Kind

Row = dict[str, Any]
_SEPARATOR = "|"


@dataclass(frozen=True)
class Stored:
    """A record as stored. `version` is that of its rows: rows of another version are left over from a change that
    was cut short. `origin` is the version that a re-index made it from.
    """

    record: DocumentRecord
    version: str
    origin: str | None = None


def packed(value: Any) -> str:
    """A JSON value as a short ASCII string."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Chinese text may hold half of a pair that a broken file left; it must come back as it was.
    return b85encode(zlib.compress(text.encode("utf-8", "surrogatepass"))).decode("ascii")


def unpacked(text: str) -> Any:
    """The value that `packed` was given; tuples come back as lists."""
    return json.loads(zlib.decompress(b85decode(text)).decode("utf-8", "surrogatepass"))


def key_of(version: str, passage_id: str) -> str:
    """The id of a passage's row."""
    return f"{version}{_SEPARATOR}{passage_id}" if version else passage_id


def parts_of(key: str) -> tuple[str, str]:
    """The version and the passage's id of a row's id; rows of early libraries have no version."""
    version, _, passage_id = key.rpartition(_SEPARATOR)
    return version, passage_id


def row_of(passage: Passage) -> Row:
    """A passage as a row's metadata; its id is not in it."""
    matter: Row = {
        "part": passage.part,
        "document": passage.document,
        "heading": passage.heading,
        "heading_path": passage.heading_path,
        "kind": passage.kind.value,
        "text": passage.text,
        "masked": passage.masked.value,
        "identities": [(one.type.value, one.text) for one in passage.identities],
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
    return {"document_id": passage.document_id, "row": packed(matter)}


def passage_of(passage_id: str, row: Row, document: str | None) -> Passage:
    """The passage that `row_of` gave as a row. `document` is the row's text, which only early libraries have."""
    matter = unpacked(row["row"]) if "row" in row else _early(row, document)
    matter |= {
        "heading_path": tuple(matter["heading_path"]),
        "kind": Kind(matter["kind"]),
        "masked": MaskedText.stored(matter["masked"]),
        "identities": tuple(Identity(Label(label), name) for label, name in matter["identities"]),
    }
    return Passage(id=passage_id, document_id=row["document_id"], **matter)


def record_row(stored: Stored) -> Row:
    """A record as a row's metadata; its id is not in it."""
    matter = asdict(stored.record)
    del matter["id"]
    return {"row": packed({"record": matter, "version": stored.version, "origin": stored.origin})}


def record_of(document_id: str, row: Row) -> Stored:
    """The record that `record_row` gave as a row."""
    if "row" not in row:
        return Stored(DocumentRecord(id=document_id, **_known(DocumentRecord, row)), "")
    matter = unpacked(row["row"])
    record = DocumentRecord(id=document_id, **_known(DocumentRecord, matter["record"]))
    return Stored(record, matter["version"], matter["origin"])


def source_row(source: SourceDocument) -> Row:
    """A document's text as a row's metadata."""
    return {"row": packed(asdict(source))}


def source_of(row: Row) -> SourceDocument:
    """The document that `source_row` gave as a row."""
    matter = _known(SourceDocument, unpacked(row["row"]))
    for name in ("page_starts", "styles", "doubts"):
        matter[name] = tuple(tuple(pair) for pair in matter.get(name, ()))
    matter["notes"] = tuple(matter.get("notes", ()))
    return SourceDocument(**matter)


def _known(type_: type, matter: Row) -> Row:
    """Without what a later version of the program may have added."""
    names = {one.name for one in fields(type_)}
    return {name: value for name, value in matter.items() if name in names}


def _early(row: Row, document: str | None) -> Row:
    """The matter of a row as the first version of the program wrote it: flat, lists as JSON, no absent values."""
    matter = {name: value for name, value in row.items() if name not in ("document_id", "version")}
    matter |= {name: json.loads(row[name]) for name in ("heading_path", "identities")}
    return {"page": None, "year": None, "region": None, "unit": None, "text": document or "", **matter}
