import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.errors import InputError
from assistant.export.docx import docx_bytes
from assistant.export.marks import Mark
from assistant.export.paper import CoverLine, Paper, PaperSection, Signature

from .conftest import CREATED


def test_a_final_copy_is_refused_with_every_mark_and_its_place(paper: Paper) -> None:
    with pytest.raises(InputError) as refused:
        docx_bytes(paper, final=True)
    message = str(refused.value)
    assert message.startswith("还有3处待补充或待核实")
    for line in (
        "封面“联系电话”：【待补充：联系电话】",
        "“1.资金安排”：【待核实：到位日期】",
        "“二、存在问题”：【待补充：原因】",
    ):
        assert line in message


def test_marks_in_any_place_refuse_it() -> None:
    for paper in (
        Paper("【待补充：项目名称】报告"),
        Paper("题", cover_title="【待核实：年度】"),
        Paper("题", signature=Signature("【待补充：单位】", "2025年3月14日")),
        Paper("题", attachments=("【待补充：附件】",)),
        Paper("题", sections=(PaperSection("一、【待补充：标题】", 1),)),
    ):
        with pytest.raises(InputError, match="还有1处"):
            docx_bytes(paper, final=True)


def test_the_same_mark_is_counted_and_the_list_has_an_end() -> None:
    twice = Paper("题", sections=(PaperSection("一、甲", 1, "【待补充：乙】和【待补充：乙】"),))
    with pytest.raises(InputError, match=r"“一、甲”：【待补充：乙】（2处）"):
        docx_bytes(twice, final=True)
    many = Paper("题", cover=tuple(CoverLine(f"行{n}", f"【待补充：{n}】") for n in range(23)))
    with pytest.raises(InputError, match="另有3项"):
        docx_bytes(many, final=True)


def test_a_final_copy_has_neither_comments_nor_changes(bound: Paper) -> None:
    changed = PaperSection(
        "三、建议",
        1,
        "新文。",
        marks=(Mark("drop", "旧", "吴岚"), Mark("add", "新", "吴岚"), Mark("keep", "文。")),
    )
    content = docx_bytes(replace(bound, sections=(*bound.sections, changed)), created=CREATED, final=True)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert "word/comments.xml" not in names
    body = Document(io.BytesIO(content)).element.body
    assert not list(body.iter(qn("w:ins"), qn("w:del"), qn("w:commentReference")))
    assert "新文。" in "".join(body.itertext())


def test_a_final_copy_says_the_same_as_the_working_copy(bound: Paper) -> None:
    final, working = (docx_bytes(bound, created=CREATED, final=final) for final in (True, False))
    texts = [[p.text for p in Document(io.BytesIO(content)).paragraphs] for content in (final, working)]
    assert texts[0] == texts[1]
