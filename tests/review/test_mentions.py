"""What is a mention, what it means in any spelling, and what is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facts.quantities import number_text
from assistant.review.mentions import Mention, figures, find_mentions

AMOUNTS = st.decimals(
    min_value=Decimal("0.01"), max_value=Decimal("99999999"), places=4, allow_nan=False, allow_infinity=False
)
ODD = "县市镇村局〔〕《》（）【】待补充：年月日元万亿分%％第百分之点一二三十两0123456789,.，、—-至和 \n的有限公司组长王a5Z１２．"


def keys(text: str) -> list[tuple[str, ...]]:
    return [one.key for one in figures(text)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("285.6万元", ("amount", "285.6")),
        ("2,856,000元", ("amount", "285.6")),
        ("２８５．６ 万元", ("amount", "285.6")),
        ("0.02856亿元", ("amount", "285.6")),
        ("285.6 \n万元", ("amount", "285.6")),
        ("300余万元", ("amount", "300")),
        ("3百万元", ("amount", "300")),
        ("300万，", ("amount", "300")),
        ("三百万元", ("amount", "300")),
        ("三点五万元", ("amount", "3.5")),
        ("一亿二千万元", ("amount", "12000")),
        ("4800元/年", ("amount", "0.48")),
        ("95.2％", ("rate", "95.2")),
        ("百分之九十五点二", ("rate", "95.2")),
        ("三分之一", ("rate", "1/3")),
        ("5‰", ("rate", "0.5")),
        ("1.5个百分点", ("points", "1.5")),
        ("1.5百分点", ("points", "1.5")),
        ("8.95分", ("score", "8.95")),
        ("16.2分钟", ("count", "16.2", "分钟")),
        ("2024年3月5日", ("date", "2024", "3", "5")),
        ("2024 年 03 月 05 日", ("date", "2024", "3", "5")),
        ("2024-03-05", ("date", "2024", "3", "5")),
        ("2024.3.5", ("date", "2024", "3", "5")),
        ("二〇二四年三月五日", ("date", "2024", "3", "5")),
        ("2024年3月", ("month", "2024", "3")),
        ("3月5日", ("month_day", "3", "5")),
        ("二〇二三年", ("year", "2023")),
        ("2023年度", ("year", "2023")),
        ("9月中旬", ("month_only", "9")),
        ("38万立方米", ("count", "380000", "立方米")),
        ("两百户", ("count", "200", "户")),
        ("十二家企业", ("count", "12", "家")),
        ("约97块", ("count", "97", "块")),
        ("叁佰万元整", ("amount", "300")),
        ("叁拾贰万伍仟元整", ("amount", "32.5")),
        ("近九成五", ("rate", "95")),
        ("三成半", ("rate", "35")),
        ("工期半年", ("count", "6", "个月")),
        ("3个月", ("count", "3", "个月")),
        ("15天", ("count", "15", "天")),
        ("GB/T 19001-2016", ("code", "GB/T19001-2016")),
        ("GB18030", ("code", "GB18030")),
        ("云财建[2024]第7号", ("document_number", "云财建〔2024〕7号")),
        ("云财建（2024） 7 号", ("document_number", "云财建〔2024〕7号")),
    ],
)
def test_one_figure(text: str, key: tuple[str, ...]) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10至12万元", [("amount", "10"), ("amount", "12")]),
        ("3—5天", [("count", "3", "天"), ("count", "5", "天")]),
        ("分别增长5.5%、71.3%和59.3%", [("rate", "5.5"), ("rate", "71.3"), ("rate", "59.3")]),
        ("提高5.5、71.3和59.3个百分点", [("points", "5.5"), ("points", "71.3"), ("points", "59.3")]),
        ("2019—2021年", [("year", "2019"), ("year", "2021")]),
        ("3至5月", [("month_only", "3"), ("month_only", "5")]),
        ("2月15日至25日", [("month_day", "2", "15"), ("month_day", "2", "25")]),
        ("80%至90%", [("rate", "80"), ("rate", "90")]),
        ("3个月至半年", [("count", "3", "个月"), ("count", "6", "个月")]),
        ("完成100，200个", [("count", "100", ""), ("count", "200", "个")]),
        ("1.5万元用于培训", [("amount", "1.5")]),
        ("1.3条小巷", [("count", "1.3", "条小巷")]),
        ("1.3条小巷\n2.更换路灯5盏", [("count", "3", "条小巷"), ("count", "5", "盏")]),
        ("1.2025年安排", [("year", "2025")]),
        ("主要有：1.人手少；2.进度慢", []),
        ("（1）人手少3人；（2）进度慢", [("count", "3", "人")]),
    ],
)
def test_several_figures(text: str, expected: list[tuple[str, ...]]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    ["第一季度", "第3批", "第 3、4 季度", "一是加强管理", "“十二五”期间", "三个方面", "千方百计",
        "去了三四次",
        "最后一百米", "城乡二元结构", "附件1", "表2：",
     "一、项目概况", "（一）概况", "1.概况", "十分重视", "做好3个方面工作", "八成立", "上半年", "每半年", "长成林", "【待补充：2024年预算300万元】"],
)  # fmt: skip
def test_no_figure(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由云栖县粮食局组织实施", "云栖县粮食局"),
        ("奔波于云栖市第二人民医院", "云栖市第二人民医院"),
        ("委托恒准仪表科技有限公司", "恒准仪表科技有限公司"),
        ("在砺山市政府采购中心", "砺山市政府采购中心"),
        ("涉及苇荡镇、石涧乡", "苇荡镇"),
        ("由和睦县财政局审核", "和睦县财政局"),
        ("组长王建国牵头", "王建国"),
        ("联系人：陆远", "陆远"),
    ],
)
def test_a_name(text: str, name: str) -> None:
    assert name in [one.text for one in find_mentions(text)]


@pytest.mark.parametrize("text", ["全县各乡镇", "我市有关部门", "进一步提升城市形象", "单靠县里的经费", "已报县财政局收回", "平均撒网省钱",
                                  "随后移交县水利局", "新农村建设", "分管副局长任组长", "布局合理，结局良好"])  # fmt: skip
def test_no_name(text: str) -> None:
    assert find_mentions(text) == ()


def test_titles_keep_the_outer_one_of_two() -> None:
    (title,) = [one for one in find_mentions("执行《关于印发《资金 办法》的通知》") if one.type == "title"]
    assert title.key == ("title", "关于印发《资金办法》的通知")


@given(
    AMOUNTS, st.sampled_from(["万元", "元", "亿元"]), st.booleans(), st.booleans(), st.sampled_from(["", " "])
)
def test_an_amount_is_read_back_in_any_spelling(
    value: Decimal, unit: str, grouped: bool, wide: bool, space: str
) -> None:
    shown = value * {"万元": 1, "元": 10_000, "亿元": Decimal("0.0001")}[unit]
    number = f"{shown:,f}" if grouped else f"{shown:f}"
    if wide:
        number = number.translate(str.maketrans("0123456789.,", "０１２３４５６７８９．，"))
    (mention,) = figures(f"支出{number}{space}{unit}。")
    assert mention.key == ("amount", number_text(value))


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(["{y}年{m}月{d}日", "{y}-{m:02}-{d:02}", "{y} 年{m:02}月 {d}日", "{y}/{m}/{d}"]))  # fmt: skip
def test_a_date_is_read_back_in_any_spelling(day: date, form: str) -> None:
    (mention,) = figures("于" + form.format(y=day.year, m=day.month, d=day.day) + "验收")
    assert mention.key == ("date", str(day.year), str(day.month), str(day.day))


def _sound(text: str, mentions: tuple[Mention, ...]) -> None:
    assert list(mentions) == sorted(mentions, key=lambda one: (one.start, one.end, one.type))
    for one in mentions:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.key[0] == one.type
    told = figures(text)
    assert all(a.end <= b.start for a, b in pairwise(told))


@settings(max_examples=300)
@given(st.text(alphabet=ODD, max_size=60) | st.text(max_size=60))
def test_any_text_is_read_without_crash_or_overlap(text: str) -> None:
    _sound(text, find_mentions(text))


@pytest.mark.parametrize("unit", ["县", "1", "1,234", "〔", "的", "《", "a", "1a", " ", "\n", "年", "1年", "【待补充：", "一", "百分之",
                                  "有限公司", "市有限公司", "1、", "组长王", "达到目标，", "（", "x", "项目名称：", "壹佰", "九成", "3日至", "约1", "GB/T 1"])  # fmt: skip
def test_a_hostile_text_is_read_in_linear_time(unit: str) -> None:
    """A hundred thousand characters of anything: a pattern that backtracks over them would not come back in this life."""
    text = unit * (100_000 // len(unit))
    _sound(text, find_mentions(text))


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("约300万元", "约"), ("近400户", "近"), ("将近400户", "将近"), ("超过500人", "超过"), ("600余人", "余"), ("300余万元", "余"),
        ("不低于90%", "不低于"), ("20天左右", "左右"), ("90%以上", "以上"), ("共300万元", ""), ("1176批次", ""),
    ],
)  # fmt: skip
def test_a_qualifier_is_kept_beside_the_figure(text: str, qualifier: str) -> None:
    (mention,) = figures(text)
    assert mention.qualifier == qualifier


def test_the_name_behind_its_label_is_a_project() -> None:
    (project,) = [one for one in find_mentions("项目名称：粮库改造项目\n评价年度") if one.type == "project"]
    assert project.text == "粮库改造项目"
