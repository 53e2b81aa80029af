"""The cache: kept over processes, bounded, private, and never a reason for a draft to fail."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.drafting.draft import SectionDraft, Step, Usage
from assistant.store.cache import SectionCache

ROOMY = 10_000_000


def section(text: str) -> SectionDraft:
    usage = Usage(calls=1, steps=[Step(outcome="sound")])
    return SectionDraft(id="a", heading="一、基本情况", level=1, kinds=["overview"], text=text, usage=usage)


def test_what_is_put_is_found_again_by_another(tmp_path):
    path = tmp_path / "deep" / "s.sqlite"
    assert SectionCache(path, ROOMY).get("k") is None
    assert not path.exists()
    SectionCache(path, ROOMY).put("k", section("甲"))
    SectionCache(path, ROOMY).put("k", section("乙"))
    assert SectionCache(path, ROOMY).get("k") == section("乙")
    assert SectionCache(path, ROOMY).get("other") is None


def test_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "s.sqlite"
    before = os.umask(0)
    try:
        SectionCache(path, ROOMY).put("k", section("甲"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_bounded_and_the_oldest_use_goes_first(tmp_path):
    path = tmp_path / "s.sqlite"
    one = len(section("文" * 1000).model_dump_json().encode())
    cache = SectionCache(path, one * 3)
    for key in ("a", "b", "c"):
        cache.put(key, section("文" * 1000))
    assert cache.get("a")
    cache.put("d", section("文" * 1000))
    assert [key for key in "abcd" if cache.get(key)] == ["a", "c", "d"]
    for number in range(50):
        cache.put(str(number), section("文" * 1000))
    assert path.stat().st_size < one * 3 + 60_000


def test_what_is_too_large_for_it_is_not_kept(tmp_path):
    cache = SectionCache(tmp_path / "s.sqlite", 100)
    cache.put("k", section("文" * 1000))
    assert cache.get("k") is None
    nothing = SectionCache(tmp_path / "none.sqlite", 0)
    nothing.put("k", section("甲"))
    assert nothing.get("k") is None
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize("content", [b"not a database at all " * 50, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_file_is_put_aside(tmp_path, content):
    path = tmp_path / "s.sqlite"
    path.write_bytes(content)
    cache = SectionCache(path, ROOMY)
    assert cache.get("k") is None
    cache.put("k", section("甲"))
    cache.put("k", section("甲"))
    found = cache.get("k")
    assert found and found.text == "甲"


def test_an_entry_of_another_shape_is_a_miss(tmp_path):
    path = tmp_path / "s.sqlite"
    cache = SectionCache(path, ROOMY)
    cache.put("k", section("甲"))
    with sqlite3.connect(path) as base:
        base.execute("UPDATE sections SET section = '{\"id\": 3}'")
    assert cache.get("k") is None


def test_a_place_that_cannot_be_written_is_no_error(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x")
    cache = SectionCache(blocked / "s.sqlite", ROOMY)
    cache.put("k", section("甲"))
    assert cache.get("k") is None


def test_a_locked_file_is_a_miss(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.store.cache._WAIT_SECONDS", 0.01)
    path = tmp_path / "s.sqlite"
    cache = SectionCache(path, ROOMY)
    cache.put("k", section("甲"))
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    assert cache.get("k") is None
    cache.put("k", section("乙"))
    holder.rollback()
    holder.close()
    found = cache.get("k")
    assert found and found.text == "甲"


def test_several_threads_use_it_at_once(tmp_path):
    cache = SectionCache(tmp_path / "s.sqlite", ROOMY)

    def use(number: int) -> bool:
        cache.put(str(number), section(f"第{number}节"))
        found = cache.get(str(number))
        return bool(found and found.text == f"第{number}节")

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(40)))


WRITER = """
import sys
from pathlib import Path
from assistant.drafting.draft import SectionDraft
from assistant.store.cache import SectionCache
cache = SectionCache(Path(sys.argv[1]), 10_000_000)
for number in range(30):
    key = f"{sys.argv[2]}-{number}"
    cache.put(key, SectionDraft(id="a", heading="h", level=1, kinds=[], text=key))
"""


def test_several_processes_use_it_at_once(tmp_path: Path):
    path = tmp_path / "s.sqlite"
    running = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in "xyz"]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    cache = SectionCache(path, ROOMY)
    for name in "xyz":
        for number in range(30):
            found = cache.get(f"{name}-{number}")
            assert found and found.text == f"{name}-{number}"
