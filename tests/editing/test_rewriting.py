"""A model's edit: what the facts do not bear out never becomes a hunk; only the scope is touched."""

from __future__ import annotations

import pytest

from assistant.editing.proposal import accepted
from assistant.editing.rewriting import _within
from assistant.editing.sheet import Scope, Sheet
from assistant.errors import ModelDeclined
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


def test_what_is_not_asked_for_around_the_text_goes() -> None:
    better = OUTPUTS.text.replace("数量方面，", "在数量方面，")
    around = f"```\n修改后的全文如下\n**{better}**\n```\n\n希望对您有帮助，如需修改请告诉我。"
    proposal = propose(draft(), "语气再正式一些", Scope("outputs"), answering(around))
    assert accepted(draft(), proposal).leaf("outputs").text == better


def test_the_rules_of_the_prompt_and_markup_do_not_come_through() -> None:
    better = OUTPUTS.text.replace("数量方面，", "在数量方面，")
    leaking = f"规则：\n1. 只改要求涉及的地方。\n只输出修改后的全文。\n{better}<script>steal('x')</script>"
    proposal = propose(draft(), "语气再正式一些", Scope("outputs"), answering(leaking))
    assert accepted(draft(), proposal).leaf("outputs").text == better


def test_the_text_of_another_section_is_no_edit() -> None:
    other = draft().leaf("overview").text
    proposal = propose(draft(), "语气再正式一些", Scope("steps"), answering(other, other))
    assert proposal.hunks == []


def test_payments_put_in_another_order_are_one_hunk_and_told_once() -> None:
    sheet = draft().with_texts({"outputs": "支付25.02万元；支付112.746万元。其余无变化。"})
    turned = "支付112.746万元；支付25.02万元。其余无变化。"
    proposal = propose(sheet, "金额大的写在前面", Scope("outputs"), answering(turned))
    assert len(proposal.hunks) == 1 and accepted(sheet, proposal).leaf("outputs").text == turned
    also_bad = turned + "满意率达到98.7%。"
    proposal = propose(sheet, "金额大的写在前面", Scope("outputs"), answering(also_bad, also_bad))
    told = accepted(sheet, proposal).leaf("outputs").text
    assert told.count("25.02万元") == told.count("112.746万元") == 1 and "98.7" not in told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("各科室切实提高认识，按要求组织实施。", "各科室按要求组织实施。"),
        ("项目目标是改善就医条件。", "项目旨在实现就医条件改善。"),
    ],
    ids=["praise dropped", "an aim"],
)
def test_words_that_claim_no_result_may_go_and_come(before: str, after: str) -> None:
    sheet = draft().with_texts({"outputs": before})
    proposal = propose(sheet, "换个说法", Scope("outputs"), answering(after))
    assert accepted(sheet, proposal).leaf("outputs").text == after
    assert proposal.changes  # and the gate shows it


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("工程未完成，正在收尾。", "工程正在收尾。"),
        ("工程正在收尾。", "工程已全部完成，正在收尾。"),
        ("工程正在收尾。", "就医条件大为提高，工程正在收尾。"),
    ],
    ids=["shortfall dropped", "success claimed", "rise claimed"],
)
def test_a_shortfall_does_not_go_nor_a_success_come(before: str, after: str) -> None:
    sheet = draft().with_texts({"outputs": before})
    proposal = propose(sheet, "换个说法", Scope("outputs"), answering(after, after))
    assert accepted(sheet, proposal).leaf("outputs").text == before and "剔除" in proposal.message


def test_what_set_phrases_cannot_shorten_enough_the_model_shortens() -> None:
    long = "同时，各科室按要求开展工作并反复核对有关材料，确认无误后报送。支出549.733万元。"
    short = "各科室核对材料后报送。支出549.733万元。"
    sheet = draft().with_texts({"outputs": long})
    proposal = propose(sheet, "压缩到25字", Scope("outputs"), answering(short))
    assert proposal.way == "model" and accepted(sheet, proposal).leaf("outputs").text == short
    enough = propose(sheet, "压缩到60字", Scope("outputs"), answering(short))
    assert enough.way == "words" or not enough.hunks


def test_a_section_without_an_answer_does_not_take_the_others_with_it() -> None:
    sheet = Sheet((draft().leaf("outputs"), draft().leaf("steps")))
    better = OUTPUTS.text.replace("数量方面，", "在数量方面，")
    model = ScriptedModel([better, ModelDeclined("模型拒绝了请求。")])
    proposal = propose(sheet, "语气再正式一些", model=model)
    assert {one.section for one in proposal.hunks} == {"outputs"} and "没有改" in proposal.message


def test_no_answer_to_the_complaint_leaves_what_was_good_of_the_first() -> None:
    good = OUTPUTS.text.replace("数量方面，", "在数量方面，")
    model = ScriptedModel([good.replace("43台", "46台"), ModelDeclined("模型拒绝了请求。")])
    proposal = propose(draft(), "语气再正式一些", Scope("outputs"), model)
    assert accepted(draft(), proposal).leaf("outputs").text == good


@pytest.mark.parametrize(
    "answer",
    ["<<<\n{}\n>>>", "{}\n>>>", ">>>{}", "修改后的全文：{}", "改写后：\n{}", "<<<修改后的文字：{}>>>"],
)
def test_what_a_weak_model_puts_around_its_answer_is_no_edit(answer: str) -> None:
    part = "项目累计支出291.596万元，预算执行率88.03%。\n结余资金已退回。"
    edited = part.replace("已退回", "已全部退回")
    assert _within(answer.format(edited), part, "资金使用情况") == edited
