from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.library.finding.cards import cards_of
from assistant.library.finding.search import Candidate, blend, diversify
from tests.library.shelving import passage

SCORES = st.dictionaries(st.sampled_from("甲乙丙丁戊己"), st.floats(-1, 50, allow_nan=False), max_size=6)


def candidate(document: str, number: int, score: float) -> Candidate:
    return Candidate(cards_of([passage(document, "正文", number)])[0], score, 1)


@given(SCORES, SCORES, st.floats(0, 1))
def test_a_blend_is_between_0_and_1_and_loses_nothing(
    meaning: dict[str, float], words: dict[str, float], weight: float
) -> None:
    made = blend(meaning, words, weight)
    assert set(made) == set(meaning) | set(words)
    assert all(0 <= score <= 1 + 1e-9 for score in made.values())


@given(SCORES, SCORES, st.floats(0.1, 40), st.floats(-5, 5))
def test_only_the_order_and_the_gaps_of_a_list_count_not_its_scale(
    meaning: dict[str, float], words: dict[str, float], times: float, plus: float
) -> None:
    if len(set(words.values())) == 1 or any(
        abs(a - b) < 1e-3 for a in words.values() for b in words.values() if a != b
    ):
        return
    scaled = {key: score * times + plus for key, score in words.items()}
    one, other = blend(meaning, words), blend(meaning, scaled)
    assert all(abs(one[key] - other[key]) < 1e-6 for key in one)


def test_what_both_found_comes_before_what_one_found() -> None:
    made = blend({"甲": 0.9, "乙": 0.88, "丙": 0.8}, {"丁": 12.0, "乙": 11.0, "戊": 1.0})
    assert max(made, key=lambda key: made[key]) == "乙"


def test_one_list_alone_keeps_its_order() -> None:
    assert blend({}, {"甲": 3.0, "乙": 9.0}) == {"甲": 0.0, "乙": 1.0}
    assert blend({"甲": 0.7}, {}) == {"甲": 1.0}
    assert blend({}, {}) == {}


def test_one_passage_a_document_and_a_second_only_where_documents_are_few() -> None:
    hits = [
        candidate("甲", 1, 0.9),
        candidate("甲", 2, 0.8),
        candidate("乙", 1, 0.7),
        candidate("甲", 3, 0.6),
    ]
    assert diversify(hits, 2) == [hits[0], hits[2]]
    assert diversify(hits, 3) == [hits[0], hits[1], hits[2]]
    assert diversify(hits, 9) == [hits[0], hits[1], hits[2]]
