"""Any facts at all, hostile text included: every pack gives a draft, every mention in it is traced, no mark survives."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.outline.packs import load_pack, pack_names
from assistant.review.ledger import Ledger
from assistant.review.trace import trace
from tests.strategies import project_facts

PACKS = {name: load_pack(name) for name in pack_names()}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(facts=project_facts(), pack=st.sampled_from(sorted(PACKS)))
def test_a_draft_of_any_facts_holds_the_invariants(facts, pack):
    plan = make_plan(facts, PACKS[pack])
    assert [section.heading for section in plan.sections] == [one.heading for one in PACKS[pack].placed()]
    for section in plan.sections:
        composed = compose(section)
        assert not re.search(r"[\ue000-\uf8ff]|Undefined", composed.text)
        for span in composed.spans:
            assert 0 <= span.start <= span.end <= len(composed.text)
            if span.source.missing:
                assert composed.text[span.start : span.end].startswith("【待补充：")
        known = [
            (span.start, span.end, span.source.path) for span in composed.spans if not span.source.missing
        ]
        untraced = [
            one.mention
            for one in trace(composed.text, Ledger(facts, plan.derived), known)
            if one.path is None
        ]
        assert not untraced
