"""A form as the grid that a file of it would be read as, without writing the file."""

from __future__ import annotations

from decimal import Decimal

from assistant.facts.quantities import number_text
from assistant.facts.table.form import Form
from assistant.files.grid import Cell, Grid, Grids


def opened(form: Form) -> Grids:
    """The grids of a workbook with this form."""
    cells = []
    for one in form.cells:
        number = one.value if isinstance(one.value, Decimal) else None
        text = number_text(number) if number is not None else str(one.value)
        if text.strip():
            address = f"R{one.top}C{one.left}"
            cells.append(Cell(address, text.strip(), one.top, one.left, one.bottom, one.right, number))
    cells.sort(key=lambda cell: (cell.top, cell.left))
    return Grids((Grid("自评表", tuple(cells), page=True),))
