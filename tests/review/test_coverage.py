"""What a report leaves out is told; what it says in other words is not."""

from __future__ import annotations

import pytest

from assistant.facts.derived import derive
from assistant.facts.model import ProjectFacts
from assistant.outline.kinds import Kind
from assistant.review.coverage import coverage, omitted_indicators
from tests.review.conftest import NAMES, PACKS, draft_of

WHOLE = (
    "年初预算285.6万元，累计支出252.5万元，执行率88.41%。改造仓房3座；储粮损耗率为1.2%；购置测温电缆96根；"
    "售粮农户满意度为86%；每吨烘干成本66元。"
)
FILLER = "本单位按照要求组织实施项目，落实工作责任。" * 80


def _paths(text: str, facts: ProjectFacts, kinds: tuple[Kind, ...] | None = None) -> list[str]:
    return [one.path for one in coverage([text], facts, derive(facts), kinds)]


def test_a_whole_report_omits_nothing(facts: ProjectFacts) -> None:
    assert _paths(WHOLE, facts) == []


@pytest.mark.parametrize(
    ("left_out", "path"),
    [
        ("购置测温电缆96根；", "indicators[2]"),
        ("售粮农户满意度为86%；", "indicators[3]"),
        ("，执行率88.41%", "funds.execution_rate"),
        ("，累计支出252.5万元", "funds.paid_total"),
    ],
)
def test_what_is_left_out_is_told(facts: ProjectFacts, left_out: str, path: str) -> None:
    assert _paths(WHOLE.replace(left_out, ""), facts) == [path]


def test_other_words_for_an_indicator_are_enough(facts: ProjectFacts) -> None:
    assert _paths(WHOLE.replace("售粮农户满意度为86%", "售粮的农户中86%表示满意"), facts) == []


def test_a_list_of_the_indicators_tells_of_none(facts: ProjectFacts) -> None:
    text = WHOLE.replace("购置测温电缆96根；", "产出指标包括购置测温电缆，分值20分；")
    assert _paths(text, facts) == ["indicators[2]"]


@pytest.mark.parametrize(
    "words",
    ["年度目标为购置测温电缆120根；", "主要内容为购置测温电缆；", "2024年5月支付购置测温电缆款；", "针对购置测温电缆未达到目标的问题，提前下单；"],
)  # fmt: skip
def test_the_words_of_an_indicator_without_its_result_are_not_enough(facts: ProjectFacts, words: str) -> None:
    assert _paths(WHOLE.replace("购置测温电缆96根；", words), facts) == ["indicators[2]"]


@pytest.mark.parametrize("words", ["购置测温电缆没有全部到货；", "购置测温电缆方面。基本完成采购；"])
def test_a_result_in_general_words_is_enough(facts: ProjectFacts, words: str) -> None:
    assert _paths(WHOLE.replace("购置测温电缆96根；", words), facts) == []


def test_a_section_owes_only_its_own_facts(facts: ProjectFacts) -> None:
    assert _paths("预算执行情况良好。", facts, (Kind.FUNDS_USED,)) == [
        "funds.paid_total",
        "funds.execution_rate",
    ]


def test_only_a_full_report_is_asked_for_every_indicator(facts: ProjectFacts) -> None:
    short = WHOLE.replace("购置测温电缆96根；", "")
    assert list(omitted_indicators([short], facts, derive(facts))) == []
    (finding,) = omitted_indicators([short, FILLER], facts, derive(facts))
    assert finding.severity == "warning" and finding.path == "indicators[2]"
    assert "购置测温电缆" in finding.message


@pytest.mark.parametrize("name", NAMES[::4])
def test_a_composed_draft_speaks_of_every_indicator(name: str) -> None:
    for pack in PACKS:
        draft = draft_of(name, pack)
        assert (
            list(omitted_indicators([one.text for one in draft.sections], draft.facts, draft.derived)) == []
        )
