from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.web.stocking import Stage, Stock, Stocking


@dataclass
class Result:
    file: str
    status: str = "added"
    reason: str = ""


class FakeLibrary:
    """Remembers what was put in; tells what the page saw while it was."""

    notice = ""

    def __init__(self, held: int = 0, fault: Exception | None = None) -> None:
        self.held, self.fault, self.seen = held, fault, []
        self.stocking: Stocking | None = None

    def is_empty(self) -> bool:
        if self.fault:
            raise self.fault
        return not self.held

    def documents(self) -> list[int]:
        return [0] * self.held

    def plan(self, paths):
        return [(Path(f"{n}.md"), f"{n}.md") for n in range(3)]

    def ingest(self, paths):
        for _, name in self.plan(paths):
            self.held += 1
            yield Result(name, "failed" if name == "1.md" else "added", "坏")
            self.seen.append(self.stocking.stock)


def _run(library) -> Stock:
    stocking = library.stocking = Stocking(library, Path("corpus"))
    stocking.run()
    return stocking.stock


def test_an_empty_library_is_filled_with_progress():
    library = FakeLibrary()
    assert _run(library) == Stock(Stage.READY, total=3)
    assert [(stock.stage, stock.done, stock.total) for stock in library.seen] == [
        (Stage.FILLING, n, 3) for n in (1, 2, 3)
    ]


def test_a_library_with_reports_is_left_alone():
    library = FakeLibrary(held=7)
    assert _run(library) == Stock(Stage.READY, total=7)
    assert library.held == 7


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (LibraryError("向量库打不开", hint="请检查磁盘。"), "向量库打不开"),
        (RuntimeError("boom"), "详情见服务的日志"),
    ],
)
def test_a_fault_is_told_in_chinese(fault, said):
    stock = _run(FakeLibrary(fault=fault))
    assert stock.stage is Stage.FAILED
    assert said in stock.note
    assert "boom" not in stock.note


def test_only_a_library_that_is_being_filled_excuses_itself():
    stocking = Stocking(FakeLibrary(), Path("corpus"))  # type: ignore[arg-type]
    excuses = {}
    for stage in Stage:
        stocking.stock = Stock(stage)
        excuses[stage] = bool(stocking.excuse)
    assert excuses == {stage: stage is Stage.FILLING for stage in Stage}
