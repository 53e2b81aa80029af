"""The report as a python-docx document: cover, title, sections, attachments, signature, annexes, in this order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from docx import Document as new_document

from assistant.export import styles
from assistant.export.annex import add_annex
from assistant.export.closing import add_attachments, add_signature
from assistant.export.cover import add_cover
from assistant.export.dressing import dress
from assistant.export.font_table import add_font_table
from assistant.export.footer import number_pages
from assistant.export.package import forget_makers, set_properties, set_version, strip_template
from assistant.export.page import end_cover, set_page
from assistant.export.paper import Paper, PaperSection
from assistant.export.reminders import name_faces, remind
from assistant.export.runs import add_paragraph
from assistant.export.section import add_section
from assistant.export.title import broken

if TYPE_CHECKING:
    from docx.document import Document


def compose(paper: Paper, created: datetime, *, final: bool = False) -> Document:
    """Set the paper; `created` goes into the file's properties and comments, of which a `final` copy has none."""
    document = new_document()
    strip_template(document)
    styles.install(document)
    set_properties(document, title=paper.title.replace("\n", ""), author=paper.unit, created=created)
    set_version(document, paper.version)
    add_font_table(document, paper.look.latin)
    text = document.sections[0]
    set_page(text)
    if paper.has_cover:
        end_cover(add_cover(document, paper), text)
    number_pages(document, document.sections[-1])
    _add_text(document, _plain(paper) if final else paper, created)
    _add_annexes(document, paper)
    if not final:
        name_faces(document, created)
        remind(document, created)
    dress(document, paper.look)
    forget_makers(document)
    if not final and any(one.marks for one in paper.sections):
        from assistant.export.tracked_settling import settle

        settle(document)
    return document


def _plain(paper: Paper) -> Paper:
    """The paper without what stands beside its words."""
    return replace(paper, sections=tuple(_words(one) for one in paper.sections))


def _words(section: PaperSection) -> PaperSection:
    return PaperSection(section.heading, section.level, section.text, section.id)


def _add_text(document: Document, paper: Paper, created: datetime) -> None:
    if paper.title:
        add_paragraph(document, styles.TITLE, broken(paper.title, styles.TITLE.points))
    for section in paper.sections:
        add_section(document, section, created)
    if not (paper.title or paper.sections):
        add_paragraph(document, styles.BODY)  # A section of a Word file holds at least one paragraph.
    if paper.signature:
        # So that neither the signature nor the list before it stands alone on a page.
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    add_attachments(document, paper.listed, followed=paper.signature is not None)
    if paper.signature:
        add_signature(document, paper.signature)


def _add_annexes(document: Document, paper: Paper) -> None:
    alone = len(paper.listed) == 1
    for number, annex in enumerate(paper.annexes, 1):
        add_annex(document, annex, None if alone else number)
