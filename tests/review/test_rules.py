"""The reviewer's rules on text and facts."""

from __future__ import annotations

import pytest

from assistant.facts.derived import derive
from assistant.facts.load import facts_from_text
from assistant.facts.model import ProjectFacts
from assistant.review.rules import Section, review_facts, review_repetition, review_text
from tests.review.conftest import SMALL


@pytest.mark.parametrize(
    ("text", "rule", "fix"),
    [
        ("负责人【待补充：负责人】", "missing_fact", None),
        ("原因是【待核实：原因】", "to_verify", None),
        ("〔单位1〕组织实施", "template_residue", None),
        ("XX县", "template_residue", None),
        ("20xx年", "template_residue", None),
        ("云财建[2024]7号", "document_number_brackets", "云财建〔2024〕7号"),
        ("截止2024年底", "until", "截至"),
    ],
)
def test_a_text_rule(text: str, rule: str, fix: str | None) -> None:
    (finding,) = review_text(Section("s", "", text))
    assert (finding.rule, finding.fix) == (rule, fix)
    assert text[finding.start : finding.end] == finding.text


@pytest.mark.parametrize("text", ["截至2024年底", "云财建〔2024〕7号", "报名截止", "XXL号"])
def test_sound_text(text: str) -> None:
    assert list(review_text(Section("s", "", text))) == []


def test_repetition_is_told_at_its_second_place() -> None:
    line = "改造仓房三座，购置测温电缆九十六根，仓房和电缆现已全部投入使用"
    (finding,) = review_repetition([Section("a", "概况", line + "。"), Section("b", "产出", f"另。{line}。")])
    assert (finding.section, finding.start) == ("b", 2)
    assert "概况" in finding.message


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (
            "weight: 30, score: 30}\n  - {name: 储",
            "weight: 40, score: 30}\n  - {name: 储",
            "lost_without_reason",
        ),
        ("score: 16,", "score: 20,", "full_marks_unmet"),
        (", deviation: 排队久", "", "no_deviation_reason"),
        ("funds:", "evaluation: {declared_score: 97}\nfunds:", "score_sum"),
        ("initial_budget: 285.6", "initial_budget: 240\n  arrivals: [{amount: 250}]", "money_order"),
        ("weight: 20", "weight: 25", "weight_sum"),
    ],
)
def test_a_fact_rule(facts: ProjectFacts, old: str, new: str, rule: str) -> None:
    base = SMALL + "execution_score: {weight: 0, score: 0}\n"
    sound = facts_from_text(base)
    broken = facts_from_text(base.replace(old, new, 1))
    assert rule not in [one.rule for one in review_facts(sound, derive(sound))]
    assert rule in [one.rule for one in review_facts(broken, derive(broken))]
