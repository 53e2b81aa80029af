"""What was taken over from a past report."""

from __future__ import annotations

import pytest

from assistant.review.leakage import Foreign, leakage
from assistant.review.ledger import Ledger
from assistant.review.provenance import for_writer
from assistant.review.set_phrases import SetPhrases

PAST = Foreign(
    "往年报告",
    "概况",
    "砺山县在全县范围内统一组织开展了粮库仓房气密性改造和测温系统升级工作。",
    ("砺山县", "郭"),
)


def test_a_name_of_a_past_report_is_a_finding_with_its_source(ledger: Ledger) -> None:
    (finding,) = leakage("s", "粮库位于砺山县。", [PAST], ledger)
    assert (finding.rule, finding.text, finding.start) == ("foreign_identity", "砺山县", 4)
    assert "往年报告" in finding.message


def test_every_place_of_a_name_is_found(ledger: Ledger) -> None:
    assert len(list(leakage("s", "砺山县和砺山县", [PAST], ledger))) == 2


def test_own_names_are_none(ledger: Ledger) -> None:
    past = Foreign("往年报告", "概况", "云栖县", ("云栖县",))
    assert list(leakage("s", "云栖县粮食局", [past], ledger)) == []


def test_a_copied_span_is_one_finding(ledger: Ledger) -> None:
    copied = PAST.text[3:33]
    (finding,) = leakage("s", f"我局{copied}，成效好", [PAST], ledger)
    assert (finding.rule, finding.text) == ("copied_span", copied)


def test_a_short_likeness_is_none(ledger: Ledger) -> None:
    assert list(leakage("s", PAST.text[3:27], [PAST], ledger)) == []


def test_of_names_in_each_other_the_longest_is_told_once(ledger: Ledger) -> None:
    past = Foreign("往年报告", "概况", "", ("砺山县", "砺山县粮食局", "砺山"))
    findings = list(leakage("s", "砺山县粮食局在砺山县", [past, past], ledger))
    assert [(one.text, one.start) for one in findings] == [("砺山县粮食局", 0), ("砺山县", 7)]


@pytest.mark.parametrize(
    ("text", "rule", "severity", "written"),
    [
        ("由砺山粮食局实施", "foreign_identity", "warning", "砺山粮食局"),
        ("付苍岩仓储货款", "foreign_identity", "warning", "苍岩仓储"),
        ("付给苍崖仓储工程有限公司", "near_identity", "warning", "苍崖仓储工程有限公司"),
        ("支付31.8万元", "foreign_figure", "error", "31.8万元"),
        ("即318000元", "foreign_figure", "error", "318000元"),
        ("占93.6%", "foreign_figure", "error", "93.6%"),
        ("见砺财建〔2022〕31号", "foreign_figure", "error", "见砺财建〔2022〕31号"),
    ],
)
def test_what_belongs_to_the_passage(
    text: str, rule: str, severity: str, written: str, ledger: Ledger
) -> None:
    said = "砺山县粮食局付苍岩仓储工程有限公司31.8万元，占93.6%（砺财建〔2022〕31号），共12座，2022年，100%。"
    past = Foreign("往年报告", "资金", said, ("砺山县粮食局", "苍岩仓储工程有限公司"))
    (finding,) = leakage("s", text, [past], ledger)
    assert (finding.rule, finding.severity, finding.text) == (rule, severity, written)
    assert "《往年报告》“资金”" in finding.message


def test_common_figures_and_figures_of_the_facts_are_nobodys(ledger: Ledger) -> None:
    past = Foreign("往年报告", "资金", "共12座，2022年，100%，240.5万元。", ())
    assert list(leakage("s", "共12座，2022年，100%，240.5万元。", [past], ledger)) == []


def test_the_products_own_patterns_are_no_copying(ledger: Ledger) -> None:
    said = "项目资金和实施管理执行的制度为甲，尚未制定乙；项目资金和实施管理执行的制度为"
    past = Foreign("往年报告", "管理", said, ())
    assert list(leakage("s", said, [past], ledger)) == []


def test_what_a_library_says_often_is_no_copying(ledger: Ledger) -> None:
    (_,) = leakage("s", PAST.text[3:33], [PAST], ledger)
    often = SetPhrases.of([PAST.text])
    assert list(leakage("s", PAST.text[3:33], [PAST], ledger, [often])) == []


def test_nothing_shown_nothing_found(ledger: Ledger) -> None:
    assert list(leakage("s", PAST.text, [], ledger)) == []


def test_a_model_is_told_nothing_of_the_other_report(ledger: Ledger) -> None:
    past = Foreign("砺山县年报.md", "砺山县概况", PAST.text + "投入31.8万元。", PAST.names)
    text = f"粮库位于砺山县，投入31.8万元，{PAST.text[5:34]}。"
    findings = list(leakage("s", text, [past], ledger))
    assert {one.rule for one in findings} == {"foreign_identity", "foreign_figure", "copied_span"}
    for one in findings:
        assert "砺山县年报" in one.message and "砺山县概况" in one.message
        told = for_writer(one)
        assert one.text in told and "砺山县" not in told.replace(one.text, "")
    other = findings[0].model_copy(update={"rule": "repeated_sentence", "message": "两处相同"})
    assert for_writer(other) == "两处相同"
