"""One run of LibreOffice: a file in, a file of another format out.

Each run has a program of its own with an empty profile: no settings of the user's, no macros, no links followed, no
keys in its environment. It ends with the time limit, and whatever it started ends with it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import escape

TIME_LIMIT = 60.0  # seconds
MAX_RESULT = 200 * 1024 * 1024  # bytes
# A run takes some 300 MB: one at a time in a process.
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
_NO_FACES: Mapping[str, str] = MappingProxyType({})


class OfficeFault(Exception):
    """A run gave nothing: who asked for it tells the user why, in their words. `too_long` where the time was up."""

    def __init__(self, *, too_long: bool = False) -> None:
        super().__init__("no result")
        self.too_long = too_long


def program() -> str | None:
    """LibreOffice on this machine; None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _ELSEWHERE if Path(path).is_file()), None)


def run(
    soffice: str, content: bytes, ending: str, wanted: str, faces: Mapping[str, str] = _NO_FACES
) -> bytes:
    """The content of a file that ends in `ending` (".doc") as `wanted`: an ending without its dot, or with a filter
    behind it ("pdf:writer_pdf_Export"). `faces` has, for typefaces that this machine lacks, what is to stand in.
    Raises `OfficeFault`.
    """
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="report-", ignore_cleanup_errors=True) as folder:
        # Not the user's name for it: a name may say anything to a program's command line.
        source = Path(folder) / f"source{ending}"
        source.write_bytes(content)
        _write_profile(source.parent / "profile", faces)
        _started(soffice, source, wanted)
        result = source.parent / "out" / f"source.{wanted.partition(':')[0]}"
        if not result.is_file() or result.stat().st_size > MAX_RESULT:
            raise OfficeFault
        return result.read_bytes()


def _started(soffice: str, source: Path, wanted: str) -> None:
    folder = source.parent
    command = [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", wanted, "--outdir", str(folder / "out"), str(source)),
    ]
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | {"HOME": str(folder)}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        env=environment,
        cwd=folder,
        start_new_session=True,
    )
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise OfficeFault(too_long=True) from None
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


def _write_profile(profile: Path, faces: Mapping[str, str]) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{key}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, key, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}{_replacements(faces)}</oor:items>',
        encoding="utf-8",
    )


def _replacements(faces: Mapping[str, str]) -> str:
    """LibreOffice's table of replaced fonts; its own choice for 仿宋 would be any sans serif."""
    if not faces:
        return ""
    pairs = "".join(
        f'<node oor:name="_{number}" oor:op="replace">'
        + "".join(
            f'<prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>'
            for name, value in (
                ("ReplaceFont", face),
                ("SubstituteFont", stand_in),
                ("Always", "true"),
                ("OnScreenOnly", "false"),
            )
        )
        + "</node>"
        for number, (face, stand_in) in enumerate(faces.items())
    )
    place = "/org.openoffice.Office.Common/Font/Substitution"
    return (
        f'<item oor:path="{place}"><prop oor:name="Replacement" oor:op="fuse"><value>true</value></prop></item>'
        f'<item oor:path="{place}/FontPairs">{pairs}</item>'
    )
