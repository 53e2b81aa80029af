"""Evidence: every figure and name of a report leads to the form, level by level; one without a source says so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.editing.proposal import accepted
from assistant.errors import InputError, NotThere
from assistant.facts.load import facts_from_tree
from assistant.facts.paths import leads_somewhere
from assistant.outline.packs import load_pack
from assistant.store.projects import FactsRevision
from assistant.workspace.evidence import Evidence, choose, evidence_of, show_evidence
from assistant.workspace.fixes.bench import bench_of
from assistant.workspace.grounds import Ground, Grounds
from tests.samples import full_facts, full_tree
from tests.workspace.composed import PACK, sheet_of, spoilt

PACKED = load_pack(PACK)
FACTS = full_facts()
SHEET = sheet_of(FACTS)


def evidence(words: str, section: str, sheet=SHEET, **more) -> Evidence:
    at = sheet.leaf(section).text.index(words)
    return evidence_of(FACTS, PACKED, sheet, section, at, at + len(words), **more)


def leaves_of(ground: Ground) -> list[Ground]:
    return [ground] if not ground.inputs else [leaf for one in ground.inputs for leaf in leaves_of(one)]


def test_a_fact_tells_its_place_in_the_form_and_its_value():
    found = evidence("640万元", "overview")
    assert (found.status, found.kind, found.text) == ("traced", "金额", "640万元")
    assert found.ground is not None
    assert (found.ground.path, found.ground.title, found.ground.text) == (
        "funds.initial_budget",
        "年初预算数",
        "640万元",
    )
    assert found.ground.is_fact
    assert found.choices == ()


def test_a_derived_value_tells_its_formula_in_words_and_figures_down_to_the_facts():
    ground = evidence("89.75%", "overview").ground
    assert ground is not None
    assert (ground.title, ground.formula) == ("预算执行率", "累计支出÷全年预算数")
    assert ground.sum == "549.733万元÷612.5万元＝89.75%"
    assert "保留两位小数" in ground.rounding
    assert {one.title for one in ground.inputs} == {"累计支出", "全年预算数"}
    paid = next(one for one in ground.inputs if one.title == "累计支出")
    assert paid.sum == "331.07万元＋218.663万元＝549.733万元"
    assert [one.path for one in paid.inputs] == ["funds.payments[0].amount", "funds.payments[1].amount"]
    assert all(one.is_fact and one.text for one in leaves_of(ground))


@pytest.mark.parametrize(
    ("words", "section", "worked"),
    [
        ("93.48%", "outputs", "43台÷46台＝93.48%"),
        ("27.5万元", "overview", "｜612.5万元－640万元｜＝27.5万元"),
        ("0.7分", "score", "10分－9.3分＝0.7分"),
        ("95%", "method", "304份÷320份＝95%"),
    ],
)
def test_formulas_are_worked_in_figures(words, section, worked):
    ground = evidence(words, section).ground
    assert ground is not None
    assert ground.sum == worked


def test_a_delay_is_worked_in_dates():
    ground = Grounds(FACTS, PACKED).of("project.period.end_delay")
    assert ground is not None
    assert ground.sum == "2024年10月31日－2024年8月31日＝2个月"


@pytest.mark.parametrize(
    ("actual", "text", "worked"), [("700", "87.5%", "612.5万元÷700万元＝87.5%"), ("600", "100%", "")]
)
def test_an_indicator_that_is_to_stay_below_is_worked_the_other_way_round(actual, text, worked):
    tree = full_tree()
    tree["indicators"][4]["actual"] = actual
    ground = Grounds(facts_from_tree(tree), PACKED).of("indicators[4].completion")
    assert ground is not None
    assert (ground.text, ground.sum) == (text, worked)


def test_every_mention_of_a_composed_report_has_evidence_down_to_the_form():
    bench = bench_of(FACTS, PACKED, SHEET)
    grounds = Grounds(FACTS, PACKED)
    seen = 0
    for leaf in SHEET.leaves:
        for one in bench.basis.traced(leaf.id, leaf.text):
            assert one.path is not None, one
            ground = grounds.of(one.path)
            assert ground is not None, one
            assert ground.title and not ground.title.isascii(), one
            assert all(leads_somewhere(each.path) for each in leaves_of(ground)), one
            seen += 1
    assert seen > 100


def test_all_other_places_that_tell_the_same_fact_are_listed():
    found = evidence("549.733万元", "overview")
    assert {(one.section, one.text) for one in found.elsewhere} == {("problems", "549.733万元")}
    (told,) = found.elsewhere
    assert SHEET.leaf(told.section).text[told.start : told.end] == told.text
    assert told.before.endswith("累计支出")
    assert told.heading == SHEET.leaf("problems").heading


def test_a_contradicted_figure_tells_what_the_form_says_and_offers_all_three_ways():
    sheet = spoilt(SHEET, "process", "571.9万元", "572万元")
    found = evidence("572万元", "process", sheet)
    assert found.status == "contradicted"
    assert found.ground is not None
    assert found.ground.text == "571.9万元"
    assert "571.9万元" in found.message
    assert [one.id for one in found.choices] == ["replace", "fact", "mark", "field"]
    after = accepted(sheet, choose(FACTS, PACKED, sheet, found, "replace").proposal)
    assert after == SHEET
    assert choose(FACTS, PACKED, sheet, found, "fact").facts is not None
    marked = accepted(sheet, choose(FACTS, PACKED, sheet, found, "mark").proposal)
    assert "【待核实：572万元】" in marked.leaf("process").text
    with pytest.raises(NotThere):
        choose(FACTS, PACKED, sheet, found, "nonsense")


def test_an_untraced_figure_names_the_facts_that_may_be_meant():
    sheet = spoilt(SHEET, "other", "原用途。", "原用途。急救设备合同金额为777万元。")
    found = evidence("777万元", "other", sheet)
    assert found.status in ("untraced", "contradicted")
    assert found.message
    assert {one.id for one in found.choices} >= {"mark"}


def test_where_nothing_stands_there_is_no_evidence():
    with pytest.raises(InputError, match="出处"):
        evidence_of(FACTS, PACKED, SHEET, "overview", 0, 1)
    with pytest.raises(InputError):
        evidence_of(FACTS, PACKED, SHEET, "nowhere", 0, 1)
    with pytest.raises(InputError):
        evidence_of(FACTS, PACKED, SHEET, "overview", -5, 99999)


def revision(id: int, tree: dict, author: str, note: str) -> FactsRevision:
    return FactsRevision(id, tree, author, note, datetime(2025, 3, id, tzinfo=UTC))


def test_who_typed_a_fact_is_the_one_who_last_changed_it():
    first, second, third = full_tree(), full_tree(), full_tree()
    first["funds"]["initial_budget"] = 600
    third["report"]["filled_by"] = "别人"
    history = [
        revision(3, third, "丙", "改填报人"),
        revision(2, second, "乙", "导入自评表.xlsx"),
        revision(1, first, "甲", "新建"),
    ]
    typed = Grounds(FACTS, PACKED, history).typed("funds.initial_budget")
    assert typed is not None
    assert (typed.by, typed.note, typed.at.day) == ("乙", "导入自评表.xlsx", 2)
    unchanged = Grounds(FACTS, PACKED, history).typed("funds.adjusted_budget")
    assert unchanged is not None
    assert unchanged.by == "甲"
    assert Grounds(FACTS, PACKED).typed("funds.initial_budget") is None


def test_evidence_asks_the_store_and_its_rights(workspace, anna, boris):
    project = workspace.projects.create(anna, full_tree(), PACK)
    at = SHEET.leaf("overview").text.index("640万元")
    found = show_evidence(workspace, anna, project.id, SHEET, "overview", at, at + 5)
    assert found.ground is not None
    assert found.ground.typed is not None
    assert (found.ground.typed.by, found.ground.typed.note) == ("安娜", "新建")
    with pytest.raises(NotThere):
        show_evidence(workspace, boris, project.id, SHEET, "overview", at, at + 5)
