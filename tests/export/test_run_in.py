import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.export.docx import docx_bytes
from assistant.export.paper import Paper, PaperSection
from assistant.export.run_in import RunIn, run_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（一）制度不健全。未建立台账。", RunIn(2, 9)),
        ("(十二)制度不健全。未建立。", RunIn(2, 10)),
        ("三、进度滞后。竣工推迟。", RunIn(1, 7)),
        ("（一）制度不健全。", None),  # nothing runs on
        ("（一）制度不健全：未建立台账。", None),
        ("1.制度不健全。未建立台账。", None),
        ("（一）" + "长" * 60 + "。后文。", None),
        ("正文（一）制度。后文。", None),
    ],
)
def test_which_sentence_is_a_heading(text: str, found: RunIn | None) -> None:
    assert run_in(text) == found


def test_it_is_set_in_the_face_of_its_level() -> None:
    paper = Paper(
        "题", sections=(PaperSection("一、甲", 1, "（一）不健全【待补充：原因】。后文。\n二、滞后。后文。"),)
    )
    document = Document(io.BytesIO(docx_bytes(paper)))
    runs = [run for p in document.paragraphs if p.style.name == "Body Text" for run in p.runs if run.text]
    faces = [(run.text, run._r.rPr.rFonts.get(qn("w:eastAsia")), run.style.name) for run in runs]
    assert faces == [
        ("（一）不健全", "楷体_GB2312", "段首标题2"),
        ("【待补充：原因】", "楷体_GB2312", "待补充"),
        ("。", "楷体_GB2312", "段首标题2"),
        ("后文。", "仿宋_GB2312", "Default Paragraph Font"),
        ("二、滞后。", "黑体", "段首标题1"),
        ("后文。", "仿宋_GB2312", "Default Paragraph Font"),
    ]
