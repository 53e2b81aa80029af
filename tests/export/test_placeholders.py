from hypothesis import given
from hypothesis import strategies as st

from assistant.export.placeholders import pieces


def test_placeholders_stand_alone() -> None:
    found = [
        (piece.text, piece.placeholder) for piece in pieces("甲【待补充：预算】乙【待核实：日期】【注】")
    ]
    assert found == [
        ("甲", False),
        ("【待补充：预算】", True),
        ("乙", False),
        ("【待核实：日期】", True),
        ("【注】", False),
    ]


def test_an_open_bracket_is_no_placeholder() -> None:
    assert [piece.placeholder for piece in pieces("【待补充：预算")] == [False]


@given(st.text(st.sampled_from("【】待补充核实：甲\n")))
def test_the_pieces_give_the_text_back(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text
