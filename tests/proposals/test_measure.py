"""On the sample reports no rule was written for, what is called sure is right (python -m eval proposals)."""

from __future__ import annotations

from eval.proposals.command import of_report, reports_of


def test_sure_values_are_right_on_the_test_half() -> None:
    judged = [one for path in reports_of("test") for one in of_report(path).judged if one.proposal.sure]
    assert len(judged) > 300
    assert sum(one.right for one in judged) / len(judged) >= 0.95
