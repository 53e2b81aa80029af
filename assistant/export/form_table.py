"""A filled 自评表 as native Word tables, cells merged as in the layout, on named styles only.

The indicators are a table of their own right under the first: only the first rows of a table can be repeated on each page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph

from assistant.export import styles
from assistant.export.characters import legal
from assistant.export.column_widths import fitted
from assistant.export.decimals import places_of, with_places
from assistant.export.runs import add_paragraph, add_text
from assistant.facts.table.form import Form, FormCell

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_STYLES = {
    "title": styles.TABLE_TITLE,
    "note": styles.TABLE_NOTE,
    "label": styles.TABLE_HEAD,
    "text": styles.TABLE_TEXT,
    "figure": styles.TABLE_FIGURE,
}


def add_form(document: Document, form: Form, *, wide: int, unit: str) -> None:
    """Append title, year, unit of money and tables; `wide` twips across."""
    above = [cell for cell in form.cells if cell.kind in ("title", "note")]
    for cell in above:
        add_paragraph(document, _STYLES[cell.kind], _text(cell, {}))
    add_paragraph(document, styles.TABLE_UNIT, f"单位：{unit}")
    first = 1 + max((cell.bottom for cell in above), default=0)
    places = places_of(form)
    block, *columns = form.widths
    # Above the indicators nothing needs their columns: figures and goals share the room alike.
    alike = [block] + [sum(columns) / len(columns)] * len(columns)
    upper, lower = _Rows(first, form.header - 1), _Rows(form.header, form.height, header=True)
    if upper.last >= upper.first:
        _add_table(document, _grid(form, places, alike, upper, wide), upper)
        add_paragraph(document, styles.TABLE_GAP)
    _add_table(document, _grid(_header_apart(form), places, form.widths, lower, wide), lower)


def _grid(
    form: Form, places: Mapping[FormCell, int], widths: Sequence[float], rows: _Rows, wide: int
) -> _Grid:
    longest: dict[int, int] = {}
    for cell in form.cells:
        if cell.kind == "figure" and cell.left == cell.right and rows.first <= cell.top <= rows.last:
            longest[cell.left - 1] = max(longest.get(cell.left - 1, 0), len(_text(cell, places)))
    return _Grid(form, places, fitted(widths, longest, wide))


def _header_apart(form: Form) -> Form:
    """The form with the block's caption in the header row alone: a cell merged out of a row that is repeated breaks on the
    next page, and text that is centred over two pages is torn.
    """
    cells: list[FormCell] = []
    for cell in form.cells:
        if cell.top == form.header < cell.bottom:
            cells += [replace(cell, bottom=cell.top), replace(cell, top=cell.top + 1, value="")]
        else:
            cells.append(cell)
    return replace(form, cells=tuple(cells))


@dataclass(frozen=True)
class _Rows:
    """The rows of the form that become one table; `header` where the first is repeated."""

    first: int
    last: int
    header: bool = False


@dataclass(frozen=True)
class _Grid:
    """The form, the decimal places of its figures and the widths of its columns in twips."""

    form: Form
    places: Mapping[FormCell, int]
    widths: Sequence[int]

    def standing(self, row: int) -> list[FormCell]:
        """The cells of a row from left to right, those that begin above it too."""
        return sorted(
            (one for one in self.form.cells if one.top <= row <= one.bottom), key=lambda one: one.left
        )


def _add_table(document: Document, grid: _Grid, rows: _Rows) -> None:
    element = document.add_table(rows=0, cols=0)._tbl
    properties = element.tblPr
    for child in list(properties):
        properties.remove(child)
    properties.append(_element("w:tblStyle", val=styles.TABLE_ID))
    properties.append(_element("w:tblW", w=sum(grid.widths), type="dxa"))
    properties.append(_element("w:tblLayout", type="fixed"))
    for wide in grid.widths:
        element.tblGrid.append(_element("w:gridCol", w=wide))
    for row in range(rows.first, rows.last + 1):
        element.append(_row(document, grid, row, header=rows.header and row == rows.first))


def _row(document: Document, grid: _Grid, row: int, *, header: bool) -> BaseOxmlElement:
    made = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    made.append(properties)
    for cell in grid.standing(row):
        made.append(_cell(document, grid, cell, row))
    return made


def _cell(document: Document, grid: _Grid, cell: FormCell, row: int) -> BaseOxmlElement:
    made = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    properties.append(_element("w:tcW", w=sum(grid.widths[cell.left - 1 : cell.right]), type="dxa"))
    if cell.right > cell.left:
        properties.append(_element("w:gridSpan", val=cell.right - cell.left + 1))
    if cell.bottom > cell.top:
        properties.append(_element("w:vMerge", **({"val": "restart"} if row == cell.top else {})))
    properties.append(_element("w:vAlign", val="center"))
    made.append(properties)
    lines = _text(cell, grid.places).split("\n") if row == cell.top else [""]
    for line in lines:
        paragraph = Paragraph(OxmlElement("w:p"), document._body)
        paragraph._p.style = _STYLES[cell.kind].id
        if line:
            add_text(paragraph, _STYLES[cell.kind], line)
        made.append(paragraph._p)
    return made


def _text(cell: FormCell, places: Mapping[FormCell, int]) -> str:
    if isinstance(cell.value, Decimal):
        return with_places(cell.value, places.get(cell, 0))
    return legal(cell.value)


def _element(tag: str, **attributes: object) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element
