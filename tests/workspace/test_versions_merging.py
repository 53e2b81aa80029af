"""Three-way merge: what one changed is taken over, what both changed is asked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.workspace.merging import Conflict, merged, sentences

BASE = "预算320万元。设备已到货。验收合格。群众满意。"
texts = st.lists(
    st.sampled_from(["甲。", "甲一。", "乙；", "乙二；", "丙！\n", "丁", "戊。\n\n"]), max_size=6
).map("".join)


def test_changes_of_different_sentences_are_both_taken() -> None:
    found = merged(BASE, BASE.replace("320", "300"), BASE.replace("群众满意", "群众很满意"))
    assert found.conflicts == ()
    assert found.text() == "预算300万元。设备已到货。验收合格。群众很满意。"
    assert [piece.by for piece in found.pieces if not isinstance(piece, Conflict)] == [
        "mine",
        "nobody",
        "nobody",
        "theirs",
    ]


def test_neighbouring_sentences_that_each_changed_are_both_taken() -> None:
    found = merged(BASE, BASE.replace("320", "300"), BASE.replace("已到货", "都已到货"))
    assert found.conflicts == ()
    assert found.text() == "预算300万元。设备都已到货。验收合格。群众满意。"


def test_a_sentence_that_both_changed_is_a_conflict() -> None:
    found = merged(BASE, BASE.replace("320", "300"), BASE.replace("320", "310"))
    (conflict,) = found.conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == (
        "预算320万元。",
        "预算300万元。",
        "预算310万元。",
    )
    rest = "设备已到货。验收合格。群众满意。"
    assert found.text({conflict.id: "mine"}) == f"预算300万元。{rest}"
    assert found.text({conflict.id: "theirs"}) == f"预算310万元。{rest}"
    assert found.text({conflict.id: "both"}) == f"预算300万元。预算310万元。{rest}"


def test_what_one_deleted_and_the_other_changed_is_asked() -> None:
    found = merged("甲。乙。丙。", "甲。丙。", "甲。乙了。丙。")
    (conflict,) = found.conflicts
    assert (conflict.mine, conflict.theirs) == ("", "乙了。")


def test_both_at_the_end_without_a_full_stop_do_not_run_together() -> None:
    (conflict,) = merged("甲", "乙", "丙").conflicts
    assert conflict.chosen("both") == "乙\n丙"


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_what_only_one_changed_is_theirs_alone(base: str, changed: str) -> None:
    assert merged(base, changed, base).text() == changed
    assert merged(base, base, changed).text() == changed
    assert merged(base, changed, changed).text() == changed


@settings(max_examples=60, deadline=None)
@given(texts, texts, texts)
def test_no_text_is_lost_whatever_is_chosen(base: str, mine: str, theirs: str) -> None:
    found = merged(base, mine, theirs)
    assert len({one.id for one in found.conflicts}) == len(found.conflicts)
    both = found.text({one.id: "both" for one in found.conflicts})
    old = sentences(base)
    for sentence in (*sentences(mine), *sentences(theirs)):
        assert sentence in both or sentence in old


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_sentences_rejoin(text: str) -> None:
    assert "".join(sentences(text)) == text
