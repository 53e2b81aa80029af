"""One run: the pipeline's events become screens, a few a second, until the draft is finished, stopped or failed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.drafting.draft import WriterName
from assistant.drafting.pipeline import Job, titled
from assistant.errors import AssistantError, InputError, PackError
from assistant.facts.model import ProjectFacts
from assistant.outline.packs import load_pack
from assistant.settings import Settings
from assistant.web.batches import batched
from assistant.web.board import Board
from assistant.web.desk import Desk
from assistant.web.faults import logged
from assistant.web.kept import KeptExemplars
from assistant.web.origins import Origins
from assistant.web.views import status
from assistant.web.views.exemplars import exemplars_list, no_exemplars_yet
from assistant.web.views.findings import findings_table, no_findings_yet
from assistant.web.views.sheet import empty_sheet, preparing_sheet, sheet
from assistant.wiring import make_draft


@dataclass(frozen=True)
class Order:
    """What is asked for: the pack's id, who writes, and whether finished sections of an earlier run are kept."""

    pack: str
    writer: WriterName
    resume: bool = True


@dataclass(frozen=True)
class Screen:
    """The right side of the page, as HTML, at one moment. `files` are the Word and Markdown files, when finished."""

    status: str
    sheet: str
    findings: str
    exemplars: str
    running: bool = False
    files: tuple[Path, Path] | None = None
    flaws: int = 0


def blank_screen() -> Screen:
    """Before anything is drafted."""
    return Screen(status.ready(), empty_sheet(), no_findings_yet(), no_exemplars_yet())


def drafting(desk: Desk, order: Order, settings: Settings, kept: KeptExemplars) -> Iterator[Screen]:
    """The screens of one run on a desk; `kept` is new for each run. Whoever stops reading ends the run."""
    if desk.facts is None:
        yield _refused(InputError("还没有选择事实", hint="请先在左侧选一个样例，或上传事实文件。"))
        return
    if not desk.busy.acquire(blocking=False):
        return
    stop = desk.stop = threading.Event()
    try:
        yield from _Run(desk, desk.facts, order, stop).screens(settings, kept)
    except PackError as error:
        yield _refused(error)
    finally:
        stop.set()
        desk.busy.release()


def _refused(error: AssistantError) -> Screen:
    return replace(blank_screen(), status=status.failed(error.message, error.hint))


class _Run:
    """The board of one run and how it looks."""

    def __init__(self, desk: Desk, facts: ProjectFacts, order: Order, stop: threading.Event) -> None:
        self._desk, self._facts, self._order, self._stop = desk, facts, order, stop
        self._pack = load_pack(order.pack)
        self._origins = Origins(facts, self._pack)
        self._board = Board(titled(self._pack.report_title, facts))
        self._since = time.monotonic()

    def screens(self, settings: Settings, kept: KeptExemplars) -> Iterator[Screen]:
        yield self._working()
        try:
            job = Job(self._facts, self._pack, stop=self._stop)
            order = self._order
            events = make_draft(
                settings, self._facts, self._pack, order.writer, resume=order.resume, exemplars=kept, job=job
            )
            for batch in batched(events, self._stop):
                for event in batch:
                    self._board.take(event)
                yield self._working()
            files = self._desk.save(self._board.draft) if self._board.draft else None
        except AssistantError as error:
            yield self._ended(status.failed(error.message, self._advice(error.hint)), kept)
        except Exception as error:
            number = logged(error)
            yield self._ended(
                status.failed(f"程序内部出错（编号{number}）", self._advice("请把编号告诉管理员。")), kept
            )
        else:
            yield self._ended(status.finished(self._board), kept, files)

    def _working(self) -> Screen:
        seconds = time.monotonic() - self._since
        paper = sheet(self._board, self._origins) if self._board.parts else preparing_sheet()
        return Screen(
            status.working(self._board, seconds), paper, no_findings_yet(), no_exemplars_yet(), running=True
        )

    def _ended(self, line: str, kept: KeptExemplars, files: tuple[Path, Path] | None = None) -> Screen:
        board = self._board
        board.end()
        headings = {part.id: part.heading for part in board.parts.values()}
        return Screen(
            status=line,
            sheet=sheet(board, self._origins) if board.parts else empty_sheet(),
            findings=findings_table(board.draft) if board.draft else no_findings_yet(),
            exemplars=exemplars_list(kept.found, headings, kept.fault),
            files=files,
            flaws=len(board.draft.findings) if board.draft else 0,
        )

    def _advice(self, hint: str) -> str:
        """What is kept, and how to go on."""
        if self._order.writer == "offline":
            return hint
        kept = f"已写好的{self._board.done}节已保存，" if self._board.done else ""
        return f"{hint}{kept}排除问题后再点“开始起草”接着写；也可以改用离线方式。"
