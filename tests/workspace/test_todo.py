"""The to-do list: every mark has its field, what is typed goes into the form and everywhere it is waited for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.editing.proposal import accepted
from assistant.errors import InputError, NotThere
from assistant.facts.load import facts_from_tree
from assistant.facts.paths import value_at
from assistant.outline.packs import load_pack
from assistant.workspace.todo import Todo, TodoList, fill, settle, todo_list
from tests.samples import full_facts, full_tree
from tests.workspace.composed import PACK, sheet_of, spoilt

PACKED = load_pack(PACK)


def gappy() -> dict:
    tree = full_tree()
    del tree["funds"]["as_of"], tree["project"]["beneficiaries"], tree["indicators"][1]["actual"]
    tree["experience"] = []
    return tree


FACTS = facts_from_tree(gappy())
SHEET = sheet_of(FACTS)
LIST = todo_list(FACTS, PACKED, SHEET)


def item(path: str, made: TodoList = LIST) -> Todo:
    return next(one for one in made.open if one.path == path)


def test_every_mark_of_the_text_is_listed_in_its_order_with_its_field():
    marks = sum(leaf.text.count("【待") for leaf in SHEET.leaves)
    assert (len(LIST.open), LIST.total, LIST.done) == (marks, marks, 0)
    places = [([leaf.id for leaf in SHEET.leaves].index(one.section), one.start) for one in LIST.open]
    assert places == sorted(places)
    for one in LIST.open:
        text = SHEET.leaf(one.section).text
        assert text[one.start : one.end].startswith("【待")
        assert one.words in text[one.start : one.end]
        assert text[: one.start].endswith(one.before)
    assert {"funds.as_of", "project.beneficiaries", "indicators[1].actual", "experience"} <= {
        one.path for one in LIST.open
    }
    assert len({one.id for one in LIST.open}) == len(LIST.open)


def test_a_field_brings_its_unit_help_and_row():
    actual = item("indicators[1].actual")
    assert actual.title == "绩效指标“更换急救设备数量”·实际完成值"
    assert actual.unit == "台"
    assert actual.entry is not None
    assert actual.entry.help
    assert actual.entry.input.kind == "number"


def test_marks_to_verify_need_no_fact():
    (first, *_) = [one for one in LIST.open if one.kind == "verify"]
    assert (first.path, first.entry) == ("", None)


@pytest.mark.parametrize("edited", [False, True], ids=["as composed", "edited by hand"])
@pytest.mark.parametrize(
    ("path", "typed", "words"),
    [
        ("funds.as_of", "2024-12-31", "截至2024年12月31日"),
        ("funds.as_of", " 2024年12月31日 ", "截至2024年12月31日"),
        ("project.beneficiaries", "全县急诊患者。", "受益对象为全县急诊患者。"),
        ("experience", "分区施工\n\n急诊不停诊", "急诊不停诊"),
    ],
)
def test_what_is_typed_goes_into_the_form_and_takes_the_place_of_every_mark(path, typed, words, edited):
    sheet = SHEET
    if edited:
        sheet = SHEET.with_texts({leaf.id: f"据实填报。{leaf.text}" for leaf in SHEET.leaves if leaf.text})
    made = todo_list(FACTS, PACKED, sheet)
    done = fill(FACTS, PACKED, sheet, item(path, made), typed)
    assert done.facts is not None
    assert value_at(done.facts, path) is not None
    after = accepted(sheet, done.proposal)
    assert words in "\n".join(leaf.text for leaf in after.leaves)
    left = todo_list(done.facts, PACKED, after)
    assert path not in {one.path for one in left.open}
    assert len(left.open) < len(made.open)
    assert {one.rule for one in done.proposal.cured} >= {"missing_fact"}


def test_an_indicators_figure_is_written_with_its_unit_once():
    sheet = spoilt(SHEET, "outputs", "更换急救设备", "共更换急救设备")
    done = fill(FACTS, PACKED, sheet, item("indicators[1].actual", todo_list(FACTS, PACKED, sheet)), "43")
    text = accepted(sheet, done.proposal).leaf("outputs").text
    assert "43台" in text
    assert "43台台" not in text


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("funds.as_of", "去年底", "应为日期"),
        ("funds.as_of", "2024-02-30", "没有这一天"),
        ("indicators[1].actual", "很多", "应为数字"),
        ("indicators[1].actual", "9" * 30, "合理范围"),
        ("project.beneficiaries", "字" * 5000, "过长"),
        ("project.beneficiaries", "   ", "请填写"),
    ],
)
def test_a_wrong_value_is_refused_in_the_forms_words(path, typed, said):
    with pytest.raises(InputError, match=said):
        fill(FACTS, PACKED, SHEET, item(path), typed)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_taken_or_refused(typed):
    try:
        done = fill(FACTS, PACKED, SHEET, item("funds.as_of"), typed)
    except InputError:
        return
    assert done.facts is not None


def test_a_mark_without_a_field_cannot_be_filled_in():
    verify = next(one for one in LIST.open if one.kind == "verify")
    with pytest.raises(InputError, match="不能在这里填"):
        fill(FACTS, PACKED, SHEET, verify, "x")


def test_words_that_were_checked_take_a_marks_place():
    verify = next(one for one in LIST.open if one.kind == "verify")
    done = settle(FACTS, PACKED, SHEET, verify, "设备到货检测和退换使尾款\n推迟支付")
    assert done.facts is None
    after = accepted(SHEET, done.proposal).leaf(verify.section).text
    assert "设备到货检测和退换使尾款 推迟支付" in after
    assert len(after.split("\n")) == len(SHEET.leaf(verify.section).text.split("\n"))


@pytest.mark.parametrize("words", ["", " \u200b ", "字" * 1001, "【待核实：x】"])
def test_words_that_cannot_stand_there_are_refused(words):
    verify = next(one for one in LIST.open if one.kind == "verify")
    with pytest.raises(InputError):
        settle(FACTS, PACKED, SHEET, verify, words)


def test_what_the_form_says_by_now_is_shown_and_written_in():
    facts = full_facts()
    made = todo_list(facts, PACKED, SHEET)
    known = item("funds.as_of", made)
    assert known.value == "2024年12月31日"
    done = fill(facts, PACKED, SHEET, known, known.value)
    assert done.facts == facts
    assert "截至2024年12月31日" in accepted(SHEET, done.proposal).leaf(known.section).text


def test_facts_that_sections_were_written_without_are_a_second_group():
    missing = {
        "overview": ["funds.as_of", "funds.adjustment_reason", "no such path"],
        "other": ["application.use", "management.supervision"],
        "process": ["management.supervision"],
    }
    tree = gappy()
    del tree["management"]["supervision"]
    facts = facts_from_tree(tree)
    wanted = todo_list(facts, PACKED, SHEET, missing).wanted
    # funds.as_of has a mark, the others but one are filled in.
    assert [(one.path, one.title) for one in wanted] == [("management.supervision", "监理（监管）单位")]
    assert wanted[0].headings == (SHEET.leaf("process").heading, SHEET.leaf("other").heading)


def test_progress_counts_from_the_text_as_it_was_first_written():
    first = [leaf.text for leaf in SHEET.leaves]
    done = fill(FACTS, PACKED, SHEET, item("funds.as_of"), "2024-12-31")
    after = accepted(SHEET, done.proposal)
    assert done.facts is not None
    made = todo_list(done.facts, PACKED, after, first=first)
    assert made.total == LIST.total
    assert made.done == LIST.total - len(made.open) > 0


def test_an_item_keeps_its_name_while_others_come_and_go():
    sheet = SHEET.with_texts({"overview": f"【待核实：开头】{SHEET.leaf('overview').text}"})
    made = todo_list(FACTS, PACKED, sheet)
    assert {one.id for one in LIST.open} < {one.id for one in made.open}


def test_an_item_is_found_by_its_name_and_by_its_place():
    one = item("funds.as_of")
    assert LIST.todo(one.id) == one
    assert LIST.at(one.section, one.start + 1, one.end - 1) == one
    for wrong in ("", "0" * 12):
        with pytest.raises(NotThere):
            LIST.todo(wrong)
    with pytest.raises(NotThere):
        LIST.at("overview", 0, 1)
