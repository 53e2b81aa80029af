"""A file → `SourceDocument`, or a `DocumentError` that says in Chinese what is wrong with the file and what
to do.

The content decides, not the ending: a file that is not what its ending says is refused with both names.
"""

from __future__ import annotations

from pathlib import Path

from assistant.errors import DocumentError
from assistant.library.documents import SourceDocument, digest
from assistant.library.loaders.formats import SUFFIXES, Format, sniff
from assistant.library.reflow import Line, reflow

__all__ = ["MAX_BYTES", "SUFFIXES", "load", "load_bytes"]

MAX_BYTES = 50 * 1024 * 1024


def load(path: Path) -> SourceDocument:
    """Read a .txt, .md, .docx or text .pdf file. Raises `DocumentError`."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(
                f"文件“{path.name}”有 {size / 1048576:.0f} MB，超过 {MAX_BYTES // 1048576} MB 的上限。",
                hint="请删去图片和附件后再入库。",
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"找不到文件“{path}”。", hint="请核对路径。") from None
    except IsADirectoryError:
        raise DocumentError(f"“{path}”是文件夹，不是文件。") from None
    except OSError as fault:
        raise DocumentError(
            f"文件“{path.name}”打不开：{fault.strerror}。", hint="请检查是否有读取权限。"
        ) from fault
    return load_bytes(path.name, content)


def load_bytes(name: str, content: bytes) -> SourceDocument:
    """As `load`, for a file that is in memory; its ending is taken from `name`."""
    form = sniff(name, content)
    lines, broken = _lines(name, content, form)
    flow = reflow(lines, broken=broken)
    if not flow.text.strip():
        raise DocumentError(f"文件“{name}”里没有文字。", hint=form.when_empty)
    return SourceDocument(name, flow.text, flow.page_starts, digest(content), flow.styles, flow.doubts)


def _lines(name: str, content: bytes, form: Format) -> tuple[list[Line], bool]:
    # Each format's vendor package is loaded only when such a file comes.
    if form is Format.WORD:
        from assistant.library.loaders.word import lines

        return lines(name, content), False
    if form is Format.PDF:
        from assistant.library.loaders.pdf import lines

        return lines(name, content), True
    from assistant.library.loaders.plain import lines

    return lines(name, content), True
