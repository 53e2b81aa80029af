from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.library.structure.tree import SectionTree, grow
from assistant.outline.kinds import Kind
from assistant.outline.packs import load_pack, pack_names


def shape(tree: SectionTree) -> list[tuple[str, str, str]]:
    return [(section.id, section.heading, " ".join(section.kinds)) for section in tree.sections]


def test_a_whole_report(report: str) -> None:
    tree = grow(report)
    assert shape(tree) == [
        ("1", "一、项目支出基本情况", "overview"),
        ("1.1", "（一）资金安排情况", "funds_arranged"),
        ("1.2", "（二）资金使用情况", "funds_used"),
        ("1.3", "（三）绩效目标情况", "goals"),
        ("2", "二、绩效自评结果及分析", "score"),
        ("2.1", "（一）总体情况", "score"),
        ("2.2", "（二）自评情况及分析", "outputs benefits"),
        ("2.2.1", "1.产出", "outputs"),
        ("2.2.2", "2.效益", "benefits"),
        ("2.3", "（三）偏差较大项目说明", "deviations"),
        ("3", "三、自评发现的问题及整改措施", "problems measures"),
        ("3.1", "（一）清淤长度没有完成", "problems measures"),
        ("3.2", "（二）管护经费没有落实", "problems measures"),
        ("4", "四、其他需要说明的问题", "other"),
    ]
    run_in = tree.sections[1]
    assert run_in.body.startswith("根据青溪县财政局")
    assert tree.text[run_in.body_start :].startswith("根据青溪县财政局")
    assert run_in.path == ("一、项目支出基本情况",)


def test_the_outline_document(report: str) -> None:
    found = grow(report).as_json()
    assert (found["unit"], found["year"]) == ("青溪县水利局", 2023)
    assert found["title"] == "青溪县水利局2023年东干渠清淤项目支出绩效自评报告"
    first = found["sections"][0]
    assert set(first) == {"id", "heading", "level", "kinds", "confidence", "start", "end"}
    assert report[first["start"] : first["end"]].strip() == "一、项目支出基本情况"


@pytest.mark.parametrize(
    "line",
    [
        "1.改造摊位412个；",
        "1. 绩效总体目标：清淤渠道，恢复灌溉，方便沿线群众生产生活。",
        "（一）实施单位应积极与上级部门沟通，争取增加资金的补助力度。",
        "2.安装智能水表4310块",
        "1.漏损率高出目标1.7个百分点，每年多漏四万方。旧管没有更换。",
        "3.管护员补贴没有着落，原因是编制预算时协议尚未签完，县里没有安排，乡镇又没有财力可以垫付。",
        "一、项目概况......................1",
        "（二）绩效目标 3",
        "2024年预算300万元。",
        "1.",
    ],
)
def test_numbered_sentences_items_and_contents_are_no_headings(line: str) -> None:
    assert shape(grow(f"一、有关建议\n{line}\n")) == [("1", "一、有关建议", "suggestions")]


@pytest.mark.parametrize(
    ("line", "heading", "body"),
    [
        ("（二）资金使用情况。全年支付100万元。", "（二）资金使用情况", "全年支付100万元。"),
        ("(二) 资金使用情况", "(二) 资金使用情况", ""),
        ("（二）资金使用情况：全年支付100万元。", "（二）资金使用情况", "全年支付100万元。"),
        ("1.产出情况（50分，得47.34分）", "1.产出情况（50分，得47.34分）", ""),
        ("（一）设备到货晚，安装进度慢", "（一）设备到货晚，安装进度慢", ""),
        ("（二）自评情况及分析。", "（二）自评情况及分析", ""),
    ],
)
def test_headings_on_their_own_line_and_run_in(line: str, heading: str, body: str) -> None:
    section = grow(f"一、项目情况\n{line}\n").sections[1]
    assert (section.heading, section.body) == (heading, body)


def test_half_a_list_of_sentences_is_not_a_row_of_headings() -> None:
    mixed = "一、存在的问题\n1.验收偏晚。原因是资料不全。\n2.水表闲置，采购价3.6万元。\n3.通知不到位。农户不知道。\n"
    assert len(grow(mixed).sections) == 1
    uniform = "一、存在的问题\n1.验收偏晚。原因是资料不全。\n2.水表闲置。没有核对户数。\n"
    assert len(grow(uniform).sections) == 3


