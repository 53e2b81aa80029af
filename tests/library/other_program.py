"""Another program at work on the same library: `python -m tests.library.other_program DOING FOLDER …`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from assistant.library.storage.index import Index
from assistant.library.storage.reindexing import reindex
from assistant.outline.kinds import Kind
from tests.library.chroma import MADE_BY, passage, record, source, vectors
from tests.library.conftest import FakeEmbedder


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def write(folder: Path, prefix: str, count: str, first: str = "0") -> None:
    """Store documents one after the other, each twice; every third goes again."""
    index = Index(folder)
    for number in range(int(first), int(count)):
        name = f"{prefix}{number}"
        for text in ("旧文", "新文"):
            one = passage(name, text=text)
            index.replace(record(name), [one], vectors((1, number, 2)), MADE_BY, source(name))
        if number % 3 == 2:
            index.delete(name)
        tell(name)


def hold(folder: Path) -> None:
    """Be in the middle of a change until killed."""

    def forever(_: object) -> None:
        tell("holding")
        time.sleep(600)

    Index(folder).store.write(forever)


def renew(folder: Path, embedder: str) -> None:
    """Re-index, telling of each step."""
    made = FakeEmbedder(embedder, 3)
    reindex(Index(folder), made, on_progress=lambda done, total: tell(f"{done} {total}"))


def search(folder: Path, seconds: str) -> None:
    """Search and read for a while; what is found must be there."""
    index = Index(folder)
    until = time.monotonic() + float(seconds)
    while time.monotonic() < until:
        near = index.nearest(Kind.OVERVIEW, vectors((1, 1, 2)), 50)[0]
        assert len({one.id for one in near}) == len(near)
        index.fetch(Kind.OVERVIEW, [one.id for one in near])
        tell(str(len(near)))


if __name__ == "__main__":
    {"write": write, "hold": hold, "renew": renew, "search": search}[sys.argv[1]](
        Path(sys.argv[2]), *sys.argv[3:]
    )
