"""One person's desk: the facts on it, the run under way and the files made. One per browser session, never shared."""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakSet

from assistant.drafting.draft import Draft
from assistant.facts.model import ProjectFacts
from assistant.wiring import write_document

# A name that every file system, mail gateway and archive takes: letters (Chinese too), digits, a few marks.
_UNSAFE = re.compile(r"[^\w（）—-]+")
_LONGEST_NAME = 60


@dataclass(eq=False)
class Desk:
    """Files are made in a folder of their own under `root`. `stop` ends the present run; a new run gets a new one."""

    root: Path
    facts: ProjectFacts | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    busy: threading.Lock = field(default_factory=threading.Lock)
    folder: Path | None = None

    def save(self, draft: Draft) -> tuple[Path, Path]:
        """The draft as Word and as Markdown, in place of earlier ones."""
        self._clear()
        self.folder = Path(tempfile.mkdtemp(dir=self.root, prefix="desk-"))
        word, markdown = (self.folder / f"{file_name(draft.title)}{ending}" for ending in (".docx", ".md"))
        write_document(word, draft)
        write_document(markdown, draft)
        return word, markdown

    def close(self) -> None:
        """The person has left: end the run, remove the files."""
        self.stop.set()
        self._clear()

    def _clear(self) -> None:
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder = None


class Desks:
    """The desks in use, so that all can be cleared when the server ends; `root` takes their files."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._used: WeakSet[Desk] = WeakSet()

    def new(self) -> Desk:
        """An empty desk."""
        desk = Desk(self._root)
        self._used.add(desk)
        return desk

    def close(self) -> None:
        """End every run, remove every file."""
        for desk in list(self._used):
            desk.close()


def file_name(title: str) -> str:
    """A report's title as a file name without ending."""
    return _UNSAFE.sub("", title).strip("-_")[:_LONGEST_NAME] or "自评报告"
