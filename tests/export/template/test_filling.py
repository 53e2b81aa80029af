"""A report in the unit's own template: nothing that the template fixes is lost, every section stands once and in order."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.export.marks import Remark
from assistant.export.paper import CoverLine, Paper, PaperSection, Signature
from assistant.export.template.filling import Filled, fill
from tests.export.conftest import CREATED
from tests.export.open_xml import faults
from tests.export.template import templates
from tests.export.template.templates import OUTLINE, TOLD, Template

looks = pytest.mark.parametrize("make", templates.ALL, ids=lambda make: make.__name__)


def paper_of(texts: dict[int, str], outline=OUTLINE) -> Paper:
    """A report with these texts, by a section's place in the outline."""
    return Paper(
        title="云山县教育局2024年度智慧校园建设项目支出绩效自评报告",
        cover=(
            CoverLine("项目名称", "智慧校园建设项目"),
            CoverLine("评价单位（公章）", "云山县教育局"),
            CoverLine("主管部门", "云山县教育局"),
            CoverLine("填报人", "林某"),
        ),
        sections=tuple(
            PaperSection(number + words, level, texts.get(at, ""), f"part_{at}")
            for at, (number, words, level) in enumerate(outline)
        ),
        signature=Signature("云山县教育局", "2025年3月14日"),
        version="7.42",
    )


TEXTS = {at: f"第{at}节甲段，全年支出285.6万元。\n第{at}节乙段。【待补充：到位日期】" for at in TOLD}


def lines(content: bytes) -> list[str]:
    """Every paragraph of the body, also those in tables."""
    body = Document(io.BytesIO(content)).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def filled(template: Template, texts: dict[int, str] | None = None) -> Filled:
    return fill(template.content, paper_of(TEXTS if texts is None else texts), CREATED)


@looks
def test_every_fixed_sentence_survives(make: Callable[[], Template]) -> None:
    template = make()
    said = "\n".join(lines(filled(template).content))
    for sentence in template.fixed:
        assert said.count(sentence) == 1, sentence


@looks
def test_every_section_stands_once_under_its_heading_and_in_order(make: Callable[[], Template]) -> None:
    made = filled(make())
    said = "\n".join(lines(made.content))
    assert made.added == ()
    places = []
    for at in TOLD:
        heading, first, second = OUTLINE[at][1], f"第{at}节甲段", f"第{at}节乙段"
        assert said.count(first) == said.count(second) == 1
        places += [said.index(heading, places[-1] if places else 0), said.index(first), said.index(second)]
    assert places == sorted(places)


@looks
def test_no_hint_is_left_under_a_filled_section(make: Callable[[], Template]) -> None:
    template = make()
    said = "\n".join(lines(filled(template).content))
    for hint in template.gone:
        assert hint not in said
    assert "____" not in said and "XX" not in said


@looks
def test_the_hints_of_a_section_without_text_are_left_and_told(make: Callable[[], Template]) -> None:
    template = make()
    texts = {at: text for at, text in TEXTS.items() if at != 6}
    made = filled(template, texts)
    assert made.untold == ("五、其他需要说明的问题",)
    assert "（没有的填“无”）" in "\n".join(lines(made.content))


@looks
def test_the_styles_of_the_template_are_untouched(make: Callable[[], Template]) -> None:
    template = make()
    before, after = _styles(template.content), _styles(filled(template).content)
    assert {key: after[key] for key in before} == before
    assert set(after) - set(before) <= {"Placeholder", "CommentReference", "CommentText"}


@looks
def test_word_has_nothing_to_repair(make: Callable[[], Template]) -> None:
    assert faults(filled(make()).content) == []


@looks
def test_cover_title_and_signature_are_filled(make: Callable[[], Template]) -> None:
    template = make()
    said = [re.sub(r"\s+", " ", line).strip() for line in lines(filled(template).content)]
    joined = "\n".join(said)
    for label, value in template.cover.items():
        assert re.search(rf"{label}[：:]?\n?\s*{value}", joined), label
    assert "20XX" not in joined
    assert "单位（盖章）：云山县教育局" in said
    assert "2025年3月14日" in said


