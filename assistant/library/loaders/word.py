"""Lines of a .docx: paragraphs and tables in order, with the numbers that Word would print before paragraphs.

Tables become `| a | b |` rows; a cell that spans columns is given once. Deleted text of tracked changes is
left out.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.library.reflow import Line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table


def lines(name: str, content: bytes) -> list[Line]:
    """Every paragraph and table row. Raises `DocumentError` where the package is broken."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return [Line(text) for text in _blocks(docx.Document(io.BytesIO(content)))]
    except (
        *(OpcError, LxmlError, zipfile.BadZipFile, zlib.error, EOFError),
        # python-docx meets a part that is missing or of the wrong shape in whichever of these ways comes
        # first.
        *(
            KeyError,
            ValueError,
            AttributeError,
            TypeError,
            IndexError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ),
    ) as fault:
        raise DocumentError(
            f"Word 文档“{name}”不完整或已损坏。", hint="请在 Word 或 WPS 中打开并重新保存后再试。"
        ) from fault


def _blocks(document: Document) -> Iterator[str]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    from assistant.library.loaders.autonumbers import AutoNumbers

    numbers = AutoNumbers(document)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            text = _text(block)
            # A forced line break inside a paragraph is a line of its own (covers, lists).
            yield from (numbers.mark(block) + text).split("\n") if text.strip() else ()
        elif isinstance(block, Table):
            yield from _rows(block)


def _text(paragraph) -> str:
    """All text of a paragraph, insertions of tracked changes included (python-docx's own `.text` leaves them
    out).
    """
    from docx.oxml.ns import qn

    pieces = {qn("w:t"): None, qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
    return "".join(
        (node.text or "") if pieces[node.tag] is None else pieces[node.tag]
        for node in paragraph._p.iter(*pieces)
        if node.getparent().tag == qn("w:r")
    )


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        seen, cells = None, []
        for cell in row.cells:
            if cell._tc is not seen:
                cells.append(" ".join(cell.text.split()).replace("|", "／"))
            seen = cell._tc
        if any(cells):
            yield "| " + " | ".join(cells) + " |"
