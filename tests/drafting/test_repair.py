"""Repair: faults become numbered requests, and the answer's sentences land where they belong."""

from __future__ import annotations

from assistant.drafting.acceptance import Fault
from assistant.drafting.repair import pruned, repair_of

COMPOSED = "项目累计支出100万元，执行率80%。结余25万元，由县财政收回。\n更换水泵6台。"
TEXT = "项目累计支出100万元，执行率80%。结余26万元，由县财政收回。\n更换水泵6台。"


def fault(part: str, message: str = "有误", rule: str = "untraced_figure", text: str = TEXT) -> Fault:
    start = text.index(part)
    return Fault(rule, message, start, start + len(part))


def left_out(part: str) -> Fault:
    return Fault("omitted", f"漏写了“{part}”", about=part, origin=COMPOSED.index(part))


def test_only_the_failing_sentence_is_sent_and_replaced():
    repair = repair_of(TEXT, [fault("26万元", "“26万元”没有依据")])
    assert "“26万元”没有依据" in repair.request
    assert "100万元" not in repair.request
    assert repair.applied("1）结余25万元，由县财政收回。", COMPOSED) == COMPOSED


def test_numbers_may_be_written_in_many_ways():
    repair = repair_of(TEXT, [fault("26万元"), fault("6台")])
    for answer in (
        "1）甲。\n2）乙。",
        "（1）甲\n（2）乙",
        "1. 甲。\n\n2. 乙。",
        "好的：\n1、甲。\n2、乙。",
        "```\n1)甲。\n2)乙。\n```",
    ):
        assert repair.applied(answer, COMPOSED) == "项目累计支出100万元，执行率80%。甲。\n乙。"


def test_a_sentence_that_begins_with_a_figure_is_no_number():
    repair = repair_of(TEXT, [fault("26万元")])
    assert repair.applied("1.5万元结余。", COMPOSED) is None


def test_an_answer_without_numbers_is_a_whole_text():
    assert repair_of(TEXT, [fault("26万元")]).applied(COMPOSED, COMPOSED) is None


def test_a_sentence_may_be_taken_back():
    repair = repair_of(TEXT, [fault("26万元")])
    assert repair.applied("1）删去", COMPOSED) == "项目累计支出100万元，执行率80%。\n更换水泵6台。"


def test_numbers_that_were_not_asked_for_are_left_alone():
    repair = repair_of(TEXT, [fault("26万元")])
    assert repair.applied("1）甲。\n2）乙。\n9）丙。", COMPOSED) == TEXT.replace(
        "结余26万元，由县财政收回。", "甲。"
    )


def test_what_was_left_out_follows_what_comes_before_it():
    short = "项目累计支出100万元。\n更换水泵6台。"
    repair = repair_of(short, [left_out("执行率80%"), left_out("结余25万元")])
    assert repair.applied("1）执行率80%。\n2）结余25万元。", COMPOSED) == (
        "项目累计支出100万元。执行率80%。结余25万元。\n更换水泵6台。"
    )


def test_at_an_items_beginning_the_mark_stays_first():
    composed = "1.支出100万元。\n2.更换水泵6台。"
    repair = repair_of("1.\n2.更换水泵6台。", [Fault("omitted", "漏写", about="支出100万元。", origin=2)])
    assert repair.applied("1）支出100万元。", composed) == composed


def test_a_replaced_first_sentence_keeps_the_mark_of_its_item():
    text = "（一）更换水泵7台。原因是老化。"
    repair = repair_of(text, [fault("7台", text=text)])
    assert repair.applied("1）更换水泵6台。", text) == "（一）更换水泵6台。原因是老化。"


def test_a_text_of_the_wrong_shape_is_asked_for_anew():
    repair = repair_of(TEXT, [Fault("too_short", "正文过短"), fault("26万元", "没有依据")])
    assert "重新输出全部正文" in repair.request
    assert "正文过短" in repair.request and "没有依据" in repair.request
    assert repair.applied("1）甲。", COMPOSED) is None


def test_where_sentences_changed_nothing_the_whole_text_is_asked_for():
    repair = repair_of(TEXT, [fault("26万元", "没有依据")], stuck=True)
    assert "重新输出全部正文" in repair.request and "没有依据" in repair.request
    assert repair.applied("1）甲。", COMPOSED) is None


def test_no_more_is_asked_for_at_once_than_a_weak_model_can_count():
    text = "。".join(f"支出{number}万元" for number in range(30)) + "。"
    repair = repair_of(text, [fault(f"支出{number}万元", text=text) for number in range(30)])
    assert len(repair.failing) == 8
    assert "9）" not in repair.request


def test_spare_sentences_are_struck_and_others_not():
    text = "支出100万元。成效显著。结余25万元。"
    spare = fault("成效显著", rule="swelling", text=text)
    assert pruned(text, [spare]) == "支出100万元。结余25万元。"
    assert pruned(text, [fault("成效显著", rule="untraced_name", text=text)]) is None
    assert pruned(text, []) is None
    alone = "支出100万元。\n成效显著。\n结余25万元。"
    assert pruned(alone, [fault("成效显著", rule="swelling", text=alone)]) == "支出100万元。\n结余25万元。"
