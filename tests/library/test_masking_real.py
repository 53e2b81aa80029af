"""A real report, where one is at hand: no identity of its list survives. Neither is part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.library.identities.masking import mask

REPORT, IDENTITIES = os.environ.get("ASSISTANT_REAL_REPORT"), os.environ.get("ASSISTANT_REAL_IDENTITIES")


@pytest.mark.skipif(
    not (REPORT and IDENTITIES),
    reason="ASSISTANT_REAL_REPORT and ASSISTANT_REAL_IDENTITIES (one a line) name no files",
)
def test_no_identity_of_a_real_report_survives() -> None:
    text = Path(REPORT or "").read_text(encoding="utf-8")
    identities = [line for line in Path(IDENTITIES or "").read_text(encoding="utf-8").splitlines() if line]
    masked = mask(text).text.value
    assert identities
    assert all(identity in text for identity in identities)
    assert [identity for identity in identities if identity in masked] == []
