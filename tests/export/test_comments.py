"""Comments: where they stand, what they say, and that the text below them stays what it is."""

import io
import zipfile
from datetime import UTC, datetime

from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.export.docx import docx_bytes
from assistant.export.marks import REMINDER, TYPESETTER, Mark, Remark
from assistant.export.paper import CoverLine, Paper, PaperSection

from .conftest import CREATED

OWN = {REMINDER, TYPESETTER}


def read(content: bytes):
    return Document(io.BytesIO(content))


def remarked(content: bytes) -> dict[str, str]:
    """Each comment's text → the words that it is about."""
    document = read(content)
    found = {}
    for comment in document.comments:
        words, inside = "", False
        for node in document.element.body.iter(qn("w:t"), qn("w:commentRangeStart"), qn("w:commentRangeEnd")):
            if node.get(qn("w:id")) == str(comment.comment_id):
                inside = node.tag == qn("w:commentRangeStart")
            elif inside and node.tag == qn("w:t"):
                words += node.text or ""
        found[comment.text] = words
    return found


def section(text: str, *remarks: Remark, heading: str = "一、概况") -> Paper:
    return Paper("题目", sections=(PaperSection(heading, 1, text, remarks=remarks),))


def test_a_comment_stands_at_its_words() -> None:
    text = "全年支出285.6万元。\n\n 竣工推迟。"
    content = docx_bytes(section(text, Remark(2, 9, "请核对"), Remark(15, 20, "为何"), Remark(0, 20, "总评")))
    found = remarked(content)
    assert found["请核对"] == "支出285.6"
    assert found["为何"] == "竣工推迟。"
    assert found["总评"] == "全年支出285.6万元。竣工推迟。"


def test_a_comment_on_no_character_stands_at_the_nearest_words() -> None:
    assert remarked(docx_bytes(section("甲乙", Remark(1, 1, "点"))))["点"] == "乙"
    assert remarked(docx_bytes(section("", Remark(0, 0, "缺正文"))))["缺正文"] == "一、概况"
    assert remarked(docx_bytes(section("", Remark(0, 0, "空"), heading="")))["空"] == ""


def test_author_time_and_lines_are_kept() -> None:
    content = docx_bytes(
        section("甲乙", Remark(0, 1, "一\n二", "吴岚"), Remark(1, 2, "三")),
        created=datetime(2025, 3, 14, 9, 30, tzinfo=UTC),
    )
    first, second = (one for one in read(content).comments if one.author not in OWN)
    assert (first.author, first.initials, first.text) == ("吴岚", "吴岚", "一\n二")
    assert second.author == "批注"
    part = zipfile.ZipFile(io.BytesIO(content)).read("word/comments.xml").decode()
    assert part.count('w:date="2025-03-14T09:30:00Z"') == 3
    assert part.count('w:val="CommentText"') == 4


def test_every_mark_is_asked_for_on_the_cover_too(paper: Paper) -> None:
    found = remarked(docx_bytes(paper, created=CREATED))
    asked = {words: text for text, words in found.items() if words.startswith("【")}
    assert set(asked) == {"【待补充：联系电话】", "【待核实：到位日期】", "【待补充：原因】"}
    assert "缺少“联系电话”。请在填报表“填报信息”页填写" in asked["【待补充：联系电话】"]
    assert "缺少“原因”。请在填报表填写" in asked["【待补充：原因】"]
    assert asked["【待核实：到位日期】"].startswith("请核实：到位日期。")


def test_a_mark_that_a_comment_cuts_is_asked_for_once() -> None:
    content = docx_bytes(section("见【待补充：原因】。", Remark(2, 5, "这里", "吴岚")))
    words = list(remarked(content).values())
    assert words.count("【待补充：原因】") == 1 and "待补充" in words


def test_the_faces_are_named_at_the_title_of_a_working_copy(paper: Paper) -> None:
    (note,) = [text for text, words in remarked(docx_bytes(paper)).items() if "智慧校园" in words]
    for face in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "华文中宋"):
        assert face in note
    assert not list(read(docx_bytes(Paper("", cover=(CoverLine("日期"),)))).comments)


def test_a_mark_in_an_added_text_is_asked_for_within_the_change() -> None:
    """Who rejects the words is not left with a comment on nothing."""
    marks = (
        Mark("keep", "原因是"),
        Mark("drop", "【待补充：旧因】", "吴岚"),
        Mark("add", "【待补充：原因】", "吴岚"),
        Mark("keep", "。"),
    )
    content = docx_bytes(
        Paper("", sections=(PaperSection("一、甲", 1, "原因是【待补充：原因】。", marks=marks),))
    )
    document = read(content)
    assert [comment.text[:8] for comment in document.comments] == ["缺少“原因”。请"]
    (reference,) = document.element.body.iter(qn("w:commentReference"))
    assert qn("w:ins") in [around.tag for around in reference.iterancestors()]


CHARACTERS = st.text(st.characters(codec=None), max_size=25) | st.text(
    st.sampled_from("（一）甲。【待补充：】\n \t“")
)


@settings(max_examples=60, deadline=None)
@given(CHARACTERS, st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=3))
def test_any_text_comes_back_with_remarks_on_it(text: str, bounds: list) -> None:
    remarks = tuple(Remark(min(pair), max(pair), f"批{n}") for n, pair in enumerate(bounds))
    paper = section(text, *remarks)
    content = docx_bytes(paper, created=CREATED)
    paragraphs = [p.text for p in read(content).paragraphs if p.style.name == "Body Text"]
    assert tuple(paragraphs) == paper.sections[0].paragraphs
    found = remarked(content)
    for remark in remarks:
        wanted = paper.sections[0].text[max(remark.start, 0) : max(remark.end, 0)]
        # Blanks at the ends of a paragraph are not printed.
        visible = "".join(wanted.split())
        if remark.text in found and visible:
            assert visible in "".join(found[remark.text].split())
