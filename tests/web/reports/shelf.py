"""A library in memory with the face that the page needs; what was asked of it can be read off."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.library.entry import Entry
from assistant.library.identities.masking import MaskedText
from assistant.library.intake.taking import Ingested
from assistant.library.passages import Passage
from assistant.library.storage.index import DocumentRecord
from assistant.library.structure.tree import Section
from assistant.outline.kinds import Kind


@dataclass(frozen=True)
class Hit:
    passage: Passage
    score: float
    copies: int = 1


@dataclass(frozen=True)
class Shown(Entry):
    """An entry with its passages."""

    passages: tuple[Passage, ...] = ()


def record(id: str = "a1", **fields: Any) -> DocumentRecord:
    given = {"name": f"{id}.docx", "digest": id, "title": f"报告{id}", "sections": 2, "passages": 2} | fields
    return DocumentRecord(id=id, **given)


def section(
    id: str, heading: str, kinds: Sequence[Kind], confidence: float = 1.0, body: str = "正文。"
) -> Section:
    return Section(id, heading, id.count(".") + 1, tuple(kinds), confidence, 0, 9, body, 3)


def passage(document: str, section: str, kind: Kind, text: str, masked: str = "") -> Passage:
    part = f"{document}:{section}:1"
    return Passage(
        *(f"{part}:{kind.value}", part, f"{document}.docx", document, "一、标题", (), kind, text),
        *(MaskedText(masked or text), (), 3, 2023, "construction", "岚川县", "岚川县气象台"),
    )


@dataclass
class FakeShelf:
    """Documents by id. `fault` is raised by whatever is asked; `gate` holds each file up until it is set."""

    held: dict[str, Shown] = field(default_factory=dict)
    found: list[Hit] = field(default_factory=list)
    fault: Exception | None = None
    fault_at: str = ""
    gate: threading.Event | None = None
    asked: list[tuple] = field(default_factory=list)
    notice: str = ""

    def put(self, shown: Shown) -> None:
        self.held[shown.record.id] = shown

    def documents(self) -> list[DocumentRecord]:
        self._maybe_fail("documents")
        return [shown.record for shown in self.held.values()]

    def is_empty(self) -> bool:
        return not self.held

    def plan(self, paths: Sequence[Path]) -> list[tuple[Path, str]]:
        return [(path, path.name) for path in paths]

    def ingest(self, paths: Sequence[Path]) -> Iterator[Ingested]:
        self.asked.append(("ingest", [path.name for path in paths]))
        for path in paths:
            if self.gate:
                assert self.gate.wait(10)
            self._maybe_fail(path.name)
            if path.read_bytes().startswith(b"bad"):
                yield Ingested(path.name, "failed", reason=f"文件“{path.name}”读不出来。")
                continue
            self.put(Shown(record(path.name, name=path.name), (), frozenset(), ()))
            yield Ingested(path.name, "added", 2, 3)

    def show(self, id: str) -> Shown:
        self._maybe_fail("show")
        if id not in self.held:
            raise InputError("库中没有这份报告。", hint="可能已被删除。")
        return self.held[id]

    def passages(self, id: str) -> tuple[Passage, ...]:
        return self.show(id).passages

    def correct(self, id: str, fields: Mapping[str, Any], kinds: Mapping[str, Sequence[Kind]]) -> Shown:
        self._maybe_fail("correct")
        self.asked.append(("correct", id, dict(fields), dict(kinds)))
        shown = self.show(id)
        sections = tuple(
            replace(one, kinds=tuple(kinds[one.id]), confidence=1.0) if one.id in kinds else one
            for one in shown.sections
        )
        uncertain = shown.uncertain - set(kinds)
        given = {
            name: int(text) if name == "year" and text else text or None for name, text in fields.items()
        }
        new = replace(shown.record, **given, uncertain=len(uncertain), corrected=True)
        self.held[id] = replace(shown, record=new, sections=sections, uncertain=uncertain)
        return self.held[id]

    def delete(self, id: str) -> bool:
        self._maybe_fail("delete")
        return self.held.pop(id, None) is not None

    def search(self, text: str, kind: Kind | None = None, k: int = 5) -> list[Hit]:
        self._maybe_fail("search")
        self.asked.append(("search", text, kind, k))
        return [hit for hit in self.found if kind in (None, hit.passage.kind)][:k]

    def _maybe_fail(self, what: str) -> None:
        if self.fault and self.fault_at in ("", what):
            raise self.fault
