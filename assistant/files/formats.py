"""What a file really is, from its bytes; files that cannot be used are refused here, with the reason.

The content decides. An ending that says something else is refused with both names, except where programs and
offices are known to save one under the other (`_ALSO`): those are read as what they are, with a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath

from assistant.errors import DocumentError
from assistant.files.package import entries


class Format(Enum):
    """A format that has a loader."""

    TEXT = "纯文本"
    WORD = "Word 文档（.docx）"
    OLD_WORD = "旧版 Word 文档（.doc、.wps、.rtf）"
    SHEET = "Excel 表格（.xlsx）"
    OLD_SHEET = "旧版表格（.xls、.et）"
    HTML = "网页（.html）"
    PDF = "PDF"
    IMAGE = "图片"
    ARCHIVE = "压缩包（.zip）"

    @property
    def when_empty(self) -> str:
        """What to do about a file of this format without text."""
        if self is Format.PDF:
            return "它可能是扫描件且无法识别。请用更清晰的扫描件，或提供 Word 原件。"
        if self is Format.IMAGE:
            return "图片里没有识别出文字。请用更清晰的扫描件，或提供 Word 原件。"
        return "请核对是否选错了文件。"


SUFFIXES = {
    **dict.fromkeys((".txt", ".md"), Format.TEXT),
    **dict.fromkeys((".docx", ".docm"), Format.WORD),
    **dict.fromkeys((".doc", ".wps", ".rtf"), Format.OLD_WORD),
    **dict.fromkeys((".xlsx", ".xlsm"), Format.SHEET),
    **dict.fromkeys((".xls", ".et"), Format.OLD_SHEET),
    **dict.fromkeys((".html", ".htm"), Format.HTML),
    ".pdf": Format.PDF,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), Format.IMAGE),
    ".zip": Format.ARCHIVE,
}

# Systems export web pages as .doc and .xls, and WPS saves new formats under its old endings.
_ALSO = {
    Format.OLD_WORD: {Format.WORD, Format.HTML},
    Format.OLD_SHEET: {Format.SHEET, Format.HTML},
    Format.HTML: {Format.TEXT},
}

_OFFICE = (Format.WORD, Format.OLD_WORD, Format.SHEET, Format.OLD_SHEET)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_BITMAP = re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL)
_PAGE = re.compile(r"<(!doctype html|html|head|body|meta|table|title|div|p|h[1-6]|style)\b", re.IGNORECASE)
_WORD_XML = (b"<w:wordDocument", b"<pkg:package")
_SAVE_AS = "请在 Word 或 WPS 中另存为 .docx 后再试。"


@dataclass(frozen=True)
class Sniffed:
    """What a file is, and what to tell the user about that."""

    format: Format
    notes: tuple[str, ...] = ()


def sniff(name: str, content: bytes) -> Sniffed:
    """The format of a file. Raises `DocumentError` where it is empty, encrypted, cut off or mislabelled."""
    suffix = PurePath(name).suffix.lower()
    if not content.strip(b"\0 \t\r\n"):
        raise DocumentError(f"文件“{name}”是空的。", hint="请核对是否保存或下载完整。")
    named = SUFFIXES.get(suffix)
    if named is None:
        raise DocumentError(
            f"不支持“{suffix or '无扩展名'}”文件（{name}）。",
            hint="请另存为 .docx、.pdf、.xlsx 或 .txt 后再试；.rar、.7z 请先解压，或改为 .zip。",
        )
    found = _by_content(name, content, named)
    if named is found:
        return Sniffed(found)
    if found in _ALSO.get(named, ()):
        note = f"扩展名是 {suffix}，内容其实是{found.value}，已按内容读取。"
        return Sniffed(Format.HTML) if found is Format.TEXT else Sniffed(found, (note,))
    if found is Format.TEXT:
        raise DocumentError(
            f"文件“{name}”不是有效的{named.value}，可能没有下载完整或已损坏。",
            hint="请用相应的程序打开，能打开后再试。",
        )
    raise DocumentError(
        f"文件“{name}”的内容是{found.value}，扩展名却是 {suffix}。", hint="请改正扩展名后再试。"
    )


def _by_content(name: str, content: bytes, named: Format) -> Format:
    if content.startswith(_OLE):
        return _ole(name, content, named)
    if content.startswith(b"PK"):
        return _zipped(name, content, named)
    if content.startswith(_IMAGES) or _BITMAP.match(content):
        return Format.IMAGE
    if content.startswith(b"{\\rtf"):
        return Format.OLD_WORD
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    return _marked_up(name, content)


def _ole(name: str, content: bytes, named: Format) -> Format:
    """Word and Excel files of before 2007, by the names of the streams inside; a document may hold a table and
    a table a document, so the ending decides between the two.
    """
    if _stream("EncryptedPackage") in content:
        raise DocumentError(f"文件“{name}”设有打开密码。", hint="请在 Word 或 WPS 中取消密码后再试。")
    sheet = _stream("Workbook") in content or _stream("Book\0") in content
    document = _stream("WordDocument") in content
    if document and not (sheet and named is Format.OLD_SHEET):
        return Format.OLD_WORD
    if sheet:
        return Format.OLD_SHEET
    raise DocumentError(f"文件“{name}”是旧版 Office 格式，但不是文档或表格，或已损坏。", hint=_SAVE_AS)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def _zipped(name: str, content: bytes, named: Format) -> Format:
    parts = {entry.filename.lower() for entry in entries(name, content)}
    if "word/document.xml" in parts:
        return Format.WORD
    if "xl/workbook.xml" in parts:
        return Format.SHEET
    if "[content_types].xml" in parts or named in _OFFICE:
        raise DocumentError(
            f"文件“{name}”不是 Word 文档，也不是表格（可能是演示文稿或压缩包）。", hint="请提供 .docx 报告。"
        )
    return Format.ARCHIVE


def _marked_up(name: str, content: bytes) -> Format:
    head = content[:4096].replace(b"\0", b"")
    if any(mark in head for mark in _WORD_XML):
        return Format.OLD_WORD
    opening = head.decode("latin-1").removeprefix("\xef\xbb\xbf").removeprefix("\xff\xfe").lstrip()
    if opening.lower().startswith("mime-version:"):
        raise DocumentError(f"文件“{name}”是网页归档（.mht）。", hint=_SAVE_AS)
    if opening.startswith("<") and (found := _PAGE.search(opening)) and not opening.startswith("<!-- "):
        # What comes before the first element of a page can only be a declaration or a comment.
        return Format.HTML if re.fullmatch(r"(<[?!][^<]*)*", opening[: found.start()]) else Format.TEXT
    return Format.TEXT
