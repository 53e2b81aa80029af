"""What is said of an indicator against its result."""

from __future__ import annotations

import pytest

from assistant.facts.model import ProjectFacts
from assistant.review.claims import false_claims


@pytest.mark.parametrize(
    "text",
    [
        "售粮农户满意度为86%，达到目标。",
        "售粮农户满意度为86%，达到了90%的目标。",
        "购置测温电缆96根，完成了120根的年度任务。",
        "售粮农户满意度目标为90%，实际为86%，圆满完成年度任务。",
        "满意度达86%，超额完成。",
        "购置测温电缆96根，完成了目标。",
        "购置测温电缆96根，超过年度目标。",
        "每吨烘干成本为66元，低于控制目标。",
        "每吨烘干成本66元/吨，达到预期目标。",
        "改造仓房3座，未达到年度目标。",
        "改造仓房3座，低于目标。",
        "储粮损耗率为1.2%，超过控制目标。",
        "储粮损耗率为1.2%，未达标。",
        "改造仓房3座、购置测温电缆96根，均达到年度目标。",
    ],
)
def test_a_false_claim_is_found(facts: ProjectFacts, text: str) -> None:
    (finding,) = false_claims("s", text, facts)
    assert finding.severity == "error"
    assert text[finding.start : finding.end] == finding.text


@pytest.mark.parametrize(
    "text",
    [
        "改造仓房3座，达到目标。",
        "改造仓房3座，完成了3座的目标。",
        "购置测温电缆96根，未达到120根的目标。",
        "售粮农户满意度为86%，低于90%的目标4个百分点。",
        "储粮损耗率为1.2%，低于1.5%的控制目标。",
        "每吨烘干成本66元/吨，超过60元/吨的控制目标。",
        "购置测温电缆96根，完成目标120根的80%，少24根。",
        "购置测温电缆96根，未能完成年度任务。",
        "售粮农户满意度为86%，距目标还差4个百分点，下一步力争达到目标。",
        "售粮农户满意度应达到目标。",
        "购置测温电缆96根，完成目标的80%。",
        "改造仓房3座，达到目标；购置测温电缆96根，未达到目标。",
        "为完成年度任务，我局购置测温电缆。",
        "购置测温电缆没有全部到货，基本完成任务。",
    ],
)
def test_a_true_or_absent_claim_is_left(facts: ProjectFacts, text: str) -> None:
    assert list(false_claims("s", text, facts)) == []
