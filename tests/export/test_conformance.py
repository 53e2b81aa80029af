"""The exporter against the conformance reader of eval/docx, which states the standard's figures by itself."""

import re
import zipfile
from pathlib import Path

import pytest
from docx import Document

from assistant.export.docx import write_docx
from assistant.export.paper import Paper, PaperSection
from eval.docx.__main__ import main
from eval.docx.conformance import check

from .conftest import CREATED


@pytest.fixture
def file(tmp_path: Path, paper: Paper) -> Path:
    write_docx(paper, tmp_path / "报告.docx", created=CREATED)
    return tmp_path / "报告.docx"


def failed(path: Path) -> list[str]:
    return [row.check for row in check(path) if not row.ok]


def edited(file: Path, part: str, pattern: str, new: str) -> Path:
    """A copy of the file with one part changed."""
    target = file.with_name("changed.docx")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == part:
                content, count = re.subn(pattern, new, content, flags=re.S)
                assert count, "the edit changed nothing"
            changed.writestr(name, content)
    return target


def test_a_report_conforms_in_every_point(file: Path) -> None:
    assert failed(file) == []


def test_a_report_without_a_cover_conforms(tmp_path: Path) -> None:
    write_docx(Paper("题目", sections=(PaperSection("一、概况", 1, "“甲”——乙"),)), tmp_path / "a.docx")
    assert failed(tmp_path / "a.docx") == []


def test_a_plain_word_file_does_not_conform(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("一、概况", 1)
    document.add_paragraph("他说“好”。【待补充：日期】")
    document.save(str(tmp_path / "plain.docx"))
    found = failed(tmp_path / "plain.docx")
    for name in (
        "第1节 上边距",
        "第1节 文档网格",
        "奇偶页不同",
        "奇数页页码",
        "样式 heading 1 字体 eastAsia",
    ):
        assert name in found
    for name in ("未写明字体的文字段", "会用西文字体的中文标点", "未突出显示的占位", "主题字体", "默认语言"):
        assert name in found


@pytest.mark.parametrize(
    ("part", "pattern", "new", "row"),
    [
        ("word/document.xml", r'w:top="2098"', 'w:top="1440"', "第2节 上边距"),
        ("word/document.xml", r'w:linePitch="579"', 'w:linePitch="580"', "第2节 每页行数"),
        ("word/document.xml", r'w:charSpace="-849"', 'w:charSpace="-840"', "第2节 每行字数"),
        ("word/document.xml", r'<w:pgNumType w:start="1"/>', "", "正文起始页码"),
        ("word/document.xml", r' w:hint="eastAsia"', "", "会用西文字体的中文标点"),
        ("word/document.xml", r"<w:highlight[^>]*>", "", "未突出显示的占位"),
        ("word/settings.xml", r"<w:evenAndOddHeaders/>", "", "奇偶页不同"),
        ("word/footer1.xml", r"— ", "- ", "奇数页页码"),
        ("word/footer2.xml", r'w:leftChars="100"', "", "偶数页页码空字"),
        ("word/styles.xml", r"黑体", "宋体", "样式 heading 1 字体 eastAsia"),
        ("word/styles.xml", r'<w:b w:val="0"/>', "<w:b/>", "样式 heading 2 加粗"),
        ("word/styles.xml", r'<w:outlineLvl w:val="2"/>', "", "样式 heading 3 大纲级别"),
        ("word/styles.xml", r'w:line="579"', 'w:line="640"', "样式 Body Text 行距"),
        ("word/styles.xml", r"w:eastAsia=\"仿宋_GB2312\"", 'w:eastAsiaTheme="minorEastAsia"', "主题字体"),
        ("docProps/core.xml", r"<dc:language>[^<]*</dc:language>", "", "文档属性 语言"),
    ],
)
def test_each_fault_is_seen(file: Path, part: str, pattern: str, new: str, row: str) -> None:
    assert row in failed(edited(file, part, pattern, new))


def test_the_command_tells_by_its_exit_code(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file)]) == 0
    assert "项通过" in capsys.readouterr().out
    assert main([str(edited(file, "word/styles.xml", "黑体", "宋体"))]) == 1
    assert "不符  样式 heading 1 字体 eastAsia：应为 黑体，实为 宋体" in capsys.readouterr().out


def test_what_is_no_word_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.docx").write_bytes(b"no zip")
    assert main([str(tmp_path / "a.docx")]) == 2
    assert main([str(tmp_path / "missing.docx")]) == 2
    assert main([]) == 2
    assert "无法读取" in capsys.readouterr().err
