"""What a child process is asked to do with a file, and the values that go to it and come back, as JSON.

Everything a file's bytes decide is done here, in the child: loading, the section tree, masking, passages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter

from assistant.library.documents import SourceDocument
from assistant.library.intake.taking import Taken, derived, read_tree
from assistant.library.intake.unpacking import Member, unpacked
from assistant.library.loaders import load, load_bytes
from assistant.library.structure.tree import SectionTree

T = TypeVar("T")
Members = tuple[Member, ...]


@dataclass(frozen=True)
class Task:
    """`take` gives a `Taken`, `outline` a `SectionTree`, `unpack` the `Members` of a zip, written to `folder`,
    `derive` a `Taken` anew from a stored source (its JSON is the task's content).

    `name` is the document's in the library; the file is `path`, or the task's content where `path` is empty.
    `correction` is what a person corrected, as JSON. `seconds` is how long it may take.
    """

    work: Literal["take", "outline", "unpack", "derive"]
    name: str
    path: str = ""
    folder: str = ""
    correction: str | None = None
    seconds: float = 60


@dataclass(frozen=True)
class Fault:
    """A `DocumentError` on its way."""

    message: str
    hint: str = ""


def done(task: Task, content: bytes) -> bytes:
    """The result of a task as JSON. Raises `DocumentError`."""
    match task.work:
        case "take":
            return as_json(Taken, derived(_document(task, content), task.name, task.correction))
        case "derive":
            return as_json(Taken, derived(from_json(SourceDocument, content), task.name, task.correction))
        case "outline":
            source = replace(_document(task, content), name=task.name)
            return as_json(SectionTree, read_tree(source, task.correction))
        case "unpack":
            return as_json(Members, unpacked(Path(task.path), task.name, Path(task.folder)))


def _document(task: Task, content: bytes) -> SourceDocument:
    return load(Path(task.path)) if task.path else load_bytes(task.name, content)


def as_json(kind: Any, value: Any) -> bytes:
    """A value of one of the types above as JSON."""
    return _adapter(kind).dump_json(value)


def from_json(kind: type[T], content: bytes) -> T:
    """The value back. Raises `ValueError` where it is not of this type."""
    return _adapter(kind).validate_json(content)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
