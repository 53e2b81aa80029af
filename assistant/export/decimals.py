"""As many decimal places for all figures that stand under one another, and for all amounts of money of the table."""

from __future__ import annotations

from decimal import Decimal

from assistant.facts.quantities import number_text
from assistant.facts.table.form import Form, FormCell

_MONEY = ("预算数", "执行数")


def places_of(form: Form) -> dict[FormCell, int]:
    """The places of every cell that is a figure: the most that any figure of its kind needs."""
    figures = {cell: cell.value for cell in form.cells if isinstance(cell.value, Decimal)}
    kinds = {cell: _kind(form, cell) for cell in figures}
    needed: dict[str | int, int] = {}
    for cell, value in figures.items():
        _, _, decimals = number_text(value).partition(".")
        needed[kinds[cell]] = max(needed.get(kinds[cell], 0), len(decimals))
    return {cell: needed[kind] for cell, kind in kinds.items()}


def with_places(value: Decimal, places: int) -> str:
    """The figure as it is printed, with zeros up to that many places; never rounded."""
    whole, _, decimals = number_text(value).partition(".")
    return f"{whole}.{decimals.ljust(places, '0')}" if places else whole


def _kind(form: Form, figure: FormCell) -> str | int:
    """The figures of one column are of one kind, above and below the header of the indicators by themselves; money is one."""
    above = [
        one
        for one in form.cells
        if one.kind == "label" and one.left == figure.left and one.bottom < figure.top
    ]
    caption = str(max(above, key=lambda one: one.top).value) if above else ""
    if any(word in caption for word in _MONEY):
        return "money"
    return figure.left if figure.top >= form.header else -figure.left
