from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.library.documents import SourceDocument
from assistant.library.identities.labels import Identity, Label
from assistant.library.passages import Passage, passages_of
from assistant.library.portions import LONGEST
from assistant.library.structure.tree import grow
from assistant.outline.kinds import Kind


def passages(text: str, page_starts: tuple[tuple[int, int], ...] = ()) -> tuple[Passage, ...]:
    return passages_of(SourceDocument("报告.md", text, page_starts, "0"), grow(text), "d1")


def test_a_passage_has_all_that_a_result_needs(report: str) -> None:
    (funds,) = [passage for passage in passages(report) if passage.kind is Kind.FUNDS_USED]
    assert funds.text.startswith("截至2023年12月31日")
    assert funds.masked.value.startswith("截至〔日期")
    assert Identity(Label.COMPANY, "云岭水利工程有限公司") in funds.identities
    assert Identity(Label.AMOUNT, "171.58万元") in funds.identities
    assert Identity(Label.AMOUNT, "186.5万元") not in funds.identities
    assert (funds.heading, funds.heading_path) == ("（二）资金使用情况", ("一、项目支出基本情况",))
    assert (funds.document, funds.document_id, funds.year) == ("报告.md", "d1", 2023)
    assert (funds.unit, funds.region, funds.project_type) == ("青溪县水利局", "青溪县", "construction")
    assert funds.page is None


def test_headings_alone_and_empty_words_give_none() -> None:
    assert passages("一、项目概况\n二、存在的问题\n无。\n三、建议\n见附表。\n") == ()


def test_a_section_of_several_kinds_is_found_under_each() -> None:
    found = passages("一、存在的问题及整改措施\n验收资料不全，今后由工程股按月整理归档。\n")
    assert [passage.kind for passage in found] == [Kind.PROBLEMS, Kind.MEASURES]
    assert len({passage.part for passage in found}) == 1
    assert len({passage.id for passage in found}) == 2


def test_a_heading_that_is_the_matter_belongs_to_the_text(report: str) -> None:
    problems = [passage for passage in passages(report) if passage.kind is Kind.PROBLEMS]
    assert [passage.text[:8] for passage in problems] == ["清淤长度没有完成", "管护经费没有落实"]


def test_small_neighbours_make_one_passage_but_problems_stay_apart() -> None:
    text = "一、产出情况\n（1）数量指标\n清淤渠道十二公里，完成全年目标。\n（2）质量指标\n验收合格，没有返工的渠段。\n二、其他\n"
    (found,) = passages(text)
    assert found.heading == "一、产出情况"
    assert "（1）数量指标" in found.text
    assert "（2）质量指标" in found.text


TABLE = (
    "一、资金使用情况\n全年支付情况见下表，各笔均有凭证。\n"
    "| 收款单位 | 事项 | 金额 |\n|---|---|---|\n| 青溪县云岭建设有限公司 | 清淤 | 12.5万元 |\n结余收回财政。\n"
)


def test_a_table_is_a_passage_of_its_own_beside_the_prose() -> None:
    prose, table = passages(TABLE)
    assert prose.text == "全年支付情况见下表，各笔均有凭证。\n结余收回财政。"
    assert "|" not in prose.masked.value
    assert not prose.is_table
    assert table.is_table
    assert table.text == "| 收款单位 | 事项 | 金额 |\n| 青溪县云岭建设有限公司 | 清淤 | 12.5万元 |"
    assert table.masked.value.startswith("| 收款单位 | 事项 | 金额 |\n| 〔")
    assert "云岭" not in table.masked.value
    assert Identity(Label.AMOUNT, "12.5万元") in table.identities
    assert (table.heading, table.kind) == (prose.heading, prose.kind)
    assert table.part != prose.part


def test_a_long_table_is_split_between_rows_and_each_part_has_the_first_row() -> None:
    rows = [f"| 第{number}标段清淤和渠道衬砌 | 完成率为百分之百 | 按期 |" for number in range(60)]
    text = "一、产出情况\n| 名称 | 完成 | 工期 |\n" + "\n".join(rows) + "\n"
    found = passages(text)
    assert len(found) > 2
    assert all(passage.is_table and passage.text.startswith("| 名称 | 完成 | 工期 |\n") for passage in found)
    assert all(len(passage.text) <= LONGEST + 100 for passage in found)
    assert [row for passage in found for row in passage.text.splitlines()[1:]] == rows


def test_two_tables_with_prose_between_are_two_passages() -> None:
    first, second = "| 数量指标 | 清淤渠道长度十二公里 |", "| 质量指标 | 验收合格率百分之百 |"
    found = passages(f"一、产出情况\n{first}\n其余指标如下，逐项列出以便核对。\n{second}\n")
    assert [passage.text for passage in found if passage.is_table] == [first, second]


def test_a_table_does_not_cut_the_prose_around_it_small() -> None:
    rows = "\n".join(f"| 第{number}标段清淤和渠道衬砌 | 完成率为百分之百 |" for number in range(80))
    found = passages(
        f"一、产出情况\n渠道多年没有清淤，过水能力下降。\n{rows}\n今年全部清完，验收没有返工。\n"
    )
    assert [passage.text for passage in found if not passage.is_table] == [
        "渠道多年没有清淤，过水能力下降。\n今年全部清完，验收没有返工。"
    ]


def test_quality_and_confidence_come_with_every_passage(report: str) -> None:
    document = SourceDocument("报告.md", report, (), "0")
    found = passages_of(document, grow(report), "d1", 0.4)
    assert {passage.quality for passage in found} == {0.4}
    assert all(0 < passage.confidence <= 1 for passage in found)
    assert len({passage.confidence for passage in found}) > 1


def test_pages_are_those_where_a_passage_begins() -> None:
    text = "一、项目概况\n渠道多年没有清淤，过水能力下降。\n二、建议\n建议下年度安排管护经费，列入预算。\n"
    found = passages(text, ((0, 1), (text.index("二、"), 2)))
    assert [passage.page for passage in found] == [1, 2]


SENTENCES = st.lists(
    st.sampled_from(
        [
            "渠道多年没有清淤。",
            "支付青溪县云岭建设有限公司12.5万元；",
            "依据《青溪县办法。试行》执行。",
            "满意度90%，" * 9,
        ]
    ),
    min_size=30,
    max_size=150,
)


@settings(max_examples=25, deadline=None)
@given(SENTENCES)
def test_long_sections_are_split_at_sentence_ends_and_lose_nothing(sentences: list[str]) -> None:
    body = "".join(sentences) + "完毕。"
    found = passages(f"一、项目概况\n{body}\n")
    assert "".join(passage.text for passage in found) == body
    for passage in found:
        assert len(passage.text) <= LONGEST * 2
        assert passage.text[-1] in "。；"
        assert passage.text.count("《") == passage.text.count("》")
        assert not re.search(r"云岭|\d万元", passage.masked.value)
