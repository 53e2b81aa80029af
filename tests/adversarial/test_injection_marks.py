"""Slots of the masking in a report that somebody pastes: none of them may stay unseen."""

from __future__ import annotations

import pytest

from assistant.library.identities.labels import Label
from assistant.review.rules import Section, review_text


@pytest.mark.parametrize("label", Label, ids=lambda label: label.name)
def test_a_slot_in_a_text_is_found(label: Label) -> None:
    found = list(review_text(Section("a", "一、项目概况", f"本项目支付〔{label.value}3〕后完工。")))
    assert [one for one in found if one.text == f"〔{label.value}3〕"]
