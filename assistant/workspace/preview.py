"""The report as it will print: set by LibreOffice beside the page, one report after the other.

Without LibreOffice there are no pages: the paper itself is given, for a view of about the same measure.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.errors import InputError
from assistant.export.paper import Paper
from assistant.files.printing import can_print
from assistant.workspace.faults import told
from assistant.workspace.press import Press, key_of, replaced
from assistant.workspace.report import Report
from assistant.workspace.word import paper, word_file
from assistant.workspace.workspace import Workspace

MOST_WAITING = 20


@dataclass(frozen=True)
class Preview:
    """How far the print of a draft is: its `pages` (points, empty until it is set), or the `fault` that ended it (message,
    hint), or the `paper` alone where nothing can set it. `replaced` has the typefaces that this machine lacks.
    """

    draft: int
    key: str = ""
    pages: tuple[tuple[float, float], ...] = ()
    fault: tuple[str, str] | None = None
    paper: Paper | None = None
    replaced: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    before: int = 0
    """How many reports are set first."""
    notes: tuple[str, ...] = ()
    """How the report fits the unit's own template."""

    @property
    def working(self) -> bool:
        """Whether it is not known yet how it ends."""
        return not self.pages and self.fault is None and self.paper is None


@dataclass
class _Job:
    docx: bytes
    replaced: Mapping[str, str]
    begun: float = field(default_factory=time.monotonic)
    fault: tuple[str, str] | None = None


class Previews:
    """The previews of one workspace; everybody's pages share it."""

    def __init__(self, workspace: Workspace) -> None:
        self._press = Press(workspace.settings)
        self._jobs: dict[tuple[int, str], _Job] = {}
        self._lock = threading.Lock()
        self._going = False

    def begin(self, report: Report) -> Preview:
        """The report's pages, or how far they are; what is not kept is begun. Raises `InputError` where too many wait."""
        draft = report.entry.id
        if not can_print():
            return Preview(draft, paper=paper(report))
        made = word_file(report)
        docx = made.content
        key = key_of(docx)
        if self._press.has(draft, docx):
            return Preview(
                draft, key, self._press.sizes(draft, key), replaced=replaced(docx), notes=made.notes
            )
        with self._lock:
            job = self._jobs.get((draft, key))
            if job is None or job.fault:
                self._ask(draft, key, _Job(docx, replaced(docx)))
        return self.look(draft, key) or self.begin(report)

    def look(self, draft: int, key: str) -> Preview | None:
        """How far a print is that was begun; None once it is done. Whoever asks has shown that they may see the draft."""
        with self._lock:
            job = self._jobs.get((draft, key))
            if job is None:
                return None
            waiting = [one for one in self._jobs.values() if one.fault is None and one.begun < job.begun]
        seconds = time.monotonic() - job.begun
        return Preview(
            draft, key, fault=job.fault, replaced=job.replaced, seconds=seconds, before=len(waiting)
        )

    def _ask(self, draft: int, key: str, job: _Job) -> None:
        waiting = {name: one for name, one in self._jobs.items() if one.fault is None}
        if len(waiting) >= MOST_WAITING:
            raise InputError("现在排版的报告太多", hint="请过一会儿再打开预览；Word 文件可以直接下载。")
        # What failed was told to whoever waited for it.
        self._jobs = {**waiting, (draft, key): job}
        if not self._going:
            self._going = True
            threading.Thread(target=self._drain, name="print").start()

    def _drain(self) -> None:
        """One after the other, until none waits; once the server ends, the one under way is the last."""
        while threading.main_thread().is_alive():
            with self._lock:
                waiting = next((name for name, job in self._jobs.items() if job.fault is None), None)
                self._going = waiting is not None
            if waiting is None:
                return
            self._work(*waiting)

    def _work(self, draft: int, key: str) -> None:
        job = self._jobs[draft, key]
        try:
            self._press.printed(draft, job.docx)
            if not self._press.has(draft, job.docx):
                raise InputError("排版的结果存不下", hint="请管理员检查数据目录的磁盘空间和权限。")
        except Exception as error:
            job.fault = told(error)
        else:
            with self._lock:
                self._jobs.pop((draft, key), None)
