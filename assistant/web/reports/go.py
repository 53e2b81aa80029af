"""One go of taking files in, as a value: how far it is, what became of each file, how it ended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """What became of one file, as `library.intake.Ingested` has it; `notes` are Chinese remarks."""

    file: str
    status: str
    sections: int = 0
    passages: int = 0
    uncertain: int = 0
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Go:
    """One go: `total` files (those within archives each for itself), the results so far, and how it ended.

    `fault` is message and hint of what ended it before its time. `seconds` is what it has taken.
    """

    total: int = 0
    results: tuple[Result, ...] = ()
    seconds: float = 0.0
    running: bool = False
    stopping: bool = False
    fault: tuple[str, str] | None = None

    @property
    def done(self) -> int:
        """Files that have their result."""
        return len(self.results)

    @property
    def left(self) -> int:
        """Files without a result: still to come, or given up."""
        return max(0, self.total - self.done)

    @property
    def seconds_left(self) -> float | None:
        """A guess by the files so far; None before there is anything to guess by."""
        return self.seconds / self.done * self.left if self.running and self.done >= 2 else None

    def count(self, status: str) -> int:
        """Results of that status."""
        return sum(one.status == status for one in self.results)
