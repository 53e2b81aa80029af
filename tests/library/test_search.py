from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.masking import MaskedText
from assistant.library.passages import Passage
from assistant.library.search import Hit, diversify, fuse
from assistant.outline.kinds import Kind


def hit(document: str, number: int, score: float) -> Hit:
    place = f"{document}:{number}"
    made = Passage(
        *(place, place, document, document, "", (), Kind.OTHER, "文", MaskedText("文"), ()),
        *(None, None, "other", None, None),
    )
    return Hit(made, score)


def test_ranks_are_added_as_reciprocals() -> None:
    scores = fuse([["a", "b"], ["b"]])
    assert scores == {"a": pytest.approx(1 / 61), "b": pytest.approx(1 / 62 + 1 / 61)}


def test_being_in_both_lists_beats_being_first_in_one() -> None:
    scores = fuse([["a", "b"], ["c", "b"]])
    assert max(scores, key=lambda key: scores[key]) == "b"


HITS = [hit("甲", 1, 0.9), hit("甲", 2, 0.8), hit("甲", 3, 0.7), hit("乙", 1, 0.6), hit("丙", 1, 0.5)]


def test_one_of_each_document_comes_first() -> None:
    assert [one.passage.id for one in diversify(HITS, 3)] == ["甲:1", "乙:1", "丙:1"]


def test_then_a_second_of_each_and_no_third() -> None:
    assert [one.passage.id for one in diversify(HITS, 9)] == ["甲:1", "甲:2", "乙:1", "丙:1"]


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(1, 5)), unique=True), st.integers(1, 8))
def test_diversified_hits_are_few_of_a_document_and_ordered(pairs: list[tuple[str, int]], k: int) -> None:
    hits = [hit(document, number, 1 - at / 100) for at, (document, number) in enumerate(pairs)]
    found = diversify(hits, k)
    documents = [one.passage.document_id for one in found]
    assert len(found) <= k
    assert all(documents.count(document) <= 2 for document in documents)
    assert len(set(documents)) == min(k, len({document for document, _ in pairs}))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    if hits:
        assert found[0] == hits[0]
