from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from assistant.export.html import to_html
from assistant.export.paper import CoverLine, Paper, PaperSection, Signature

TAGS = {"style", "article", "header", "section", "h1", "h2", "h3", "h4", "h5", "p", "span", "mark", "br"}


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
    assert {name for _, attrs in reader.tags for name in attrs} <= {"class", "lang", "data-section"}
    shown = "".join(reader.text)
    assert section.heading in shown
    assert all(paragraph in shown for paragraph in section.paragraphs)
