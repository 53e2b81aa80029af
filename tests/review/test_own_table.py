from decimal import Decimal

from assistant.facts.table.form import make_form
from assistant.library.documents import cells_of, row
from assistant.outline.packs import load_pack
from assistant.review.own_table import without_own_cells
from tests.samples import full_facts

FORM = make_form(full_facts(), load_pack("national").table)
ROWS = [
    [str(cell.value) for cell in FORM.cells if cell.top == line and str(cell.value)]
    for line in range(1, FORM.height + 1)
]


def left(*lines: str) -> str:
    return without_own_cells("\n".join(lines), FORM, cells_of)


def test_the_filled_form_itself_is_not_looked_at_again() -> None:
    assert left(*(row(cells) for cells in ROWS if cells)) == ""


def test_a_cell_that_says_something_else_is() -> None:
    assert left(row([*ROWS[-1], "另一县教育局"])) == "另一县教育局"


def test_a_figure_is_known_however_many_places_it_has() -> None:
    figure = next(cell.value for cell in FORM.cells if isinstance(cell.value, Decimal))
    assert left(row([f"{figure:.4f}"])) == ""
    assert left(row([str(figure + 1)])) == str(figure + 1)


def test_prose_stays() -> None:
    assert left("全年支出285.6万元。", "备注") == "全年支出285.6万元。\n备注"
