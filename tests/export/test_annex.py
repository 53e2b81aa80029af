"""The 自评表 bound with the report: where it stands, how its pages lie and are counted, what the tables are made of."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.export.docx import docx_bytes
from assistant.export.paper import Paper
from assistant.facts.load import facts_from_tree
from assistant.facts.table.form import make_form
from assistant.facts.table.reader import read_table_bytes
from assistant.outline.packs import load_pack, pack_names
from tests.samples import full_tree

from .conftest import CREATED


def read(paper: Paper):
    return Document(io.BytesIO(docx_bytes(paper, created=CREATED)))


def standing(paper: Paper) -> Paper:
    return replace(paper, annexes=tuple(replace(one, landscape=False) for one in paper.annexes))


def after_text(document) -> list[tuple[str, str]]:
    lines = [(p.style.name, p.text) for p in document.paragraphs]
    return lines[next(n for n, (style, _) in enumerate(lines) if style == "附件标识") :]


def test_the_annex_begins_with_its_mark_and_title(bound: Paper) -> None:
    assert after_text(read(bound)) == [
        ("附件标识", "附件1"),
        ("表题", "项目支出绩效自评表"),
        ("表题说明", "（2024年度）"),
        ("表单位", "单位：万元"),
        ("表间隔", ""),
    ]


def test_it_is_named_first_and_the_only_one_bears_no_number(bound: Paper) -> None:
    lines = [(p.style.name, p.text) for p in read(bound).paragraphs]
    assert [text for style, text in lines if style == "附件说明"] == [
        "附件：1.\t项目支出绩效自评表",
        "2.\t佐证材料目录",
    ]
    alone = replace(bound, attachments=())
    assert after_text(read(alone))[0] == ("附件标识", "附件")


def test_a_wide_table_lies_on_its_side_and_pages_go_on(bound: Paper) -> None:
    cover, text, annex = read(bound).sections
    assert (annex.page_width, annex.page_height) == (text.page_height, text.page_width)
    assert (annex.top_margin, annex.left_margin) == (text.left_margin, text.bottom_margin)
    assert (annex.bottom_margin, annex.right_margin) == (text.right_margin, text.top_margin)
    assert annex._sectPr.xpath("w:pgNumType/@w:start") == []
    assert not annex.footer.is_linked_to_previous and not annex.even_page_footer.is_linked_to_previous
    assert text._sectPr.xpath("w:pgNumType/@w:start") == ["1"]
    assert cover.footer.is_linked_to_previous


def test_an_upright_one_has_the_page_of_the_text(bound: Paper) -> None:
    _, text, annex = read(standing(bound)).sections
    assert (annex.page_width, annex.left_margin) == (text.page_width, text.left_margin)
    assert [p.text for p in annex.footer.paragraphs] == ["— 1 —"]


def test_the_number_of_a_landscape_page_stands_at_its_left_edge(bound: Paper) -> None:
    annex = read(bound).sections[-1]
    for footer, end, side in ((annex.footer, "bottom", "right"), (annex.even_page_footer, "top", "left")):
        (anchor,) = [one for one in footer._element.iter() if one.tag.endswith("}anchor")]
        aligned = [one.text for one in anchor.iter() if one.tag.endswith("}align")]
        assert aligned == ["right", end]
        boxes = list(footer._element.iter(qn("w:txbxContent")))
        assert len(boxes) == 2  # one of them for what does not know the other
        for box in boxes:
            assert "".join(t.text or "" for t in box.iter(qn("w:t"))) == "— 1 —"
            assert [jc.get(qn("w:val")) for jc in box.iter(qn("w:jc"))] == [side]


@pytest.mark.parametrize("landscape", [False, True])
def test_the_tables_are_as_wide_as_the_text(bound: Paper, landscape: bool) -> None:
    paper = bound if landscape else standing(bound)
    document = read(paper)
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(int(one.get(qn("w:w"))) for one in table._tbl.tblGrid) * 635 == room


def test_tables_stand_on_styles_alone(bound: Paper) -> None:
    for table in read(bound).tables:
        assert table.style is not None and table.style.name == "自评表"
        for paragraph in table._tbl.iter(qn("w:p")):
            assert [child.tag for child in paragraph.pPr] == [qn("w:pStyle")]
        assert not list(table._tbl.iter(qn("w:sz"), qn("w:tcBorders")))


@pytest.mark.parametrize("pack", pack_names())
def test_a_report_with_its_annex_is_read_as_a_table(bound: Paper, pack: str) -> None:
    layout, facts = load_pack(pack).table, facts_from_tree(full_tree())
    annex = replace(bound.annexes[0], form=make_form(facts, layout))
    reading = read_table_bytes("a.docx", docx_bytes(replace(bound, annexes=(annex,)), created=CREATED))
    assert len(reading.facts["indicators"]) == len(facts.indicators)


def test_the_signature_goes_with_the_list_and_the_last_words(bound: Paper) -> None:
    lines = [p for p in read(bound).paragraphs if p.style.name in ("Body Text", "附件说明", "落款")]
    kept = [bool(p.paragraph_format.keep_with_next) for p in lines[-5:]]
    assert [p.style.name for p in lines[-5:]] == ["Body Text", "附件说明", "附件说明", "落款", "落款"]
    assert kept == [True, True, True, True, False]
