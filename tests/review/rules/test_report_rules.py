"""The rules that read texts: each finds its fault, spares the near miss, and falls silent where its fix is applied."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.review.findings import Finding
from assistant.review.rules import RULES, Section, review_across, review_text
from tests.review.rules.report_cases import CASES, Case, sections_of


def findings(sections: list[Section], rule: str) -> list[Finding]:
    every = [one for section in sections for one in review_text(section)] + list(review_across(sections))
    return [one for one in every if one.rule == rule]


def applied(sections: list[Section], finding: Finding) -> list[Section]:
    """The sections with one finding's fix taken."""
    return [
        replace(one, text=one.text[: finding.start] + (finding.fix or "") + one.text[finding.end :])
        if one.id == finding.section
        else one
        for one in sections
    ]


@pytest.mark.parametrize("case", CASES, ids=[f"{one.rule}-{number}" for number, one in enumerate(CASES)])
def test_a_rule_finds_its_fault_and_spares_the_near_miss(case: Case) -> None:
    broken = sections_of(case.broken)
    found = findings(broken, case.rule)
    assert found
    texts = {one.id: one.text for one in broken}
    for one in found:
        if one.end:
            assert texts[one.section][one.start : one.end] == one.text
    assert findings(sections_of(case.sound), case.rule) == []


@pytest.mark.parametrize("case", [one for one in CASES if one.fixed is not None], ids=lambda one: one.rule)
def test_a_fix_gives_the_right_text_and_silences_its_rule(case: Case) -> None:
    sections = sections_of(case.broken)
    for _ in range(10):
        found = findings(sections, case.rule)
        if not found:
            break
        assert found[0].fix is not None
        sections = applied(sections, found[0])
    assert sections == sections_of(case.fixed or "")
    assert findings(sections, case.rule) == []


def test_every_text_rule_has_a_case() -> None:
    reading = {rule.id for rule in RULES if rule.reads != "facts"}
    assert reading - {one.rule for one in CASES} == {
        "title_year",
        "other_beneficiaries",
    }  # they need the facts: test_facts_beside_text.py
