"""The journal: what was appended is there after a kill, a torn line is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.draft import SectionDraft
from assistant.store.journal import Journal


def section(text: str) -> SectionDraft:
    return SectionDraft(id="a", heading="一、基本情况", level=1, kinds=["overview"], text=text)


def test_what_is_appended_is_read_back_and_the_latest_wins(tmp_path):
    journal = Journal(tmp_path / "deep" / "x.jsonl")
    assert journal.sections() == {}
    journal.append("k1", section("甲"))
    journal.append("k2", section("乙"))
    journal.append("k1", section("丙"))
    assert {key: one.text for key, one in journal.sections().items()} == {"k1": "丙", "k2": "乙"}


@given(cut=st.integers(min_value=0, max_value=400))
def test_a_torn_file_loses_only_its_last_line(tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("journal") / "x.jsonl"
    journal = Journal(path)
    journal.append("k1", section("甲"))
    whole = path.stat().st_size
    journal.append("k2", section("乙"))
    with path.open("rb+") as file:
        file.truncate(min(whole + cut, path.stat().st_size))
    assert journal.sections()["k1"].text == "甲"
    journal.append("k3", section("丁"))
    assert journal.sections()["k3"].text == "丁"


WRITER = """
import sys
from pathlib import Path
from assistant.drafting.draft import SectionDraft
from assistant.store.journal import Journal
journal = Journal(Path(sys.argv[1]))
for number in range(10000):
    text = f"第{number}节" * 50
    journal.append(str(number), SectionDraft(id="a", heading="h", level=1, kinds=[], text=text))
    print(number, flush=True)
"""


def test_a_kill_loses_nothing_that_was_reported(tmp_path):
    path = tmp_path / "x.jsonl"
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    reported = [process.stdout.readline()]
    time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    reported += process.stdout.read().splitlines()
    process.wait()
    kept = Journal(path).sections()
    for number in (line.strip() for line in reported if line.strip()):
        assert kept[number].text == f"第{number}节" * 50
