from __future__ import annotations

import pytest

from assistant.library.structure.headlines import head_lines

Styles = tuple[tuple[int, int], ...]


def seen(text: str, styles: Styles = ()) -> list[tuple[int, str]]:
    return [(head.level, head.heading) for head in head_lines(text, styles)]


def styled(*lines: tuple[str, int]) -> tuple[str, Styles]:
    """Lines with the heading level of their style (0 for none), as a text and its styles."""
    text, styles = "", []
    for line, level in lines:
        styles += [(len(text), level)] if level else []
        text += line + "\n"
    return text, tuple(styles)


@pytest.mark.parametrize(
    "line",
    [
        "[二] 绩效目标情况",
        "（二)绩效目标情况",
        "【二】绩效目标情况",
        "（ 二 ）、绩效目标情况",
        "(二) 绩效目标情况。总体目标是清淤。",
        "（二）绩效目标情况 总体目标是把东干渠的淤泥清完。",
        "（二）绩效目标情况：总体目标是清淤。",
        "（二）绩效目标情况:总体目标是清淤。",
    ],
)
def test_brackets_of_any_kind_and_headings_that_run_in(line: str) -> None:
    heads = seen(f"一、基本情况\n（一）项目概况\n清淤。\n{line}\n")
    assert heads[2][0] == 2
    assert heads[2][1].endswith("绩效目标情况")


def test_parts_and_chapters_stand_above_the_standard_levels() -> None:
    text = "第一部分 自评报告\n一、项目概况\n清淤。\n第二部分 佐证材料\n一、制度清单\n（一）财务制度\n"
    assert [level for level, _ in seen(text)] == [1, 2, 1, 2, 3]


class TestMisreadNumbers:
    @pytest.mark.parametrize("first", ["—、", "一 、", "-、", "ー、", "_、"])
    @pytest.mark.parametrize("second", ["=、", "ニ、", "二 "])
    def test_are_believed_where_the_neighbours_leave_the_gap(self, first: str, second: str) -> None:
        text = f"{first}项目概况\n清淤。\n{second}绩效目标\n清完。\n三、存在的问题\n没有。\n"
        assert [level for level, _ in seen(text)] == [1, 1, 1]

    @pytest.mark.parametrize(
        "line", ["（-）项目概况", "（—)项目概况", "(一项目概况", "C一)项目概况", "一）项目概况"]
    )
    def test_of_the_second_level(self, line: str) -> None:
        assert seen(f"一、基本情况\n{line}\n清淤。\n（二）绩效目标\n清完。\n")[1] == (2, line)

    @pytest.mark.parametrize("line", ["l.数量指标", "I.数量指标", "1 数量指标", "1，数量指标"])
    def test_of_the_third(self, line: str) -> None:
        assert seen(f"一、项目产出情况\n{line}\n12台。\n2.质量指标\n合格。\n")[1] == (3, line)

    @pytest.mark.parametrize(
        "text",
        [
            "一、项目概况\n清淤。\n二、其他\n—、渠道清淤\n清完。\n",
            "一、项目概况\n-、清淤\n清完。\n",
            "项目概况\n=、绩效目标\n",
            "一、存在的问题\n（—）水泵三台坏了\n（=）电缆被偷\n没有修。\n",
        ],
    )
    def test_are_not_believed_without_a_gap(self, text: str) -> None:
        assert not any(heading[0] in "—-=（" for _, heading in seen(text))


class TestHeadingsWithoutNumber:
    def test_fill_the_gap_of_their_level(self) -> None:
        text = (
            "一、项目概况\n（一）背景\n清淤。\n（二）内容\n清淤。\n存在的问题\n没有。\n三、有关建议\n无。\n"
        )
        assert seen(text)[3] == (1, "存在的问题")

    def test_two_in_a_row_fill_a_gap_of_two(self) -> None:
        text = (
            "一、项目概况\n清淤。\n（一）背景\n无。\n绩效目标\n清完。\n自评结论\n良。\n四、有关建议\n无。\n"
        )
        assert [level for level, _ in seen(text)] == [1, 2, 1, 1, 1]

    def test_are_siblings_below_text_and_children_below_a_heading(self) -> None:
        text = "一、绩效目标完成情况\n产出情况\n清淤。\n效益情况\n增产。\n二、其他\n无。\n"
        assert seen(text)[1:3] == [(2, "产出情况"), (2, "效益情况")]

    def test_head_the_first_part_of_what_they_name(self) -> None:
        text = "项目基本情况\n（一）项目概况\n清淤。\n（二）绩效目标\n清完。\n二、自评结论\n良。\n"
        assert seen(text)[0] == (1, "项目基本情况")

    def test_alone_carry_a_report(self) -> None:
        text = "青溪县水利局自评报告\n项目概况\n清淤十二公里。\n资金使用情况：\n付了十万元。\n存在的问题\n没有。\n"
        assert seen(text) == [(1, "项目概况"), (1, "资金使用情况"), (1, "存在的问题")]

    @pytest.mark.parametrize(
        "lines",
        [
            "为了完成\n绩效目标\n我局清淤。",
            "项目名称\n主管部门\n实施单位\n项目资金\n绩效目标",
            "本项目绩效目标\n清淤。",
            "| 绩效目标 | 清淤 |\n无。",
            "存在的问题。\n没有。",
        ],
    )
    def test_are_not_found_in_sentences_lists_and_tables(self, lines: str) -> None:
        assert len(seen(f"一、项目概况\n清淤。\n{lines}\n二、其他\n无。\n")) == 2


