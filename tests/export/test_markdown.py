from assistant.export.markdown import to_markdown
from assistant.export.paper import CoverLine, Paper, PaperSection, Signature


def test_the_report_as_markdown(paper: Paper) -> None:
    blocks = to_markdown(paper).split("\n\n")
    assert blocks[:6] == [
        "# 云山县教育局2024年度智慧校园建设项目支出绩效自评报告",
        "项目支出绩效自评报告",
        "项目名称：智慧校园建设项目",
        "填报人：",
        "联系电话：【待补充：联系电话】",
        "## 一、基本情况",
    ]
    assert [block for block in blocks if block.startswith("###")] == [
        "### （一）项目概况",
        "#### 1.资金安排",
        "##### （1）县级资金",
    ]
    assert blocks[-3:] == ["附件：1. 项目支出绩效自评表；2. 佐证材料目录", "云山县教育局", "2025年3月14日\n"]


def test_text_that_looks_like_structure_is_escaped() -> None:
    text = "# 不是标题\n- 不是列表\n1.是正文\n---\n<script>alert(1)</script>\n3<5，A < B"
    assert to_markdown(Paper("", sections=(PaperSection("", 1, text),))).rstrip().split("\n\n") == [
        r"\# 不是标题",
        r"\- 不是列表",
        "1.是正文",
        r"\---",
        r"\<script>alert(1)\</script>",
        "3<5，A < B",
    ]


def test_a_cover_title_equal_to_the_title_stands_once() -> None:
    paper = Paper("自评报告", (CoverLine("日期", "2025年"),), "自评报告", signature=Signature("某局", ""))
    assert to_markdown(paper) == "# 自评报告\n\n日期：2025年\n\n某局\n"
