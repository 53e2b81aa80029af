"""The child process with a loader that misbehaves as the file's name says: what a hostile file may do to a parser."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from assistant.library.documents import SourceDocument
from assistant.library.intake import tasks, worker

_load = tasks.load


def _misbehaving(path: Path) -> SourceDocument:
    match path.stem:
        case "挂起":
            # A child of the child holds on too, as a converter would.
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            path.with_suffix(".started").touch()
            time.sleep(600)
        case "吞内存":
            eaten = []
            while True:
                eaten.append(bytearray(1 << 28))
        case "崩溃":
            os.abort()
        case "被杀":
            os.kill(os.getpid(), signal.SIGKILL)
        case "退出":
            os._exit(0)
        case "缺陷":
            raise RuntimeError("text of the report")
        case "打印":
            print("a library prints", flush=True)  # noqa: T201
            os.write(1, b"and so does its C code\n")
        case "环境":
            path.with_suffix(".env").write_text("\n".join(os.environ))
        case "谎报":
            os.write(_answers(), (1 << 62).to_bytes(8, "big"))
        case "乱码":
            os.write(_answers(), b"".join(len(part).to_bytes(8, "big") + part for part in (b"", b"{}")))
    return _load(path)


def _answers() -> int:
    """The descriptor that the answers go out by: the last pipe that was opened."""
    return max(fd for fd in range(3, 20) if Path(f"/proc/self/fd/{fd}").exists() and _is_pipe(fd))


def _is_pipe(fd: int) -> bool:
    return str(Path(f"/proc/self/fd/{fd}").readlink()).startswith("pipe:")


if __name__ == "__main__":
    tasks.load = _misbehaving
    worker.main()
