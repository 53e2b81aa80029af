"""Reports without headings."""

from __future__ import annotations

from assistant.library.structure.tree import UNCERTAIN, SectionTree, grow
from assistant.outline.kinds import Kind

PROSE = """青溪县水利局东干渠清淤项目情况汇报
近年来东干渠淤塞严重，不能满足灌溉需要，为解决这一问题，我局实施了清淤项目。
县财政局年初下达预算120万元，资金于3月全部到位，到位率100%。
截至12月31日累计支出96.5万元，预算执行率80.4%，结余23.5万元。
尾款3万元结转下年支付。
我局成立自评小组，由分管副局长任组长，收集核对台账后逐项打分。
发放问卷200份，收回186份，群众满意度为91.2%。
管护力量薄弱，巡查不到位，经费缺口较大。
由建设股负责，在6月底前完成整改，进一步完善管护制度。
"""
TABLE = """| 项目支出绩效自评表 |
| （2023年度） |
| 项目名称 | 东干渠清淤项目 |
| 主管部门 | 青溪县水利局 | 实施单位 | 青溪县灌区管理站 |
| 项目资金（万元） | 年初预算数 | 全年执行数 | 执行率 |
| 年度资金总额 | 120 | 96.5 | 80.4% |
| 年度总体目标 | 清淤12公里 | 清淤11公里 |
| 绩效指标 | 一级指标 | 二级指标 | 年度指标值 | 实际完成值 |
| 绩效指标 | 产出指标 | 数量指标 | ≥12公里 | 11公里 |
| 绩效指标 | 效益指标 | 社会效益 | ≥8000亩 | 8200亩 |
| 总分 | 100 | 93 |
"""


def kinds(tree: SectionTree) -> list[str]:
    return [" ".join(section.kinds) for section in tree.sections]


def test_prose_is_cut_where_its_matter_changes() -> None:
    tree = grow(PROSE)
    assert kinds(tree) == [
        "overview",
        "funds_arranged",
        "funds_used",
        "evaluation_work",
        "satisfaction",
        "problems",
        "measures",
    ]
    spent = tree.sections[2]
    assert spent.heading == "资金使用"
    assert spent.body.count("\n") == 1
    assert spent.body.endswith("尾款3万元结转下年支付。")
    assert tree.title == "青溪县水利局东干渠清淤项目情况汇报"


def test_what_was_cut_by_content_is_all_uncertain() -> None:
    tree = grow(PROSE)
    assert tree.uncertain() == tree.sections
    assert all(section.unheaded and section.confidence <= 0.5 for section in tree.sections)


def test_a_table_is_cut_by_the_labels_of_its_rows() -> None:
    tree = grow(TABLE)
    assert kinds(tree) == [
        "funds_arranged funds_used",
        "goals",
        "outputs benefits satisfaction score",
        "score",
    ]
    assert tree.sections[2].body.count("\n") == 2
    assert all(section.confidence >= UNCERTAIN for section in tree.sections)


def test_a_table_tells_what_it_is_about() -> None:
    found = grow(TABLE).profile
    assert (found.title, found.year) == ("项目支出绩效自评表", 2023)
    assert (found.unit, found.region) == ("青溪县灌区管理站", "青溪县")
    assert found.projects[0] == "东干渠清淤项目"
    assert found.project_type == "construction"


def test_a_table_without_labels_is_one_section() -> None:
    tree = grow("| 甲 | 1 |\n| 乙 | 2 |\n| 丙 | 3 |\n")
    assert [len(section.kinds) for section in tree.sections] == [4]
    assert tree.uncertain()
    assert grow("| 甲 | 1 |\n").sections == ()


def test_a_long_text_above_the_first_heading_is_not_lost() -> None:
    tree = grow(PROSE + "一、其他需要说明的问题\n无。\n")
    assert [section.id for section in tree.sections][-2:] == ["0.7", "1"]
    assert "".join(tree.pieces()) == tree.text
    preface = "近年来东干渠淤塞严重，为解决这一问题，我局实施了清淤项目。\n"
    assert len(grow(preface + "一、其他需要说明的问题\n无。\n").sections) == 1


def test_text_of_no_kind_has_no_sections() -> None:
    assert grow("今天天气很好。\n我们去春游。\n").sections == ()


def test_kinds_go_on_in_order_where_a_paragraph_says_nothing() -> None:
    text = "截至12月31日累计支出96.5万元，预算执行率80.4%。\n大家都很辛苦。\n尾款结转，余额收回，支付完毕。\n"
    assert grow(text).sections[0].kinds == (Kind.FUNDS_USED,)
    assert len(grow(text).sections) == 1
