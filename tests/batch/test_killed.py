"""kill -9 of the whole process group while projects are drafted: `python -m eval.batch` does the same many times."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from eval.batch import killing
from eval.batch.folder import make_folder
from eval.batch.killing import kill_often

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills process groups by signal")


def test_nothing_finished_is_redone_or_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_folder(tmp_path / "facts", 5)
    (tmp_path / "home").mkdir()
    monkeypatch.setattr(killing, "_after", lambda number, seconds: lambda at, drafted: drafted >= 2)
    outcome = kill_often(tmp_path / "facts", tmp_path / "out", tmp_path / "home", kills=1)
    assert (outcome.kills, outcome.batches) == (1, 1)
    # What a worker had finished but the command had not told yet when both died is not told as new afterwards.
    assert 3 <= outcome.told <= 5
    assert outcome.as_json()["faults"] == 0, outcome


def test_a_half_file_would_show(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(b"PK\x03\x04 half")
    (tmp_path / "乙.json").write_text('{"a": ', encoding="utf-8")
    (tmp_path / "丙.json").write_text('{"a": 1}', encoding="utf-8")
    assert sorted(killing._halves(tmp_path)) == ["乙.json", "甲.docx"]


def test_a_missing_project_would_show(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(b"PK")
    document = {
        "projects": [{"file": "甲.yaml", "status": "done", "output": str(tmp_path / "甲.docx")}],
        "reports": [],
    }
    faults = killing._lacking(document, tmp_path, 2)
    assert len(faults) == 3 and "甲.yaml: done" in faults
