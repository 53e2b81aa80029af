"""A filled 自评表 as native Word tables, cells merged as in the layout.

The indicators are a table of their own right under the first: only the first rows of a table can be repeated on each page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, Twips

from assistant.export import measures, styles
from assistant.export.characters import legal
from assistant.export.fonts import SONGTI, XIAOBIAOSONG
from assistant.export.package import file_bytes, set_properties, strip_template
from assistant.export.page import set_page
from assistant.export.paragraph_style import ParagraphStyle
from assistant.export.runs import add_run
from assistant.facts.quantities import number_text
from assistant.facts.table.form import Form, FormCell

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_MARGIN = Mm(20)
_WIDTH = measures.PAGE_HEIGHT - 2 * int(_MARGIN.twips)  # landscape
_CELL = ParagraphStyle("Normal", "Normal", SONGTI)
_TITLE = ParagraphStyle("Normal", "Normal", XIAOBIAOSONG)
_POINTS = 10.5  # 五号


def docx_bytes(form: Form, *, author: str, created: datetime) -> bytes:
    """The .docx file: A4 landscape; the same form and `created` give the same bytes."""
    document = new_document()
    strip_template(document)
    styles.install(document)
    set_properties(document, title=form.title, author=author, created=created)
    _turn(document)
    _add(document, form)
    return file_bytes(document)


def _turn(document: Document) -> None:
    section = document.sections[0]
    set_page(section)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(measures.PAGE_HEIGHT), Twips(measures.PAGE_WIDTH)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def _add(document: Document, form: Form) -> None:
    above = [cell for cell in form.cells if cell.kind in ("title", "note")]
    for cell in above:
        paragraph = document.add_paragraph()
        _write(
            paragraph,
            _text(cell),
            _TITLE if cell.kind == "title" else _CELL,
            18 if cell.kind == "title" else 12,
        )
    first = 1 + max((cell.bottom for cell in above), default=0)
    _table(document, form, _Part(first, form.header - 1))
    # Two tables that touch would become one; this paragraph is too low to be seen.
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing = Pt(1)
    gap.paragraph_format.space_before = gap.paragraph_format.space_after = Pt(0)
    _table(document, form, _Part(form.header, form.height, header=True))


@dataclass(frozen=True)
class _Part:
    """The rows of the form that become one table; `header` where the first is repeated."""

    first: int
    last: int
    header: bool = False


def _table(document: Document, form: Form, part: _Part) -> None:
    widths = _scaled(form.widths)
    cells = [cell for cell in form.cells if part.first <= cell.top <= part.last]
    rows = part.last - part.first + 1
    table = document.add_table(rows=0, cols=0)
    element = table._tbl
    properties = element.tblPr
    for child in list(properties):
        properties.remove(child)
    properties.append(_element("w:tblW", w=sum(widths), type="dxa"))
    properties.append(_element("w:jc", val="center"))
    properties.append(_borders())
    properties.append(_element("w:tblLayout", type="fixed"))
    grid = element.tblGrid
    for wide in widths:
        grid.append(_element("w:gridCol", w=wide))
    for row in range(part.first, part.first + rows):
        element.append(_row(document, cells, row, widths, header=part.header and row == part.first))


def _row(
    document: Document, cells: Sequence[FormCell], row: int, widths: Sequence[int], *, header: bool
) -> BaseOxmlElement:
    made = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    made.append(properties)
    standing = sorted((cell for cell in cells if cell.top <= row <= cell.bottom), key=lambda cell: cell.left)
    for cell in standing:
        made.append(_cell(document, cell, row, sum(widths[cell.left - 1 : cell.right])))
    return made


def _cell(document: Document, cell: FormCell, row: int, wide: int) -> BaseOxmlElement:
    made = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    properties.append(_element("w:tcW", w=wide, type="dxa"))
    if cell.right > cell.left:
        properties.append(_element("w:gridSpan", val=cell.right - cell.left + 1))
    if cell.bottom > cell.top:
        properties.append(_element("w:vMerge", **({"val": "restart"} if row == cell.top else {})))
    properties.append(_element("w:vAlign", val="center"))
    made.append(properties)
    lines = _text(cell).split("\n") if row == cell.top else [""]
    for line in lines:
        paragraph = document.add_paragraph()
        _write(paragraph, line, _CELL, _POINTS, left=cell.kind == "text")
        made.append(paragraph._p)
    return made


def _write(
    paragraph: Paragraph, text: str, style: ParagraphStyle, points: float, *, left: bool = False
) -> None:
    form = paragraph.paragraph_format
    form.line_spacing = 1.0
    form.alignment = 0 if left else 1
    run = add_run(paragraph, style, text)
    run.font.size = Pt(points)


def _text(cell: FormCell) -> str:
    return number_text(cell.value) if isinstance(cell.value, Decimal) else legal(cell.value)


def _scaled(widths: Sequence[float]) -> list[int]:
    whole = sum(widths)
    return [int(_WIDTH * wide / whole) for wide in widths]


def _borders() -> BaseOxmlElement:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz=4, space=0, color="000000"))
    return borders


def _element(tag: str, **attributes: object) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element
