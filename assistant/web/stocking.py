"""Fills an empty library with the sample reports when the server first starts, beside the running page."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.library.library import Library

_log = logging.getLogger(__name__)


class Stage(StrEnum):
    """How far the library is."""

    OPENING = "opening"
    FILLING = "filling"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class Stock:
    """What stands in the library; `note` is Chinese: the file being read, a notice, or why it cannot be used."""

    stage: Stage = Stage.OPENING
    done: int = 0
    total: int = 0
    note: str = ""


class Stocking:
    """The filling of one library. `stock` is replaced whole, so any thread may read it at any time."""

    def __init__(self, library: Library, folder: Path) -> None:
        self._library, self._folder = library, folder
        self.stock = Stock()

    @property
    def excuse(self) -> str:
        """Why nobody should wait for the library now; empty where it answers at once (or tells its fault itself)."""
        if self.stock.stage is not Stage.FILLING:
            return ""
        return "参考资料库正在建立，这一稿没有参考段落；建好后重新起草即可看到。"

    def start(self) -> None:
        """Open the library, and fill it if it is empty, in a thread that dies with the server."""
        threading.Thread(target=self.run, name="stocking", daemon=True).start()

    def run(self) -> None:
        """The work itself; faults end up in `stock`."""
        try:
            if self._library.is_empty():
                self._fill()
            self.stock = Stock(Stage.READY, total=len(self._library.documents()), note=self._library.notice)
        except AssistantError as error:
            self.stock = Stock(Stage.FAILED, note=str(error))
        except Exception:
            _log.exception("stocking failed")
            self.stock = Stock(Stage.FAILED, note="参考资料库打不开，详情见服务的日志。")

    def _fill(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        total = len(self._library.plan([self._folder]))
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("首次启动，正在加入样例报告", total=total)
            for done, result in enumerate(self._library.ingest([self._folder]), 1):
                if result.status == "failed":
                    _log.warning("样例报告 %s 没有加入：%s", result.file, result.reason)
                bar.update(task, completed=done)
                self.stock = Stock(Stage.FILLING, done, total, result.file)
