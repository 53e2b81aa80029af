from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.decimals import places_of, with_places
from assistant.facts.load import facts_from_tree
from assistant.facts.table.form import make_form
from assistant.facts.table.layout import TableLayout
from tests.samples import full_tree


def printed() -> dict[str, list[str]]:
    """The figures of the sample's table by what stands above or beside them."""
    form = make_form(facts_from_tree(full_tree()), TableLayout())
    places = places_of(form)
    found: dict[str, list[str]] = {}
    for cell, many in places.items():
        assert isinstance(cell.value, Decimal)
        where = (
            "money" if cell.top < form.header and cell.left <= 6 else f"{cell.top >= form.header} {cell.left}"
        )
        found.setdefault(where, []).append(with_places(cell.value, many))
    return found


def test_amounts_have_as_many_decimals_and_so_have_the_scores() -> None:
    found = printed()
    assert found["money"] == ["640.000", "612.500", "549.733"]
    assert set(found["True 7"]) == {"15", "10", "5", "20", "100"}
    assert all(len(score.partition(".")[2]) == 2 for score in found["True 8"])


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("640", 2, "640.00"), ("612.5", 2, "612.50"), ("0", 1, "0.0"), ("-3.5", 1, "-3.5"), ("10", 0, "10")],
)
def test_zeros_are_added(value: str, places: int, text: str) -> None:
    assert with_places(Decimal(value), places) == text


@given(st.decimals(-(10**9), 10**9, places=3), st.integers(3, 6))
def test_no_figure_changes(value: Decimal, places: int) -> None:
    assert Decimal(with_places(value, places)) == value
