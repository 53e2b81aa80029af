"""The sample reports as a library: sound drafts have nothing of them, and whatever of them is planted is found."""

from __future__ import annotations

from functools import cache
from itertools import islice

import pytest

from assistant.library.identities.labels import Label
from assistant.resources import shipped
from assistant.review.archive import Archive
from assistant.review.foreign import foreign
from assistant.review.kinship import Kin, kinship
from assistant.review.ledger import Ledger
from assistant.review.rules import Section
from tests.review.conftest import NAMES, PACKS, Draft, draft_of
from tests.review.past import past_report

PLANTED = (Label.UNIT, Label.COMPANY, Label.NUMBER)


@cache
def archive() -> Archive:
    texts = ((path.name, path.read_text(encoding="utf-8")) for path in sorted(shipped("corpus").glob("*.md")))
    return Archive([past_report(text.removeprefix("# "), name) for name, text in texts])


def _found(text: str, draft: Draft, ledger: Ledger) -> list[str]:
    return [one.text for one in foreign([Section("s", "h", text)], draft.facts, ledger, archive())]


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_draft_has_nothing_of_others(name: str) -> None:
    draft = draft_of(name, PACKS[NAMES.index(name) % len(PACKS)])
    findings = foreign(draft.sections, draft.facts, Ledger(draft.facts, draft.derived), archive())
    assert [(one.rule, one.text) for one in findings] == []


@pytest.mark.parametrize("name", NAMES[::3])
def test_every_planted_name_number_and_span_is_found(name: str) -> None:
    draft = draft_of(name, PACKS[0])
    ledger = Ledger(draft.facts, draft.derived)
    planted = 0
    for report in archive().reports:
        if kinship(report.record, draft.facts) is not Kin.STRANGER:
            continue
        for passage in islice((one for one in report.passages if not one.is_table), 0, None, 3):
            span = "".join(passage.text.split())[5:45]
            assert len(span) < 40 or _found(f"我单位{span}。", draft, ledger), span
            for identity in passage.identities:
                if identity.type in PLANTED and identity.text not in ledger.text:
                    planted += 1
                    told = _found(f"本项目，{identity.text}。", draft, ledger)
                    assert any(one in identity.text or identity.text in one for one in told), identity
    assert planted > 40
