"""What is read from a report: the figures it states, each with the words that state them."""

from __future__ import annotations

import pytest

from assistant.proposals.documents import Document, propose
from assistant.proposals.grounding import grounded
from assistant.proposals.proposal import Proposals
from assistant.review.numerals import half_width
from tests.proposals.report import TEXT, tree


def read(text: str = TEXT) -> Proposals:
    return propose([Document("报告.md", tree(text))])


def values(found: Proposals) -> dict[str, str]:
    return {one.path: one.value for one in found.proposals}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("report.year", "2024"),
        ("report.unit", "岚桥县水务局"),
        ("report.region", "岚桥县"),
        ("report.finance_authority", "岚桥县财政局"),
        ("report.filled_on", "2025-03-18"),
        ("project.name", "石溪泵站改造项目"),
        ("project.basis[0].title", "关于批复2024年部门预算的通知"),
        ("project.basis[0].number", "岚财预〔2024〕6号"),
        ("project.basis[0].issuer", "岚桥县财政局"),
        ("project.content[1]", "改造配电系统"),
        ("project.period.planned_start", "2024-03-01"),
        ("project.period.planned_end", "2024-09-30"),
        ("project.period.actual_start", "2024-03-10"),
        ("project.period.actual_end", "2024-10-25"),
        ("funds.initial_budget", "160"),
        ("funds.adjusted_budget", "150"),
        ("funds.arrivals[0].source", "provincial"),
        ("funds.arrivals[0].amount", "100"),
        ("funds.arrivals[0].date", "2024-04-09"),
        ("funds.arrivals[1].source", "county"),
        ("funds.payments[1].payee", "衡川电气设备有限公司"),
        ("funds.payments[1].amount", "25.2"),
        ("funds.payments[1].purpose", "水泵机组款"),
        ("funds.as_of", "2024-12-31"),
        ("goals.overall", "完成泵站改造，提升汛期排涝能力"),
        ("goals.specific[1].quantity", "12"),
        ("indicators[1].actual", "11"),
        ("indicators[3].op", ">="),
        ("evaluation.notice.number", "岚财绩〔2025〕3号"),
        ("evaluation.notice.date", "2025-02-10"),
        ("evaluation.team.size", "5"),
        ("evaluation.team.leader", "分管副局长"),
        ("evaluation.declared_score", "94.5"),
        ("evaluation.grade", "优"),
        ("execution_score.score", "9.76"),
        ("satisfaction_survey.sample", "120"),
        ("satisfaction_survey.returned", "112"),
        ("problems[1].title", "监测设备少装1套"),
        ("problems[0].measures[0]", "工程股负责按周调度进度，2025年6月底前完成"),
        ("problems[1].deadline", "2025年4月30日前"),
    ],
)
def test_the_stated_facts_are_read(path: str, value: str) -> None:
    assert values(read()).get(path) == value


def test_every_value_stands_in_its_quotes_and_every_quote_in_the_document() -> None:
    text = tree().text
    for one in read().proposals:
        assert one.quotes
        assert all(text[quote.start : quote.end] == quote.text for quote in one.quotes), one.path
        assert grounded(one.path, one.value, [quote.text for quote in one.quotes]), one.path


def test_payments_that_do_not_make_the_total_are_in_doubt() -> None:
    sure = {one.path: one.sure for one in read().proposals}
    doubted = {one.path: one.sure for one in read(TEXT.replace("工程款118万元", "工程款117万元")).proposals}
    assert sure["funds.payments[0].amount"]
    assert not doubted["funds.payments[0].amount"]


def test_a_score_that_its_parts_contradict_is_in_doubt() -> None:
    found = {one.path: one for one in read(TEXT.replace("效益27分", "效益26分")).proposals}
    assert not found["evaluation.declared_score"].sure
    assert not found["evaluation.grade"].sure


def test_a_figure_in_full_width_or_in_yuan_is_the_same_figure() -> None:
    found = values(read(TEXT.replace("年初预算160万元", "年初预算１６０００００元")))
    assert found["funds.initial_budget"] == "160"


def test_placeholders_are_no_facts() -> None:
    found = read(
        TEXT.replace(
            "2.监测设备少装1套。由于供货延迟。", "2.监测设备少装1套。【待补充：问题原因】由于供货延迟。"
        )
    )
    assert not any("【待" in one.value for one in found.proposals)


def test_two_documents_that_disagree_make_a_conflict_and_nothing_is_chosen() -> None:
    other = tree(TEXT.replace("年初预算160万元", "年初预算165万元"))
    found = propose([Document("甲.md", tree()), Document("乙.md", other)])
    assert "funds.initial_budget" not in values(found)
    conflict = next(one for one in found.conflicts if one.path == "funds.initial_budget")
    assert {(one.value, one.quotes[0].document) for one in conflict.candidates} == {
        ("160", "甲.md"),
        ("165", "乙.md"),
    }


def test_two_documents_that_agree_propose_each_row_once() -> None:
    once, twice = read(), propose([Document("甲.md", tree()), Document("乙.md", tree())])
    assert values(twice) == values(once)
    assert not twice.conflicts


def test_payments_of_two_documents_are_not_added_up() -> None:
    other = tree(TEXT.replace("工程款118万元", "工程款116万元").replace("机组款25.2万元", "机组款27.2万元"))
    found = propose([Document("甲.md", tree()), Document("乙.md", other)])
    assert not any(path.startswith("funds.payments") for path in values(found))
    conflict = next(one for one in found.conflicts if one.path == "funds.payments")
    assert len(conflict.options()) == 2


@pytest.mark.parametrize(
    "text", ["", "一", "|" * 50, "。" * 3000, "年初预算万元", "《》（）" * 200, "1.1.1.1.1.\n" * 300]
)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for one in read(text).proposals:
        assert grounded(one.path, one.value, [quote.text for quote in one.quotes])


@pytest.mark.parametrize("half", [half_width(TEXT[:700]), TEXT[300:]])
def test_a_torn_document_gives_only_grounded_values(half: str) -> None:
    text = tree(half).text
    for one in read(half).proposals:
        assert text[one.quotes[0].start : one.quotes[0].end] == one.quotes[0].text
