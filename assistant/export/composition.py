"""The report as a python-docx document: cover, title, sections, attachments, signature, in this order."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from docx import Document as new_document

from assistant.export import styles
from assistant.export.closing import add_attachments, add_signature
from assistant.export.cover import add_cover
from assistant.export.footer import number_pages
from assistant.export.package import set_properties, strip_template
from assistant.export.page import end_cover, set_page
from assistant.export.paper import Paper, PaperSection
from assistant.export.runs import add_paragraph
from assistant.export.title import broken

if TYPE_CHECKING:
    from docx.document import Document


def compose(paper: Paper, created: datetime) -> Document:
    """Set the paper; `created` goes into the file's properties."""
    document = new_document()
    strip_template(document)
    styles.install(document)
    set_properties(document, title=paper.title.replace("\n", ""), author=_author(paper), created=created)
    text = document.sections[0]
    set_page(text)
    if paper.has_cover:
        end_cover(add_cover(document, paper), text)
    number_pages(document, document.sections[-1])
    _add_text(document, paper)
    return document


def _add_text(document: Document, paper: Paper) -> None:
    if paper.title:
        add_paragraph(document, styles.TITLE, broken(paper.title, styles.TITLE.points))
    for section in paper.sections:
        _add_section(document, section)
    if not (paper.title or paper.sections):
        add_paragraph(document, styles.BODY)  # A section of a Word file holds at least one paragraph.
    add_attachments(document, paper.attachments)
    if paper.signature:
        # So that the signature never stands alone on a page.
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        add_signature(document, paper.signature)


def _add_section(document: Document, section: PaperSection) -> None:
    if section.heading:
        add_paragraph(document, styles.HEADINGS[section.level], section.heading)
    for paragraph in section.paragraphs:
        add_paragraph(document, styles.BODY, paragraph)


def _author(paper: Paper) -> str:
    return paper.signature.unit if paper.signature else ""
