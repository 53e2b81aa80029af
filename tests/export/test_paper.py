import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.characters import legal, one_line, width
from assistant.export.paper import CoverLine, Paper, PaperSection, Signature


def test_paragraphs_are_trimmed_and_blank_lines_are_none() -> None:
    section = PaperSection("一、概况", 1, "　　第一段。 \r\n\n \n第二段。\u2028第三段。")
    assert section.paragraphs == ("第一段。", "第二段。", "第三段。")


@pytest.mark.parametrize("level", [0, 5, -1])
def test_a_level_outside_the_four_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match="heading level"):
        PaperSection("一、概况", level)


def test_headings_labels_and_names_stay_on_one_line() -> None:
    assert PaperSection("一、\n基本\t情况 ", 1).heading == "一、 基本 情况"
    assert CoverLine("项目名称：", " 甲\n乙 ") == CoverLine("项目名称", "甲 乙")
    assert Signature("某局\n", "2025年\x003月") == Signature("某局", "2025年3月")


def test_a_title_keeps_the_breaks_its_author_made() -> None:
    assert Paper("某局\n\n  自评报告\x07").title == "某局\n自评报告"


def test_a_paper_has_a_cover_only_if_something_stands_on_it() -> None:
    assert not Paper("题", cover_title="").has_cover
    assert Paper("题", cover=(CoverLine("日期"),)).has_cover
    assert Paper("题", cover_title="封面").has_cover


@given(st.text(st.characters(codec=None)))
def test_legal_text_is_what_an_xml_file_can_carry(text: str) -> None:
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    element = etree.Element("t")
    element.text = legal(text)
    assert etree.fromstring(etree.tostring(element)).text in (legal(text), None)
    assert legal(legal(text)) == legal(text)
    assert "\n" not in one_line(text)


def test_legal_text_loses_controls_and_half_characters_only() -> None:
    assert legal("甲\x00\x08\ud800\ufffe\x85乙\t𠮷é") == "甲\n乙\t𠮷é"


def test_width_is_in_em() -> None:
    assert width("2025年3月14日") == 6.5