class TestStyles:
    def test_make_headings_of_lines_without_numbers(self) -> None:
        text, styles = styled(
            ("东干渠清淤项目自评报告", 1),
            ("项目的来龙去脉", 2),
            ("清淤。", 0),
            ("钱从哪里来", 3),
            ("县里。", 0),
        )
        assert seen(text, styles) == [(1, "项目的来龙去脉"), (2, "钱从哪里来")]

    def test_take_the_level_of_the_numbers_they_go_with(self) -> None:
        text, styles = styled(
            ("一、项目概况", 2),
            ("（一）来龙去脉", 3),
            ("清淤。", 0),
            ("花了多少钱", 3),
            ("十万元。", 0),
            ("办得怎么样", 2),
            ("办完了。", 0),
        )
        assert seen(text, styles)[2:] == [(2, "花了多少钱"), (1, "办得怎么样")]

    def test_of_the_title_and_of_sentences_are_no_headings(self) -> None:
        text, styles = styled(
            ("东干渠清淤项目自评报告", 1),
            ("一、项目概况", 2),
            ("东干渠去年淤塞，今年由县里出钱清淤，清淤以后全线通水。", 2),
            ("填报人：陆明远", 2),
        )
        assert seen(text, styles) == [(1, "一、项目概况")]

    def test_of_a_file_that_styles_every_sentence_count_for_nothing(self) -> None:
        text, styles = styled(("水来了", 1), ("清淤。", 1), ("通水。", 1), ("验收。", 1))
        assert seen(text, styles) == []

    def test_make_a_numbered_line_a_heading_whatever_its_words(self) -> None:
        lines = ("一、存在的问题", "1.水表3块坏了", "没有换。", "2.通知晚了，电话没人接，", "怪我。")
        text, styles = styled((lines[0], 1), (lines[1], 3), (lines[2], 0), (lines[3], 0), (lines[4], 0))
        assert seen(text, styles)[1:] == [(3, "1.水表3块坏了")]
        assert seen(text)[1:] == []


class TestContentsPages:
    BODY = "一、项目概况\n清淤。\n（一）背景情况。淤塞。\n（二）绩效目标\n清完。\n二、其他\n无。\n"
    PAGED = "目  录\n一、项目概况......1\n（一）背景情况 2\n（二）绩效目标\t2\n二、其他………3\n"
    PLAIN = "目录\n一、项目概况\n（一）背景情况\n（二）绩效目标\n二、其他\n"

    @pytest.mark.parametrize("page", [PAGED, PLAIN, PLAIN.removeprefix("目录\n")])
    def test_are_left_out(self, page: str) -> None:
        assert seen(page + self.BODY) == seen(self.BODY)
        assert head_lines(page + self.BODY)[0].start == len(page)

    def test_an_outline_that_is_all_there_is_stays(self) -> None:
        assert len(seen(self.PLAIN.removeprefix("目录\n"))) == 4


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        ("二、自评发现的问题\n及整改措施", "二、自评发现的问题及整改措施"),
        ("二、绩效目标\n完成情况", "二、绩效目标完成情况"),
        ("二、综合评价情况及\n评价结论", "二、综合评价情况及评价结论"),
        ("二、自评得分（满分\n一百分）", "二、自评得分（满分一百分）"),
    ],
)
def test_a_heading_broken_in_two_lines_is_one(lines: str, heading: str) -> None:
    text = f"一、项目概况\n清淤。\n{lines}\n正文一句。\n"
    head = head_lines(text)[1]
    assert head.heading == heading
    assert text[head.body_start :].strip() == "正文一句。"


def test_two_headings_are_not_one_broken_heading() -> None:
    assert [heading for _, heading in seen("一、存在的问题\n整改措施\n换人。\n二、其他\n无。\n")][:2] == [
        "一、存在的问题",
        "整改措施",
    ]


def test_an_annex_ends_the_last_section() -> None:
    text = "一、项目概况\n清淤。\n附件1\n支出明细。\n"
    assert seen(text) == [(1, "一、项目概况"), (1, "附件1")]
    assert len(seen("一、概况\n（一）背景\n无。\n附表1 支出\n（二）目标\n无。\n")) == 3


def test_wrong_numbers_are_headings_all_the_same() -> None:
    text = "一、项目概况\n清淤。\n一、绩效目标\n清完。\n五、存在的问题\n没有。\n"
    assert len(seen(text)) == 3
