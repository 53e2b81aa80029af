from decimal import Decimal
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from assistant.export.html import to_html
from assistant.export.look import Look
from assistant.export.paper import Annex, CoverLine, Paper, PaperSection, Signature
from assistant.facts.table.form import Form, FormCell

TAGS = {
    "style",
    "article",
    "header",
    "section",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "p",
    "span",
    "mark",
    "br",
    "div",
}
TAGS |= {"table", "colgroup", "col", "tbody", "tr", "td"}
ATTRIBUTES = {"class", "lang", "data-section", "style", "colspan", "rowspan"}


class Reader(HTMLParser):
    """The tags, attributes and text of a fragment, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_headings_keep_their_level_and_text(paper: Paper) -> None:
    html = to_html(paper)
    assert '<h2 class="report-heading report-heading-1">一、基本情况</h2>' in html
    assert '<h5 class="report-heading report-heading-4">（1）县级资金</h5>' in html
    assert '<p class="report-text">&lt;县级&gt; &amp; “配套” 100万元</p>' in html


def test_placeholders_are_marked(paper: Paper) -> None:
    assert to_html(paper).count('<mark class="report-placeholder">') == 3


def test_an_empty_cover_value_keeps_its_rule(paper: Paper) -> None:
    assert '填报人：</span><span class="report-cover-value"></span>' in to_html(paper)


def test_one_style_sheet_and_nothing_from_elsewhere(paper: Paper) -> None:
    html = to_html(paper)
    assert html.count("<style>") == 1
    assert "url(" not in html and "http" not in html and "@import" not in html


HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</style><script>x</script>",
        '"><img src=x onerror=alert(1)>',
        "【待补充：<img src=x onerror=1>】",
        "<!--",
        "]]>",
        "&lt;script&gt;",
        "javascript:alert(1)",
    ]
) | st.text(max_size=20)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_text_becomes_a_tag_or_an_attribute(title: str, heading: str, text: str, value: str) -> None:
    section = PaperSection(heading, 2, text)
    paper = Paper(
        title, (CoverLine(value, value),), title, (section,), Signature(value, title), (value, text)
    )
    reader = Reader(to_html(paper))
    assert {tag for tag, _ in reader.tags} <= TAGS
    assert {name for _, attrs in reader.tags for name in attrs} <= ATTRIBUTES
    shown = "".join(reader.text)
    assert section.heading in shown
    assert all(paragraph in shown for paragraph in section.paragraphs)


def test_the_annexed_table_is_merged_as_in_its_layout_with_the_printed_places() -> None:
    cells = (
        FormCell(1, 1, 1, 3, "项目支出绩效自评表", "title"),
        FormCell(2, 1, 3, 1, "资金", "label"),
        FormCell(2, 2, 2, 2, "全年预算数", "label"),
        FormCell(2, 3, 2, 3, "<b>备注", "text"),
        FormCell(3, 2, 3, 2, Decimal("120.50"), "figure"),
        FormCell(3, 3, 3, 3, "甲\n乙", "text"),
    )
    form = Form("项目支出绩效自评表", (1.0, 2.0, 1.0), cells, 3)
    html = to_html(Paper("题目", annexes=(Annex("自评表", form, landscape=True),)))
    assert '<div class="report-sheet report-annex report-wide"><p class="report-annex-mark">附件</p>' in html
    assert '<td class="report-cell-label" rowspan="2">资金</td>' in html
    assert '<td class="report-cell-figure">120.5</td>' in html and "&lt;b&gt;备注" in html
    assert html.count("<tr>") == 2 and '<col style="width:50.00%">' in html
    assert "单位：万元" in html and html.count("项目支出绩效自评表") == 1


def test_what_an_office_sets_otherwise_is_shown_and_never_more_than_a_face() -> None:
    look = Look(line=600, latin='仿宋";}</style><b>', bold_second=True)
    html = to_html(Paper("题目", sections=(PaperSection("（一）概况", 2),), look=look))
    assert "--report-line:30pt;--report-latin:&quot;Times New Roman&quot;" in html
    assert 'class="report-heading report-heading-2 report-bold"' in html
