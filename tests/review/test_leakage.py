"""What was taken over from a past report."""

from __future__ import annotations

from assistant.review.leakage import Foreign, leakage
from assistant.review.ledger import Ledger

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
