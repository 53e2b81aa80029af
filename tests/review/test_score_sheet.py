"""The score sheet: expected beside declared scores, by direction, level and local scale."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts.derived import derive
from assistant.facts.load import facts_from_text
from assistant.outline.pack import Ruling
from assistant.review.rules import RuleBook, default_book, review_facts
from assistant.review.rules.scoring import sheet_of
from assistant.review.score_sheet import Bands, ScoreSheet

HEAD = "report: {year: 2024, unit: 云栖县粮食局}\nproject: {name: 粮库改造项目}\n"


def sheet(indicator: str, book: RuleBook | None = None, more: str = "") -> ScoreSheet:
    facts = facts_from_text(f"{HEAD}indicators:\n  - {{{indicator}}}\n{more}")
    return sheet_of(facts, derive(facts), book)


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ('name: 仓房, op: ">=", target: 3, actual: 3, weight: 10, score: 10', "10"),
        ('name: 仓房, op: ">=", target: 3, actual: 5, weight: 10, score: 10', "10"),
        ('name: 电缆, op: ">=", target: 120, actual: 96, weight: 20, score: 16', "16"),
        ('name: 损耗率, op: "<=", target: 60, actual: 66, weight: 10, score: 9', "9.09"),
        ('name: 损耗率, op: "<=", target: 60, actual: 50, weight: 10, score: 9', "10"),
        ('name: 时长, op: "=", target: 4, actual: 3, weight: 8, score: 6', "6"),
        (
            "name: 能力, target_text: 提升, actual_text: 两座仓房已联网, rate: 0.7, weight: 20, score: 14",
            "14",
        ),
    ],
)
def test_expected_scores(indicator: str, expected: str) -> None:
    (line,) = sheet(indicator).lines
    assert line.expected == Decimal(expected)
    assert line.reason


def test_what_the_facts_do_not_say_is_not_scored() -> None:
    made = sheet("name: 仓房, target: 3, weight: 10, score: 10")
    assert made.lines[0].expected is None
    assert made.expected is None
    assert made.declared == 10


def test_the_execution_rate_comes_first_and_is_capped() -> None:
    money = (
        "execution_score: {weight: 10, score: 10}\nfunds: {initial_budget: 100, payments: [{amount: 120}]}\n"
    )
    first = sheet("name: 仓房, weight: 10", more=money).lines[0]
    assert (first.path, first.expected) == ("execution_score", 10)


@pytest.mark.parametrize(("score", "off"), [("15.9", False), ("13", False), ("11.8", True), ("16.5", True)])
def test_a_qualitative_score_stays_within_its_level(score: str, off: bool) -> None:
    line = sheet(
        f"name: 能力, target_text: 提升, actual_text: 联网, rate: 0.7, weight: 20, score: {score}"
    ).lines[0]
    assert line.deviates(Decimal("0.1")) is off


@given(st.decimals(0, 1, places=2))
def test_a_band_holds_the_rate_it_is_for(rate: Decimal) -> None:
    low, high = Bands().around(rate)
    assert low <= rate * 100 <= high


HOLLOW = "level2: 社会效益指标, name: 能力, target_text: 提升能力, actual_text: 显著提升, rate: 1, weight: 10, score: 10"


def test_the_review_scale_is_off_unless_a_pack_switches_it_on() -> None:
    book = default_book()
    scale = book.rulings["review_scale"]
    switched = RuleBook(
        {**book.rulings, "review_scale": Ruling(level="info", limits=scale.limits)}, book.bands
    )
    assert sheet(HOLLOW).lines[0].expected == 10
    cut = sheet(HOLLOW, switched).lines[0]
    assert cut.expected == 0
    assert "空洞" in cut.reason
    assert cut.deviates(Decimal("0.1"))
    facts = facts_from_text(f"{HEAD}indicators:\n  - {{{HOLLOW}}}\n")
    assert "review_scale" not in [one.rule for one in review_facts(facts, derive(facts))]
    assert "review_scale" in [one.rule for one in review_facts(facts, derive(facts), switched)]


@pytest.mark.parametrize(
    ("indicator", "left"),
    [
        (
            'level2: 服务对象满意度指标, name: 群众满意度, op: ">=", target: 90, unit: "%", actual: 95, weight: 10',
            "0",
        ),
        ('level2: 数量指标, name: 仓房, op: ">=", target: 3, actual: 3, weight: 10', "7"),
        ('level2: 数量指标, name: 仓房, op: ">=", target: 3, unit: 座, actual: 3, weight: 10', "10"),
        (
            "level2: 社会效益指标, name: 能力, target_text: 提升, actual_text: 投诉减少, rate: 1, weight: 10",
            "4",
        ),
        (
            'level2: 成本指标, name: 补贴发放率, op: ">=", target: 100, unit: "%", actual: 100, weight: 10',
            "0",
        ),
    ],
)
def test_deductions_by_the_scale(indicator: str, left: str) -> None:
    book = default_book()
    limits = book.rulings["review_scale"].limits
    switched = RuleBook({**book.rulings, "review_scale": Ruling(level="warning", limits=limits)})
    assert sheet(indicator, switched).lines[0].expected == Decimal(left)
