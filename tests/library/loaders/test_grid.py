from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.library.loaders.grid import Rule, grids

SIZES = st.lists(st.integers(15, 90), min_size=2, max_size=7)


def places(sizes: list[int]) -> list[float]:
    return [100.0 + sum(sizes[:at]) for at in range(len(sizes) + 1)]


@settings(deadline=None)
@given(SIZES, SIZES, st.integers(0, 999), st.booleans())
def test_a_full_grid_is_found_however_it_is_drawn(
    columns: list[int], rows: list[int], seed: int, by_cell: bool
) -> None:
    xs, ys, dice = places(columns), places(rows), random.Random(seed)
    rules = [Rule(True, y, xs[0], xs[-1]) for y in ys] + [Rule(False, x, ys[0], ys[-1]) for x in xs]
    if by_cell:
        rules = [Rule(True, y, a, b) for y in ys for a, b in pairwise(xs)]
        rules += [Rule(False, x, a, b) for x in xs for a, b in pairwise(ys)]
    shaken = [
        Rule(rule.across, rule.at + dice.uniform(-0.9, 0.9), rule.start + dice.uniform(-2, 2), rule.end)
        for rule in rules
    ]
    dice.shuffle(shaken)
    (found,) = grids(shaken, 3)
    assert [len(cells) for cells in found.rows] == [len(columns)] * len(rows)
    numbers = [cell for cells in found.rows for cell in cells]
    assert len(set(numbers)) == len(numbers)
    assert found.cell_at(xs[1] + 5, ys[1] + 5) == found.rows[1][1]


def test_a_table_without_side_lines_keeps_its_outer_columns() -> None:
    rules = [Rule(True, y, 50, 350) for y in (100, 130, 160)] + [Rule(False, x, 100, 160) for x in (150, 250)]
    (found,) = grids(rules, 3)
    assert [len(cells) for cells in found.rows] == [3, 3]


def test_two_tables_on_a_page_are_two() -> None:
    def table(top: float) -> list[Rule]:
        rows = [Rule(True, top + 30 * at, 50, 250) for at in range(3)]
        return rows + [Rule(False, 50 + 100 * at, top, top + 60) for at in range(3)]

    assert len(grids(table(100) + table(300), 3)) == 2


def test_a_drawing_of_thousands_of_lines_is_no_table() -> None:
    rules = [Rule(across, 4.0 * at, 0, 4000) for at in range(1000) for across in (True, False)]
    assert grids(rules, 1) == []
