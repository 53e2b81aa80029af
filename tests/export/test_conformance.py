"""The exporter against the conformance reader of eval/docx, which states the standard's figures by itself."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from assistant.export.docx import write_docx
from assistant.export.paper import Annex, CoverLine, Paper, PaperSection
from eval.docx.__main__ import main
from eval.docx.conformance import check

from .conftest import CREATED


@pytest.fixture
def file(tmp_path: Path, paper: Paper) -> Path:
    write_docx(paper, tmp_path / "报告.docx", created=CREATED)
    return tmp_path / "报告.docx"


@pytest.fixture
def whole(tmp_path: Path, bound: Paper) -> Path:
    """A report with its table, a run-in heading, remarks and a mark to deal with."""
    asking = replace(bound, cover=(*bound.cover, CoverLine("填报日期", "【待补充：填报日期】")))
    write_docx(asking, tmp_path / "全.docx", created=CREATED)
    return tmp_path / "全.docx"


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
    bare = Paper("题目", sections=(PaperSection("一、概况", 1, "“甲”——乙"),), unit="云山县教育局")
    write_docx(bare, tmp_path / "a.docx")
    assert failed(tmp_path / "a.docx") == []


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("final", [False, True])
def test_a_report_with_its_table_conforms(tmp_path: Path, bound: Paper, landscape: bool, final: bool) -> None:
    annexes = tuple(Annex(one.title, one.form, landscape) for one in bound.annexes)
    write_docx(replace(bound, annexes=annexes), tmp_path / "a.docx", created=CREATED, final=final)
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


@pytest.mark.parametrize(
    ("part", "pattern", "new", "row"),
    [
        ("word/document.xml", r' w:orient="landscape"', "", "第3节 纸张（缇）"),
        ("word/document.xml", r'w:top="1588"', 'w:top="2098"', "第3节 上边距"),
        (
            "word/document.xml",
            r"(<w:footerReference[^>]*/>){2}(?=<w:pgSz w:w=\"16838\")",
            "",
            "附件奇数页页码",
        ),
        ("word/footer3.xml", r"<wp:align>bottom", "<wp:align>top", "附件奇数页页码一端"),
        ("word/footer3.xml", r'vert="vert"', 'vert="horz"', "附件奇数页页码文字方向"),
        ("word/footer4.xml", r'relativeFrom="leftMargin"', 'relativeFrom="page"', "附件偶数页页码位置"),
        ("word/footer4.xml", r'cx="504190"', 'cx="1504190"', "附件偶数页页码距版心"),
        ("word/document.xml", r"<w:tblHeader/>", "", "不在每页重复标题行的指标表"),
        ("word/document.xml", r"<w:cantSplit/>", "", "会跨页断开的表行"),
        ("word/document.xml", r'<w:tblStyle w:val="FormTable"/>', "", "未用表格样式或直接画框线的表"),
        ("word/document.xml", r'<w:tblW w:w="\d+"', '<w:tblW w:w="9000"', "宽度不等于版心的表"),
        ("word/document.xml", r'<w:gridSpan w:val="2"/>', "", "列数不齐的表行"),
        ("word/document.xml", r'w:val="TableFigure"', 'w:val="TableText"', "未右对齐的数字"),
        ("word/document.xml", r">640\.000<", ">640<", "小数位数不一的栏"),
        ("word/document.xml", r"单位：万元", "", "未标明单位的表"),
        ("word/document.xml", r"附件1", "附件2", "附件编号"),
        ("word/document.xml", r'<w:rStyle w:val="RunInHeading2"/>', "", "与样式字体不同的文字段"),
        ("word/document.xml", r'"楷体_GB2312"', '"仿宋_GB2312"', "未变字体的段首标题"),
        ("word/document.xml", r">二、存在问题", ">三、存在问题", "序号不连续或写法不对的标题"),
        ("word/document.xml", r"<w:bookmarkEnd[^>]*/>", "", "不成对的书签"),
        ("word/document.xml", r'<w:commentRangeEnd w:id="0"/>', "", "没有终点的批注"),
        ("word/document.xml", r"<w:commentRange[^>]*/>", "", "没有批注的占位"),
        (
            "word/document.xml",
            r'<w:pStyle w:val="Title"/>',
            '<w:jc/><w:pStyle w:val="Title"/>',
            "违反 Open XML 规则之处",
        ),
        (
            "word/document.xml",
            r"(<w:rFonts[^>]*/>)(</w:rPr><w:t>一、)",
            r'\1<w:sz w:val="28"/>\2',
            "直接改了字号的文字段",
        ),
        ("word/fontTable.xml", r"<w:altName[^>]*/>", "", "没有代用字体的中文字体"),
        ("word/fontTable.xml", r'<w:font w:name="黑体">', '<w:font w:name="黑">', "字体表没有的字体"),
        ("word/_rels/document.xml.rels", r"comments\.xml", "comment.xml", "指向空处的关系"),
        (
            "[Content_Types].xml",
            r'<Override PartName="/word/comments.xml"[^>]*/>|<Default Extension="xml"[^>]*/>',
            "",
            "没有登记类型的部件",
        ),
        ("word/comments.xml", r'w:author="[^"]*"', 'w:author=""', "没有作者的批注"),
        ("word/comments.xml", r'w:val="CommentText"', 'w:val="BodyText"', "未用批注样式的批注段落"),
        ("word/styles.xml", r'w:val="表单位"', 'w:val="单位"', "样式 表单位 对齐"),
        ("docProps/core.xml", r"<dc:creator>[^<]*</dc:creator>", "", "文档属性 作者"),
        ("docProps/core.xml", r"</dc:creator>", "（python-docx）</dc:creator>", "程序和机器的痕迹"),
    ],
)
def test_each_fault_of_a_whole_report_is_seen(
    whole: Path, part: str, pattern: str, new: str, row: str
) -> None:
    assert row in failed(edited(whole, part, pattern, new))


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
