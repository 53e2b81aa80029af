"""The form of a Word file against GB/T 9704-2012 and local practice.

Every figure is stated anew in this package, not taken from the exporter: a wrong constant there shows here.
"""

from __future__ import annotations

from pathlib import Path

from eval.docx.page import page, page_numbers
from eval.docx.properties import properties
from eval.docx.row import Check
from eval.docx.style import styles
from eval.docx.text import runs
from eval.docx.word_file import WordFile


def check(path: Path) -> list[Check]:
    """Every check of one file, passed or not. ValueError: it is no .docx; OSError: it cannot be read."""
    file = WordFile(path)
    pages = (row for place, section in enumerate(file.sections, 1) for row in page(file, section, place))
    return [*pages, *page_numbers(file), *styles(file), *runs(file), *properties(file)]
