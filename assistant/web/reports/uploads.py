"""Uploaded files on their way: under which names they go into the library."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.web.reports.go import Result
from assistant.web.reports.limits import too_large


@dataclass(frozen=True)
class Moved:
    """Uploads in their own folder under their names in the library; `renamed` has the former names of some."""

    files: list[Path]
    refused: list[Result]
    renamed: dict[str, str]


def move(uploads: Iterable[Path], folder: Path, held: Iterable[str]) -> Moved:
    """The uploads moved into a folder; `held` are the names in the library that none may take."""
    taken = {top(name) for name in held}
    moved = Moved([], [], {})
    for upload in uploads:
        if reason := too_large(upload):
            moved.refused.append(Result(upload.name, "failed", reason=reason))
            continue
        name = vacant(upload.name, taken)
        taken.add(name)
        if name != upload.name:
            moved.renamed[name] = upload.name
        shutil.move(upload, folder / name)
        moved.files.append(folder / name)
    return moved


def vacant(name: str, taken: set[str]) -> str:
    """The name, or 名称（2）.docx where it is taken: two units' 自评报告.docx must not replace each other.

    The same file again costs nothing: the library knows it by its content.
    """
    path, number = Path(name), 2
    while name in taken:
        name = f"{path.stem}（{number}）{path.suffix}"
        number += 1
    return name


def top(name: str) -> str:
    """The uploaded file that a document came in with: the archive of an archive's member."""
    return name.split("/", 1)[0]
