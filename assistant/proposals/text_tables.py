"""Table rows in a document's text (from PDF, web pages, Markdown) as grids; each cell's address is its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.files.grid import Cell, Grid, Grids
from assistant.library.documents import is_row
from assistant.library.structure.tree import SectionTree

MAX_ROWS = 2000
_CELL = re.compile(r"[^|]+")


def text_grids(tree: SectionTree) -> Grids:
    """The tables of a text; lines between rows part them. A cell repeated beside itself is one that spans."""
    grids: list[Grid] = []
    rows: list[tuple[int, str]] = []
    for found in [*re.finditer(r"[^\n]+", tree.text), None]:
        line = found.group().strip() if found else ""
        if found and is_row(line) and len(rows) < MAX_ROWS:
            rows.append((found.start(), found.group()))
        elif rows and (found is None or not is_row(line)):
            grids.append(Grid("正文中的表格", tuple(_cells(rows))))
            rows = []
    return Grids(tuple(grids))


def span_of(address: str) -> tuple[int, int] | None:
    """The place in the text that a cell's address tells; None for the address of another file's cell."""
    found = re.fullmatch(r"(\d+)-(\d+)", address)
    return (int(found.group(1)), int(found.group(2))) if found else None


def _cells(rows: list[tuple[int, str]]) -> Iterator[Cell]:
    for number, (start, line) in enumerate(rows, 1):
        inner = line.rstrip().removesuffix("|")
        lead = inner.index("|") + 1
        spanning: list[Cell] = []
        for column, found in enumerate(_CELL.finditer(inner, lead), 1):
            text = found.group().strip()
            if spanning and text and spanning[-1].text == text and spanning[-1].right == column - 1:
                last = spanning.pop()
                spanning.append(Cell(last.address, text, number, last.left, number, column))
            elif text:
                at = start + found.start() + found.group().index(text)
                spanning.append(Cell(f"{at}-{at + len(text)}", text, number, column, number, column))
        yield from spanning
