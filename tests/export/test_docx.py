import io
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.export.docx import docx_bytes, write_docx
from assistant.export.paper import CoverLine, Paper, PaperSection, Signature

from .conftest import CREATED

BODY_STYLES = {"Heading 1", "Heading 2", "Heading 3", "Heading 4", "Body Text"}


def read(content: bytes):
    return Document(io.BytesIO(content))


def lines(content: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in read(content).paragraphs]


def expected(paper: Paper) -> list[tuple[str, str]]:
    rows = []
    for section in paper.sections:
        rows += [(f"Heading {section.level}", section.heading)] if section.heading else []
        rows += [("Body Text", paragraph) for paragraph in section.paragraphs]
    return rows


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_reading_back_gives_the_same_headings_and_paragraphs(paper: Paper) -> None:
    got = [row for row in lines(docx_bytes(paper, created=CREATED)) if row[0] in BODY_STYLES]
    assert got == expected(paper)


def test_the_parts_stand_in_order(paper: Paper) -> None:
    styles = [style for style, _ in lines(docx_bytes(paper)) if style not in BODY_STYLES]
    assert styles == ["封面标题", *["封面项目"] * 3, "Title", *["附件说明"] * 2, *["落款"] * 2]


def test_the_title_breaks_but_its_property_does_not(paper: Paper) -> None:
    document = read(docx_bytes(paper))
    title = next(p.text for p in document.paragraphs if p.style.name == "Title")
    assert title == "云山县教育局2024年度\n智慧校园建设项目支出绩效自评报告"
    assert document.core_properties.title == title.replace("\n", "")


def test_an_empty_cover_value_keeps_its_rule(paper: Paper) -> None:
    document = read(docx_bytes(paper))
    (line,) = [p for p in document.paragraphs if p.text.startswith("填报人：")]
    assert [run.text for run in line.runs if run.underline] == ["\t"]


def test_placeholders_are_runs_of_their_own_in_yellow(paper: Paper) -> None:
    runs = [run for p in read(docx_bytes(paper)).paragraphs for run in p.runs]
    marked = [run.text for run in runs if run.font.highlight_color is not None]
    assert marked == ["【待补充：联系电话】", "【待核实：到位日期】", "【待补充：原因】"]
    assert {run.style.name for run in runs if run.text in marked} == {"待补充"}


def test_the_cover_is_a_section_without_numbers_and_the_text_counts_from_one(paper: Paper) -> None:
    cover, text = read(docx_bytes(paper)).sections
    assert cover.footer.is_linked_to_previous
    assert [p.text for p in text.footer.paragraphs] == ["— 1 —"]
    assert [p.text for p in text.even_page_footer.paragraphs] == ["— 1 —"]
    assert text._sectPr.xpath("w:pgNumType/@w:start") == ["1"]
    assert text.start_type is not None and text.start_type.name == "NEW_PAGE"


def test_without_a_cover_there_is_one_section() -> None:
    document = read(docx_bytes(Paper("题目", sections=(PaperSection("一、概况", 1, "正文。"),))))
    assert len(document.sections) == 1
    assert [p.text for p in document.sections[0].footer.paragraphs] == ["— 1 —"]


def test_the_signature_keeps_with_the_text_and_with_its_date(paper: Paper) -> None:
    paragraphs = read(docx_bytes(paper)).paragraphs
    *_, before, unit, date = paragraphs
    assert (unit.text, date.text) == ("云山县教育局", "2025年3月14日")
    assert before.paragraph_format.keep_with_next and unit.paragraph_format.keep_with_next
    assert not date.paragraph_format.keep_with_next


def test_one_attachment_bears_no_number() -> None:
    content = docx_bytes(Paper("题", attachments=("绩效自评表",)))
    assert lines(content)[-1] == ("附件说明", "附件：绩效自评表")


def test_several_attachments_are_numbered_under_one_lead(paper: Paper) -> None:
    got = [text for style, text in lines(docx_bytes(paper)) if style == "附件说明"]
    assert got == ["附件：1.\t项目支出绩效自评表", "2.\t佐证材料目录"]


@pytest.mark.parametrize(
    "empty", [Paper(""), Paper("", cover=(CoverLine("日期"),)), Paper("", attachments=("表",))]
)
def test_a_section_of_the_file_never_lacks_a_paragraph(empty: Paper) -> None:
    document = read(docx_bytes(empty))
    assert all(list(section.iter_inner_content()) for section in document.sections)


def test_the_properties_name_the_unit_and_no_program(paper: Paper) -> None:
    content = docx_bytes(paper, created=CREATED)
    core = read(content).core_properties
    assert (core.author, core.last_modified_by, core.language) == ("云山县教育局", "云山县教育局", "zh-CN")
    assert (core.comments, core.keywords) == ("", "")
    assert core.created == core.modified == CREATED.replace(tzinfo=UTC)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert all(
        trace not in part(content, name) for name in names for trace in ("python", "Macintosh", "rsid")
    )
    assert not [name for name in names if "thumbnail" in name or "theme" in name]


def test_a_time_with_a_zone_is_kept_as_the_moment_it_is(paper: Paper) -> None:
    beijing = datetime(2025, 3, 14, 17, 30, tzinfo=timezone(timedelta(hours=8)))
    assert read(docx_bytes(paper, created=beijing)).core_properties.created == CREATED.replace(tzinfo=UTC)


def test_the_created_time_is_now_unless_given(paper: Paper) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    assert read(docx_bytes(paper)).core_properties.created >= before


def test_a_very_long_title_fits_the_property() -> None:
    assert len(read(docx_bytes(Paper("长" * 300))).core_properties.title) == 255


def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert docx_bytes(paper, created=CREATED) == docx_bytes(paper, created=CREATED)


def test_write_docx_makes_folders(tmp_path: Path, paper: Paper) -> None:
    write_docx(paper, tmp_path / "新" / "报告.docx", created=CREATED)
    assert (tmp_path / "新" / "报告.docx").read_bytes() == docx_bytes(paper, created=CREATED)


def test_importing_the_exporter_does_not_load_python_docx() -> None:
    code = "import sys, assistant.export.docx; sys.exit('docx' in sys.modules or 'lxml' in sys.modules)"
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root).returncode == 0


ANY = st.text(st.characters(codec=None), max_size=30) | st.text(
    st.sampled_from("<>&\"'“”—【】待补充：\r\n\t\x00\ud800甲1.")
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(ANY, st.integers(1, 4), ANY), max_size=3), ANY, ANY, ANY)
def test_any_text_comes_back_as_it_went_in(parts: list, title: str, label: str, value: str) -> None:
    sections = tuple(PaperSection(heading, level, text) for heading, level, text in parts)
    paper = Paper(title, (CoverLine(label, value),), title, sections, Signature(label, value), (value,))
    got = [row for row in lines(docx_bytes(paper, created=CREATED)) if row[0] in BODY_STYLES]
    empty = [("Body Text", "")] if not (paper.title or paper.sections) else []
    assert got == empty + expected(paper)


def test_the_rule_of_a_cover_line_ends_before_its_right_indent(paper: Paper) -> None:
    document = read(docx_bytes(paper))
    room = (
        document.sections[0].page_width - document.sections[0].left_margin - document.sections[0].right_margin
    )
    for line in (p.paragraph_format for p in document.paragraphs if p.style.name == "封面项目"):
        values, end = (stop.position for stop in line.tab_stops)
        assert values == line.left_indent < end < room - line.right_indent