@looks
def test_headings_bear_the_marks_of_the_way_back(make: Callable[[], Template]) -> None:
    content = filled(make()).content
    body = Document(io.BytesIO(content)).element.body
    marked = {
        one.get(qn("w:name")): "".join(t.text or "" for t in one.getparent().iter(qn("w:t")))
        for one in body.iter(qn("w:bookmarkStart"))
    }
    for at, (_, words, _) in enumerate(OUTLINE):
        assert words in marked[f"_sec_part_{at}"]
    ids = [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "7.42" in archive.read("docProps/custom.xml").decode()


def test_text_takes_the_look_of_the_hint_without_its_colour() -> None:
    document = Document(io.BytesIO(filled(templates.underlined()).content))
    paragraph = next(one for one in document.paragraphs if "第1节甲段" in one.text)
    assert paragraph.paragraph_format.first_line_indent == templates.Pt(32)
    assert paragraph.runs[0].font.color.rgb is None and not paragraph.runs[0].italic


def test_missing_facts_are_marked_and_remarked_on_but_in_a_final_copy() -> None:
    template = templates.numbers_only()
    document = Document(io.BytesIO(filled(template).content))
    marks = [run for one in document.paragraphs for run in one.runs if run.text == "【待补充：到位日期】"]
    assert len(marks) == len(TOLD)
    assert all(run._r.style == "Placeholder" for run in marks)
    assert len(list(document.comments)) == len(TOLD)
    with pytest.raises(InputError, match="待补充"):
        fill(template.content, paper_of(TEXTS), CREATED, final=True)
    final = fill(template.content, paper_of(dict.fromkeys(TOLD, "写好了。")), CREATED, final=True)
    assert not list(Document(io.BytesIO(final.content)).comments)


def test_remarks_stand_at_their_words_or_at_the_heading() -> None:
    paper = paper_of({1: "甲乙丙丁。"})
    sections = [
        replace(one, remarks=(Remark(1, 3, f"看{one.id}", "赵"),)) if one.id in ("part_1", "part_6") else one
        for one in paper.sections
    ]
    made = fill(templates.numbers_only().content, replace(paper, sections=tuple(sections)), CREATED)
    document = Document(io.BytesIO(made.content))
    assert [one.text for one in document.comments] == ["看part_1", "看part_6"]
    starts = list(document.element.body.iter(qn("w:commentRangeStart")))
    first = starts[0].getnext()
    assert first.text == "乙丙"
    assert "其他需要说明" in "".join(t.text for t in starts[1].getparent().iter(qn("w:t")))


def test_what_the_template_has_no_place_for_comes_before_the_signature_and_is_told() -> None:
    outline = (*OUTLINE, ("六、", "结果应用和公开情况", 1), ("（一）", "公开情况", 2))
    made = fill(templates.numbers_only().content, paper_of({**TEXTS, 8: "已在网站公开。"}, outline), CREATED)
    assert made.added == ("六、结果应用和公开情况", "（一）公开情况")
    said = lines(made.content)
    places = [said.index(one) for one in ("六、结果应用和公开情况", "（一）公开情况", "已在网站公开。")]
    assert places == sorted(places)
    assert said.index("第6节乙段。【待补充：到位日期】") < places[0]
    assert places[-1] < next(at for at, line in enumerate(said) if line.startswith("单位（盖章）"))


def test_a_table_under_a_heading_stays() -> None:
    document = Document(io.BytesIO(filled(templates.tracked()).content))
    assert document.tables[0].rows[0].cells[0].text == "一级指标"


def test_changes_of_the_template_are_accepted() -> None:
    content = filled(templates.tracked()).content
    body = Document(io.BytesIO(content)).element.body
    assert not list(body.iter(qn("w:ins"), qn("w:del")))
    assert "作废的话" not in "".join(lines(content))


def test_header_footer_and_parts_stay() -> None:
    document = Document(io.BytesIO(filled(templates.cover_table()).content))
    assert len(document.sections) == 2
    assert document.sections[0].header.paragraphs[0].text == "云山县财政局监制"
    assert document.sections[1].footer.paragraphs[0].text == "第 页"
    assert "（2024年度）" in [one.text for one in document.paragraphs]


def test_a_label_without_a_value_stays_blank_and_is_told() -> None:
    made = filled(templates.cover_table())
    assert "联系人手机" not in made.blank  # no fact is asked for
    template = templates.numbers_only()
    paper = Paper(title="自评报告", sections=paper_of(TEXTS).sections)
    assert fill(template.content, paper, CREATED).blank == (
        "项目名称",
        "评价单位（公章）",
        "填报日期",
        "单位（盖章）",
        "日期",
    )


def test_the_same_values_give_the_same_bytes() -> None:
    template = templates.styles_only()
    assert filled(template).content == filled(template).content


_WORDS = st.text(alphabet="项目资金支出完成指标，。0123456789（）“”", min_size=1, max_size=40).filter(
    lambda one: one.strip()
)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(templates.ALL),
    st.dictionaries(st.sampled_from(TOLD), st.lists(_WORDS, min_size=1, max_size=3), max_size=6),
)
def test_any_text_stands_whole_and_in_order(
    make: Callable[[], Template], texts: dict[int, list[str]]
) -> None:
    template = make()
    marked = {at: [f"〇{at}之{n}{one.strip()}" for n, one in enumerate(said)] for at, said in texts.items()}
    made = filled(template, {at: "\n".join(said) for at, said in marked.items()})
    said = "\n".join(lines(made.content))
    expected = [one for at in sorted(marked) for one in marked[at]]
    places = [said.index(one) for one in expected]
    assert places == sorted(places)
    assert all(said.count(sentence) == 1 for sentence in template.fixed)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "filled.docx"
    path.write_bytes(filled(templates.cover_table()).content)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "txt:Text",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120
    )
    said = (tmp_path / "filled.txt").read_text(encoding="utf-8", errors="replace")
    assert "第6节乙段" in said and templates.FIXED[2] in said


