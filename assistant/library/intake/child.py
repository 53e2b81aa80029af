"""One child process that reads files: asked, timed, killed with its process group, started again; and the reasons why
it was stopped.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from assistant.errors import DocumentError
from assistant.library.intake import frames
from assistant.library.intake.tasks import Fault, Task, as_json, from_json
from assistant.library.intake.worker import DEFECT, MEMORY_SPENT

_log = logging.getLogger(__name__)
T = TypeVar("T")
# Settings of ours (they hold keys) and whatever else looks like a secret stay with the parent.
_SECRET = re.compile(r"^ASSISTANT_|KEY|TOKEN|SECRET|PASSW|CREDENTIAL", re.IGNORECASE)
# Parsers leak; a child is replaced after so many files.
_TIRED = 200
_ENDING = 5


@dataclass(frozen=True)
class Order(Generic[T]):
    """A task, the type of its result, and its content where it is not a file."""

    task: Task
    result: type[T]
    content: bytes = b""


class Child:
    """One process, started at the first question and again after it was stopped."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._answered = 0

    def ask(self, order: Order[T]) -> T:
        """The result of a task. Raises `DocumentError`."""
        task = order.task
        process = self._running()
        late = threading.Event()
        timer = threading.Timer(task.seconds, lambda: (late.set(), _kill(process)))
        timer.start()
        try:
            assert process.stdin and process.stdout
            frames.write(process.stdin, as_json(Task, task), order.content)
            fault, result = frames.read(process.stdout), frames.read(process.stdout)
            told = from_json(Fault, fault) if fault else from_json(order.result, result)
        except (EOFError, OSError, ValueError) as ended:
            timer.cancel()
            code = None if isinstance(ended, ValueError) else _ended(process)
            self.stop()
            raise _stopped(task, code, is_late=late.is_set()) from None
        finally:
            timer.cancel()
            timer.join()
        self._answered += 1
        if not isinstance(told, Fault):
            return told
        if told.message == MEMORY_SPENT:
            self.stop()
            raise _too_big(task)
        if told.message == DEFECT:
            _log.error("worker defect work=%s place=%s", task.work, told.hint)
            raise _stopped(task, None, is_late=False)
        raise DocumentError(told.message, hint=told.hint)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            if process.poll() is None:
                _kill(process)
            process.wait()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    if stream is not None:
                        stream.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and (self._answered >= _TIRED or self._process.poll() is not None):
            self.stop()
        if self._process is None:
            self._answered = 0
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        return self._process


def _environment() -> dict[str, str]:
    """Ours without secrets; one thread of arithmetic a child, since there is a child a core."""
    kept = {name: value for name, value in os.environ.items() if not _SECRET.search(name)}
    here = str(Path(__file__).resolve().parents[3])
    path = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    # Each arena of the C library reserves 64 MB of the address space that is limited.
    return kept | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2", "PYTHONUTF8": "1"}


def _ended(process: subprocess.Popen[bytes]) -> int | None:
    """The exit code of a child whose answers ended, which tells why; what it had started is ended too."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(_ENDING)
    code = process.returncode
    _kill(process)
    return code


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _stopped(task: Task, code: int | None, *, is_late: bool) -> DocumentError:
    if is_late:
        return DocumentError(
            f"文件“{task.name}”处理超过 {task.seconds:g} 秒，已停止。",
            hint="请检查文件是否正常，或拆分、另存后再试。",
        )
    if sys.platform != "win32" and code == -signal.SIGKILL:
        return _too_big(task)
    return DocumentError(
        f"文件“{task.name}”使解析程序崩溃，已跳过。", hint="文件可能已损坏；请用 Word 或 WPS 另存后再试。"
    )


def _too_big(task: Task) -> DocumentError:
    return DocumentError(f"文件“{task.name}”占用内存过多，已停止。", hint="请删去图片和附件，或拆分后再试。")
