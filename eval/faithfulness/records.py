"""A run's folder: one JSON file a (variant, facts, pack), written whole after each section."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Record:
    """What one variant wrote of one project; `sections` by id.

    A section has `heading`, `text`, `calls`, `seconds` (wall clock), `usage` (tokens) and `exemplars` (document and
    heading of what was shown), and where the variant knows them `outcome`, `repairs` and `steps`.
    """

    variant: str
    facts: str
    pack: str
    model: str | None
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)

    def path(self, run: Path) -> Path:
        """Its file."""
        return run / f"{self.variant}--{self.facts}--{self.pack}.json"

    def write(self, run: Path) -> None:
        """Writes it whole or not at all."""
        path = self.path(run)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".tmp")
        beside.write_text(json.dumps(vars(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        beside.replace(path)


def taken_up(run: Path, variant: str, facts: str, pack: str, model: str | None) -> Record:
    """The record as an earlier run left it, or an empty one. Raises `ValueError` where another model wrote it."""
    new = Record(variant, facts, pack, model)
    path = new.path(run)
    if not path.exists():
        return new
    old = read(path)
    if old.model != model:
        raise ValueError(f"{path.name} was written by {old.model}, not by {model}: take another --run folder")
    return old


def read(path: Path) -> Record:
    """A record; fields that it has beyond ours are left out."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return Record(**{name: told[name] for name in ("variant", "facts", "pack", "model", "sections")})


def records(run: Path) -> Iterator[Record]:
    """All records of a run, in order of name."""
    for path in sorted(run.glob("*--*--*.json")):
        yield read(path)
