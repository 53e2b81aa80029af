"""What to take in and what it becomes: files → a plan; a document → its record and passages. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from assistant.errors import DocumentError
from assistant.library.documents import SourceDocument
from assistant.library.intake.unpacking import ARCHIVES
from assistant.library.loaders import SUFFIXES
from assistant.library.passages import Passage, passages_of
from assistant.library.quality import grade
from assistant.library.storage.index import DocumentRecord
from assistant.library.structure.corrections import Correction, corrected
from assistant.library.structure.tree import SectionTree, grow


@dataclass(frozen=True)
class Ingested:
    """What became of one file; `reason` is Chinese, empty where the file was added.

    `uncertain` counts the sections whose kind a person should look at; `notes` are the loader's remarks on how
    the file was read.
    """

    file: str
    status: Literal["added", "unchanged", "failed"]
    sections: int = 0
    passages: int = 0
    reason: str = ""
    uncertain: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """A document ready to be stored: its record, its passages, and the text they were made from."""

    record: DocumentRecord
    passages: tuple[Passage, ...]
    source: SourceDocument


def plan(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """The files to read, each with its name in the library; an archive is one file here.

    A folder is walked for supported files; a file in it is named by its path below the folder, so that two of
    one name in different folders stay two documents. A file that is named directly is taken whatever its
    ending. Where two files would get one name, the later one keeps the folder that it lies in.
    """
    found: dict[Path, str] = {}
    names: set[str] = set()
    for path in paths:
        for file, name in _below(path) if path.is_dir() else [(path, path.name)]:
            if file not in found:
                found[file] = _apart(name, file, names)
                names.add(found[file])
    return list(found.items())


def _below(folder: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        hidden = any(part.startswith((".", "~$")) for part in inside.parts)
        if (file.suffix.lower() in SUFFIXES or is_archive(file)) and not hidden and file.is_file():
            yield file, inside.as_posix()


def is_archive(path: Path) -> bool:
    """Whether a file's members are taken in, not the file."""
    return path.suffix.lower() in ARCHIVES


def document_id(name: str) -> str:
    """The id of the document of this name: 16 hexadecimal digits."""
    return sha256(name.encode("utf-8", "replace")).hexdigest()[:16]


def derived(document: SourceDocument, name: str, correction: str | None = None) -> Taken:
    """What a document becomes under its name in the library, with what a person corrected (JSON).

    Raises `DocumentError` where the text has no sections to learn from.
    """
    key = document_id(name)
    source = replace(document, name=name)
    tree = read_tree(source, correction)
    quality = grade(tree, source)
    passages = passages_of(source, tree, key, quality.score)
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
        project=tree.profile.projects[0] if tree.profile.projects else None,
        pack=tree.pack,
        uncertain=len(tree.uncertain()),
        corrected=correction is not None,
        quality=quality.score,
        faults="\n".join(quality.faults),
        notes="\n".join(document.notes),
    )
    return Taken(record, passages, source)


def read_tree(source: SourceDocument, correction: str | None = None) -> SectionTree:
    """The section tree of a document under its name in the library, with what a person corrected (JSON)."""
    tree = grow(source.text, Path(source.name).stem, source.styles)
    return corrected(tree, Correction.from_json(correction)) if correction else tree


def _apart(name: str, path: Path, taken: set[str]) -> str:
    """The name, as text that can be stored; with as many folders before it as tell it from the others."""
    candidates = [
        name,
        *("/".join(path.absolute().parts[start:]) for start in range(len(path.absolute().parts) - 2, 0, -1)),
    ]
    clean = [one.encode("utf-8", "replace").decode() for one in candidates]
    return next((one for one in clean if one not in taken), clean[0])
