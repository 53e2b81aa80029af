"""The 自评表 alone as a Word file: A4 landscape with narrow margins, the tables as in a report's annex."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from docx import Document as new_document
from docx.shared import Mm

from assistant.export import measures, styles
from assistant.export.form_table import add_form
from assistant.export.package import file_bytes, forget_makers, set_properties, strip_template
from assistant.export.page import set_page, turn
from assistant.facts.table.form import Form

if TYPE_CHECKING:
    from docx.document import Document

_MARGIN = Mm(20)
_WIDTH = measures.PAGE_HEIGHT - 2 * int(_MARGIN.twips)


def docx_bytes(form: Form, *, author: str, created: datetime, unit: str = "万元") -> bytes:
    """The .docx file; the same form and `created` give the same bytes. `unit` is that of its amounts."""
    document = new_document()
    strip_template(document)
    styles.install(document)
    set_properties(document, title=form.title, author=author, created=created)
    _set(document)
    add_form(document, form, wide=_WIDTH, unit=unit)
    forget_makers(document)
    return file_bytes(document)


def _set(document: Document) -> None:
    section = document.sections[0]
    set_page(section)
    turn(section)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
