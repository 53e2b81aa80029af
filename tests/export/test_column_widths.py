from hypothesis import given
from hypothesis import strategies as st

from assistant.export.column_widths import fitted

WIDTHS = st.lists(st.floats(2, 80), min_size=8, max_size=11)


@given(WIDTHS, st.dictionaries(st.integers(0, 7), st.integers(0, 30)), st.sampled_from([8844, 12756]))
def test_all_room_is_used_and_no_column_is_lost(widths: list, longest: dict, wide: int) -> None:
    found = fitted(widths, longest, wide)
    assert sum(found) == wide and len(found) == len(widths) and min(found) > 0


def test_a_column_is_as_wide_as_its_longest_figure() -> None:
    plain = fitted([9, 11, 13, 22, 13, 13, 8, 8, 26], {}, 8844)
    kept = fitted([9, 11, 13, 22, 13, 13, 8, 8, 26], {6: 3, 7: 5}, 8844)
    assert plain[7] < 800 == kept[7]
    assert kept[6] >= 540 and kept[8] < plain[8]


def test_figures_that_leave_no_room_for_words_break() -> None:
    widths = [9.0] * 8
    assert fitted(widths, dict.fromkeys(range(7), 12), 8844) == fitted(widths, {}, 8844)
