from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.identities.ordinary import ends_word, name_start, ordinary, starts_word


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("完成白鸦", "白鸦"),
        ("位于石门", "石门"),
        ("12月白鸦", "白鸦"),
        ("，向阳", "向阳"),
        ("付款给鼎塬", "鼎塬"),
        ("通过", ""),
    ],
)
def test_a_name_begins_after_the_last_ordinary_word(text: str, name: str) -> None:
    start, sure = name_start(text, len(text), 4)
    assert (text[start:], sure) == (name, True)


def test_a_beginning_that_no_word_marks_is_not_sure() -> None:
    assert name_start("甲乙丙丁戊己", 6, 4) == (2, False)


@given(st.text(alphabet="完成白鸦在，1县", max_size=20), st.integers(0, 20), st.integers(1, 6))
def test_a_name_is_never_longer_than_asked_by_more_than_its_first_character(
    text: str, end: int, longest: int
) -> None:
    end = min(end, len(text))
    start, _ = name_start(text, end, longest)
    assert 0 <= start <= end
    assert end - start <= longest + 1


def test_words_are_two_or_three_characters_each_once() -> None:
    assert all(2 <= len(word) <= 3 for word in ordinary())
    assert ends_word("资金", 2)
    assert starts_word("资金", 0)
    assert not ends_word("甲鸦", 2)
