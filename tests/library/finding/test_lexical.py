from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.library.finding.lexical import Words, tokens


def positions(found: list[tuple[int, float]]) -> list[int]:
    return [at for at, _ in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("农村公路", ["农", "村", "公", "路", "农村", "村公", "公路"]),
        ("执行率95.2%，共3台", ["执", "行", "率", "执行", "行率", "95.2", "共", "3", "台"]),
        ("GPS定位", ["gps", "定", "位", "定位"]),
        ("，。！", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_the_text_with_the_rare_words_comes_first() -> None:
    words = Words(["资金全部到位", "采购执法记录仪", "清淤渠道十二公里"])
    assert positions(words.best("渠道清淤", 9)) == [2]
    assert positions(words.best("资金采购", 9)) == [0, 1]


def test_a_single_character_in_common_is_enough_but_a_word_counts_more() -> None:
    words = Words(["配套未足额到位", "足球场草坪更换", "招标流标一次"])
    assert positions(words.best("配套钱没给足", 9)) == [0, 1]


def test_what_shares_no_word_is_not_found() -> None:
    words = Words(["资金全部到位"])
    assert words.best("甲乙丙", 9) == []
    assert words.best("，", 9) == []
    assert words.best("", 9) == []
    assert Words([]).best("资金", 9) == []


def test_only_what_is_allowed_is_found() -> None:
    words = Words(["资金到位", "资金到位"])
    assert positions(words.best("资金", 9, np.array([False, True]))) == [1]


TEXTS = st.lists(st.text(alphabet="资金到位采购渠道，a1 ", max_size=12), max_size=12)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.text(alphabet="资金到位采购渠道，a1 ", max_size=12), st.integers(0, 15))
def test_the_best_few_are_the_beginning_of_all(texts: list[str], query: str, count: int) -> None:
    words = Words(texts)
    everything = words.best(query, len(texts) + 1)
    assert words.best(query, count) == everything[:count]
    assert [score for _, score in everything] == sorted((score for _, score in everything), reverse=True)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=6), st.text(max_size=20))
def test_any_texts_can_be_indexed_and_asked(texts: list[str], query: str) -> None:
    found = positions(Words(texts).best(query, 9))
    assert len(set(found)) == len(found)
    assert all(set(tokens(texts[at])) & set(tokens(query)) for at in found)
