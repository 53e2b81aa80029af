"""What a loader has to tell the user about pages that were recognised, left unread or partly hidden, and the
limits on recognition: pages and seconds a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from time import monotonic

from assistant.library.loaders.reflow import Line

MAX_RECOGNISED = 60
TEXT_SECONDS = 120.0
RECOGNITION_SECONDS = 600.0


class Remarks:
    """Collects while one file is read; its clock starts when it is made."""

    def __init__(self) -> None:
        self._began = monotonic()
        self._sure: list[tuple[float, int]] = []  # confidence and length of each recognised line
        self._recognised: list[int] = []
        self._unread: dict[str, list[int]] = {}
        self.hidden = 0
        self.layered = 0

    def may_read(self, page: int) -> bool:
        """Whether there is time left for a page of text; a page without is noted."""
        return self._in_time(page, RECOGNITION_SECONDS if self._recognised else TEXT_SECONDS)

    def may_recognise(self, page: int) -> bool:
        """Whether a page is within the limits of recognition; one that is not is noted."""
        if len(self._recognised) >= MAX_RECOGNISED:
            self.unread(page, f"一个文件最多识别 {MAX_RECOGNISED} 页")
            return False
        return self._in_time(page, RECOGNITION_SECONDS)

    def _in_time(self, page: int, limit: float) -> bool:
        if monotonic() - self._began <= limit:
            return True
        self.unread(page, f"处理超过 {limit:.0f} 秒")
        return False

    def recognised(self, page: int, lines: Iterable[Line]) -> None:
        self._recognised.append(page)
        self._sure += [(line.confidence, len(line.text)) for line in lines if line.confidence is not None]

    def unread(self, page: int, reason: str) -> None:
        self._unread.setdefault(reason, []).append(page)

    def notes(self, medium: str = "扫描件") -> tuple[str, ...]:
        """Chinese sentences for the user; empty where there is nothing to say."""
        found: list[str] = []
        if self._recognised:
            letters = sum(length for _, length in self._sure)
            mean = sum(sure * length for sure, length in self._sure) / letters if letters else 0.0
            told = f"平均可信度 {mean:.2f}，请核对" if letters else "但没有认出文字，请核对"
            found.append(f"第{_listed(self._recognised)}页是{medium}，文字由识别得到，{told}")
        if self.layered:
            found.append(f"扫描件自带的 {self.layered} 个识别文字没有采用，以图上看得见的为准")
        if self.hidden:
            found.append(f"有 {self.hidden} 个字是看不见的（白色、透明或极小），已略去")
        found += [f"第{_listed(pages)}页没有读：{reason}" for reason, pages in self._unread.items()]
        return tuple(found)


def _listed(pages: list[int]) -> str:
    """Page numbers as people list them: 1、3—6、9."""
    runs = [
        [page for _, page in run] for _, run in groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0])
    ]
    said = ("、".join(map(str, run)) if len(run) < 3 else f"{run[0]}—{run[-1]}" for run in runs)
    return "、".join(said)
