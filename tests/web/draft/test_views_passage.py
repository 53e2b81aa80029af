"""A section's text as HTML: character for character the text, every figure, mark and fault reachable."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.draft import DraftMention
from assistant.review.findings import Finding
from assistant.web.draft.views.passage import ACTS, passage
from assistant.workspace.fixing import finding_id
from assistant.workspace.todo import todo_list
from tests.samples import full_facts
from tests.web.fragments import Element, read
from tests.workspace.composed import PACK, sheet_of

TEXT = "到位120.5万元，执行率83.2%，【待补充：结余资金处理】。\n第二段岚川县气象台。"


def mention(words: str, fact: str | None = "funds.initial_budget", text: str = TEXT) -> DraftMention:
    at = text.index(words)
    return DraftMention(start=at, end=at + len(words), text=words, type="amount", fact=fact)


def flaw(words: str, severity: str = "error", text: str = TEXT, **more) -> Finding:
    at = text.index(words)
    made = {"rule": "contradicted", "section": "a", "message": "与事实不符", **more}
    return Finding.model_validate(
        {**made, "severity": severity, "start": at, "end": at + len(words), "text": words}
    )


def spans(html: str) -> list[Element]:
    return [one for one in read(html).elements if one.tag == "span"]


def test_paragraphs_know_where_they_begin_and_hold_the_text_as_it_is():
    found = read(passage("a", TEXT, [mention("120.5万元"), mention("岚川县气象台")], [flaw("83.2%")]))
    paragraphs = found.all("p")
    assert [one.text for one in paragraphs] == TEXT.split("\n")
    assert [one.attributes["data-at"] for one in paragraphs] == ["0", str(TEXT.index("\n") + 1)]


def test_an_empty_line_is_no_paragraph_but_counts():
    found = read(passage("a", "一。\n\n  \n二。", []))
    assert [(one.text, one.attributes["data-at"]) for one in found.all("p")] == [("一。", "0"), ("二。", "7")]


def test_a_figure_leads_to_its_evidence_and_can_be_reached_by_keyboard():
    (figure,) = [
        one
        for one in spans(passage("a", TEXT, [mention("120.5万元")]))
        if "figure" in one.attributes["class"]
    ]
    start = TEXT.index("120.5")
    assert figure.text == "120.5万元"
    assert figure.attributes["data-do"] == "evidence"
    assert (figure.attributes["data-section"], figure.attributes["data-start"], figure.attributes["data-end"]) == (
        "a", str(start), str(start + 7),
    )  # fmt: skip
    assert (figure.attributes["role"], figure.attributes["tabindex"]) == ("button", "0")


def test_a_figure_without_a_source_is_told_apart():
    (figure,) = [one for one in spans(passage("a", TEXT, [mention("83.2%", None)])) if one.text == "83.2%"]
    assert "untraced" in figure.attributes["class"].split()


def test_a_name_within_a_name_is_one():
    within, whole = mention("岚川县"), mention("岚川县气象台")
    (name,) = [
        one for one in spans(passage("a", TEXT, [within, whole])) if one.attributes["data-do"] == "evidence"
    ]
    assert name.text == "岚川县气象台"


def test_a_mark_leads_to_its_item_of_the_todo_list():
    (mark,) = [one for one in spans(passage("a", TEXT, [])) if one.attributes["data-do"] == "todo"]
    assert mark.text == "【待补充：结余资金处理】"
    assert "gap" in mark.attributes["class"].split()


def test_marks_and_items_have_the_same_names():
    facts = full_facts()
    sheet = sheet_of(facts)
    from assistant.outline.packs import load_pack

    items = {one.id for one in todo_list(facts, load_pack(PACK), sheet).open}
    marks = {
        one.attributes["data-todo"]
        for leaf in sheet.leaves
        for one in spans(passage(leaf.id, leaf.text, []))
        if one.attributes["data-do"] == "todo"
    }
    assert items == marks != set()


def test_a_finding_is_told_by_its_line_and_its_words_and_leads_to_its_entry():
    found = flaw("到位120.5万元，执行率83.2%", "warning", rule="false_claim")
    over = spans(passage("a", TEXT, [mention("120.5万元")], [found]))
    flawed = [one for one in over if "flaw" in one.attributes["class"].split()]
    assert "".join(one.text for one in flawed) == found.text
    assert {"warning"} <= set(flawed[0].attributes["class"].split())
    assert all(one.attributes["title"] == "提醒：与事实不符" for one in flawed)
    assert flawed[0].attributes["data-do"] == "finding"
    assert flawed[0].attributes["data-finding"] == finding_id(found)
    figure = next(one for one in flawed if one.text == "120.5万元")
    assert figure.attributes["data-do"] == "evidence"
    # One stop of the Tab key for the finding, one for the figure in it.
    assert [one.attributes["tabindex"] for one in flawed] == ["0", "0", "-1"]


def test_of_two_findings_the_graver_is_shown_and_both_are_told():
    light, grave = flaw("83.2%", "info", message="轻"), flaw("83.2%", "error", message="重")
    (one,) = [each for each in spans(passage("a", TEXT, [], [light, grave])) if each.text == "83.2%"]
    assert "error" in one.attributes["class"].split()
    assert one.attributes["title"] == "错误：重；提示：轻"


def test_findings_of_other_sections_and_of_no_place_are_left_out():
    other = flaw("83.2%", section="b")
    nowhere = flaw("83.2%").model_copy(update={"start": 0, "end": 0})
    assert passage("a", TEXT, [], [other, nowhere]) == passage("a", TEXT, [])


def test_markup_in_text_ids_and_messages_stays_text():
    hostile = "<script>alert(1)</script>\"'>&120.5万元"
    found = Finding(
        rule="x",
        severity="error",
        section=hostile,
        start=0,
        end=8,
        text="<script>",
        message='"><img src=x onerror=alert(1)>',
    )
    html = passage(hostile, hostile, [mention("120.5万元", text=hostile)], [found])
    parsed = read(html)
    assert parsed.tags() == {"p", "span"}
    assert parsed.text == hostile
    assert parsed.all("span")[0].attributes["data-section"] == hostile


@given(
    st.text(alphabet="一二金12.%\n【】待补充：核实《", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12), st.booleans()), max_size=6),
)
def test_whatever_overlaps_the_characters_stay_and_every_act_is_known(text, wanted):
    mentions, findings = [], []
    for start, size, is_flaw in wanted:
        end = min(start + size, len(text))
        if start >= end:
            continue
        if is_flaw:
            findings.append(
                Finding(
                    rule="x",
                    severity="error",
                    section="a",
                    start=start,
                    end=end,
                    text=text[start:end],
                    message="m",
                )
            )
        else:
            mentions.append(DraftMention(start=start, end=end, text=text[start:end], type="count", fact="x"))
    found = read(passage("a", text, mentions, findings))
    assert [one.text for one in found.all("p")] == [line for line in text.split("\n") if line.strip()]
    assert all(one.attributes["data-do"] in ACTS for one in found.all("span"))
