from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.draft import DraftMention, SectionDraft
from assistant.review.findings import Finding
from assistant.web.origins import Origins
from assistant.web.views.passage import Note, notes_of, paragraphs
from tests.web.fragments import read

TEXT = "到位120.5万元，【待补充：结余资金处理】。\n第二段。"


def _section(text: str, mentions: list[DraftMention]) -> SectionDraft:
    return SectionDraft(id="a", heading="一、甲", level=1, kinds=[], text=text, mentions=mentions)


def test_paragraphs_and_placeholders():
    found = read(paragraphs(TEXT))
    assert [p.text for p in found.all("p")] == TEXT.split("\n")
    assert [mark.text for mark in found.all("mark", "gap")] == ["【待补充：结余资金处理】"]


def test_markup_in_the_text_stays_text():
    hostile = '<script>alert(1)</script><img src=x onerror=alert(1)> & "引号"'
    found = read(paragraphs(hostile, [Note(0, 8, "figure", '"><script>')]))
    assert found.tags() == {"p", "span"}
    assert found.text == hostile
    assert found.all("span")[0].attributes["title"] == '"><script>'


def test_a_figure_tells_its_origin(facts, pack):
    start = TEXT.index("120.5")
    section = _section(
        TEXT,
        [
            DraftMention(
                start=start, end=start + 7, text="120.5万元", type="amount", fact="funds.initial_budget"
            )
        ],
    )
    found = read(paragraphs(TEXT, notes_of(section, [], Origins(facts, pack))))
    (figure,) = found.all("span", "figure")
    assert (figure.text, figure.attributes["title"]) == ("120.5万元", "出处：年初预算数")


def test_an_untraced_figure_has_no_origin(facts, pack):
    section = _section("共9台。", [DraftMention(start=1, end=2, text="9", type="count", fact=None)])
    assert notes_of(section, [], Origins(facts, pack)) == []


def test_the_outer_of_two_nested_names_is_shown(facts, pack):
    text = "岚川县气象台"
    mentions = [
        DraftMention(start=0, end=3, text="岚川县", type="place", fact="report.unit"),
        DraftMention(start=0, end=6, text=text, type="organisation", fact="report.unit"),
    ]
    (note,) = notes_of(_section(text, mentions), [], Origins(facts, pack))
    assert (note.start, note.end) == (0, 6)


def test_a_finding_is_underlined_with_its_message_where_it_overlaps_a_figure(facts, pack):
    text = "执行率83.2%"
    section = _section(
        text, [DraftMention(start=3, end=8, text="83.2%", type="rate", fact="funds.execution_rate")]
    )
    flaw = Finding(rule="r", severity="error", section="a", start=0, end=8, text=text, message="与事实不符")
    elsewhere = flaw.model_copy(update={"section": "b", "message": "别处"})
    found = read(paragraphs(text, notes_of(section, [flaw, elsewhere], Origins(facts, pack))))
    first, second = found.all("span")
    assert (first.text, first.attributes["title"]) == ("执行率", "与事实不符")
    assert second.attributes["class"].split() == ["figure", "flaw", "error"]
    assert second.attributes["title"] == "出处：预算执行率（累计支出÷全年预算数）；与事实不符"


_notes = st.lists(
    st.builds(
        lambda a, n, s: Note(a, a + n, s, "题"),
        st.integers(0, 40),
        st.integers(0, 20),
        st.sampled_from(["x", "y", "gap"]),
    ),
    max_size=6,
)


@given(st.text(alphabet="甲乙1<&>\"'【】待补充：\n ", max_size=40), _notes)
def test_notes_never_change_the_text(text, notes):
    shown = [p.text for p in read(paragraphs(text, notes)).all("p")]
    assert shown == [line for line in text.split("\n") if line.strip()]
