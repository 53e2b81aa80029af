"""The headings of the sample reports, as they are and as files spoil them."""

from __future__ import annotations

import pytest

from eval.structure.distortions import WAYS
from eval.structure.readings import of_corpus, of_metadata, of_spoilt, of_wordings
from eval.structure.scoring import Score, bare


def test_every_heading_of_the_samples_is_found_with_its_kinds() -> None:
    score = of_corpus()
    assert score.errors == score.missed == score.surplus == []
    assert score.exact >= 0.99 * score.headings


@pytest.mark.parametrize("how", WAYS)
def test_a_spoilt_report_keeps_nearly_all_its_headings(how: str) -> None:
    score = of_spoilt(how)
    assert score.found >= 0.97 * score.expected
    assert score.extra <= 0.01 * score.expected
    assert score.primary >= 0.99 * score.headings


def test_other_wordings() -> None:
    score = of_wordings()
    assert score.primary >= 0.95 * score.headings


def test_what_the_samples_are_about() -> None:
    found = of_metadata()
    assert found["unit"] == found["year"] == found["project"] == found["pack"] == found["reports"]


def test_the_score_tells_right_from_wrong() -> None:
    from assistant.outline.kinds import Kind

    score = Score()
    score.kinds("甲", ((Kind.GOALS,), (Kind.OUTPUTS, Kind.BENEFITS)), (Kind.BENEFITS, Kind.OUTPUTS))
    score.kinds("乙", ((Kind.GOALS,),), (Kind.GOALS, Kind.OTHER))
    assert (score.headings, score.primary, score.exact) == (2, 1, 1)
    pairs = score.lines(["一、甲", "二、乙"], ["（一）甲", "丙", "—、乙"])
    assert (pairs, score.found, score.extra) == ({0: 0, 1: 2}, 2, 1)
    assert bare("（二）绩效 目标。") == "绩效目标"
