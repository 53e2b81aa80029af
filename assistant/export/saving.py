"""Writing a file whole or not at all: the reader of a report never meets half of one."""

from __future__ import annotations

import errno
import os
import uuid
from contextlib import suppress
from pathlib import Path

from assistant.errors import InputError

_OTHER_PLACE = "请换一个位置或文件名再试。"
# Reason and advice by errno; what is not here is told by its name.
_FAULTS = {
    errno.EISDIR: ("这是一个文件夹", "请给出带文件名的路径，例如 自评报告.docx。"),
    errno.ENOTDIR: ("路径中有一段是文件，不是文件夹", _OTHER_PLACE),
    errno.EEXIST: ("路径中有一段是文件，不是文件夹", _OTHER_PLACE),
    errno.ENOSPC: ("磁盘已满", "请腾出空间或换一个磁盘。"),
    errno.EROFS: ("磁盘是只读的", _OTHER_PLACE),
    errno.ENAMETOOLONG: ("文件名过长", "请换一个较短的文件名。"),
}
# Windows gives this one also while Word holds the file open.
_REFUSED = ("没有写入权限，或文件正被其他程序打开", "请先关闭正在打开该文件的 Word 或 WPS，或换一个文件夹。")


def write_whole(path: Path, content: bytes) -> None:
    """Write to a new file beside the target, then rename it over. Missing folders are made.

    Raises InputError if the place cannot be written; an older file there stays as it was.
    """
    try:
        # Through a link to the file itself: renaming would replace the link.
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory")
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except OSError as fault:
        raise _told(path, fault) from fault


def _replace(target: Path, content: bytes) -> None:
    # A short name: the target's own may already be as long as the file system allows.
    draft = target.parent / f".{uuid.uuid4().hex[:12]}.tmp"
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def _told(path: Path, fault: OSError) -> InputError:
    unknown = (f"系统报告错误 {errno.errorcode.get(fault.errno or 0, '未知')}", _OTHER_PLACE)
    refused = isinstance(fault, PermissionError)
    reason, advice = _REFUSED if refused else _FAULTS.get(fault.errno or 0, unknown)
    return InputError(f"无法写入 {path}：{reason}。", hint=advice)
