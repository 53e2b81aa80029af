"""Copied spans: laws over random texts. Own words are of other characters than the passages, so nothing is shared by
chance.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.review.copied import COPIED, OWN, Wording
from assistant.review.grams import placed, plain
from assistant.review.set_phrases import SetPhrases

THEIRS, OURS = "甲乙丙丁戊己庚辛壬癸，。", "子丑寅卯辰巳午未申酉戌亥；："
NONE = SetPhrases.of([])
passages = st.lists(st.text(THEIRS, min_size=30, max_size=200), min_size=1, max_size=4)
own_words = st.text(OURS, max_size=60)


@given(passages, own_words)
def test_a_text_of_its_own_has_nothing(theirs: list[str], ours: str) -> None:
    assert Wording(theirs).copied(ours, [NONE]) == []


@st.composite
def planted(draw: st.DrawFn, least: int, most: int) -> tuple[list[str], str, int, int]:
    """Passages, a text with a stretch of one of them in it (spaces put in), and where that begins and ends."""
    theirs = draw(passages)
    passage = draw(st.sampled_from(theirs))
    size = draw(st.integers(least, min(most, len(passage))))
    start = draw(st.integers(0, len(passage) - size))
    stretch = passage[start : start + size]
    space = draw(st.integers(1, size - 1))
    stretch = stretch[:space] + draw(st.sampled_from(["", " ", "\n\u3000"])) + stretch[space:]
    before, after = draw(own_words), draw(own_words)
    return theirs, f"{before}{stretch}{after}", len(before), len(before) + len(stretch)


@given(planted(COPIED, 60))
def test_a_planted_stretch_is_found_as_it_stands(case: tuple[list[str], str, int, int]) -> None:
    theirs, text, start, end = case
    letters = [letter for letter in plain(text[start:end]) if letter not in ",。"]
    found = Wording(theirs).copied(text, [NONE])
    if len(letters) < OWN:  # marks alone are nobody's words
        return
    assert [(one.start, one.end) for one in found] == [(start, end)]
    assert found[0].size == len(plain(text[start:end]))
    assert plain(text[start:end]) in plain(theirs[found[0].source])


@given(planted(2, COPIED - 1))
def test_a_shorter_stretch_is_not(case: tuple[list[str], str, int, int]) -> None:
    theirs, text, _, _ = case
    assert Wording(theirs).copied(text, [NONE]) == []


@given(planted(COPIED, 60))
def test_a_set_phrase_never_is(case: tuple[list[str], str, int, int]) -> None:
    theirs, text, _, _ = case
    assert Wording(theirs).copied(text, [SetPhrases.of(theirs)]) == []


def test_own_words_within_set_phrases_make_a_copy() -> None:
    said = "为加强资金管理和监督检查工作甲乙丙丁戊己庚辛为加强资金管理和监督检查工作"
    phrases = SetPhrases.of(["为加强资金管理和监督检查工作"])
    (found,) = Wording([said]).copied(said, [phrases])
    assert (found.start, found.end) == (0, len(said))
    assert Wording([said[:-23] + said[-14:]]).copied(said[:-23] + said[-14:], [phrases]) == []


def test_two_sources_are_two_spans() -> None:
    one, other = "甲乙丙丁戊己庚辛壬癸" * 3, "癸壬辛庚己戊丁丙乙甲" * 3
    found = Wording([one, other]).copied(f"{one}子{other}", [NONE])
    assert [(span.start, span.end, span.source) for span in found] == [(0, 30, 0), (31, 61, 1)]


def test_a_span_across_passages_is_none() -> None:
    wording = Wording(["甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"])
    assert wording.copied("甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", [NONE]) == []


def test_marks_of_either_width_are_one() -> None:
    said = "验收时发现三处渗漏(左岸),施工单位当月返工;监理复验合格:资料已归档。"
    (found,) = Wording([said]).copied(said.replace(",", "，").replace("(", "（").replace(";", "； "), [NONE])
    assert found.size == len(said)


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    here = placed(text)
    assert len(here.text) == len(here.places)
    assert all(plain(text[at]) == letter for at, letter in zip(here.places, here.text, strict=True))


def test_pairs_are_counted_by_group() -> None:
    wording = Wording(["砺山与和平", "和平和平", "平和"])
    assert wording.spread(["砺山", "和平", "无有"], [0, 1, 1]) == [1, 2, 0]
