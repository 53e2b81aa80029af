"""Lines of a PDF that has text, page by page. Scanned pages have none; they are not recognised here."""

from __future__ import annotations

import threading

from assistant.errors import DocumentError
from assistant.library.reflow import Line

MAX_PAGES = 500
# PDFium is not thread-safe: one document at a time in a process.
_one_at_a_time = threading.Lock()
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def lines(name: str, content: bytes) -> list[Line]:
    """Every line with its page. Raises `DocumentError` where the file is encrypted, broken or too long."""
    import pypdfium2

    with _one_at_a_time:
        try:
            with pypdfium2.PdfDocument(content) as pdf:
                if len(pdf) > MAX_PAGES:
                    raise DocumentError(
                        f"文件“{name}”有 {len(pdf)} 页，超过 {MAX_PAGES} 页的上限。",
                        hint="请只保留报告正文。",
                    )
                return [Line(text, number + 1) for number in range(len(pdf)) for text in _page(pdf[number])]
        except pypdfium2.PdfiumError as fault:
            if fault.err_code == _PASSWORD:
                raise DocumentError(f"PDF“{name}”设有打开密码。", hint="请取消密码后再试。") from fault
            raise DocumentError(f"PDF“{name}”不完整或已损坏。", hint="请重新导出后再试。") from fault


def _page(page) -> list[str]:
    textpage = page.get_textpage()
    try:
        return textpage.get_text_range().splitlines()
    finally:
        textpage.close()
        page.close()
