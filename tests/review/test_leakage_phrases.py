"""Set phrases: what four units say, and what the product says, is nobody's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts.model import ProjectFacts
from assistant.review.archive import Archive
from assistant.review.grams import codes, plain
from assistant.review.ledger import Ledger
from assistant.review.set_phrases import UNITS, SetPhrases, product_phrases
from tests.review.past import found, plain_report

SAID = "自评小组查阅了会计凭证和合同资料，到现场核对了工程量并与受益群众座谈。"


def _covered(phrases: SetPhrases, text: str) -> list[bool]:
    return phrases.covered(codes(plain(text))).tolist()


@pytest.mark.parametrize(("units", "findings"), [(1, 1), (UNITS - 1, 1), (UNITS, 0), (UNITS + 3, 0)])
def test_the_number_of_units_decides(units: int, findings: int, facts: ProjectFacts, ledger: Ledger) -> None:
    reports = [plain_report(number, f"第{number}次。{SAID}") for number in range(units)]
    assert len(found(f"为此，{SAID}", reports, facts, ledger)) == findings


def test_one_unit_that_repeats_itself_sets_no_phrase(facts: ProjectFacts, ledger: Ledger) -> None:
    reports = [plain_report(1, SAID, SAID), *(plain_report(1, SAID) for _ in range(UNITS))]
    assert len(found(SAID, reports, facts, ledger)) == 1


def test_what_the_facts_say_is_own(facts: ProjectFacts) -> None:
    told = facts.model_copy(update={"experience": (SAID,)})
    assert found(SAID, [plain_report(1, SAID)], told, Ledger(told, {})) == []


def test_the_products_patterns_are_set() -> None:
    assert all(_covered(product_phrases(), "项目资金和实施管理执行的制度为"))
    assert not any(_covered(product_phrases(), SAID[:20]))


@given(st.text(min_size=8, max_size=60), st.text(max_size=20))
def test_a_text_covers_itself_wherever_it_stands(said: str, around: str) -> None:
    own = plain(said)
    covered = _covered(SetPhrases.of([said]), f"{around}{own}{around}")
    at = len(plain(around))
    assert len(own) < 8 or all(covered[at : at + len(own)])


@given(st.text("甲乙丙丁", max_size=80))
def test_less_than_a_run_covers_nothing(text: str) -> None:
    assert not any(_covered(SetPhrases.of(["甲乙丙丁甲乙丙"]), text))


def test_phrases_of_both_are_set() -> None:
    both = SetPhrases.of(["甲乙丙丁戊己庚辛"]) | SetPhrases.of(["子丑寅卯辰巳午未"])
    assert _covered(both, "甲乙丙丁戊己庚辛无子丑寅卯辰巳午未") == [True] * 8 + [False] + [True] * 8


def test_a_table_is_its_forms(facts: ProjectFacts, ledger: Ledger) -> None:
    from dataclasses import replace

    report = plain_report(1, SAID)
    table = replace(report.passages[0], is_table=True)
    archive = Archive([replace(report, passages=(table,))])
    assert archive.prose == ()
