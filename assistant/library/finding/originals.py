"""Everything that the past reports say as it was written, read at one go: for whoever looks in a text for what is
another report's.

The whole library is read once a revision (4 s for 1,000 reports) and kept in one file beside the index, from which
it is back in a quarter of the time. What of it is foreign to whom is not known here.
"""

from __future__ import annotations

import json
import logging
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.library.identities.labels import Identity, Label
from assistant.library.passages import Passage
from assistant.library.storage.index import DERIVED, DocumentRecord, Index
from assistant.outline.kinds import Kind

_log = logging.getLogger(__name__)
# Raised whenever what is kept changes its form.
_FORM = 1


@dataclass(frozen=True, slots=True)
class Original:
    """A passage as it was written, under its heading; `identities` are the names and figures in it."""

    heading: str
    text: str
    identities: tuple[Identity, ...]
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class PastReport:
    """A document of the library with its passages, each once whatever its kinds."""

    record: DocumentRecord
    passages: tuple[Original, ...]


def past_reports(index: Index) -> tuple[PastReport, ...]:
    """All reports of an index, by name. Raises `LibraryError` where the index cannot be read."""
    records = index.records()
    if not records:
        return ()
    revision, file = index.revision(), index.folder / DERIVED
    passages = _kept(file, revision)
    if passages is None:
        passages = _read(index)
        _keep(file, revision, passages)
    return tuple(PastReport(record, passages.get(record.id, ())) for record in records)


_Passages = Mapping[str, tuple[Original, ...]]


def _read(index: Index) -> _Passages:
    found: dict[str, dict[str, Original]] = {}
    for kind in Kind:
        for one in index.passages(kind):
            found.setdefault(one.document_id, {}).setdefault(one.part, _original(one))
    return {document: tuple(parts.values()) for document, parts in found.items()}


def _original(passage: Passage) -> Original:
    return Original(passage.heading, passage.text, passage.identities, passage.is_table)


def _kept(file: Path, revision: int) -> _Passages | None:
    """What was kept under this revision; None where there is nothing of it, or nothing sound."""
    try:
        stored = json.loads(zlib.decompress(file.read_bytes()).decode("utf-8", "surrogatepass"))
        if (stored["form"], stored["revision"]) != (_FORM, revision):
            return None
        known: dict[tuple[str, str], Identity] = {}
        return {
            document: tuple(_restored(row, known) for row in rows)
            for document, rows in stored["documents"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return None


def _restored(row: list[Any], known: dict[tuple[str, str], Identity]) -> Original:
    heading, text, is_table, identities = row
    return Original(heading, text, tuple(_identity(pair, known) for pair in identities), is_table)


def _identity(pair: list[str], known: dict[tuple[str, str], Identity]) -> Identity:
    """The same object for all that are equal: a library has most of its names many times."""
    label, name = pair
    found = known.get((label, name))
    if found is None:
        found = known[label, name] = Identity(Label(label), name)
    return found


def _keep(file: Path, revision: int, passages: _Passages) -> None:
    """Write the file whole or not at all; a library that cannot be written to is read anew each time."""
    documents = {
        document: [
            (one.heading, one.text, one.is_table, [(it.type.value, it.text) for it in one.identities])
            for one in several
        ]
        for document, several in passages.items()
    }
    text = json.dumps({"form": _FORM, "revision": revision, "documents": documents}, ensure_ascii=False)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(zlib.compress(text.encode("utf-8", "surrogatepass"), 1))
        part.replace(file)
    except OSError as fault:
        _log.info("originals kept=no fault=%s", type(fault).__name__)
        part.unlink(missing_ok=True)
