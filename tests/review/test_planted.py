"""Invariants 1 and 2 over the corpus: sound drafts raise no alarm, a planted fault raises one."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.review.ledger import Ledger
from assistant.review.report import review_report, review_section
from assistant.review.rules import Section
from tests.review.conftest import NAMES, PACKS, Draft, corpus_facts, draft_of
from tests.review.planting import (
    Fault,
    date_faults,
    document_faults,
    everything_said,
    figure_faults,
    name_faults,
)

ALARMS = {
    "contradicted",
    "untraced_figure",
    "untraced_name",
    "false_claim",
    "foreign_identity",
    "copied_span",
}
# Found in every planted fault of the kind; counts share few small numbers with other counts of the same measure.
FLOOR = {"count": 0.98}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pack", PACKS)
def test_a_sound_draft_raises_no_alarm(name: str, pack: str) -> None:
    draft = draft_of(name, pack)
    review = review_report(draft.sections, draft.facts, draft.derived)
    alarms = [(one.section, one.rule, one.text) for one in review.findings if one.rule in ALARMS]
    assert not alarms
    assert review.traced > 50 and review.untraced == 0


def test_planted_faults_are_found() -> None:
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: list[str] = []
    for number, name in enumerate(NAMES):
        draft = draft_of(name, PACKS[number % len(PACKS)])
        ledger = Ledger(draft.facts, draft.derived)
        for fault in _faults(name, draft):
            if fault.coincident:
                continue
            planted[fault.kind] += 1
            if _is_found(fault, draft, ledger):
                found[fault.kind] += 1
            else:
                missed.append(f"{name} {fault.kind} {fault.text[fault.start - 10 : fault.end + 5]}")
    assert set(planted) == {"amount", "rate", "count", "unit", "date", "year", "document", "brackets", "unit_name",
                            "authority", "place", "company", "person"}  # fmt: skip
    for kind, total in planted.items():
        assert found[kind] >= FLOOR.get(kind, 1) * total, (kind, found[kind], total, missed)


def _faults(name: str, draft: Draft) -> list[Fault]:
    texts = [line for section in draft.sections for line in section.text.split("\n")]
    derived = [one.text for one in draft.derived.values()]
    said = everything_said(draft.facts, "\n".join([*derived, *texts]))
    others = [facts for other, facts in corpus_facts().items() if other != name][::6]
    return [
        fault
        for line in dict.fromkeys(texts)
        for fault in (
            *figure_faults(line, said),
            *date_faults(line, said),
            *document_faults(line, said),
            *name_faults(line, draft.facts, others),
        )
    ]


def _is_found(fault: Fault, draft: Draft, ledger: Ledger) -> bool:
    review = review_section(Section("planted", "", fault.text), draft.facts, ledger)
    return any(
        one.start < fault.end and one.end > fault.start and one.severity != "info" for one in review.findings
    )
