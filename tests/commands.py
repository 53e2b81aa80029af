"""Runs the command line as a user does: a process of its own, an own home, no inherited settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


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
    """`assistant …` with ASSISTANT_<SETTING> variables and nothing else of that name."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    environment |= {"ASSISTANT_HOME": str(home), **{f"ASSISTANT_{k.upper()}": v for k, v in settings.items()}}
    line = [sys.executable, "-m", "assistant.cli", *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, env=environment, cwd=cwd or home, timeout=280)
    return Ran(done.returncode, done.stdout, done.stderr)
