"""A file as bytes, within a limit."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import DocumentError


def whole(path: Path, limit: int, hint: str) -> bytes:
    """The bytes of the file at `path`; `hint` says what to do about one of more than `limit` bytes.

    Raises `DocumentError`: absent, a folder, not readable, too large.
    """
    try:
        size = path.stat().st_size
        if size > limit:
            raise DocumentError(
                f"文件“{path.name}”有 {size / 1048576:.0f} MB，超过 {limit // 1048576} MB 的上限。", hint=hint
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"找不到文件“{path}”。", hint="请核对路径。") from None
    except IsADirectoryError:
        raise DocumentError(f"“{path}”是文件夹，不是文件。") from None
    except OSError as fault:
        raise DocumentError(
            f"文件“{path.name}”打不开：{fault.strerror}。", hint="请检查是否有读取权限。"
        ) from fault
