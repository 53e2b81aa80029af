"""Lines of a .docx: paragraphs and tables in order, with the numbers that Word would print before paragraphs.

Taken as the printed page has it: insertions of tracked changes yes, deletions no; text boxes after the paragraph
they hang on; no tables of contents, headers, footnotes or comments; nothing that cannot be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.files.package import Package
from assistant.files.wordbody import AROUND, CHOICES, inside, is_contents
from assistant.files.wordruns import Runs
from assistant.files.wordstyles import VAL, Styles, W, cell_darkens
from assistant.library.documents import row
from assistant.library.loaders.autonumbers import AutoNumbers
from assistant.library.loaders.reading import Reading, left_out
from assistant.library.loaders.reflow import Line

if TYPE_CHECKING:
    from lxml.etree import _Element


def read(name: str, content: bytes) -> Reading:
    """Every paragraph and table row. Raises `DocumentError` where the package is broken or not to be trusted."""
    package = Package(name, content)
    root = package.xml(package.main) if package.main else None
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise DocumentError(
            f"Word 文档“{name}”不完整或已损坏。", hint="请在 Word 或 WPS 中打开并重新保存后再试。"
        )
    document = _Document(package)
    lines = list(document.blocks(body, shaded=document.is_dark(root)))
    notes = ("文件含宏，已忽略（宏不会被运行）。",) if package.has_macros else ()
    return Reading(lines, (*notes, *left_out(document.runs.unseen)))


class _Document:
    """One walk through a document: what it counts on the way (list numbers, unseen characters) it keeps."""

    def __init__(self, package: Package) -> None:
        self.styles = Styles(_part(package, "styles"))
        self.runs = Runs(self.styles)
        self._numbers = AutoNumbers(_part(package, "numbering"), self.styles)

    def is_dark(self, root: _Element | None) -> bool:
        """Whether the page has a colour of its own."""
        page = root.find(f"{W}background") if root is not None else None
        return page is not None and (page.get(f"{W}color") or "FFFFFF").upper() not in ("FFFFFF", "AUTO")

    def blocks(self, container: _Element, *, shaded: bool) -> Iterator[Line]:
        """The lines of the paragraphs and tables in `container`."""
        for block in container:
            if block.tag == f"{W}p":
                yield from self._paragraph(block, shaded=shaded)
            elif block.tag == f"{W}tbl":
                yield from self._table(block, shaded=shaded)
            elif block.tag == CHOICES:
                yield from self.blocks(block[0], shaded=shaded) if len(block) else ()
            elif block.tag in AROUND and not is_contents(block):
                yield from self.blocks(block, shaded=shaded)

    def _paragraph(self, paragraph: _Element, *, shaded: bool) -> Iterator[Line]:
        text = self.runs.text(paragraph, shaded=shaded)
        boxes = self.runs.boxes()
        # An empty paragraph has a number too, and the next one counts on from it.
        mark = self._numbers.mark(paragraph)
        if text.strip() and not self.styles.is_contents(paragraph):
            # A forced line break inside a paragraph is a line of its own (covers, lists).
            first, *others = (Line(line) for line in (mark + text.lstrip("\n")).split("\n"))
            yield replace(first, level=self.styles.level(paragraph))
            yield from others
        for box, filled in boxes:
            yield from self.blocks(box, shaded=shaded or filled)

    def _table(self, table: _Element, *, shaded: bool) -> Iterator[Line]:
        shaded = shaded or self.styles.table_darkens(table)
        rows = [list(inside(one, "tc")) for one in inside(table, "tr") if one.find(f"{W}trPr/{W}del") is None]
        if len(rows) == 1 and len(rows[0]) == 1:
            # A single cell is a frame around text, not a table.
            yield from self.blocks(rows[0][0], shaded=shaded or cell_darkens(rows[0][0]))
            return
        for cells in rows:
            nested: list[Line] = []
            texts = [self._cell(cell, nested, shaded=shaded) for cell in cells]
            if any(texts):
                yield Line(row(texts))
            yield from nested

    def _cell(self, cell: _Element, nested: list[Line], *, shaded: bool) -> str:
        """A cell's text; the rows of tables inside it go to `nested`. A cell that goes on from the one above it
        is empty: its text was given there.
        """
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(VAL, "continue") == "continue":
            return ""
        texts: list[str] = []
        for line in self.blocks(cell, shaded=shaded or cell_darkens(cell)):
            if line.text.startswith("| ") and line.text.endswith(" |"):
                nested.append(line)
            else:
                texts.append(line.text)
        return " ".join(" ".join(texts).split())


def _part(package: Package, kind: str) -> _Element | None:
    where = package.related(package.main, kind).get("")
    return package.xml(where) if where else None
