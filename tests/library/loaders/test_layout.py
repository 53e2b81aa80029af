from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.library.loaders.grid import Rule, grids
from assistant.library.loaders.layout import Piece, arrange

PLACES = st.floats(0, 600, allow_nan=False)


def piece(text: str, left: float, top: float, sure: float | None = None) -> Piece:
    """A piece whose characters are ten wide and high."""
    return Piece(text, left, top, left + 10 * len(text), top + 10, sure)


@given(st.lists(st.builds(piece, st.text("甲乙丙", min_size=1, max_size=30), PLACES, PLACES), max_size=40))
def test_nothing_is_lost_and_nothing_doubled(pieces: list[Piece]) -> None:
    table = [Rule(True, y, 100, 500) for y in (200, 250, 300)] + [
        Rule(False, x, 200, 300) for x in (100, 300, 500)
    ]
    text = "".join(line.text for line in arrange(pieces, grids(table, 3)))
    assert sorted(char for char in text if char in "甲乙丙") == sorted(
        "".join(piece.text for piece in pieces)
    )


def test_a_lines_confidence_is_its_least_sure_pieces() -> None:
    lines = arrange([piece("执行率", 0, 0, 0.99), piece("九成", 40, 1, 0.71), piece("说明", 0, 30, 0.9)], [])
    assert [(line.text, line.confidence) for line in lines] == [("执行率 九成", 0.71), ("说明", 0.9)]


def test_a_number_too_long_for_its_line_does_not_end_the_paragraph() -> None:
    pieces = [piece("甲" * 40, 20, 0), piece("乙" * 42, 0, 20), piece("丙" * 36, 0, 40)]
    number = "https://example.test/a"
    lines = arrange([*pieces, piece(number + "丁" * 20, 0, 60), piece("戊" * 42, 0, 80)], [])
    assert [line.ends for line in lines] == [False, False, None, False, False]
    assert [line.begins for line in lines] == [True, False, False, False, False]


def test_centred_lines_tell_nothing_of_paragraphs() -> None:
    lines = arrange([piece("题" * 20, 110, 0), *(piece("文" * 42, 0, 20 + 20 * at) for at in range(5))], [])
    assert (lines[0].begins, lines[0].ends) == (None, None)
