"""The outlines that localities really use, heading by heading, with the kinds a reader would give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.outline.headings import INHERITED, UNKNOWN, is_heading_words, kinds_of, kinds_under
from assistant.outline.kinds import Kind
from assistant.outline.numbering import read

COUNTY_BUDGET = """
一、项目支出基本情况 = overview
（一）资金安排情况 = funds_arranged
（二）资金使用情况 = funds_used
（三）绩效目标情况 = goals
（四）内控制度情况 = internal_control
二、决策及实施过程情况 = process
三、绩效自评结果及分析 = score
（一）总体情况 = score
（二）项目绩效自评情况及分析 = outputs benefits
（三）偏差较大项目说明 = deviations
四、自评发现的问题及整改措施 = problems measures
（一）设备到货晚，安装进度慢 = problems measures
五、绩效自评工作建议及预算安排建议 = suggestions
六、其他需要说明的问题 = other
"""
COUNTY_FORM = """
一、基本情况 = overview
（一）项目概况 = overview
（二）目标设定情况 = goals
二、绩效自评工作开展情况 = evaluation_work
（一）评价小组情况 = evaluation_work
（二）过程 = evaluation_work
（三）报送时间和质量 = evaluation_work
（四）报送内容与公开内容一致 = evaluation_work
三、自评结果 = score
四、资金使用绩效 = funds_used
（一）资金管理过程 = process
1.资金 = funds_used
2.目标管理 = process
3.事项管理 = process
（二）目标完成情况 = outputs benefits
1.产出 = outputs
2.效益 = benefits
五、主要经验、问题和偏离原因 = experience problems deviations
六、改进意见 = measures
七、自评结果拟应用和公开情况 = application
"""
NATIONAL = """
一、基本情况 = overview
（一）项目概况 = overview
（二）项目绩效目标 = goals
二、绩效评价工作开展情况 = evaluation_work
（一）绩效评价目的、对象和范围 = evaluation_work
（二）绩效评价原则、评价指标体系、评价方法、评价标准等 = evaluation_work
（三）绩效评价工作过程 = evaluation_work
三、综合评价情况及评价结论（附相关评分表） = score
四、绩效评价指标分析 = outputs benefits
（一）项目决策情况 = process
（二）项目过程情况 = process
（三）项目产出情况 = outputs
（四）项目效益情况 = benefits
五、主要经验及做法、存在的问题及原因分析 = experience problems
（一）主要经验及做法 = experience
（二）存在的问题及原因 = problems
六、有关建议 = suggestions
七、其他需要说明的问题 = other
"""
CONCLUSION_FIRST = """
一、自评结论 = score
（一）自评得分 = score
（二）绩效目标完成情况 = outputs benefits
1.产出指标完成情况 = outputs
2.效益指标完成情况 = benefits
3.满意度指标完成情况 = satisfaction
（三）存在的问题和原因分析 = problems
（四）下一步拟改进措施及有关建议 = measures suggestions
二、佐证材料 = other
（一）项目基本情况 = overview
（二）自评工作开展情况 = evaluation_work
（三）绩效评价指标分析 = outputs benefits
1.预算执行情况 = funds_used
2.资金管理情况 = internal_control
"""
TRANSFER = """
一、绩效目标分解下达情况 = funds_arranged goals
（一）中央下达转移支付预算和绩效目标情况 = funds_arranged goals
二、绩效目标完成情况分析 = outputs benefits
（一）资金投入情况分析 = funds_used
1.项目资金到位情况分析 = funds_arranged
2.项目资金执行情况分析 = funds_used
3.项目资金管理情况分析 = internal_control
（二）总体绩效目标完成情况分析 = outputs benefits
三、偏离绩效目标的原因和下一步改进措施 = deviations measures
四、绩效自评结果拟应用和公开情况 = application
"""


def rows(outline: str) -> list[tuple[str, tuple[str, ...], list[str]]]:
    found: list[tuple[str, tuple[str, ...], list[str]]] = []
    above: list[tuple[int, str]] = []
    for line in outline.strip().splitlines():
        heading, _, kinds = line.partition(" = ")
        numbered = read(heading)
        assert numbered is not None
        above = [(level, text) for level, text in above if level < numbered.level]
        found.append((heading, tuple(kinds.split()), [text for _, text in above]))
        above.append((numbered.level, heading))
    return found


@pytest.mark.parametrize(
    ("heading", "kinds", "parents"),
    [
        row
        for outline in (COUNTY_BUDGET, COUNTY_FORM, NATIONAL, CONCLUSION_FIRST, TRANSFER)
        for row in rows(outline)
    ],
)
def test_known_outlines_come_out_as_a_reader_reads_them(
    heading: str, kinds: tuple[str, ...], parents: list[str]
) -> None:
    assert kinds_of(heading, parents)[0] == kinds


@pytest.mark.parametrize(
    ("heading", "parents", "kinds"),
    [
        ("总体情况", [], "overview"),
        ("总体情况", ["三、自评结果及分析"], "score"),
        ("绩效目标情况", [], "goals"),
        ("绩效目标完成情况", [], "outputs benefits"),
        ("绩效目标管理情况", [], "process"),
        ("其他需要说明的问题", [], "other"),
        ("组织实施整体情况", [], "evaluation_work"),
        ("三、组织实施情况", [], "process"),
        ("二、预算执行情况（10分）", [], "funds_used"),
        ("（二）资金安排、使用和结存情况", [], "funds_arranged funds_used"),
        ("（一）立项目的和年度绩效目标情况", [], "overview goals"),
        ("（一）整改不彻底，制度没有落实", ["四、存在的问题"], "problems"),
        ("（二）整改措施", ["四、存在的问题"], "measures"),
    ],
)
def test_words_that_mislead(heading: str, parents: list[str], kinds: str) -> None:
    assert kinds_of(heading, parents)[0] == tuple(kinds.split())


@pytest.mark.parametrize(
    ("heading", "parents", "kinds"),
    [
        # Each part names its own kind.
        ("建设内容和经费支出情况", [], "overview funds_used"),
        ("建设内容及实施情况", [], "overview process"),
        ("评价结论及建议", [], "score suggestions"),
        ("未完成绩效目标的原因和下一步改进措施", [], "deviations measures"),
        # The same words in another place.
        ("绩效指标", [], "outputs benefits"),
        ("（二）绩效指标", ["一、基本情况"], "goals"),
        ("自评总体结论", [], "score"),
        ("（二）过程", ["二、自评工作开展情况"], "evaluation_work"),
        # Parts of the bundle.
        ("佐证材料", [], "other"),
        ("（一）项目概况", ["二、佐证材料"], "overview"),
        # The columns of the transfer payment form.
        ("拨付合规性", [], "internal_control"),
        # A sentence says by its tone what it is.
        ("（五）勘察做得不够细，图纸不齐全", ["一、项目基本情况"], "problems"),
        ("（五）细化勘察任务，补齐图纸", ["一、项目基本情况"], "measures"),
        ("（一）加强现场监管", ["二、项目过程情况"], "internal_control"),
        # Rarer words, and where they may not overrule what stands above.
        ("招标采购及合同签订", [], "process"),
        ("（1）设备采购", ["一、项目产出情况"], "outputs"),
        ("（六）服务对象评价", ["一、绩效目标完成情况"], "satisfaction"),
        ("困难和不足", [], "problems"),
        # What recognition leaves of a number.
        ("l.资金管理情况", ["（一）资金管理过程"], "funds_used"),
        ("（—）资 金 安 排", [], "funds_arranged"),
    ],
)
def test_how_other_places_word_them(heading: str, parents: list[str], kinds: str) -> None:
    assert kinds_of(heading, parents)[0] == tuple(kinds.split())


@pytest.mark.parametrize(
    "words", ["项目绩效目标完成情况", "一、存在的问题", "效益", "下一步改进措施及有关建议："]
)
def test_a_line_of_nothing_but_heading_words_is_known(words: str) -> None:
    assert is_heading_words(words)


@pytest.mark.parametrize(
    "words", ["清淤十二公里", "项目", "我局的绩效目标", "完成情况", "目标12公里", "", "情况情况"]
)
def test_names_figures_and_empty_words_are_no_heading(words: str) -> None:
    assert not is_heading_words(words)


def test_a_corrected_heading_above_is_followed() -> None:
    above = ((Kind.GOALS,), 1.0)
    assert kinds_under("（一）甲乙", ["一、丙丁"], above) == ((Kind.GOALS,), INHERITED)
    assert kinds_under("（一）资金使用情况", ["一、丙丁"], above)[0] == (Kind.FUNDS_USED,)


def test_an_unknown_heading_takes_its_parents_kinds_and_says_it_is_less_sure() -> None:
    assert kinds_of("（一）灯杆安装", ["一、项目产出情况"]) == ((Kind.OUTPUTS,), INHERITED)
    assert kinds_of("甲乙丙") == ((Kind.OTHER,), UNKNOWN)
    assert kinds_of("丁戊", ["甲乙丙"]) == ((Kind.OTHER,), UNKNOWN)


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_gets_some_kind_and_a_confidence(heading: str, parents: list[str]) -> None:
    kinds, sure = kinds_of(heading, parents)
    assert kinds
    assert len(set(kinds)) == len(kinds)
    assert 0 < sure <= 1
