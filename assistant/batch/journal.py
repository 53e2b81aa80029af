"""The journal of a batch, in its output folder: which projects are finished, and which files are the program's own.

Append-only JSON lines, flushed to disk; a line torn by a kill is skipped. `write` lines come before a file is put in its
place: what is there and in no such line was put there, or changed, by a person.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import InputError

STATE = ".batch"
_ENDINGS = (".docx", ".json")


def digest(path: Path) -> str:
    """What tells a file's content from another's; empty where there is no such file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


@dataclass
class Journal:
    """The journal of one output folder, as it was when it was opened and with what was added since."""

    out: Path
    _done: dict[tuple[str, str], str] = field(default_factory=dict)
    _own: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, out: Path) -> Journal:
        """The journal of that folder; empty where there is none yet."""
        made = cls(out)
        for entry in made._entries():
            made._take(entry)
        return made

    def finished(self, address: str, name: str) -> bool:
        """Whether a Word file and its data were made from this content under this name, and are still there. The Word
        file may have been edited since: that is its owner's.
        """
        known = self._done.get((address, name))
        word, data = (self.out / f"{name}{ending}" for ending in _ENDINGS)
        return known is not None and word.is_file() and digest(data) == known

    def is_own(self, path: Path) -> bool:
        """Whether a file is as the program wrote it."""
        return digest(path) in self._own

    def writing(self, content: str, name: str) -> None:
        """A file of this name and with this digest is about to be put in its place."""
        self._append({"write": content, "name": name})

    def done(self, address: str, name: str) -> None:
        """Both files of that content are in their places."""
        self._append({"done": address, "name": name, "data": digest(self.out / f"{name}.json")})

    def _take(self, entry: dict[str, Any]) -> None:
        match entry:
            case {"write": str(content)}:
                self._own.add(content)
            case {"done": str(address), "name": str(name), "data": str(data)}:
                self._done[address, name] = data

    @property
    def _path(self) -> Path:
        return self.out / STATE / "journal.jsonl"

    def _entries(self) -> Iterator[dict[str, Any]]:
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return
        for line in lines:
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(entry, dict):
                yield entry

    def _append(self, entry: dict[str, Any]) -> None:
        self._take(entry)
        # A leading line break ends a line that a kill may have torn; one write, so that workers' lines do not mix.
        line = f"\n{json.dumps(entry, ensure_ascii=False)}\n".encode("utf-8", "replace")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, line)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise InputError(
                f"写不了批量起草的记录 {self._path}：{error.strerror}", hint="请检查磁盘空间和权限。"
            ) from None
