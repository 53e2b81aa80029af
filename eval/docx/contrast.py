"""The same report as a newcomer to python-docx would write it: headings, paragraphs, a table, a page number, a Chinese face."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.export.of_draft import paper_of
from assistant.export.paper import Annex, Paper
from assistant.facts.quantities import number_text
from eval.docx.samples import Sample


def write_plainly(sample: Sample, folder: Path) -> Path:
    """The report by the calls of python-docx's own introduction."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    paper = paper_of(sample.draft, sample.pack)
    document = Document()
    body: Any = document.styles["Normal"]
    body.font.name, body.font.size = "仿宋_GB2312", Pt(16)
    body.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    document.add_heading(paper.cover_title or "", 0)
    for line in paper.cover:
        document.add_paragraph(f"{line.label}：{line.value}")
    document.add_page_break()
    document.add_heading(paper.title, 0)
    for one in paper.sections:
        document.add_heading(one.heading, one.level)
        for paragraph in one.paragraphs:
            document.add_paragraph(paragraph)
    _close(document, paper)
    for line in document.paragraphs[-2:]:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for annex in paper.annexes:
        _add_table(document, annex)
    document.core_properties.title = paper.title
    document.core_properties.author = paper.unit
    path = folder / f"{sample.name}-对照.docx"
    document.save(str(path))
    return path


def _close(document: Any, paper: Paper) -> None:
    if paper.listed:
        document.add_paragraph("附件：" + "；".join(paper.listed))
    if paper.signature:
        document.add_paragraph(paper.signature.unit)
        document.add_paragraph(paper.signature.date)


def _add_table(document: Any, annex: Annex) -> None:
    document.add_page_break()
    document.add_paragraph("附件")
    document.add_heading(annex.title, 1)
    form = annex.form
    table = document.add_table(rows=form.height, cols=len(form.widths))
    table.style = "Table Grid"
    for cell in form.cells:
        first, last = table.cell(cell.top - 1, cell.left - 1), table.cell(cell.bottom - 1, cell.right - 1)
        value = cell.value if isinstance(cell.value, str) else number_text(cell.value)
        first.merge(last).text = value
