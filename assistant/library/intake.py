"""One file → its record and passages, or the reason why not. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from assistant.errors import DocumentError
from assistant.library.documents import SourceDocument
from assistant.library.index import DocumentRecord
from assistant.library.loaders import SUFFIXES
from assistant.library.passages import Passage, passages_of
from assistant.library.tree import grow


@dataclass(frozen=True)
class Ingested:
    """What became of one file; `reason` is Chinese, empty where the file was added."""

    file: str
    status: Literal["added", "unchanged", "failed"]
    sections: int = 0
    passages: int = 0
    reason: str = ""


def plan(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """The files to read, each with its name in the library.

    A folder is walked for supported files; a file in it is named by its path below the folder, so that two of
    one name in different folders stay two documents. A file that is named directly is taken whatever its
    ending.
    """
    found: dict[Path, str] = {}
    for path in paths:
        if not path.is_dir():
            found.setdefault(path, path.name)
            continue
        for file in sorted(path.rglob("*")):
            inside = file.relative_to(path)
            hidden = any(part.startswith((".", "~$")) for part in inside.parts)
            if file.suffix.lower() in SUFFIXES and not hidden and file.is_file():
                found.setdefault(file, inside.as_posix())
    return list(found.items())


def taken_in(document: SourceDocument, name: str) -> tuple[DocumentRecord, tuple[Passage, ...]]:
    """A document's record and passages under its name in the library.

    Raises `DocumentError` where the text has no numbered sections to learn from.
    """
    key = sha256(name.encode("utf-8", "replace")).hexdigest()[:16]
    tree = grow(document.text, Path(name).stem)
    passages = passages_of(replace(document, name=name), tree, key)
    if not passages:
        raise DocumentError(
            f"文件“{name}”里没有可用的章节。", hint="请核对标题是否编有序号（一、 （一） 1.）。"
        )
    record = DocumentRecord(
        id=key,
        name=name,
        digest=document.digest,
        title=tree.title,
        sections=len(tree.sections),
        passages=len({passage.part for passage in passages}),
        year=tree.year,
        unit=tree.unit,
        region=tree.profile.region,
        project_type=tree.profile.project_type,
    )
    return record, passages
