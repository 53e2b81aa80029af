from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.library.lexical import Words, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("农村公路", ["农村", "村公", "公路"]),
        ("执行率95.2%，共3台", ["执行", "行率", "95.2", "共", "3", "台"]),
        ("GPS定位", ["gps", "定位"]),
        ("，。！", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_the_text_with_the_rare_words_comes_first() -> None:
    words = Words(["资金全部到位", "采购执法记录仪", "清淤渠道十二公里"])
    assert words.ranked("渠道清淤") == [2]
    assert words.ranked("资金采购") == [0, 1]


def test_what_shares_no_word_is_not_found() -> None:
    words = Words(["资金全部到位"])
    assert words.ranked("甲乙丙") == []
    assert words.ranked("，") == []
    assert words.ranked("") == []


def test_only_what_is_allowed_is_ranked() -> None:
    assert Words(["资金到位", "资金到位"]).ranked("资金", [False, True]) == [1]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=6), st.text(max_size=20))
def test_any_texts_can_be_indexed_and_asked(texts: list[str], query: str) -> None:
    found = Words(texts).ranked(query)
    assert len(set(found)) == len(found)
    assert all(set(tokens(texts[at])) & set(tokens(query)) for at in found)
