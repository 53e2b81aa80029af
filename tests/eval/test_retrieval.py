from __future__ import annotations

import json

from assistant.library.finding.cards import gist
from assistant.library.finding.lexical import tokens
from eval.retrieval.judged import LABELS, _labelled, grade
from eval.retrieval.synthetic import library, questions


def test_every_label_still_fits_a_passage_of_the_sample_reports() -> None:
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    found = _labelled(labels["passages"])
    assert len(found) == sum(map(len, labels["passages"].values()))
    said = set().union(*(topics for _, topics in found))
    assert all(said.intersection(one["topics"]) for one in labels["questions"])


def test_grades_follow_how_well_the_topics_agree() -> None:
    assert grade({"a"}, {"a"}) == 3
    assert grade({"a"}, {"a", "b", "c"}) == 2
    assert grade({"a"}, {"a", "b", "c", "d", "e", "f"}) == 1
    assert grade({"a"}, {"b"}) == 0


def test_the_synthetic_library_is_the_same_every_time_and_grows_at_its_end() -> None:
    assert library(300) == library(300)
    assert library(300) == library(600)[:300]
    assert library(300) != library(300, seed=5)


def test_synthetic_passages_are_masked() -> None:
    for one in library(200):
        assert all(identity.text not in one.passage.masked.value for identity in one.passage.identities)
        assert all(identity.text in one.passage.text for identity in one.passage.identities)


def test_some_relevant_passages_share_no_pair_of_characters_with_their_question() -> None:
    made = library(3000)
    text_of = {one.passage.id: gist(one.passage.masked.value) for one in made}
    apart = 0
    for question, grades in questions(made):
        asked = {token for token in tokens(question.text) if len(token) == 2}
        if question.source == "other words":
            apart += sum(
                grade == 3 and not asked & set(tokens(text_of[key])) for key, grade in grades.items()
            )
    assert apart > 50


def test_questions_can_be_answered_and_not_by_everything() -> None:
    made = library(3000)
    asked = questions(made)
    assert {question.source for question, _ in asked} == {"other words", "stock words", "a name"}
    assert all(grades for _, grades in asked)
    for question, grades in asked:
        shelf = sum(one.passage.kind is question.kind for one in made)
        assert len(grades) < 0.6 * shelf
