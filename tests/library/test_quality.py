from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.documents import SourceDocument
from assistant.library.quality import Fault, Quality, grade
from assistant.library.structure.tree import grow

GOOD = """一、项目概况
渠道多年没有清淤，过水能力下降，本年清淤12.6公里。
二、资金使用情况
全年预算186.5万元，累计支出171.58万元，预算执行率92%。
三、自评结论
自评得分88.4分，等级为良。其中过程9分、产出48分、效益31.4分。
四、存在的问题
征地工作启动晚，0.5公里没有进场施工。
"""


def judged(text: str, doubts: tuple[tuple[int, float], ...] = ()) -> Quality:
    document = SourceDocument("报告.md", text, (), "0", doubts=doubts)
    return grade(grow(text), document)


def test_a_report_without_visible_faults_is_a_model() -> None:
    assert judged(GOOD) == Quality(1.0)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("12.6公里", "XX公里", "没有填写"),
        ("12.6公里", "＿＿公里", "没有填写"),
        ("12.6公里", "【待补充：清淤长度】", "没有填写"),
        ("12.6公里", "12.6公\ue000里", "乱码"),
        ("12.6公里", "12.6公�里", "乱码"),
        ("执行率92%", "执行率95%", "执行率95%与同句的预算、支出不符（应为92.00%）"),
        ("等级为良", "等级为优", "与等级“优”不符"),
        ("31.4分", "35分", "各部分之和92分不符"),
        ("征地工作启动晚，0.5公里没有进场施工。", "无", "没有内容"),
        ("征地工作启动晚，0.5公里没有进场施工。", "略。", "没有内容"),
        (
            "征地工作启动晚，0.5公里没有进场施工。",
            "领导高度重视，各部门扎实推进，狠抓落实，圆满完成了各项任务，取得了良好的社会反响，"
            "项目成效显著，得到了广大群众的一致好评和充分肯定，今后将继续努力做好各项工作，再创佳绩。",
            "只有评价、没有数据",
        ),
    ],
)
def test_each_fault_costs_and_says_why(before: str, after: str, reason: str) -> None:
    assert before in GOOD
    found = judged(GOOD.replace(before, after))
    assert found.score < 1
    assert len(found.faults) == 1
    assert reason in found.faults[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("186.5万元", "1,865,000元"),
        ("执行率92%", "执行率为92.00%"),
        ("等级为良", "等次为“良好”"),
        ("12.6公里", "12.6公里，X322线在二〇〇〇年修通"),
    ],
)
def test_what_only_looks_like_a_fault_is_none(before: str, after: str) -> None:
    assert judged(GOOD.replace(before, after)) == Quality(1.0)


def test_paragraphs_that_come_twice() -> None:
    line = "领导班子对本次清淤工作多次召开会议研究，确定由建设股负责现场、财务股负责拨款。"
    found = judged(GOOD + f"五、其他\n{line}\n{line}\n")
    assert ["重复" in fault for fault in found.faults] == [True]


def test_what_was_recognised_badly_from_a_picture() -> None:
    sure = judged(GOOD, ((0, 0.99), (7, 0.97)))
    unsure = judged(GOOD, ((0, 0.7), (7, 0.6)))
    assert sure.score == 1
    assert "65%" in unsure.faults[0]


def test_tables_alone_are_no_model_of_prose() -> None:
    rows = "\n".join(f"| 指标{number} | 目标值{number} | 完成值{number} |" for number in range(40))
    assert "几乎全是表格，没有可仿照的文字" in judged(f"一、自评表\n{rows}\n").faults


def test_more_faults_are_worse_and_none_decides_alone() -> None:
    one = judged(GOOD.replace("12.6公里", "XX公里"))
    two = judged(GOOD.replace("12.6公里", "XX公里").replace("等级为良", "等级为优"))
    many = judged(GOOD.replace("12.6公里", "XX公里" * 500))
    assert 0.5 < many.score < one.score
    assert two.score < one.score


def test_other_judges_may_have_their_say() -> None:
    document = SourceDocument("报告.md", GOOD, (), "0")
    found = grade(grow(GOOD), document, [lambda tree, source: [Fault(0.2, "甲"), Fault(9.0, "乙")]])
    assert found.faults == ("乙", "甲")
    assert 0 < found.score < 1


@given(
    st.text(alphabet="一、（一）项目概况无略。\n|XX＿得分90等级优预算执行率支出12.5万元%其中", max_size=300)
)
def test_any_text_can_be_judged_and_twice_the_same(text: str) -> None:
    found = judged(text)
    assert 0 < found.score <= 1
    assert (found.score == 1) == (not found.faults)
    assert judged(text) == found
