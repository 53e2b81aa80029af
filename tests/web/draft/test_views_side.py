"""What stands beside the text: findings with their fixes, evidence, the to-do list, exemplars. All of it escaped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.facts.load import facts_from_tree
from assistant.outline.packs import load_pack
from assistant.review.findings import Finding
from assistant.store.projects import FactsRevision
from assistant.web.draft.views import evidence as evidence_view
from assistant.web.draft.views import exemplars as exemplars_view
from assistant.web.draft.views import findings as findings_view
from assistant.web.draft.views import todo as todo_view
from assistant.workspace.evidence import Evidence, evidence_of
from assistant.workspace.exemplar_sources import Source
from assistant.workspace.fixing import Fix, Fixing, finding_id
from assistant.workspace.grounds import Ground
from assistant.workspace.todo import TodoList, Wanted, todo_list
from tests.samples import full_facts, full_tree
from tests.web.fragments import Fragment, read
from tests.workspace.composed import PACK, sheet_of, spoilt

PACKED = load_pack(PACK)
FACTS = full_facts()
SHEET = sheet_of(FACTS)
HEADINGS = {leaf.id: leaf.heading for leaf in SHEET.leaves}
HOSTILE = '"><script>alert(1)</script>'


def acts(found: Fragment) -> list[str]:
    return [one.attributes["data-do"] for one in found.elements if "data-do" in one.attributes]


def links(found: Fragment) -> list[str]:
    return [one.attributes["href"] for one in found.all("a")]


def panel(sheet) -> Fragment:
    fixing = Fixing(FACTS, PACKED, sheet)
    shown = [fixing.finding(id) for id in fixing.all_offered()]
    return read(findings_view.findings_panel(shown, fixing.all_offered(), HEADINGS, "p 1"))


def test_findings_stand_in_groups_with_their_place_their_words_and_their_fixes():
    found = panel(spoilt(SHEET, "overview", "640万元", "641万元"))
    assert [one.text.split()[0] for one in found.all("h3")] == ["错误", "提醒", "提示"]
    first = found.all("li", "entry")[0]
    assert first.attributes["id"].startswith("finding-")
    assert HEADINGS["overview"] in first.text
    assert "641万元" in first.text
    fix = next(one for one in found.all("button") if one.attributes["data-do"] == "fix")
    assert fix.text == "改为“640万元”"
    assert fix.attributes["data-fix"] == "replace"
    assert f"finding-{fix.attributes['data-finding']}" == first.attributes["id"]
    assert set(acts(found)) <= set(findings_view.ACTS)
    assert "../facts/?p=p+1&f=indicators%5B6%5D.deviation" in links(found)


def test_marks_of_the_text_are_one_line_that_leads_to_the_todo_list():
    found = panel(SHEET)
    assert "3处待补充、待核实" in found.text
    assert "缺少“偏差原因”" not in found.text
    assert "todo" in acts(found)


def test_a_model_is_asked_with_the_place_and_the_words():
    found = panel(spoilt(SHEET, "overview", "640万元", "641万元"))
    ask = next(one for one in found.all("button") if one.attributes["data-do"] == "rewrite")
    assert ask.attributes["data-section"] == "overview"
    assert "640万元" in ask.attributes["data-instruction"]


def test_more_than_two_fixes_are_folded():
    one = Finding(rule="x", severity="error", section="overview", start=0, end=2, text="急诊", message="m")
    fixes = [Fix(f"f{n}", f"改法{n}", "text") for n in range(4)]
    found = read(findings_view.findings_panel([one], {finding_id(one): fixes}, HEADINGS, "p"))
    (folded,) = found.all("details")
    assert "改法2" in folded.text
    assert "改法1" not in folded.text


def test_no_findings_is_said():
    assert "没有发现问题" in findings_view.findings_panel([], {}, {}, "p")
    assert findings_view.counts([]) == "未发现问题"


def test_hostile_findings_stay_text():
    one = Finding(
        rule=HOSTILE, severity="error", section=HOSTILE, start=0, end=3, text=HOSTILE, message=HOSTILE
    )
    fix = Fix(HOSTILE, HOSTILE, "text", told=HOSTILE)
    field = Fix("field", HOSTILE, "field", field=HOSTILE)
    model = Fix("model", HOSTILE, "model", instruction=HOSTILE)
    fixes = {finding_id(one): [fix, field, model]}
    found = read(findings_view.findings_panel([one], fixes, {HOSTILE: HOSTILE}, HOSTILE))
    assert "script" not in found.tags()
    assert HOSTILE in found.text


def evidence(words: str, section: str, sheet=SHEET) -> Evidence:
    at = sheet.leaf(section).text.index(words)
    made = FactsRevision(1, full_tree(), "安娜", "导入自评表.xlsx", datetime(2025, 3, 4, 9, 30, tzinfo=UTC))
    return evidence_of(FACTS, PACKED, sheet, section, at, at + len(words), [made])


def test_evidence_shows_formula_figures_and_links_to_every_input():
    found = read(evidence_view.evidence_panel(evidence("89.75%", "overview"), "p1"))
    assert "累计支出÷全年预算数" in found.text
    assert "549.733万元÷612.5万元＝89.75%" in found.text
    assert "由填报数据算出" in found.text
    assert "../facts/?p=p1&f=funds.payments%5B0%5D.amount" in links(found)
    assert "安娜" in found.text
    assert "导入自评表.xlsx" in found.text
    assert "goto" in acts(found)


def test_evidence_of_a_contradiction_offers_its_choices_at_its_place():
    sheet = spoilt(SHEET, "process", "571.9万元", "572万元")
    shown = evidence("572万元", "process", sheet)
    found = read(evidence_view.evidence_panel(shown, "p1"))
    choices = [one for one in found.all("button") if one.attributes["data-do"] == "choose"]
    assert [one.attributes["data-choice"] for one in choices] == ["replace", "fact", "mark"]
    assert {one.attributes["data-start"] for one in choices} == {str(shown.start)}
    assert "与填报不符" in found.text
    assert set(acts(found)) <= set(evidence_view.ACTS)


def test_hostile_evidence_stays_text():
    shown = evidence("89.75%", "overview")
    ground = Ground(HOSTILE, HOSTILE, HOSTILE, formula=HOSTILE, sum=HOSTILE)
    hostile = replace(
        shown, section=HOSTILE, heading=HOSTILE, text=HOSTILE, message=HOSTILE, ground=ground, nearest=(ground,),
        choices=(Fix(HOSTILE, HOSTILE, "text", told=HOSTILE),),
    )  # fmt: skip
    assert "script" not in read(evidence_view.evidence_panel(hostile, HOSTILE)).tags()


def test_before_anything_was_clicked():
    assert "点正文" in evidence_view.no_evidence()


def todo() -> TodoList:
    tree = full_tree()
    del tree["funds"]["as_of"], tree["project"]["type"], tree["indicators"][1]["actual"]
    facts = facts_from_tree(tree)
    return todo_list(facts, PACKED, sheet_of(facts))


def test_every_item_has_a_labelled_field_of_its_kind():
    made = todo()
    found = read(todo_view.todo_panel(made, "p1"))
    labels = {one.attributes["for"] for one in found.all("label")}
    fields = {one.attributes["id"] for one in found.elements if one.attributes.get("name") == "value"}
    assert labels == fields != set()
    forms = {one.attributes["data-todo"]: one.attributes["data-do"] for one in found.all("form")}
    for item in made.open:
        assert forms[item.id] == ("fill" if item.kind == "supply" else "settle")
    assert set(acts(found)) <= set(todo_view.ACTS)
    actual = next(one for one in made.open if one.path == "indicators[1].actual")
    label = next(one for one in found.all("label") if one.attributes["for"] == f"value-{actual.id}")
    assert label.text.endswith("（台）")


def test_a_fault_stands_beside_its_field_and_what_was_typed_stays():
    made = todo()
    item = next(one for one in made.open if one.path == "funds.as_of")
    found = read(todo_view.todo_panel(made, "p1", {item.id: "应为日期"}, {item.id: "去年底"}))
    field = next(one for one in found.all("input") if one.attributes["id"] == f"value-{item.id}")
    assert field.attributes["aria-invalid"] == "true"
    assert field.attributes["value"] == "去年底"
    (wrong,) = found.all("p", "wrong")
    assert wrong.text == "应为日期"
    assert wrong.attributes["id"] in field.attributes["aria-describedby"].split()


def test_progress_and_what_more_could_be_told():
    wanted = (Wanted("application.use", "结果应用", ("七、其他",)),)
    found = read(todo_view.todo_panel(TodoList((), wanted, 3, 3), "p1"))
    assert "已处理3处，共3处" in found.text
    assert "../facts/?p=p1&f=application.use" in links(found)
    assert "没有待补充的内容" in todo_view.todo_panel(TodoList((), (), 0, 0), "p1")


def test_what_the_form_says_by_now_is_one_click():
    found = read(
        todo_view.todo_panel(
            todo_list(
                FACTS, PACKED, spoilt(SHEET, "overview", "2024年12月31日", "【待补充：支出数据截止日期】")
            ),
            "p1",
        )
    )
    button = next(one for one in found.all("button") if one.attributes.get("data-value") == "2024年12月31日")
    assert button.attributes["data-do"] == "fill"


def test_hostile_items_stay_text():
    made = todo()
    hostile = tuple(
        replace(one, words=HOSTILE, before=HOSTILE, after=HOSTILE, heading=HOSTILE, title=HOSTILE, value="")
        for one in made.open
    )
    listed = TodoList(hostile, (Wanted("x", HOSTILE, (HOSTILE,)),), 0, 9)
    faults = {one.id: HOSTILE for one in hostile}
    assert "script" not in read(todo_view.todo_panel(listed, HOSTILE, faults, faults)).tags()


def test_exemplars_are_folded_masked_and_sourced():
    shown = (
        Source(
            "青川报告.docx",
            "一、概况",
            0.8,
            year=2022,
            page=3,
            masked="〔单位1〕投入〔金额1〕。\n<b>第二段</b>",
        ),
        Source("旧报告.docx", "二", 0.5, gone="这份往年报告已从资料库中删去。"),
    )
    found = read(exemplars_view.exemplars_panel(shown))
    (folded,) = found.all("details")
    assert "open" not in folded.attributes
    assert [one.text for one in found.all("span", "slot")] == ["〔单位1〕", "〔金额1〕"]
    assert "2022年" in found.text
    assert "已从资料库中删去" in found.text
    assert "数字和名称已隐去" in found.text
    assert found.all("b")[1].text != "第二段", "markup of a past report is text"


def test_a_section_without_exemplars():
    assert "没有参考段落" in exemplars_view.exemplars_panel(())


@pytest.mark.parametrize("view", [evidence_view, exemplars_view, findings_view, todo_view])
def test_every_view_lists_its_acts(view):
    assert isinstance(view.ACTS, tuple)
