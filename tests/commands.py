"""Runs the command line as a user does: an own home, no inherited settings; in this process or in one of its own."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from assistant import cli


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON document on stdout; raises if there is anything else."""
        return json.loads(self.out)


def assistant(*arguments: str | Path, home: Path, cwd: Path | None = None, **settings: str) -> Ran:
    """`assistant …` with ASSISTANT_<SETTING> variables and nothing else of that name; a fault of ours is raised.

    In this process, from the console script's `main` on: a process of its own costs a second for its imports alone.
    """
    out, err = io.StringIO(), io.StringIO()
    line = ["assistant", *map(str, arguments)]
    code = 0
    with (
        patch.dict(os.environ, _environment(home, settings), clear=True),
        patch.object(sys, "argv", line),
        chdir(cwd or home),
        redirect_stdout(out),
        redirect_stderr(err),
        _logging_as_at_the_start(),
    ):
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return Ran(code, out.getvalue(), err.getvalue())


def assistant_process(*arguments: str | Path, home: Path, cwd: Path | None = None, **settings: str) -> Ran:
    """The same in a process of its own: sees what libraries print past Python, and that nothing rests on earlier runs."""
    done = subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        env=_environment(home, settings),
        cwd=cwd or home,
        timeout=280,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def command(*arguments: str | Path) -> list[str]:
    """The line that starts `assistant …` as a process."""
    return [sys.executable, "-m", "assistant.cli", *map(str, arguments)]


def _environment(home: Path, settings: dict[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    return inherited | {
        "ASSISTANT_HOME": str(home),
        **{f"ASSISTANT_{name.upper()}": value for name, value in settings.items()},
    }


@contextmanager
def _logging_as_at_the_start() -> Iterator[None]:
    """Without pytest's handlers, so that `main` sends the log to stderr, where tests look for what must not be told."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
