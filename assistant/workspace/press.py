"""Reports as PDF, made by LibreOffice and kept by their content: the same report is not set twice.

The folder holds at most `MOST_FILES` and `MOST_BYTES`; those not looked at for longest go first.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from assistant.errors import NotThere
from assistant.files.printing import page_png, page_sizes, pdf_of
from assistant.files.typefaces import faces_of, installed, stand_ins
from assistant.settings import Settings

MOST_FILES = 60
MOST_BYTES = 200_000_000
_KEY = re.compile(r"[0-9a-f]{32}")
# How a page is drawn: sharp at twice the size of a window's column.
DPI = 144


class Press:
    """The kept PDFs of one home, each by the draft that it shows and its content's key."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.home / "cache" / "print"

    def printed(self, draft: int, docx: bytes) -> bytes:
        """The file as PDF. Raises `DocumentError` where LibreOffice is absent or fails."""
        path = self._path(draft, key_of(docx))
        with suppress(OSError):
            kept = path.read_bytes()
            os.utime(path)
            return kept
        made = pdf_of(docx, {face: stand_in for face, stand_in in replaced(docx).items() if stand_in})
        self._keep(path, made)
        return made

    def has(self, draft: int, docx: bytes) -> bool:
        """Whether it is kept."""
        return self._path(draft, key_of(docx)).is_file()

    def sizes(self, draft: int, key: str) -> tuple[tuple[float, float], ...]:
        """Width and height of each page of what is kept, in points. Raises `NotThere`."""
        return page_sizes(self._kept(draft, key))

    def page(self, draft: int, key: str, number: int) -> bytes:
        """A page of what is kept as PNG; the first is 1. Raises `NotThere`, `DocumentError`."""
        return page_png(self._kept(draft, key), number, DPI)

    def _kept(self, draft: int, key: str) -> bytes:
        try:
            return self._path(draft, key).read_bytes()
        except OSError:
            raise NotThere("这一版的预览已经清理", hint="请刷新预览。") from None

    def _path(self, draft: int, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise NotThere("没有这一页", hint="请刷新预览。")
        return self._folder / f"{draft}-{key}.pdf"

    def _keep(self, path: Path, content: bytes) -> None:
        """What cannot be kept is made again the next time."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            waiting = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.tmp")
            waiting.write_bytes(content)
            waiting.replace(path)
            self._clear(path)

    def _clear(self, newest: Path) -> None:
        kept = sorted(self._folder.glob("*.pdf"), key=lambda one: one.stat().st_mtime, reverse=True)
        held = 0
        for number, path in enumerate(kept, 1):
            held += path.stat().st_size
            if path != newest and (number > MOST_FILES or held > MOST_BYTES):
                path.unlink(missing_ok=True)


def key_of(docx: bytes) -> str:
    """What a file's PDF is kept under: another set of fonts sets it otherwise."""
    fonts = repr(sorted(replaced(docx).items())).encode()
    return hashlib.sha256(docx + fonts).hexdigest()[:32]


def replaced(docx: bytes) -> Mapping[str, str]:
    """The faces of a file that this machine lacks, with what stands in."""
    return stand_ins(faces_of(docx), installed())
