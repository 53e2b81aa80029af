"""PDF, page by page: text where there is text, recognition where a page is a picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.files.printing import one_at_a_time
from assistant.library.loaders import ink, scan
from assistant.library.loaders.grid import grids
from assistant.library.loaders.layout import arrange, em_of
from assistant.library.loaders.reading import Reading
from assistant.library.loaders.reflow import Line
from assistant.library.loaders.remarks import Remarks

if TYPE_CHECKING:
    import numpy as np
    from pypdfium2 import PdfDocument

MAX_PAGES = 500
DPI = 200
MAX_PIXELS = 12_000_000  # of a rendered page, whatever size it claims
MAX_IMAGE_PIXELS = 120_000_000  # of an image in it: an A3 sheet at 600 dpi has 70 million
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(name: str, content: bytes) -> Reading:
    """The lines of every page, with what was recognised, hidden or left unread in the notes. Raises
    `DocumentError` where the file is encrypted, broken or too long.
    """
    pdf = _opened(name, content)
    try:
        pages, remarks = len(pdf), Remarks()
        if pages > MAX_PAGES:
            raise DocumentError(
                f"文件“{name}”有 {pages} 页，超过 {MAX_PAGES} 页的上限。", hint="请只保留报告正文。"
            )
        lines = [line for page in range(1, pages + 1) for line in _page(pdf, page, remarks)]
    finally:
        with one_at_a_time:
            pdf.close()
    return Reading(lines, remarks.notes(), broken=True)


def _opened(name: str, content: bytes) -> PdfDocument:
    import pypdfium2

    try:
        with one_at_a_time:
            return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        if fault.err_code == _PASSWORD:
            raise DocumentError(f"PDF“{name}”设有打开密码。", hint="请取消密码后再试。") from fault
        raise DocumentError(f"PDF“{name}”不完整或已损坏。", hint="请重新导出后再试。") from fault


def _page(pdf: PdfDocument, number: int, remarks: Remarks) -> list[Line]:
    from pypdfium2 import PdfiumError

    if not remarks.may_read(number):
        return []
    try:
        with one_at_a_time:
            drawn, picture = _looked_at(pdf, number, remarks)
    except PdfiumError:
        remarks.unread(number, "这一页已损坏")
        return []
    if picture is not None:
        found = scan.read(picture, number)
        remarks.recognised(number, found)
        return found
    return arrange(drawn.pieces, grids(drawn.rules, 0.25 * em_of(drawn.pieces)), number)


def _looked_at(pdf: PdfDocument, number: int, remarks: Remarks) -> tuple[ink.Ink, np.ndarray | None]:
    """What is drawn on a page, and its picture if it has to be recognised."""
    page = pdf[number - 1]
    try:
        drawn = ink.read(page)
        remarks.hidden += drawn.hidden
        if not _is_scan(drawn):
            remarks.hidden += drawn.layered
            return drawn, None
        remarks.layered += drawn.layered
        if drawn.largest > MAX_IMAGE_PIXELS:
            remarks.unread(number, "图片过大")
        elif remarks.may_recognise(number):
            return drawn, _rendered(page)
        return drawn, None
    finally:
        page.close()


def _is_scan(drawn: ink.Ink) -> bool:
    """Whether a page is to be read off its picture: it is one, or its text is curves, or its font does not say
    which characters it shows.
    """
    if drawn.unreadable > 0.3:
        return True
    if drawn.picture > 0.5 and drawn.letters < 100:
        return True
    return drawn.letters < 5 and (drawn.picture > 0.02 or drawn.drawn > 20)


def _rendered(page) -> np.ndarray:
    wide, high = page.get_size()
    scale = min(DPI / 72, math.sqrt(MAX_PIXELS / max(1.0, wide * high)), 20_000 / max(wide, high, 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    try:
        return bitmap.to_numpy()[:, :, :3].copy()
    finally:
        bitmap.close()
