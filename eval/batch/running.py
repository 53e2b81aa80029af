"""The command as a process group, watched: how long it takes, what it says, how much memory each process holds."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_EVERY = 0.1
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Sample:
    """Resident memory in MB at a moment (seconds since the start): the command itself, and each of its workers by id."""

    at: float
    parent: float
    workers: dict[int, float]


@dataclass
class Ran:
    """What came of the command; `told` are the sources it said are drafted, `document` its JSON where it ended by itself.
    `seconds` by the clock, `processor` those of the processor, its workers included.
    """

    code: int
    seconds: float
    told: list[str]
    document: dict[str, Any]
    processor: float = 0.0
    samples: list[Sample] = field(default_factory=list)
    errors: str = ""


def environment(home: Path) -> dict[str, str]:
    """Ours, with a home of its own and no other settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    return inherited | {"ASSISTANT_HOME": str(home)}


def draft_batch(
    folder: Path,
    out: Path,
    home: Path,
    *,
    watched: bool = False,
    killed: Callable[[float, int], bool] | None = None,
) -> Ran:
    """`assistant draft --batch`; `killed(seconds, drafted)` is asked again and again whether to kill the whole group."""
    line = [sys.executable, "-m", "assistant.cli", "draft", "--batch", str(folder), "-o", str(out), "--json"]
    began, before = time.monotonic(), children_seconds()
    process = subprocess.Popen(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(home),
        start_new_session=True,
    )
    ran = Ran(0, 0.0, [], {})
    readers = [
        threading.Thread(target=_read_errors, args=(process, ran)),
        threading.Thread(target=_read_answer, args=(process, ran)),
    ]
    for reader in readers:
        reader.start()
    while process.poll() is None:
        seconds = time.monotonic() - began
        if killed and killed(seconds, len(ran.told)):
            os.killpg(process.pid, signal.SIGKILL)
            break
        if watched:
            ran.samples.append(_sample(process.pid, seconds))
        time.sleep(0.01 if killed else _EVERY)
    ran.code = process.wait()
    ran.seconds, ran.processor = time.monotonic() - began, children_seconds() - before
    for reader in readers:
        reader.join()
    return ran


def children_seconds() -> float:
    """Seconds of the processor that our children took, and theirs, as far as they have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _read_errors(process: subprocess.Popen[str], ran: Ran) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("已写成　") and line.endswith("\n"):
            ran.told.append(line.split("　")[1])
        elif line.startswith(("失败", "错误", "Traceback")):
            ran.errors += line


def _read_answer(process: subprocess.Popen[str], ran: Ran) -> None:
    assert process.stdout is not None
    text = process.stdout.read()
    ran.document = json.loads(text) if text.strip().endswith("}") else {}


def _sample(pid: int, seconds: float) -> Sample:
    """Reads /proc. A worker is a child that has loaded something: not the tracker of resources."""
    children = {child: _resident(child) for child in _children(pid)}
    return Sample(seconds, _resident(pid), {child: size for child, size in children.items() if size > 30})


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGESIZE") / _MEGABYTE
