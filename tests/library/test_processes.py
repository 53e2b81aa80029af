"""Several programs on one embedded library: nothing lost, nothing doubled, nobody crashes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.library.storage.index import Index
from assistant.library.storage.locks import Busy, FileLock, Stamp
from assistant.outline.kinds import Kind
from tests.library.chroma import MADE_BY, passage, record, vectors


def program(*given: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.library.other_program", *map(str, given)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )


def test_two_programs_write_while_two_search(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    index = Index(folder)
    index.replace(record("始"), [passage("始")], vectors((0, 0, 1)), MADE_BY)
    running = [
        program("write", folder, "甲", 8),
        program("write", folder, "乙", 8),
        program("search", folder, 2),
    ]
    seen = 0
    while any(one.poll() is None for one in running):
        found = {one.id for one in index.passages(Kind.OVERVIEW)}
        near = index.nearest(Kind.OVERVIEW, vectors((1, 1, 1)), 100)[0]
        assert len(near) == len({one.id for one in near})
        assert "始:1:overview" in found
        seen = max(seen, len(near))
        time.sleep(0.05)
    for one in running:
        out, fault = one.communicate()
        assert one.returncode == 0, fault
        assert out
    expected = {"始", *(f"{who}{number}" for who in "甲乙" for number in range(8) if number % 3 != 2)}
    assert {one.id for one in index.records()} == expected
    kept = index.passages(Kind.OVERVIEW)
    assert {one.document_id for one in kept} == expected
    assert len(kept) == len(expected)
    assert {one.text for one in kept} == {"正文1", "新文"}
    # The vectors too, for a program that had the library open all the time and for one that opens it now.
    assert len(index.nearest(Kind.OVERVIEW, vectors((1, 1, 1)), 100)[0]) == len(expected)
    late = program("search", folder, 0.5)
    assert late.communicate()[0].split()[-1] == str(len(expected))
    assert seen > 1


def test_a_program_that_waits_too_long_says_for_whom(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    index = Index(folder, patience=0.2)
    index.replace(record("甲"), [passage("甲")], vectors((1, 0, 0)), MADE_BY)
    other = program("hold", folder)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "holding\n"
        busy = rf"正被另一个程序（进程号 {other.pid}）写入"
        with pytest.raises(LibraryError, match=busy):
            index.replace(record("乙"), [passage("乙")], vectors((1, 0, 0)), MADE_BY)
        with pytest.raises(LibraryError, match=busy):
            index.passages(Kind.OVERVIEW)
    finally:
        other.kill()
        other.communicate()
    # The lock dies with its holder.
    index.replace(record("乙"), [passage("乙")], vectors((1, 0, 0)), MADE_BY)
    assert len(index.passages(Kind.OVERVIEW)) == 2


def test_a_killed_writer_leaves_whole_documents(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    index = Index(folder)
    told = 0
    for after in (0.02, 0.1, 0.25, 0.05):
        other = program("write", folder, "甲", 1000, told)
        assert other.stdout is not None
        other.stdout.readline()
        time.sleep(after)
        other.kill()
        told += 1 + len(other.communicate()[0].split())
        records = {one.id for one in index.records()}
        assert {f"甲{number}" for number in range(told) if number % 3 != 2} <= records
        kept = index.passages(Kind.OVERVIEW)
        assert sorted(one.document_id for one in kept) == sorted(records)
        near = index.nearest(Kind.OVERVIEW, vectors((1, 1, 2)), 100)[0]
        assert {one.id for one in near} == {one.id for one in kept}


def test_readers_read_together_and_a_writer_is_alone(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    with lock.shared(0), lock.shared(0), pytest.raises(Busy), lock.exclusive(0.05):
        pass
    with lock.exclusive(0), pytest.raises(Busy), lock.shared(0.05):
        pass
    with lock.exclusive(0):
        pass


def test_a_stamp_tells_one_change_from_another(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "stamp")
    assert stamp.read() == ""
    marks = [stamp.write() for _ in range(3)]
    assert len(set(marks)) == 3
    assert stamp.read() == marks[-1]