def _styles(content: bytes) -> dict[str, bytes]:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("word/styles.xml"))
    return {one.get(qn("w:styleId")): etree.tostring(one, method="c14n") for one in root.iter(qn("w:style"))}


def test_whoever_seals_is_named_behind_the_seal() -> None:
    document = Document()
    document.add_paragraph("一、项目概况")
    document.add_paragraph("……")
    document.add_paragraph("项目单位（盖章）")
    paper = Paper(
        title="某报告",
        sections=(PaperSection("一、项目概况", 1, "正文。", "a"),),
        signature=Signature("云山县教育局", ""),
    )
    made = fill(templates.saved(document), paper, CREATED)
    assert lines(made.content) == ["一、项目概况", "正文。", "项目单位（盖章）：云山县教育局"]


def test_blanks_that_say_nothing_are_nobodys_guess() -> None:
    document = Document()
    lines_ = (
        "XX项目绩效自评报告",
        "自评小组组长____",
        "XX项目负责人",
        "____年____月____日",
        "XX单位",
        "20XX年度",
    )
    for line in lines_:
        document.add_paragraph(line)
    document.add_paragraph("一、项目概况")
    paper = replace(paper_of({}), sections=(PaperSection("一、项目概况", 1, "正文。", "a"),), signature=None)
    made = fill(templates.saved(document), paper, CREATED)
    assert lines(made.content)[:6] == [
        "智慧校园建设项目绩效自评报告",
        *("自评小组组长____", "XX项目负责人", "____年____月____日"),
        *("云山县教育局", "2024年度"),
    ]


def plain(*paragraphs: str) -> bytes:
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    return templates.saved(document)


def alone(heading: str = "一、项目概况", text: str = "正文。") -> Paper:
    return replace(paper_of({}), sections=(PaperSection(heading, 1, text, "a"),))


@pytest.mark.parametrize(
    "open_",
    [
        "说明项目立项背景和主要内容。",
        "包括项目立项依据、主要内容、实施情况等。",
        "自评得分：   分    等级：",
        "截至年底，支出____万元，执行率XX%。",
        "（一）",
        "【请在此处填写】",
        "………………",
    ],
)
def test_what_asks_for_text_gives_way_to_it(open_: str) -> None:
    made = fill(plain("一、项目概况", open_, "二、别的标题"), alone(), CREATED)
    if open_ == "（一）":
        assert "正文。" in lines(made.content)
    else:
        assert lines(made.content) == ["一、项目概况", "正文。", "二、别的标题"]


@pytest.mark.parametrize(
    "fixed",
    [
        "本报告由项目单位如实填写。",
        "自评工作按照《绩效自评办法》（云财绩〔2024〕3号）开展。",
        "评价等级分为优、良、中、差四档，90分（含）以上为优。",
        "绩效指标完成情况如下：",
    ],
)
def test_what_says_something_stays(fixed: str) -> None:
    made = fill(plain("一、项目概况", fixed, "……", "二、别的标题"), alone(), CREATED)
    assert lines(made.content) == ["一、项目概况", fixed, "正文。", "二、别的标题"]


def test_a_sentence_with_a_blank_goes_and_its_neighbour_stays() -> None:
    made = fill(plain("一、项目概况", "项目投资____万元。资金由县财政局拨付。"), alone(), CREATED)
    assert lines(made.content) == ["一、项目概况", "资金由县财政局拨付。", "正文。"]


def test_dots_behind_a_heading_are_no_part_of_it() -> None:
    made = fill(plain("一、项目概况……", "二、别的标题"), alone(), CREATED)
    assert lines(made.content)[0] == "一、项目概况" and "正文。" in lines(made.content)[1]


def test_a_title_that_is_still_open_becomes_the_reports() -> None:
    made = fill(plain("某某XX绩效自评报告", "一、项目概况", "……"), replace(alone(), cover=()), CREATED)
    assert lines(made.content)[0] == alone().title


def test_a_year_left_open_in_a_table_is_filled() -> None:
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "评价年度", "20XX"
    document.add_paragraph("一、项目概况")
    made = fill(templates.saved(document), alone(), CREATED)
    assert lines(made.content)[:2] == ["评价年度", "2024"]


def test_text_goes_into_a_frame_of_one_cell() -> None:
    document = Document()
    document.add_paragraph("一、项目概况")
    document.add_table(1, 1).cell(0, 0).text = "（在此处填写，不超过500字）"
    made = fill(templates.saved(document), alone(), CREATED)
    table = Document(io.BytesIO(made.content)).tables[0]
    assert table.cell(0, 0).text == "正文。"