def test_in_the_national_outline_the_overview_also_tells_of_the_funds() -> None:
    national = "一、基本情况\n（一）项目概况\n县财政下达资金300万元。\n（二）绩效目标\n改造市场。\n"
    assert grow(national).sections[1].kinds == (Kind.OVERVIEW, Kind.FUNDS_ARRANGED)
    county = national + "（三）资金安排情况\n县财政下达300万元。\n"
    assert grow(county).sections[1].kinds == (Kind.OVERVIEW,)


def test_a_skipped_level_keeps_its_level_and_finds_a_parent() -> None:
    tree = grow("一、存在的问题\n1.验收偏晚。原因是资料不全。\n二、其他\n")
    assert [(section.id, section.level) for section in tree.sections] == [("1", 1), ("1.1", 3), ("2", 1)]


LINES = st.sampled_from(
    [
        *(
            "一、项目概况",
            "二、资金使用情况。支付100万元。",
            "（一）绩效目标",
            "(二)存在的问题。有。",
            "1.产出。好。",
        ),
        *(
            "（1）数量指标",
            "2.安装水表12块；",
            "正文一句。",
            "",
            "一、",
            "| 甲 | 1 |",
            "填报人：陆明远",
            "某某自评报告",
        ),
    ]
)


TEXTS = st.one_of(st.lists(LINES, max_size=14).map("\n".join), st.text(max_size=120))


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(-2, 200), st.integers(-1, 9)), max_size=8))
def test_the_pieces_rejoin_to_the_text_whatever_the_styles(text: str, styles: list[tuple[int, int]]) -> None:
    tree = grow(text, "名", styles)
    assert "".join(tree.pieces()) == text
    for section in tree.sections:
        whole = text[section.start : section.end]
        assert section.unheaded or section.heading in whole.replace("\n", "")
        assert section.body in whole
        assert text[section.body_start :].startswith(section.body)
        assert section.kinds
        assert section.level >= 1
        assert 0 < section.confidence <= 1
    assert len({section.id for section in tree.sections}) == len(tree.sections)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=14).map("\n".join))
def test_a_style_that_agrees_with_the_numbers_changes_nothing(text: str) -> None:
    plain = grow(text)
    styles = [(one.start, 1) for one in plain.sections if one.level == 1 and not one.unheaded]
    again = grow(text, "", styles)
    assert shape(again) == shape(plain)


class TestUnderAHeadingThatSaysNothing:
    def test_the_text_decides(self) -> None:
        section = grow("一、甲乙丙\n发放问卷200份，收回186份，群众满意度为91.2%。\n").sections[0]
        assert section.kinds[0] is Kind.SATISFACTION
        assert section.told_by == "content"
        assert section.confidence <= 0.5

    def test_nothing_is_guessed_from_nothing(self) -> None:
        section = grow("一、甲乙丙\n从略。\n").sections[0]
        assert (section.kinds, section.confidence) == ((Kind.OTHER,), 0.2)

    def test_inherited_kinds_stay_and_are_doubted_where_the_text_speaks_of_another(self) -> None:
        text = "一、项目产出情况\n（一）甲乙\n{}\n（二）丙丁\n完成清淤12公里。\n"
        doubted = grow(text.format("向群众发放问卷，收回问卷，回访群众。")).sections[1]
        assert (doubted.kinds, doubted.told_by) == ((Kind.OUTPUTS,), "parent")
        assert doubted.confidence < 0.6
        assert grow(text.format("完成清淤12公里。")).uncertain() == ()


def test_the_list_for_a_person_has_no_section_without_text() -> None:
    assert [one.id for one in grow("一、甲乙丙\n二、丁戊己\n从略。\n").uncertain()] == ["2"]


@pytest.mark.parametrize("pack", pack_names())
def test_a_report_on_a_packs_outline_is_known_by_it(pack: str) -> None:
    lines = [f"{one.heading}\n正文一句。\n" for one in load_pack(pack).placed()]
    assert grow("".join(lines)).pack == pack


def test_a_report_on_nobodys_outline_has_no_pack(report: str) -> None:
    assert grow(report).pack == "guangdong-project"
    assert grow("一、甲乙丙\n从略。\n二、丁戊己\n从略。\n").pack is None
    assert grow("").pack is None
