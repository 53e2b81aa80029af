"""Instructions that need no model: each does what it says, and nothing else."""

from __future__ import annotations

import pytest

from assistant.editing.orders import read_order
from assistant.editing.sheet import Scope
from assistant.errors import InputError
from tests.editing.drafts import draft, edited, one_section, propose

TEXT = "甲项工作已经完成。乙项工作正在收尾。\n丙项工作由总务科牵头。\n1.补签协议。\n3.补做培训。"

EDITS = [
    ("把“总务科”改成“后勤科”", TEXT.replace("总务科", "后勤科")),
    ("将“工作”全部替换为“任务”", TEXT.replace("工作", "任务")),
    ("用“后勤科”替换“总务科”", TEXT.replace("总务科", "后勤科")),
    ("把牵头改为负责", TEXT.replace("牵头", "负责")),
    ("删除第二段", "甲项工作已经完成。乙项工作正在收尾。\n1.补签协议。\n3.补做培训。"),
    ("删掉第一段第二句", "甲项工作已经完成。\n丙项工作由总务科牵头。\n1.补签协议。\n3.补做培训。"),
    ("删除最后一段", "甲项工作已经完成。乙项工作正在收尾。\n丙项工作由总务科牵头。\n1.补签协议。"),
    ("去掉“由总务科”", TEXT.replace("由总务科", "")),
    ("把第二条删除", "甲项工作已经完成。乙项工作正在收尾。\n丙项工作由总务科牵头。\n1.补签协议。"),
    ("把第二段移到第一段前面", "丙项工作由总务科牵头。\n甲项工作已经完成。乙项工作正在收尾。\n1.补签协议。\n3.补做培训。"),
    ("把第一段移到最后", "丙项工作由总务科牵头。\n1.补签协议。\n3.补做培训。\n甲项工作已经完成。乙项工作正在收尾。"),
    ("把第一段第二句移到第一段第一句前面", "乙项工作正在收尾。甲项工作已经完成。\n丙项工作由总务科牵头。\n1.补签协议。\n3.补做培训。"),
    ("把第一段和第二段互换", "丙项工作由总务科牵头。\n甲项工作已经完成。乙项工作正在收尾。\n1.补签协议。\n3.补做培训。"),
    ("交换第一条和第二条的位置", "甲项工作已经完成。乙项工作正在收尾。\n丙项工作由总务科牵头。\n3.补做培训。\n1.补签协议。"),
    ("合并第一段和第二段", "甲项工作已经完成。乙项工作正在收尾。丙项工作由总务科牵头。\n1.补签协议。\n3.补做培训。"),
    ("把第二段并到第一段", "甲项工作已经完成。乙项工作正在收尾。丙项工作由总务科牵头。\n1.补签协议。\n3.补做培训。"),
    ("把第一段拆成两段", "甲项工作已经完成。\n乙项工作正在收尾。\n丙项工作由总务科牵头。\n1.补签协议。\n3.补做培训。"),
    ("在第二段末尾加上“财务科配合”", TEXT.replace("牵头。", "牵头。财务科配合。")),
    ("在“总务科”后面插入“和财务科”", TEXT.replace("总务科", "总务科和财务科")),
    ("在开头加上“总体进展如下：”", "总体进展如下：" + TEXT),
    ("重新编号", TEXT.replace("3.补做", "2.补做")),
    ("在第二段末尾补充项目名称", TEXT.replace("牵头。", "牵头。项目名称为岚桥县人民医院急诊楼改造项目。")),
    ("在第一段末尾补充预算执行率", TEXT.replace("收尾。", "收尾。预算执行率为89.75%。")),
]  # fmt: skip


@pytest.mark.parametrize(("instruction", "after"), EDITS, ids=[one for one, _ in EDITS])
def test_an_instruction_does_what_it_says(instruction: str, after: str) -> None:
    assert edited(TEXT, instruction) == after


def test_typography_is_set_right_and_figures_stay() -> None:
    assert edited("经费 12.5万元,由财政局(县级)安排.", "规范标点") == "经费12.5万元，由财政局（县级）安排."


def test_a_sentence_told_twice_is_told_once() -> None:
    assert (
        edited("共培训医护人员两批。效果待核。\n共培训医护人员两批。", "去掉重复的句子")
        == "共培训医护人员两批。效果待核。"
    )


def test_set_phrases_go_until_it_is_short_enough() -> None:
    text = "同时，进一步规范流程。此外，切实落实责任，支出549.733万元。"
    assert edited(text, "删去空话") == edited(text, "精简一下")
    assert edited(text, "精简一下") == "规范流程。落实责任，支出549.733万元。"
    assert len(edited(text, "压缩到25字")) <= 25


def test_what_cannot_be_shorter_says_that_a_model_could() -> None:
    proposal = propose(one_section("支出549.733万元。"), "压缩到3字", Scope("free"))
    assert proposal.hunks == [] and "模型" in proposal.message


@pytest.mark.parametrize(
    "instruction",
    [
        "语气再正式一些",
        "补充满意度为什么没有达标",
        "写得生动一点",
        "把第二段改写得更有条理，突出成效",
        "把这段改成领导讲话的口气",
        "把第二段改成分条写",
        "把语气改得正式些",
        "把这一节的语气换成书面的",
        "翻译成英文",
    ],
)
def test_the_rest_needs_a_model_and_says_so(instruction: str) -> None:
    proposal = propose(one_section(TEXT), instruction, Scope("free"))
    assert proposal.way == "none" and proposal.hunks == [] and "模型" in proposal.message
    assert "ASSISTANT_MODEL" in proposal.message


@pytest.mark.parametrize(
    ("instruction", "said"),
    [
        ("删除第九段", "只有4段"),
        ("删除第二段第三句", "只有1句"),
        ("删掉“不存在的话”", "没有“不存在的话”"),
        ("把第一段和第四段合并", "不相邻"),
        ("", "没有写修改要求"),
    ],
)
def test_a_place_that_is_not_there_is_said_in_chinese(instruction: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        propose(one_section(TEXT), instruction, Scope("free"))


def test_a_selection_is_all_that_is_touched() -> None:
    sheet = one_section("总务科负责。总务科配合。")
    proposal = propose(sheet, "把“总务科”改成“后勤科”", Scope("free", 6, 12))
    assert [(one.start, one.end) for one in proposal.hunks] == [(6, 7)] or proposal.hunks[0].start >= 6


@pytest.mark.parametrize(
    "words", ["把", "改成", "第段", "“”", "删除", "移到", "一" * 500, "把“甲”改成", "(((" * 50]
)
def test_no_words_break_the_reader(words: str) -> None:
    read_order(words)


@pytest.mark.parametrize(
    ("instruction", "section"),
    [
        ("删除资金管理情况一节第二段", "funds_used"),
        ("把产出指标完成情况部分的第一句删掉", "outputs"),
        ("删除“资金管理情况”一节第二段", "funds_used"),
    ],
)
def test_a_section_is_named_with_or_without_quotes(instruction: str, section: str) -> None:
    found = propose(draft(), instruction)
    assert {one.section for one in found.hunks} == {section}
    assert all(not one.after for one in found.hunks)
