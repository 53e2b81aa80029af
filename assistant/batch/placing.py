"""Files of a batch put in their places: whole or not at all, and never over what a person wrote or changed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

from assistant.batch.journal import STATE, Journal, digest
from assistant.errors import InputError


def place(out: Path, name: str, write: Callable[[Path], object]) -> None:
    """Let `write` make the file beside its place, then move it there; what a person put or changed there is kept aside.

    Raises `InputError` where the file cannot be written or replaced.
    """
    target = out / name
    ready = out / STATE / f"{uuid.uuid4().hex[:12]}{target.suffix}"
    write(ready)
    journal = Journal.open(out) if target.exists() else Journal(out)
    own = journal.is_own(target)
    # Before the file is there: one that a kill leaves behind must be known as the program's own.
    journal.writing(digest(ready), name)
    try:
        if target.exists() and not own:
            target.replace(_aside(target))
        ready.replace(target)
    except OSError as error:
        reason = error.strerror or "系统不允许"
        raise InputError(
            f"无法写入 {target}：{reason}。", hint="请先关闭正在打开该文件的 Word、Excel 或 WPS，再运行一次。"
        ) from None


def _aside(target: Path) -> Path:
    """A free name beside the file: 泵站（修改过的1）.docx."""
    number = 1
    while (found := target.with_stem(f"{target.stem}（修改过的{number}）")).exists():
        number += 1
    return found
