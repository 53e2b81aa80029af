"""A model's edit: what the facts do not bear out never becomes a hunk; only the scope is touched."""

from __future__ import annotations

import pytest

from assistant.editing.proposal import accepted
from assistant.editing.sheet import Scope
from assistant.models.scripted import ScriptedModel
from tests.editing.drafts import draft, propose

OUTPUTS = next(leaf for leaf in draft().leaves if leaf.id == "outputs")


def answering(*answers: str) -> ScriptedModel:
    return ScriptedModel(list(answers))


def test_a_rewording_is_proposed_in_scope_only() -> None:
    better = OUTPUTS.text.replace("数量方面，", "在数量方面，")
    proposal = propose(draft(), "语气再正式一些", Scope("outputs"), answering(better))
    assert proposal.way == "model" and {one.section for one in proposal.hunks} == {"outputs"}
    assert accepted(draft(), proposal).leaf("outputs").text == better
    assert proposal.changes == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("43台", "46台"),
        lambda text: text + "受益群众满意度提高到98.7%。",
        lambda text: text + "砚洲县中医院也参与了实施。",
        lambda text: text.replace("8间", ""),
    ],
    ids=["altered", "added figure", "added name", "dropped"],
)
def test_a_figure_that_the_model_touches_stays_as_it_is(spoil) -> None:
    bad = spoil(OUTPUTS.text).replace("数量方面，", "在数量方面，")
    proposal = propose(draft(), "语气再正式一些", Scope("outputs"), answering(bad, bad))
    told = accepted(draft(), proposal).leaf("outputs").text
    assert told == OUTPUTS.text.replace("数量方面，", "在数量方面，")
    assert "剔除" in proposal.message
    assert not proposal.needs_confirming


def test_the_model_is_told_once_what_it_did_wrong() -> None:
    good = OUTPUTS.text.replace("数量方面，", "在数量方面，")
    model = answering(OUTPUTS.text.replace("43台", "46台"), good)
    proposal = propose(draft(), "语气再正式一些", Scope("outputs"), model)
    assert "43" in model.calls[1].messages[-1].content
    assert accepted(draft(), proposal).leaf("outputs").text == good and not proposal.message


@pytest.mark.parametrize("answer", ["好的", "抱歉，我无法完成。", "<<<\n>>>", "x" * 5000])
def test_an_answer_that_is_no_edit_harms_nothing(answer: str) -> None:
    proposal = propose(draft(), "语气再正式一些", Scope("outputs"), answering(answer, answer))
    told = accepted(draft(), proposal).leaf("outputs").text
    assert "43台" in told and "8间" in told
