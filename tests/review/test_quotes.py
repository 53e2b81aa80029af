"""A figure in the words of a fact's text is that fact's figure, or false; few words, and those of other years, say nothing."""

from __future__ import annotations

import pytest

from assistant.review.clauses import Clauses
from assistant.review.mentions import figures
from assistant.review.quotes import Quotes

TEXTS = (
    ("project.background[0]", "2022年城区路灯报修217次，其中背街小巷96次"),
    ("project.background[1]", "两岸9个村6200余人绕行"),
    ("evaluation.team.members[0]", "财务股2人"),
    ("problems[0].title", "26个村的管护协议缺少经费保证"),
    ("problems[0].deadline", "2025年6月底前完成补签"),
    ("funds.balance_handling", "采购节约6.387万元由县财政收回"),
)
NAMED = (("调减", "92万元", "", "funds.adjustment"), ("", "38.6万元", "未到位", "funds.arrival_gap"))
QUOTES = Quotes(TEXTS, NAMED)


def _found(text: str, told: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    clauses = Clauses(text)
    found = [QUOTES.contradiction(text, one, clauses, told) for one in figures(text)]
    return [(one.mention.text, one.expected) for one in found if one]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年城区路灯报修24次。", ("24", "217次")),
        ("财务股1人、办公室1人参加。", ("1", "2人")),
        ("4个村的管护协议缺少经费保证。", ("4", "26个村")),
        ("采购节约13.8万元由县财政收回。", ("13.8万元", "6.387万元")),
        ("年中调减5.62万元。", ("5.62万元", "92万元")),
        ("还有6.4万元未到位。", ("6.4万元", "38.6万元")),
    ],
)
def test_another_figure_in_a_facts_words(text: str, expected: tuple[str, str]) -> None:
    assert expected in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "2022年城区路灯报修217次。",
        "2024年城区路灯报修24次。",
        "路灯报修24次。",
        "财务股2人、办公室1人参加。",
        "全镇14个村。",
        "年中调减92万元，38.6万元未到位。",
        "上年未到位12万元。",
    ],
)
def test_its_own_figure_another_year_and_too_few_words(text: str) -> None:
    assert _found(text) == []


def test_a_part_that_the_facts_tell_in_the_telling_words_is_right() -> None:
    assert _found("县级13.5万元未到位。")
    assert _found("县级13.5万元未到位。", ("县财政资金13.5万元未到位",)) == []
