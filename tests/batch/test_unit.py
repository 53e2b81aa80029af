"""A unit's report: totals reconcile with rows, prose with totals, every figure has its source; what is missing is named."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.batch.drafted import Drafted
from assistant.batch.unit.checks import among_units, check
from assistant.batch.unit.member import Unit, units_of
from assistant.batch.unit.paper import form_of, paper_of
from assistant.batch.unit.report import UnitReport, make_report
from assistant.batch.unit.totals import totals_of
from assistant.export.docx import docx_bytes
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.outline.packs import load_pack
from tests.batch.projects import UNIT, facts, member, tree
from tests.export.open_xml import faults
from tests.strategies import facts_trees

PACK = load_pack("national")


def unit(*projects: ProjectFacts) -> Unit:
    return Unit(UNIT, 2024, tuple(member(one, number) for number, one in enumerate(projects)))


def report(*projects: ProjectFacts) -> UnitReport:
    return make_report(unit(*projects))


def text(made: UnitReport, id: str) -> str:
    return next(one.text for one in made.sections if one.id == id)


def rules(made: UnitReport) -> list[str]:
    return [one.rule for one in made.findings]


THREE = (facts("泵站改造"), facts("河道清淤", 80, (70,)), facts("水库加固", "300.25", (310, "0.125")))


def test_totals_and_the_text_that_tells_them() -> None:
    made = report(*THREE)
    said = text(made, "overview")
    assert said.startswith(
        "岚桥县水务局2024年度共有3个项目纳入自评。全年预算合计500.25万元；累计支出合计470.625万元。总体预算执行率94.08%。"
    )
    assert "水库加固累计支出310.125万元，超出300.25万元的全年预算。" in said
    assert (
        text(made, "goals").split("\n")[0] == "各项目共设绩效指标6项，达到年度目标3项，未达到3项，达标率50%。"
    )
    assert text(made, "score").startswith("3个项目中，自评等级为“优”的3个。")
    assert text(made, "problems_1").startswith("1.河道清淤工程进度滞后。")
    assert "针对河道清淤工程进度滞后的问题，按周调度进度。" in text(made, "measures_1")
    assert made.findings == ()


def test_what_is_missing_is_named_and_left_out_of_the_rate() -> None:
    bare = facts_from_tree({"report": {"year": 2024, "unit": UNIT}, "project": {"name": "泵站运行"}})
    made = report(*THREE, bare, facts("渠道衬砌", None, (10,)))
    said = text(made, "overview")
    assert "3个项目填报了预算，全年预算合计500.25万元；4个项目填报了支出，累计支出合计480.625万元" in said
    assert (
        "预算和支出都填报的3个项目，全年预算合计500.25万元，累计支出合计470.625万元，总体预算执行率94.08%"
        in said
    )
    assert "【待补充：泵站运行·年初预算数】" in said and "【待补充：渠道衬砌·年初预算数】" in said
    assert "【待补充：泵站运行·资金支付情况】" in said
    assert "【待补充：泵站运行·绩效指标完成情况】" in text(made, "goals")
    assert "【待补充：泵站运行·自评总分】，【待补充：泵站运行·自评等级】" in text(made, "score")
    assert "【待补充：泵站运行·存在的问题及原因】" in text(made, "problems")
    assert rules(made) == ["unit_missing"] * 3
    row = {cell.value for cell in form_of(made).cells if cell.top == form_of(made).header + 4}
    assert row == {"4", "泵站运行", "【待补充】"}
    above = {cell.value for cell in form_of(made).cells if cell.top < form_of(made).header}
    # The rate is not that of the two sums above it, and says so.
    assert {"480.625万元（按填报的4个项目计算）", "94.08%（按填报的3个项目计算）"} <= above


def test_a_single_project_is_not_told_as_many() -> None:
    made = report(THREE[0])
    assert text(made, "goals").startswith("项目共设绩效指标2项，")
    assert text(made, "problems") == "该项目反映了需要整改的问题，分项目说明如下。"


def test_nothing_known_of_any_project() -> None:
    bare = facts_from_tree({"report": {"year": 2024, "unit": UNIT}, "project": {"name": "泵站运行"}})
    said = text(report(bare), "overview")
    assert (
        "全年预算合计【待补充：全年预算合计】" in said and "总体预算执行率【待补充：总体预算执行率】" in said
    )
    assert not re.search(r"\d万元", said)


def test_a_gap_in_a_problem_names_its_project() -> None:
    problem = {"problems": [{"title": "管护经费没有落实", "measures": ["列入预算"]}]}
    made = report(facts("泵站改造", **problem), THREE[1])
    assert "原因是【待补充：泵站改造·问题原因】" in text(made, "problems_0")
    for section in made.sections:
        for span in section.spans:
            if span.source.missing:
                assert section.text[span.start : span.end].startswith("【待补充：")
                assert section.text[span.start : span.end].endswith("】")


def amounts() -> st.SearchStrategy[Decimal | None]:
    exact = st.integers(0, 10**9).map(lambda n: Decimal(n) / 1000)
    return st.one_of(st.none(), exact)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(amounts(), st.lists(amounts().filter(lambda a: a is not None), max_size=3)),
        min_size=1,
        max_size=7,
    )
)
def test_rows_add_up_to_totals_and_the_prose_says_them(projects: list[tuple[Any, list[Any]]]) -> None:
    given_facts = [facts(f"甲{number}", budget, paid) for number, (budget, paid) in enumerate(projects)]
    made = report(*given_facts)
    budgets = [budget for budget, _ in projects if budget is not None]
    payments = [sum(paid, Decimal(0)) for _, paid in projects if paid]
    both = [(b, sum(p, Decimal(0))) for b, p in projects if b is not None and p]
    totals = {name.removeprefix("unit."): one for name, one in made.totals.items()}
    said = text(made, "overview")
    for name, values in (("budget_total", budgets), ("paid_total", payments)):
        assert (name in totals) == bool(values)
        if values:
            assert totals[name].value == sum(values)
            assert totals[name].text in said
    whole = sum((b for b, _ in both), Decimal(0))
    assert ("execution_rate" in totals) == bool(whole)
    if whole:
        exact = sum((p for _, p in both), Decimal(0)) * 100 / whole
        assert abs(totals["execution_rate"].value - exact) <= Decimal("0.005")
        assert totals["execution_rate"].text in said
    form = form_of(made)
    column = {at: [c.value for c in form.cells if c.left == at and c.top > form.header] for at in (3, 4)}
    assert sum(v for v in column[3] if isinstance(v, Decimal)) == sum(budgets)
    assert sum(v for v in column[4] if isinstance(v, Decimal)) == sum(payments)
    assert "unit_sum" not in rules(made) and "unit_text" not in rules(made)


@settings(max_examples=40, deadline=None)
@given(st.lists(facts_trees(), min_size=1, max_size=3))
def test_any_facts_make_a_report_whose_every_figure_has_a_source(trees: list[dict[str, Any]]) -> None:
    made = report(*map(facts_from_tree, trees))
    for section in made.sections:
        covered = set()
        for span in section.spans:
            assert 0 <= span.start <= span.end <= len(section.text)
            covered.update(range(span.start, span.end))
        bare = re.sub(r"(?m)^(?:\d+\.|（\d+）)", lambda found: " " * len(found.group()), section.text)
        loose = [at for at, char in enumerate(bare) if char.isdigit() and at not in covered]
        assert not loose, (section.id, section.text[max(0, loose[0] - 20) : loose[0] + 5])
    assert paper_of(made).sections
    assert all(path.startswith("projects[") for one in made.totals.values() for path in one.inputs)
    assert "unit_sum" not in rules(made)


@pytest.mark.parametrize(
    "name", ["unit.budget_total", "unit.paid_total", "unit.execution_rate", "unit.projects"]
)
def test_a_wrong_total_is_found(name: str) -> None:
    of = unit(*THREE)
    totals = dict(totals_of(of))
    totals[name] = replace(totals[name], value=Decimal(totals[name].value) + Decimal("0.01"))
    found = list(check(of, totals, {"overview": text(report(*THREE), "overview")}))
    assert "unit_sum" in [one.rule for one in found if one.severity == "error" and one.path == name]


def test_a_total_that_the_text_does_not_say_is_found() -> None:
    of = unit(*THREE)
    said = text(report(*THREE), "overview").replace("470.625", "470.652")
    found = list(check(of, totals_of(of), {"overview": said}))
    assert [(one.rule, one.path) for one in found] == [("unit_text", "unit.paid_total")]


def test_a_row_that_its_project_does_not_say_is_found() -> None:
    of = unit(*THREE)
    odd = replace(of.members[1], amounts=frozenset({Decimal(80)}))
    found = list(
        check(
            replace(of, members=(of.members[0], odd)),
            totals_of(replace(of, members=(of.members[0], odd))),
            {},
        )
    )
    assert [one.message for one in found if one.rule == "unit_project"] == [
        "“河道清淤”的累计支出70万元没有出现在该项目报告的资金部分"
    ]


def drafted(given_facts: ProjectFacts) -> Drafted:
    one = member(given_facts)
    return Drafted(given_facts, (), {}, one.amounts, one.told)


def test_units_and_years_are_not_mixed() -> None:
    other = {"report": {"year": 2024, "unit": "岚桥县人民医院", "unit_short": "岚桥医院"}}
    short = {"report": {"year": 2024, "unit": "岚桥医院"}}
    earlier = {"report": {"year": 2023, "unit": UNIT}}
    spaced = {"report": {"year": 2024, "unit": "岚桥县 水务局"}}
    names = ("泵站改造", "急诊楼", "急诊设备", "清淤", "闸门")
    trees = ({}, other, short, earlier, spaced)
    given_facts = [facts(name, **more) for name, more in zip(names, trees, strict=True)]
    units = units_of([(f"{n}.yaml", drafted(one)) for n, one in enumerate(given_facts)], PACK)
    assert [(one.name, one.year, len(one.members)) for one in units] == [
        (UNIT, 2024, 2),
        ("岚桥县人民医院", 2024, 1),
        ("岚桥医院", 2024, 1),
        (UNIT, 2023, 1),
    ]
    found = list(among_units(units))
    assert [(one.rule, one.severity) for one in found] == [
        ("units_mixed", "warning"),
        ("years_mixed", "warning"),
        ("units_mixed", "error"),
    ]
    assert "简称" in found[2].message


def test_the_same_project_twice() -> None:
    other = facts("泵站 改造", 130)
    units = units_of([(f"{n}.yaml", drafted(one)) for n, one in enumerate((*THREE, THREE[0], other))], PACK)
    made = make_report(units[0])
    # The very same facts count once; the same name with other facts is not decided here, and is said.
    assert made.totals["unit.budget_total"].value == Decimal("630.25")
    assert units[0].twice == ("3.yaml",)
    assert "泵站改造有2份内容不同的事实文件，合计中都已计入，【待核实：同名项目以哪一份为准】。" in text(
        made, "overview"
    )
    assert [(one.rule, one.severity) for one in made.findings] == [
        ("unit_repeated", "error"),
        ("unit_repeated", "warning"),
    ]
    assert "0.yaml、4.yaml" in made.findings[0].message


def test_braces_in_names_stay_what_they_are() -> None:
    odd = facts("{{ 7*7 }}{unit}", report={"year": 2024, "unit": "{year}局"})
    made = make_report(Unit("{year}局", 2024, (member(odd),)))
    assert made.title == "{year}局2024年度项目支出绩效自评报告"
    assert "{{ 7*7 }}{unit}" in text(made, "goals")


def test_the_json_traces_every_figure() -> None:
    document = report(*THREE).as_json()
    overview = document["sections"][0]
    known = {one["text"]: one["fact"] for one in overview["mentions"]}
    assert known["470.625万元"] == "unit.paid_total"
    total = next(one for one in document["totals"] if one["name"] == "unit.paid_total")
    assert total["formula"] == "Σ各项目累计支出"
    assert list(total["inputs"]) == [f"projects[{n}].funds.paid_total" for n in range(3)]
    assert tree("泵站改造")["project"]["name"] == document["projects"][0]["project"]


def test_the_word_file_keeps_the_rules_and_has_the_table() -> None:
    bare = facts_from_tree({"report": {"year": 2024, "unit": UNIT}, "project": {"name": "泵站运行"}})
    content = docx_bytes(paper_of(report(*THREE, bare)))
    assert faults(content) == []
    tables = docx.Document(io.BytesIO(content)).tables
    rows = [[cell.text for cell in row.cells] for row in tables[-1].rows]
    assert rows[0][1] == "项目名称"
    assert [row[1] for row in rows[1:]] == ["泵站改造", "河道清淤", "水库加固", "泵站运行"]
    assert rows[3][2:5] == ["300.250", "310.125", "103.29%"]
    assert rows[4][2:] == ["【待补充】"] * 6
