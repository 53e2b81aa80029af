"""An annex bound with the report: its mark on the first line, its title on the third, the filled 自评表 below.

Wide tables stand on landscape pages; the pages go on being counted (GB/T 9704-2012 7.3.7, 7.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.export import measures, styles
from assistant.export.footer import number_pages
from assistant.export.form_table import add_form
from assistant.export.page import begin_annex, stand, turn
from assistant.export.paper import Annex
from assistant.export.runs import add_paragraph
from assistant.export.turned_footer import number_turned_pages

if TYPE_CHECKING:
    from docx.document import Document

_TURNED_WIDTH = measures.PAGE_HEIGHT - measures.TOP - measures.BOTTOM


def add_annex(document: Document, annex: Annex, number: int | None) -> None:
    """Append the annex on pages of its own; the only one bears no number."""
    section = begin_annex(document)
    if annex.landscape:
        turn(section)
        number_turned_pages(section)
    else:
        stand(section)
        number_pages(document, section)
    add_paragraph(document, styles.ANNEX_MARK, "附件" if number is None else f"附件{number}")
    wide = _TURNED_WIDTH if annex.landscape else measures.TEXT_WIDTH
    add_form(document, annex.form, wide=wide, unit=annex.unit)
