"""The measurement of deviations: its cases are sound, and it can tell good from bad."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from assistant.advice.signals import Signal
from eval.deviations.cases import LabelledCase, earned_scores, load_cases
from eval.deviations.score import markdown, outcome, totals

TOLERANCE = Decimal("0.1")
TOLD_IN_WORDS = (
    Signal.MISUSE,
    Signal.FUNDS_LATE,
    Signal.FUNDING_GAP,
    Signal.PROCUREMENT,
    Signal.LATE_ACCEPTANCE,
    Signal.UNFOUNDED_SATISFACTION,
    Signal.VAGUE_GOAL,
    Signal.UNMEASURABLE,
    Signal.GOAL_NOT_ADJUSTED,
    Signal.MISSING_SYSTEM,
    Signal.WEAK_SUPERVISION,
    Signal.MISSING_EVIDENCE,
    Signal.IDLE_ASSETS,
    Signal.NO_UPKEEP,
    Signal.MERGED_PROJECTS,
    Signal.WEAK_APPLICATION,
)


@pytest.fixture(scope="module")
def cases() -> list[LabelledCase]:
    return load_cases()


@pytest.fixture(scope="module")
def heldout() -> list[LabelledCase]:
    return load_cases("heldout")


def test_sixty_cases_of_which_twelve_are_clean(cases: list[LabelledCase]) -> None:
    assert len({case.id for case in cases}) == len(cases) == 60
    assert sum(not case.labels for case in cases) == 12


def test_forty_held_out_cases_of_which_ten_are_clean(heldout: list[LabelledCase]) -> None:
    assert len({case.id for case in heldout}) == len(heldout) == 40
    assert sum(not case.labels for case in heldout) == 10
    assert not any(case.labels & case.open or case.words - case.labels for case in heldout)
    labelled = Counter(signal for case in heldout for signal in case.labels)
    assert [signal for signal in TOLD_IN_WORDS if labelled[signal] < 2] == []
    assert sum(labelled[signal] for signal in TOLD_IN_WORDS) * 3 >= labelled.total() * 2


def test_every_signal_is_labelled_at_least_twice(cases: list[LabelledCase]) -> None:
    labelled = Counter(signal for case in cases for signal in case.labels)
    assert [signal for signal in Signal if labelled[signal] < 2] == []
    assert not any(case.labels & case.open or case.words - case.labels for case in cases)


def test_scores_follow_the_rules_but_where_a_case_is_about_them(
    cases: list[LabelledCase], heldout: list[LabelledCase]
) -> None:
    for case in [*cases, *heldout]:
        facts = case.facts
        rows = [facts.execution_score, *facts.indicators]
        assert sum(row.weight or 0 for row in rows) == 100, case.id
        assert sum(row.score or 0 for row in rows) == facts.evaluation.declared_score, case.id
        declared = {f"indicators[{index}].score": one.score for index, one in enumerate(facts.indicators)}
        declared["execution_score.score"] = facts.execution_score.score
        above = {
            path for path, due in earned_scores(facts).items() if (declared[path] or 0) - due > TOLERANCE
        }
        assert bool(above) == (Signal.GENEROUS_SCORE in case.labels), case.id


def test_an_outcome_tells_found_missed_false_and_open(cases: list[LabelledCase]) -> None:
    case = LabelledCase(
        "x", cases[0].facts, frozenset({Signal.DELAY, Signal.MISUSE}), frozenset({Signal.UNMET})
    )
    told = outcome(case, [Signal.DELAY, Signal.DELAY, Signal.UNMET, Signal.OVERSHOT])
    assert (told.found, told.missed) == ({Signal.DELAY}, {Signal.MISUSE})
    assert (told.false, told.open) == ({Signal.OVERSHOT}, {Signal.UNMET})
    result = totals([told, outcome(LabelledCase("y", cases[0].facts, frozenset()), [])])
    assert (result["overall"]["precision"], result["overall"]["recall"]) == (0.5, 0.5)
    assert (result["exact_planted_cases"], result["quiet_clean_cases"], result["open_raised"]) == (0, 1, 1)
    assert "- x: misuse" in markdown(result)
