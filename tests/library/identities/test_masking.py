from __future__ import annotations

import ast
import random
import re
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import assistant
from assistant.drafting.exemplars import Exemplar
from assistant.library.identities.labels import SLOT, Identity, Label
from assistant.library.identities.masking import MaskedText, mask
from assistant.library.identities.names import Identities, learn
from assistant.library.identities.profile import profile

NOBODY = Identities(())


def masked(text: str, known: Identities | None = NOBODY) -> str:
    return mask(text, known).text.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年初预算186.5万元", "年初预算〔金额1〕"),
        ("预算1,234.56万元、3亿元、600元/人", "预算〔金额1〕、〔金额2〕、〔金额3〕/人"),
        ("补助五百万元", "补助〔金额1〕"),
        ("执行率95.2%，提高3.2个百分点", "执行率〔比率1〕，提高〔比率2〕"),
        ("百分之九十五点五的户数", "〔比率1〕的户数"),
        ("得分88.4分，用时8分钟", "得分〔分值1〕，用时〔数量1〕分钟"),
        ("截至2023年12月31日", "截至〔日期1〕"),
        ("二〇二一年七月七日印发", "〔日期1〕印发"),
        ("4月12日到账，5月底完工", "〔日期1〕到账，〔日期2〕完工"),
        ("2024.1.31到账", "〔日期1〕到账"),
        ("2023年度预算，2019—2021年", "〔年份1〕预算，〔年份2〕—〔年份3〕"),
        ("采购860台，培训600人次", "采购〔数量1〕台，培训〔数量2〕人次"),
        ("三个乡镇、两个方面", "〔数量1〕个乡镇、两个方面"),
        ("关于批复的通知》《管理办法》", "关于批复的通知》〔文件1〕"),
        ("（青财预〔2023〕7号）", "（〔文号1〕）"),
        ("根据青财预[2023]7号文", "根据〔文号1〕文"),
        ("以青府复〔2019〕52号文批复", "以〔文号1〕文批复"),
        ("8月20日青财社〔2024〕9号", "〔日期1〕〔文号1〕"),
        ("电话13800138000、0751-8888888", "电话〔电话1〕、〔电话2〕"),
        ("身份证11010119900307123X", "身份证〔证号1〕"),
        ("截至 2023 年 12 月 31 日，2023 年度", "截至 〔日期1〕，〔年份1〕"),
        ("11月8日、12月18日", "〔日期1〕、〔日期2〕"),
        ("2023年一季度", "〔日期1〕"),
        ("叁佰万元整（￥3,000,000.00）", "〔金额1〕（〔金额2〕）"),
        ("三万五千余元、76万余元、1 250.00 万元", "〔金额1〕、〔金额2〕、〔金额3〕"),
        ("人均1500—1800元", "人均〔金额1〕—〔金额2〕"),
        ("占近两成，九成五的户", "占〔比率1〕，〔比率2〕的户"),
        ("死亡率2.1‰、12.6/10万、万分之五", "死亡率〔比率1〕、〔比率2〕、〔比率3〕"),
        ("培训3—5期、十余次、两万人次", "培训〔数量1〕—〔数量2〕期、〔数量3〕次、〔数量4〕人次"),
        ("得九十五点五分，扣0.5分", "得〔分值1〕，扣〔分值2〕"),
        ("（0856）5523419、138 0013 8000", "〔电话1〕、〔电话2〕"),
        ("采购编号QX2023-GK-017，合同编号：青采合（2023）第9号", "采购编号〔编号1〕，合同编号：〔编号2〕"),
        ("统一社会信用代码93990698MA6GWXYT3R", "统一社会信用代码〔信用代码1〕"),
        ("账号6222 0312 4400 1188 765", "账号〔账号1〕"),
        ("湘Z·A5Q17、湘Z1234警", "〔车牌1〕、〔车牌2〕"),
        ("邮箱qx@qx.example，网址www.qx.example/a", "邮箱〔邮箱1〕，网址〔网址1〕"),
        ("邮政编码：413082", "邮政编码：〔邮编1〕"),
        ("青 财 预 [2023] 7 号", "〔文号1〕"),
        ("1.产出。完成12项", "1.产出。完成〔数量1〕项"),
        ("（1）里程。完成8公里", "（1）里程。完成〔数量1〕公里"),
        ("附件1", "附件1"),
        ("采用5G和H.265，1080P画面", "采用5G和H.265，1080P画面"),
        ("第二标段、一方面、我局、县财政局、项目", "第二标段、一方面、我局、县财政局、项目"),
    ],
)
def test_figures_become_slots_and_set_words_stay(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_the_same_thing_has_the_same_number_throughout() -> None:
    assert masked("预算500万元，支付500 万元，结余3万元，又500万元") == (
        "预算〔金额1〕，支付〔金额1〕，结余〔金额2〕，又〔金额1〕"
    )
    assert masked("2023年下达，2023年度完成") == "〔年份1〕下达，〔年份1〕完成"


def test_a_report_keeps_none_of_its_names(report: str) -> None:
    whole = mask(report, learn(report, profile(report[: report.index("一、")], report)))
    text = whole.text.value
    for name in (
        "青溪",
        "水利局",
        "陆明远",
        "云岭",
        "柳塘",
        "石桥铺",
        "东干渠清淤",
        "青财预",
        "关于批复",
        "186.5",
        "2023",
    ):
        assert name not in text, name
    assert "〔单位1〕〔年份1〕〔项目1〕支出绩效自评报告" in text
    assert "支付〔企业1〕清淤款〔金额3〕" in text
    assert not re.search(r"\d", re.sub(r"〔..\d+〕|(?m:^\d\.)", "", text))
    assert Identity(Label.PERSON, "陆明远") in whole.identities(0, len(report))


def test_known_names_are_masked_longest_first() -> None:
    known = Identities.of({Identity(Label.PLACE, "青溪"), Identity(Label.UNIT, "青溪县水利局")})
    assert masked("青溪县水利局在青溪河边", known) == "〔单位1〕在〔地名1〕河边"


def test_without_known_names_they_are_learned_from_the_text() -> None:
    text = "青溪县水利局2023年东干渠清淤项目支出绩效自评报告\n资金由青溪县水利局支付。"
    assert masked(text, None).endswith("\n资金由〔单位1〕支付。")


def test_slots_tell_where_and_what() -> None:
    whole = mask("预算500万元。", NOBODY)
    (slot,) = whole.slots
    assert (slot.label, slot.original, slot.start, slot.end, str(slot)) == (
        Label.AMOUNT,
        "500万元",
        2,
        7,
        "〔金额1〕",
    )


def test_a_part_is_cut_without_halving_a_slot() -> None:
    whole = mask("预算500万元，支付300万元。", NOBODY)
    assert whole.cut(8, 17).value == "支付〔金额2〕。"
    assert whole.cut(4, 8).value == "〔金额1〕，"
    assert whole.identities(8, 17) == (Identity(Label.AMOUNT, "300万元"),)


def test_masked_text_is_a_type_of_its_own() -> None:
    assert isinstance(mask("预算", NOBODY).text, MaskedText)
    assert str(MaskedText.stored("〔金额1〕")) == "〔金额1〕"
    assert get_type_hints(Exemplar)["masked"] is MaskedText


# passages joins what masking gave it and leaves table lines out.
MAKERS = {"masking.py", "passages.py"}


def test_nobody_else_makes_masked_text() -> None:
    sources = (path for path in Path(assistant.__file__).parent.rglob("*.py"))
    named = {
        path.name: path.read_text(encoding="utf-8")
        for path in sources
        if "MaskedText(" in path.read_text("utf-8")
    }
    makers = {
        name
        for name, source in named.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "MaskedText"
    }
    assert makers <= MAKERS


def test_slots_that_a_text_already_has_stay_and_are_not_confused_with_its_own() -> None:
    text = "〔单位1〕支付〔金额7〕，青溪县水利局支付5万元，【待补充：项目金额】"
    known = Identities.of({Identity(Label.UNIT, "青溪县水利局")})
    whole = mask(text, known)
    assert whole.text.value == "〔单位1〕支付〔金额7〕，〔单位2〕支付〔金额8〕，【待补充：项目金额】"
    assert [slot.original for slot in whole.slots] == ["青溪县水利局", "5万元"]


def test_short_names_share_the_number_of_the_full_one() -> None:
    text = (
        "青溪县水利局委托云岭万里建设有限公司（以下简称“云岭万里”）施工。县水利局向云岭万里付款，"
        "万里建设也垫资，青溪县雨季长，青溪多山。"
    )
    assert masked(text, None) == (
        "〔单位1〕委托〔企业1〕（以下简称“〔企业1〕”）施工。〔单位1〕向〔企业1〕付款，"
        "〔企业1〕也垫资，〔地名1〕雨季长，〔地名1〕多山。"
    )


def test_a_set_name_is_no_identity_by_itself() -> None:
    whole = mask("青溪县水利局验收，县水利局付款。")
    assert whole.text.value == "〔单位1〕验收，〔单位1〕付款。"
    assert whole.identities(9, 16) == (Identity(Label.UNIT, "青溪县水利局"),)


TEXT = st.text(
    alphabet="0123456789.,年月日号元万亿%分个台《》〔〕[]（）()第预算县镇局公司由和项目支付一二三十 \n。；：甲乙ab",
    max_size=80,
)


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_slots_do_not_overlap_and_give_back_the_text(text: str) -> None:
    whole = mask(text)
    rebuilt, at = "", 0
    for slot in whole.slots:
        assert slot.start >= at
        assert text[slot.start : slot.end] == slot.original
        rebuilt += text[at : slot.start] + slot.original
        at = slot.end
    assert rebuilt + text[at:] == text


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_an_amount_never_survives(text: str) -> None:
    assert not re.search(r"\d万元", masked(f"{text}。支付77万元，{text}").replace("\n", ""))


@settings(max_examples=200, deadline=None)
@given(TEXT, st.sampled_from(sorted(Label)), st.integers(1, 99))
def test_a_slot_in_the_text_is_never_given_to_anything_else(text: str, label: Label, number: int) -> None:
    own = f"〔{label.value}{number}〕"
    whole = mask(f"{text}{own}{text}")
    assert all(str(slot) != own for slot in whole.slots)
    assert whole.text.value.count(own) == 1


ODD = [
    "1",
    "县",
    "《",
    "（2023）",
    "有限公司",
    "甲乙、",
    "百",
    "成员：陆明、",
    "a.",
    "填报人：",
    "1,111",
    "河",
    "局长",
    "甲·乙",
    "合同编号",
]
MEGABYTE = 1_000_000


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ODD)
def test_endless_repetition_is_no_trap(piece: str) -> None:
    text = piece * 10_000
    assert mask(text).source == text


@pytest.mark.timeout(120)
@pytest.mark.parametrize("piece", ["县", "《", "1"])
def test_a_megabyte_of_it_is_no_trap_either(piece: str) -> None:
    assert len(mask(piece * MEGABYTE).source) == MEGABYTE


@pytest.mark.timeout(120)
def test_many_different_names_are_looked_for_in_one_pass() -> None:
    dice = random.Random(1)
    text = "，".join(f"在{''.join(dice.choices('甲乙丙丁戊己庚辛壬癸', k=3))}镇" for _ in range(40_000))
    assert not re.search("[甲乙丙丁]{2}", mask(text).text.value)
    assert SLOT.search(mask(text).text.value)


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("方案由市生态环境局芳田分局会签。", "市生态环境局芳田分局"),
        ("省立慈和医院派专家驻点帮扶。", "省立慈和医院"),
        ("举办“绛水杯”青少年篮球联赛，12支队伍参赛。", "“绛水杯”青少年篮球联赛"),
        ("供应商承诺免费升级两年。", "两"),
        ("工期延长一个半月。", "一个半"),
    ],
)
def test_names_apart_from_any_place_and_spoken_lengths_of_time(text: str, identity: str) -> None:
    assert identity not in mask(text).text.value
