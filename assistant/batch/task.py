"""A task: one project of a batch, with all that a worker needs to draft it; and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.batch.drafted import Drafted
from assistant.drafting.draft import WriterName
from assistant.facts.model import ProjectFacts
from assistant.settings import Settings

Status = Literal["done", "unchanged", "failed"]


@dataclass(frozen=True)
class Order:
    """What holds for a whole batch. `pack` is the pack's id, `out` the folder that everything is written to."""

    settings: Settings
    pack: str
    writer: WriterName
    out: Path


@dataclass(frozen=True)
class Task:
    """One project. `file` is what people call its source, `name` that of its outputs without ending, `address` the key of
    its content (batch/address.py). The facts lie at `path`, or were read from a workbook with these `doubts`.
    """

    file: str
    name: str
    address: str
    path: Path
    facts: ProjectFacts | None = None
    doubts: tuple[str, ...] = ()

    @property
    def project(self) -> str:
        """The project's name where it is known before the facts are opened."""
        return self.facts.project.name if self.facts else ""


@dataclass(frozen=True)
class Failure:
    """Why a project has no draft; `hopeless` where the others would fail alike (no model answers)."""

    reason: str
    hopeless: bool = False


@dataclass(frozen=True)
class Result:
    """What became of one project; `drafted` is None exactly where it failed. `output` is its Word file."""

    file: str
    project: str
    status: Status
    output: Path | None = None
    drafted: Drafted | None = None
    reason: str = ""
