"""The built wheel holds all it needs: unpacked alone and run from an empty folder, it drafts a sample."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built, folder = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("unpacked")
    line = [sys.executable, "-m", "uv", "build", "--wheel", "--quiet", "--out-dir", str(built), str(ROOT)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_drafts_a_sample_from_an_empty_folder(unpacked, tmp_path):
    sample = next(iter(sorted((unpacked / "assistant/data/corpus").glob("*.yaml"))))
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "ASSISTANT_HOME": str(tmp_path / "home")}
    code = "import assistant, sys; print(assistant.__file__); from assistant.cli import main; main()"
    line = [sys.executable, "-c", code, "draft", str(sample), "-o", "draft.docx", "--pack", "yunnan"]
    done = subprocess.run(line, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(unpacked))
    assert (tmp_path / "draft.docx").stat().st_size > 5000


def test_everything_that_is_not_python_is_in_the_wheel(unpacked):
    for folder in ("prompts", "corpus"):
        shipped = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file()}
        packed = {
            path.relative_to(unpacked / "assistant/data" / folder)
            for path in (unpacked / "assistant/data" / folder).rglob("*")
            if path.is_file()
        }
        assert packed == shipped
