"""A child process that reads files, so that a file can hurt nobody but it: `python -m assistant.library.intake.worker`.

It takes tasks on stdin and answers on stdout (frames of JSON), one after the other, until stdin ends. What it
answers is plain data, checked by the parent: a file that takes over the parser gains no more than its own
record. It sees no keys (child.py) and limits its own memory and time where the system can.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from assistant.errors import DocumentError, InputError
from assistant.library.intake import frames

if TYPE_CHECKING:
    from assistant.library.intake.tasks import Task

MEMORY_SPENT = "memory"
DEFECT = "defect"
_GRACE = 15


def main() -> None:
    """The child's life; the first argument is its limit of address space in bytes (0 for none)."""
    answers = _own_stdout()
    _limit_memory(int(sys.argv[1]))
    threading.Thread(target=_die_with_parent, daemon=True).start()
    serve(sys.stdin.buffer, answers)


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until the questions end: an error or nothing, then the result or nothing."""
    from assistant.library.intake.tasks import Fault, Task, as_json, from_json

    while True:
        try:
            task = from_json(Task, frames.read(questions))
            content = frames.read(questions)
        except EOFError:
            return
        _limit_time(task.seconds)
        try:
            fault, result = b"", _done(task, content)
        except InputError as error:
            fault, result = as_json(Fault, Fault(error.message, error.hint)), b""
        except MemoryError:
            fault, result = as_json(Fault, Fault(MEMORY_SPENT)), b""
        except (
            Exception
        ) as error:  # here the file's task ends: the defect is told by its place, not by the file's text
            fault, result = as_json(Fault, Fault(DEFECT, _place(error))), b""
        _limit_time(0)
        frames.write(answers, fault, result)


def _done(task: Task, content: bytes) -> bytes:
    from assistant.library.intake.tasks import done

    result = done(task, content)
    if len(result) > frames.LONGEST:
        raise DocumentError(f"文件“{task.name}”的内容太多。", hint="请只保留报告正文。")
    return result


def _place(error: Exception) -> str:
    """The kind of an error and where it arose."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"


def _own_stdout() -> IO[bytes]:
    """The stream of answers, where no library's print can come between: what they print is dropped."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


def _limit_memory(size: int) -> None:
    if size and sys.platform != "win32":
        import resource

        # macOS may refuse; there the time limit is what remains.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """The parent keeps the time; this alarm, a little later, ends a child whose parent was killed."""
    if sys.platform != "win32":
        import signal

        signal.alarm(int(seconds) + _GRACE if seconds else 0)


def _die_with_parent() -> None:
    if sys.platform == "win32":
        return
    import signal

    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    main()
