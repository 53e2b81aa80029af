"""A Word file as it prints: .docx → PDF by LibreOffice, PDF → pictures of its pages by PDFium."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from assistant.errors import DocumentError
from assistant.files import office

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# Comments are for the screen: they do not print.
_PDF = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"}}'
_POINTS = 72
MAX_DPI = 300
MAX_PIXELS = 12_000_000  # of a picture, whatever size the page claims
_NO_FACES: Mapping[str, str] = MappingProxyType({})
# PDFium is not thread-safe: whoever calls it in this process holds this.
one_at_a_time = threading.Lock()


def can_print() -> bool:
    """Whether LibreOffice is installed on this machine."""
    return office.program() is not None


def pdf_of(docx: bytes, faces: Mapping[str, str] = _NO_FACES) -> bytes:
    """The Word file as PDF; `faces` as in `office.run`. Raises `DocumentError` where LibreOffice is absent or fails."""
    soffice = office.program()
    if soffice is None:
        raise DocumentError(
            "本机没有安装 LibreOffice，不能排版成 PDF。",
            hint="请下载 Word 文件，在 Word 或 WPS 中打印或另存为 PDF；或请管理员安装 LibreOffice。",
        )
    try:
        return office.run(soffice, docx, ".docx", _PDF, faces)
    except office.OfficeFault as fault:
        why = f"超过 {office.TIME_LIMIT:.0f} 秒，已停止" if fault.too_long else "没有成功"
        raise DocumentError(
            f"用 LibreOffice 排版{why}。", hint="请再试一次；仍不行时，请下载 Word 文件在本机查看。"
        ) from None


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page, in points. Raises `DocumentError`."""
    with _opened(pdf) as document:
        return tuple(document.get_page_size(at) for at in range(len(document)))


def page_png(pdf: bytes, number: int, dpi: int) -> bytes:
    """A picture of a page; the first is 1. Raises `DocumentError` where there is no such page."""
    from PIL.Image import Quantize

    with _opened(pdf) as document:
        if not 1 <= number <= len(document):
            raise DocumentError(f"没有第{number}页", hint="请刷新预览。")
        width, height = document.get_page_size(number - 1)
        scale: Any = min(min(dpi, MAX_DPI) / _POINTS, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
        picture = document[number - 1].render(scale=scale, may_draw_forms=False).to_pil()
    out = io.BytesIO()
    # Black on white with a little yellow: few colours make a small file.
    picture.convert("RGB").quantize(64, method=Quantize.FASTOCTREE).save(out, "PNG")
    return out.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    import pypdfium2

    with one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            raise DocumentError("排版的结果不完整。", hint="请再试一次。") from None
        try:
            yield document
        finally:
            document.close()
