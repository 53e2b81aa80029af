"""The form of a Word file against GB/T 9704-2012 and local practice.

Every figure is stated anew in this package, not taken from the exporter: a wrong constant there shows here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eval.docx.container import container
from eval.docx.office import Office
from eval.docx.page import page, page_numbers
from eval.docx.properties import properties
from eval.docx.row import Check
from eval.docx.structure import annexes, bookmarks, comments, headings
from eval.docx.style import styles
from eval.docx.table import tables
from eval.docx.text import runs
from eval.docx.word_file import WordFile

_PLAIN = Office()


def check(path: Path, office: Office = _PLAIN) -> list[Check]:
    """Every check of one file, passed or not. ValueError: it is no .docx; OSError: it cannot be read."""
    return list(_checks(WordFile(path), office))


def _checks(file: WordFile, office: Office) -> Iterator[Check]:
    for place, section in enumerate(file.sections, 1):
        yield from page(file, section, place, office)
    yield from page_numbers(file)
    yield from styles(file, office)
    for group in (runs, headings, tables, annexes, bookmarks, comments, container, properties):
        yield from group(file)
