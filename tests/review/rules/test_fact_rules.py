"""The rules that read the facts alone: they run on the form, and say which field is meant."""

from __future__ import annotations

import pytest

from assistant.facts.derived import Band, derive
from assistant.facts.load import facts_from_text
from assistant.facts.paths import leads_somewhere
from assistant.review.findings import Finding
from assistant.review.rules import RULES, RuleBook, default_book, review_facts
from tests.review.rules.fact_cases import CHANGES, SAMPLE, Change


def findings(text: str, book: RuleBook | None = None) -> list[Finding]:
    facts = facts_from_text(text)
    bands = [Band(band.grade, band.floor) for band in default_book().bands]
    return list(review_facts(facts, derive(facts, bands), book))


def changed(change: Change, new: str) -> str:
    # served_unpaid needs all counted work done, paid_unserved needs some far from done
    base = SAMPLE.replace("actual: 96", "actual: 120") if change.rule == "served_unpaid" else SAMPLE
    base = base.replace("actual: 96", "actual: 90") if change.rule == "paid_unserved" else base
    assert change.old in base
    return base.replace(change.old, new, 1)


def test_the_sample_is_sound() -> None:
    assert findings(SAMPLE) == []


@pytest.mark.parametrize(
    "change", CHANGES, ids=[f"{one.rule}-{number}" for number, one in enumerate(CHANGES)]
)
def test_a_rule_finds_its_fault_and_spares_the_near_miss(change: Change) -> None:
    found = [one for one in findings(changed(change, change.new)) if one.rule == change.rule]
    assert found
    for one in found:
        assert one.path is not None
        assert leads_somewhere(one.path)
        assert (one.section, one.start, one.end, one.fix) == ("", 0, 0, None)
    assert change.rule not in [one.rule for one in findings(changed(change, change.near))]


def test_a_low_execution_rate_is_explained_somewhere() -> None:
    poor = SAMPLE.replace("amount: 280", "amount: 100").replace("  balance_handling: 结余交回县财政\n", "")
    told = poor.replace("title: 测温电缆到货晚", "title: 资金支付进度慢")
    assert "unexplained_execution" in [one.rule for one in findings(poor)]
    assert "unexplained_execution" not in [one.rule for one in findings(told)]


def test_every_fact_rule_has_a_case() -> None:
    reading = {rule.id for rule in RULES if rule.reads == "facts"}
    assert reading - {one.rule for one in CHANGES} == {"unexplained_execution", "review_scale"}


def test_facts_without_figures_give_no_findings() -> None:
    assert findings("report: {year: 2024, unit: 云栖县粮食局}\nproject: {name: 粮库改造项目}") == []
