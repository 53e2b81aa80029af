"""Uploaded files into the library, in a thread of the server: one go at a time, whoever looks on.

The work goes on when the browser is closed; its results stay until the next go. Uploads are deleted as soon as
they are read, and all of them at the end, whatever it is.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.web.faults import told
from assistant.web.reports.go import Go, Result
from assistant.web.reports.limits import check
from assistant.web.reports.uploads import Moved, move, top

if TYPE_CHECKING:
    from assistant.library.intake.taking import Ingested
    from assistant.library.library import Library

_log = logging.getLogger(__name__)


class Taking:
    """The one go of this server; `go` may be read by any thread at any time. Uploads lie below `root`."""

    def __init__(self, library: Library, root: Path) -> None:
        self._library, self._root = library, root
        self._starting = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._go = Go()
        self._since = 0.0

    @property
    def go(self) -> Go:
        """The present go, or the last."""
        now = self._go
        if not now.running:
            return now
        return replace(now, seconds=time.monotonic() - self._since, stopping=self._stop.is_set())

    def begin(self, uploads: Sequence[Path], *, replacing: bool = False) -> None:
        """Move the uploads away and start; with `replacing` a file takes the place of the report of its name.

        Raises `InputError` while another go is under way, and where the files are too many or too large: then
        the uploads lie where they were.
        """
        with self._starting:
            self._begin(uploads, replacing)

    def discard(self, uploads: Iterable[Path]) -> None:
        """Delete what was uploaded and is not wanted."""
        for upload in uploads:
            if self._is_upload(upload):
                upload.unlink(missing_ok=True)

    def stop(self) -> None:
        """No further file; what was read stays."""
        self._stop.set()

    def close(self) -> None:
        """The server ends: stop, and wait a little for the file under way."""
        self.stop()
        if self._thread:
            self._thread.join(2)

    def wait(self) -> Go:
        """The go when it has ended."""
        if self._thread:
            self._thread.join()
        return self._go

    def _is_upload(self, path: Path) -> bool:
        """Whether a file is ours to move and delete: its path came from a browser."""
        return path.is_file() and path.resolve().is_relative_to(self._root.resolve())

    def _begin(self, uploads: Sequence[Path], replacing: bool) -> None:
        if self._go.running:
            raise InputError("正在加入另一批文件，请等它完成。", hint="进度见上方，也可以先停止它。")
        # Equal files of one name lie at one place.
        uploads = [upload for upload in dict.fromkeys(uploads) if self._is_upload(upload)]
        if not uploads:
            raise InputError("没有收到文件。", hint="请重新选择后再试。")
        check(uploads)
        held = () if replacing else [record.name for record in self._library.documents()]
        folder = Path(tempfile.mkdtemp(dir=self._root, prefix="reports-"))
        try:
            moved = move(uploads, folder, held)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._stop.clear()
        self._since = time.monotonic()
        self._go = Go(len(moved.files) + len(moved.refused), tuple(moved.refused), running=True)
        self._thread = threading.Thread(target=self._run, args=(moved, folder), name="taking-in", daemon=True)
        self._thread.start()

    def _run(self, moved: Moved, folder: Path) -> None:
        fault: tuple[str, str] | None = None
        try:
            self._take_in(moved)
        except Exception as error:  # the request of a person ends here
            fault = told(error)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            seconds = time.monotonic() - self._since
            self._go = replace(self._go, running=False, fault=fault, seconds=seconds)
            _log.info("taken in files=%d of=%d ms=%d", self._go.done, self._go.total, seconds * 1000)

    def _take_in(self, moved: Moved) -> None:
        own = {file.name: file for file in moved.files}
        self._go = replace(self._go, total=self._go.done + len(self._library.plan(moved.files)))
        results = self._library.ingest(moved.files)
        try:
            for one in results:
                if one.file in own:
                    own[one.file].unlink(missing_ok=True)
                done = (*self._go.results, _result(one, moved.renamed.get(top(one.file))))
                self._go = replace(self._go, results=done, total=max(self._go.total, len(done)))
                if self._stop.is_set():
                    return
        finally:
            # A stop must end the reading processes now, not when the generator is forgotten.
            if close := getattr(results, "close", None):
                close()


def _result(one: Ingested, former: str | None) -> Result:
    notes = one.notes
    if former and one.status == "added":
        notes = (*notes, f"已有另一份“{former}”，这一份改了名，两份都在。")
    return Result(one.file, one.status, one.sections, one.passages, one.uncertain, one.reason, notes)
