"""Old office files (.doc, .wps, .rtf, .xls, .et) turned into .docx or .xlsx by LibreOffice, where it is installed.

Each conversion has a program of its own with an empty profile: no settings of the user's, no macros, no links
followed, no keys in its environment. It ends with the time limit, and whatever it started ends with it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path, PurePath

from assistant.errors import DocumentError

TIME_LIMIT = 60.0  # seconds
MAX_RESULT = 200 * 1024 * 1024  # bytes
# A conversion takes some 300 MB: one at a time in a process.
_one_at_a_time = threading.Lock()

_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),
)


def converted(name: str, content: bytes, ending: str) -> bytes:
    """The file's content as `ending` ("docx" or "xlsx").

    Raises `DocumentError` where LibreOffice is absent, fails or takes longer than `TIME_LIMIT`.
    """
    program = _program()
    if program is None:
        raise DocumentError(
            f"文件“{name}”是旧版格式，读取它需要 LibreOffice，本机没有安装。",
            hint=f"请在 Word 或 WPS 中另存为 .{ending} 后再试，或安装 LibreOffice。",
        )
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="report-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        # Not the user's name for it: a name may say anything to a program's command line.
        source = place / f"source{_ending(name, content)}"
        source.write_bytes(content)
        _convert(program, name, source, ending)
        result = place / "out" / f"source.{ending}"
        if not result.is_file() or result.stat().st_size > MAX_RESULT:
            raise DocumentError(
                f"文件“{name}”无法转换，可能已损坏或设有密码。",
                hint=f"请在 Word 或 WPS 中打开并另存为 .{ending} 后再试。",
            )
        return result.read_bytes()


def _program() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _ELSEWHERE if Path(path).is_file()), None)


def _ending(name: str, content: bytes) -> str:
    suffix = PurePath(name).suffix.lower()
    if content.startswith(b"{\\rtf"):
        return ".rtf"
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return ".xml"
    return ".xls" if suffix in (".xls", ".et") else ".doc"


def _convert(program: str, name: str, source: Path, ending: str) -> None:
    profile = source.parent / "profile"
    _write_profile(profile)
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--invisible",
        "--norestore",
    ]
    command += [
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        ending,
        "--outdir",
        str(source.parent / "out"),
    ]
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | {"HOME": str(source.parent)}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [*command, str(source)],
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        env=environment,
        cwd=source.parent,
        start_new_session=True,
    )
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise DocumentError(
            f"文件“{name}”的转换超过 {TIME_LIMIT:.0f} 秒，已停止。",
            hint=f"请在 Word 或 WPS 中另存为 .{ending} 后再试。",
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program with all that it started: LibreOffice's launcher leaves a child behind."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):  # all of it has ended already
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{key}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, key, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        encoding="utf-8",
    )
