"""Old office files (.doc, .wps, .rtf, .xls, .et) turned into .docx or .xlsx by LibreOffice, where it is installed."""

from __future__ import annotations

from pathlib import PurePath

from assistant.errors import DocumentError
from assistant.files import office


def converted(name: str, content: bytes, ending: str) -> bytes:
    """The file's content as `ending` ("docx" or "xlsx").

    Raises `DocumentError` where LibreOffice is absent, fails or takes longer than `office.TIME_LIMIT`.
    """
    soffice = office.program()
    if soffice is None:
        raise DocumentError(
            f"文件“{name}”是旧版格式，读取它需要 LibreOffice，本机没有安装。",
            hint=f"请在 Word 或 WPS 中另存为 .{ending} 后再试，或安装 LibreOffice。",
        )
    try:
        return office.run(soffice, content, _ending(name, content), ending)
    except office.OfficeFault as fault:
        if fault.too_long:
            raise DocumentError(
                f"文件“{name}”的转换超过 {office.TIME_LIMIT:.0f} 秒，已停止。",
                hint=f"请在 Word 或 WPS 中另存为 .{ending} 后再试。",
            ) from None
        raise DocumentError(
            f"文件“{name}”无法转换，可能已损坏或设有密码。",
            hint=f"请在 Word 或 WPS 中打开并另存为 .{ending} 后再试。",
        ) from None


def _ending(name: str, content: bytes) -> str:
    suffix = PurePath(name).suffix.lower()
    if content.startswith(b"{\\rtf"):
        return ".rtf"
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return ".xml"
    return ".xls" if suffix in (".xls", ".et") else ".doc"
