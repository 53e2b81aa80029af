"""Twenty and more edited files: every change is found, none is invented."""

from __future__ import annotations

import pytest

from assistant.files import office
from eval.returned.cases import Case, cases
from eval.returned.command import measured

CASES = tuple(cases())


@pytest.mark.parametrize("case", [one for one in CASES if not one.resaved], ids=lambda one: one.name)
def test_every_change_is_found_and_none_invented(case: Case) -> None:
    row = measured(case)
    assert (row.missed, row.invented) == ((), ())


@pytest.mark.parametrize("case", [one for one in CASES if one.resaved], ids=lambda one: one.name)
def test_what_libreoffice_saved_again(case: Case) -> None:
    soffice = office.program()
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    row = measured(case, soffice)
    assert (row.missed, row.invented) == ((), ())


def test_a_change_that_was_missed_or_invented_would_be_told() -> None:
    first, second = CASES[:2]
    row = measured(Case(first.name, first.content, second.expected))
    assert len(row.missed) == 2 and len(row.invented) == 1


def test_there_are_twenty_at_least() -> None:
    assert len(CASES) >= 20
