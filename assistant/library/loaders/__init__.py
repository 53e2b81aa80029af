"""A file → `SourceDocument`, or a `DocumentError` that says in Chinese what is wrong with the file and what
to do.

The content decides, not the ending (formats.py). Every loader is a function `read(name, content) -> Reading`;
its vendor package is loaded only when such a file comes.
"""

from __future__ import annotations

from pathlib import Path

from assistant.errors import DocumentError
from assistant.files.formats import SUFFIXES, Format, sniff
from assistant.files.whole import whole
from assistant.library.documents import SourceDocument, digest
from assistant.library.loaders.reading import Reading
from assistant.library.loaders.reflow import reflow

__all__ = ["MAX_BYTES", "SUFFIXES", "load", "load_bytes"]

MAX_BYTES = 50 * 1024 * 1024


def load(path: Path) -> SourceDocument:
    """Read a file of any format in `SUFFIXES`; not an archive, whose files are read one by one
    (archive.members). Raises `DocumentError`.
    """
    return load_bytes(path.name, whole(path, MAX_BYTES, "请删去图片和附件后再入库。"))


def load_bytes(name: str, content: bytes) -> SourceDocument:
    """As `load`, for a file that is in memory; its ending is taken from `name`."""
    sniffed = sniff(name, content)
    reading = _read(name, content, sniffed.format)
    flow = reflow(reading.lines, broken=reading.broken)
    if not flow.text.strip():
        raise DocumentError(
            f"文件“{name}”里没有文字。", hint="".join((*reading.notes, sniffed.format.when_empty))
        )
    notes = (*sniffed.notes, *reading.notes)
    return SourceDocument(name, flow.text, flow.page_starts, digest(content), flow.styles, flow.doubts, notes)


def _read(name: str, content: bytes, form: Format) -> Reading:
    match form:
        case Format.TEXT:
            from assistant.library.loaders.plain import read
        case Format.WORD:
            from assistant.library.loaders.word import read
        case Format.SHEET:
            from assistant.library.loaders.sheet import read
        case Format.OLD_WORD | Format.OLD_SHEET:
            return _converted(name, content, form)
        case Format.HTML:
            from assistant.library.loaders.html import read
        case Format.PDF:
            from assistant.library.loaders.pdf import read
        case Format.IMAGE:
            from assistant.library.loaders.image import read
        case Format.ARCHIVE:
            raise DocumentError(
                f"“{name}”是压缩包，里面的文件要逐个读取。", hint="请先解压，或用入库命令读入整个压缩包。"
            )
    return read(name, content)


def _converted(name: str, content: bytes, form: Format) -> Reading:
    from assistant.files.legacy import converted

    ending, new = ("docx", Format.WORD) if form is Format.OLD_WORD else ("xlsx", Format.SHEET)
    return _read(name, converted(name, content, ending), new)
