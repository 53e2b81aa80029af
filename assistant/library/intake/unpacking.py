"""A zip → its members as files in a folder, each to be taken in on its own. Done in a child process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.errors import DocumentError

MAX_ARCHIVE = 512 * 1024 * 1024
ARCHIVES = (".zip",)
# Bytes of a file name that every file system takes.
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Member:
    """A file of an archive: its name inside, and where it lies now, or why it was refused (Chinese)."""

    name: str
    path: str = ""
    reason: str = ""


def unpacked(archive: Path, name: str, folder: Path) -> tuple[Member, ...]:
    """Write the supported members below `folder`; those that are refused come with their reason.

    Raises `DocumentError` where the archive itself cannot be read.
    """
    from assistant.library.loaders.archive import members

    found: list[Member] = []
    for inside, content in members(name, _content(archive)):
        if isinstance(content, DocumentError):
            found.append(Member(inside, reason=str(content)))
            continue
        place = folder / f"{len(found):05}" / _short(PurePosixPath(inside).name)
        place.parent.mkdir()
        place.write_bytes(content)
        found.append(Member(inside, str(place)))
    return tuple(found)


def _content(archive: Path) -> bytes:
    try:
        if archive.stat().st_size > MAX_ARCHIVE:
            raise DocumentError(
                f"压缩包“{archive.name}”超过 {MAX_ARCHIVE // 1048576} MB 的上限。", hint="请分成几个压缩包。"
            )
        return archive.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"找不到文件“{archive}”。", hint="请核对路径。") from None
    except OSError as fault:
        raise DocumentError(f"压缩包“{archive.name}”打不开：{fault.strerror}。") from fault


def _short(name: str) -> str:
    """A name that can be written, with its ending."""
    ending = PurePosixPath(name).suffix
    stem = name.removesuffix(ending)
    while len((stem + ending).encode("utf-8", "replace")) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem.encode("utf-8", "replace").decode() + ending
