"""The three-way merge of forms: its laws, for any changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.workspace.filling_cells import Cell, Cells, texts
from assistant.workspace.filling_merge import merged, same_rows

_text = st.sampled_from(["", "甲", "乙", "丙", "12"])
_row = st.fixed_dictionaries({}, optional={name: _text.map(Cell) for name in ("id", "name", "amount")})
_form = st.fixed_dictionaries(
    {"report": st.fixed_dictionaries({"unit": _text.map(Cell), "region": _text.map(Cell)})},
    optional={"rows": st.lists(_row, max_size=5)},
)


def said(cells: Cells) -> dict[str, str]:
    return {path: cell.text for path, cell in texts(cells) if cell.text}


@given(_form, _form)
def test_who_alone_changed_has_their_way(base: Cells, mine: Cells) -> None:
    rows = [one for one in mine.get("rows", []) if said(one)]
    wanted = said({**mine, "rows": rows})
    now = merged(base, mine, base)
    got = said({**now, "rows": [one for one in now.get("rows", []) if said(one)]})
    assert {path: text for path, text in got.items() if "rows" not in path} == {
        path: text for path, text in wanted.items() if "rows" not in path
    }
    assert all(cell.rival is None for _, cell in texts(now))
    assert said(merged(base, base, mine)) == said(mine)


@given(_form, _form, _form)
def test_no_field_of_either_is_lost(base: Cells, mine: Cells, theirs: Cells) -> None:
    now = merged(base, mine, theirs, "安娜")
    for name in ("unit", "region"):
        cell, ours = now["report"][name], mine["report"][name].text
        assert ours in (cell.text, cell.rival) or ours == base["report"][name].text


def test_both_sides_fields_and_rows() -> None:
    base = {"unit": Cell("甲"), "rows": [{"name": Cell("一")}, {"name": Cell("二"), "amount": Cell("2")}]}
    mine = {"unit": Cell("乙"), "rows": [{"name": Cell("一")}, {"name": Cell("二"), "amount": Cell("3")}]}
    theirs = {
        "unit": Cell("丙"),
        "rows": [{"name": Cell("零")}, {"name": Cell("一")}, {"name": Cell("二"), "amount": Cell("2")}],
    }
    now = merged(base, mine, theirs, "安娜")
    assert now["unit"] == Cell("丙", "乙", "安娜")
    assert [said(row) for row in now["rows"]] == [
        {"name": "零"},
        {"name": "一"},
        {"name": "二", "amount": "3"},
    ]


def test_a_row_removed_here_and_changed_there_stays() -> None:
    base = {"rows": [{"name": Cell("一"), "amount": Cell("1")}]}
    theirs = {"rows": [{"name": Cell("一"), "amount": Cell("9")}]}
    assert merged(base, {"rows": []}, theirs) == theirs
    assert said(merged(base, theirs, {"rows": []})) == said(theirs)
    assert merged(base, {"rows": []}, base) == {"rows": []}


def test_equal_rows_are_told_apart_by_their_place() -> None:
    row = {"amount": Cell("5")}
    assert same_rows([row, row], [row, row]) == {0: 0, 1: 1}
    assert len(same_rows([row, row], [row])) == 1
