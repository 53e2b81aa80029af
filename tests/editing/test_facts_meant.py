"""An instruction that means a fact offers to change the fact, and shows every place that must follow."""

from __future__ import annotations

import pytest

from assistant.editing.editor import Editor
from assistant.editing.proposal import accepted
from assistant.errors import InputError
from assistant.facts.paths import value_at
from tests.editing.drafts import PACK, draft, propose
from tests.samples import full_facts


def test_a_named_figure_is_the_fact_and_the_draft_follows_whole() -> None:
    proposal = propose(draft(), "把更换急救设备数量改成46")
    assert proposal.way == "facts" and proposal.fact
    assert (proposal.fact.path, proposal.fact.value) == ("indicators[1].actual", "46")
    after_facts, following = Editor(full_facts(), PACK).follow(draft(), proposal.fact)
    assert value_at(after_facts, "indicators[1].actual") == 46
    after = accepted(draft(), following)
    told = "".join(leaf.text for leaf in after.leaves)
    assert "43台" not in told and "相差3台" not in told  # what follows from it has gone too
    assert not [
        one for one in following.caused if one.rule in ("contradicted", "untraced_figure", "false_claim")
    ]


def test_derived_values_follow() -> None:
    proposal = propose(draft(), "把支付岚筑建设有限公司的金额改成341.07万元")
    after = accepted(draft(), proposal)
    told = "".join(leaf.text for leaf in after.leaves)
    assert "341.07万元" in told and "331.07万元" not in told
    assert "559.733万元" in told and "91.38%" in told  # Σ payments and the execution rate


def test_edited_words_keep_their_wording_and_take_the_new_figure() -> None:
    sheet = draft().with_texts({"benefits": "患者满意度达到91.25%，较好。"})
    told = accepted(sheet, propose(sheet, "把患者满意度改成92%"))
    assert told.leaf("benefits").text == "患者满意度达到92%，较好。"


def test_what_is_computed_cannot_be_set_and_names_its_sources() -> None:
    proposal = propose(draft(), "把预算执行率改成99%")
    assert proposal.way == "none" and proposal.hunks == []
    assert "算出来的" in proposal.message and "支付金额" in proposal.message


def test_a_value_that_cannot_stand_there_is_refused_in_chinese() -> None:
    with pytest.raises(InputError, match="不能改成"):
        propose(draft(), "把自评等级改成特优")


def test_a_figure_replaced_by_hand_offers_its_fact() -> None:
    proposal = propose(draft(), "把“43台”改成“44台”")
    assert proposal.way == "words" and proposal.fact and proposal.fact.path == "indicators[1].actual"
    assert {one.status for one in proposal.changes if one.kind == "altered"} == {"contradicted"}
    assert any(one.rule == "contradicted" for one in proposal.caused)


def test_nothing_of_this_name_is_said() -> None:
    proposal = propose(draft(), "把月球样品改成三份")
    assert proposal.way == "none" and "没有“月球样品”" in proposal.message
