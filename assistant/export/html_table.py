"""A filled 自评表 as an HTML table: merged as in the layout, its figures with the places of the printed one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from html import escape

from assistant.export.characters import legal
from assistant.export.decimals import places_of, with_places
from assistant.export.paper import Annex
from assistant.export.placeholders import pieces
from assistant.facts.table.form import Form, FormCell


def table_of(annex: Annex) -> str:
    """Title, year, unit of money and the table."""
    form, above = annex.form, ("title", "note")
    heads = "".join(
        f'<p class="report-table-{cell.kind}">{marked(_text(cell, {}))}</p>'
        for cell in form.cells
        if cell.kind in above
    )
    columns = "".join(f'<col style="width:{100 * one / sum(form.widths):.2f}%">' for one in form.widths)
    return (
        f'{heads}<p class="report-table-unit">单位：{escape(annex.unit)}</p>'
        f'<table class="report-table"><colgroup>{columns}</colgroup><tbody>{"".join(_rows(form, above))}</tbody></table>'
    )


def marked(text: str) -> str:
    """A text with its placeholders marked, everything in it escaped."""
    return "".join(
        f'<mark class="report-placeholder">{escape(piece.text)}</mark>'
        if piece.placeholder
        else escape(piece.text)
        for piece in pieces(text)
    )


def _rows(form: Form, above: tuple[str, ...]) -> Iterator[str]:
    places = places_of(form)
    for row in range(1, form.height + 1):
        standing = sorted(
            (one for one in form.cells if one.top == row and one.kind not in above), key=lambda one: one.left
        )
        if standing:
            yield f"<tr>{''.join(_cell(one, places) for one in standing)}</tr>"


def _cell(cell: FormCell, places: Mapping[FormCell, int]) -> str:
    across, down = cell.right - cell.left + 1, cell.bottom - cell.top + 1
    spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
    return f'<td class="report-cell-{cell.kind}"{spans}>{marked(_text(cell, places))}</td>'


def _text(cell: FormCell, places: Mapping[FormCell, int]) -> str:
    if isinstance(cell.value, Decimal):
        return with_places(cell.value, places.get(cell, 0))
    return legal(cell.value)
