"""What a file really is, from its first bytes; files that cannot be used are refused here, with the reason."""

from __future__ import annotations

import io
import zipfile
from enum import Enum
from pathlib import PurePath

from assistant.errors import DocumentError

MAX_EXPANDED = 200 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


class Format(Enum):
    """A format that has a loader."""

    TEXT = "纯文本"
    WORD = "Word 文档（.docx）"
    PDF = "PDF"

    @property
    def when_empty(self) -> str:
        """What to do about a file of this format without text."""
        if self is Format.PDF:
            return "它可能是扫描件（只有图片）。请先用文字识别软件转换，或提供 Word 原件。"
        return "请核对是否选错了文件。"


SUFFIXES = {".txt": Format.TEXT, ".md": Format.TEXT, ".docx": Format.WORD, ".pdf": Format.PDF}


def sniff(name: str, content: bytes) -> Format:
    """The format of a file. Raises `DocumentError` where it is empty, encrypted, old, cut off or mislabelled."""
    suffix = PurePath(name).suffix.lower()
    if not content.strip(b"\0 \t\r\n"):
        raise DocumentError(f"文件“{name}”是空的。", hint="请核对是否保存或下载完整。")
    found = _by_content(name, content)
    named = SUFFIXES.get(suffix)
    if named is None:
        raise DocumentError(
            f"不支持“{suffix or '无扩展名'}”文件（{name}）。",
            hint="请另存为 .docx、.pdf、.txt 或 .md 后再试。",
        )
    if named is found:
        return found
    if found is Format.TEXT:
        raise DocumentError(
            f"文件“{name}”不是有效的{named.value}，可能没有下载完整或已损坏。",
            hint="请在 Word 或 WPS 中能打开后再试。",
        )
    raise DocumentError(
        f"文件“{name}”的内容是{found.value}，扩展名却是 {suffix}。", hint="请改正扩展名后再试。"
    )


def _by_content(name: str, content: bytes) -> Format:
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    if content.startswith(_OLE):
        raise _old_word(name, content)
    if content.startswith(b"PK"):
        return _zipped(name, content)
    if content.startswith(b"{\\rtf"):
        raise DocumentError(f"文件“{name}”是 RTF 格式。", hint="请在 Word 或 WPS 中另存为 .docx 后再试。")
    return Format.TEXT


def _old_word(name: str, content: bytes) -> DocumentError:
    if _ENCRYPTED_PACKAGE in content:
        return DocumentError(f"文件“{name}”设有打开密码。", hint="请在 Word 或 WPS 中取消密码后再试。")
    return DocumentError(
        f"文件“{name}”是旧版 Office 格式（如 .doc、.xls）。", hint="请在 Word 或 WPS 中另存为 .docx 后再试。"
    )


def _zipped(name: str, content: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as fault:
        raise DocumentError(f"文件“{name}”不完整或已损坏。", hint="请重新保存或下载后再试。") from fault
    if sum(member.file_size for member in members) > MAX_EXPANDED:
        raise DocumentError(
            f"文件“{name}”解压后超过 {MAX_EXPANDED // 1048576} MB。", hint="请删去图片和嵌入对象后再试。"
        )
    if any(member.flag_bits & 1 for member in members):
        raise DocumentError(f"文件“{name}”设有密码。", hint="请取消密码后再试。")
    if not any(member.filename == "word/document.xml" for member in members):
        raise DocumentError(
            f"文件“{name}”不是 Word 文档（可能是表格、演示文稿或压缩包）。", hint="请提供 .docx 报告。"
        )
    return Format.WORD
