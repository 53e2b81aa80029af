"""The laws of an offline draft: every heading, nothing untraced, nothing twice, nothing invented, placeholders for gaps."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting.composer import compose
from assistant.drafting.plan import Plan, make_plan
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leaves, steps
from assistant.outline.packs import load_pack, pack_names
from assistant.review.report import ReportReview, Section, review_report
from tests.drafting.facts import SAMPLES, TREE, sample, small_project

PACKS = {name: load_pack(name) for name in pack_names()}
REQUIRED = {"report.year", "report.unit", "project.name"}


def texts(plan: Plan) -> dict[str, str]:
    return {section.id: compose(section).text for section in plan.sections}


def reviewed(facts: ProjectFacts, plan: Plan) -> ReportReview:
    sections = [Section(one.id, one.heading, compose(one).text) for one in plan.sections]
    return review_report(sections, facts, plan.derived)


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_draft_is_complete_and_traced(path, pack):
    facts = sample(path)
    plan = make_plan(facts, PACKS[pack])
    review = reviewed(facts, plan)
    whole = "\n".join(texts(plan).values())
    assert [section.heading for section in plan.sections] == [one.heading for one in PACKS[pack].placed()]
    assert review.untraced == 0
    assert not [one for one in review.findings if one.severity == "error" and one.section]
    assert len(whole) >= 1800
    assert not re.search(r"[\ue000-\uf8ff]|None|Undefined|。。|，。|；。|，，|（）|《》|“”", whole)


@pytest.mark.parametrize("pack", PACKS)
def test_every_fact_of_the_small_project_is_told(pack):
    """The year is in the title, contact details are on the cover; a project's type and an indicator's id are for the program."""
    facts = small_project()
    plan = make_plan(facts, PACKS[pack])
    told = {span.source.path for section in plan.sections for span in compose(section).spans}
    inputs = {path for name in told if name in plan.derived for path in plan.derived[name].inputs}
    silent = (
        ".id",
        ".level1",
        ".level2",
        ".unit",
        ".op",
        ".weight",
        "].score",
        "report.region",
        "report.filled_on",
    )
    untold = [path for path, _ in leaves(facts) if path not in told | inputs and not path.endswith(silent)]
    missing_by_design = {"report.year", "report.finance_authority", "execution_score.weight"}
    assert set(untold) <= missing_by_design


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_sentence_stands_twice(path):
    """Sentences of the plan; what a clerk typed twice stays twice."""
    facts = sample(path)
    typed = [value for _, value in leaves(facts) if isinstance(value, str)]
    repeated_by_hand = {value for value in typed if typed.count(value) > 1}
    for pack in PACKS.values():
        said: set[str] = set()
        for text in texts(make_plan(facts, pack)).values():
            for sentence in re.findall(r"[^。\n]{15,}。", text):
                assert sentence not in said or any(
                    typed_twice in sentence for typed_twice in repeated_by_hand
                )
                said.add(sentence)


def _remove(tree: dict[str, Any], path: str) -> None:
    *way, last = steps(path)
    target: Any = tree
    for step in way:
        target = target[step]
    if isinstance(last, int):
        target[last] = None
    else:
        target.pop(last, None)


def _without_empty_items(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _without_empty_items(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_without_empty_items(item) for item in tree if item is not None]
    return tree


OPTIONAL = [path for path, _ in leaves(small_project()) if path not in REQUIRED]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    removed=st.sets(st.sampled_from(OPTIONAL), max_size=len(OPTIONAL)), pack=st.sampled_from(sorted(PACKS))
)
def test_facts_with_gaps_give_placeholders_and_no_invention(removed, pack):
    tree = copy.deepcopy(TREE)
    for path in removed:
        _remove(tree, path)
    facts = facts_from_tree(_without_empty_items(tree))
    plan = make_plan(facts, PACKS[pack])
    review = reviewed(facts, plan)
    assert review.untraced == 0
    for section in plan.sections:
        text = compose(section).text
        assert not re.search(r"[\ue000-\uf8ff]|None|，。|；。|（）|《》|“”", text)
        assert len(section.missing) == 0 or "【待补充：" in text


def test_a_bare_project_is_a_report_of_placeholders():
    facts = facts_from_tree(
        {"report": {"year": 2024, "unit": "云汀县水务局"}, "project": {"name": "泵站改造"}}
    )
    for pack in PACKS.values():
        plan = make_plan(facts, pack)
        for section in plan.sections:
            text = compose(section).text
            assert not text or "【待补充：" in text or section.id in ("method", "publication", "submission")
        assert reviewed(facts, plan).untraced == 0


@pytest.mark.parametrize(
    ("pack_section", "field", "title"),
    [
        ("overview", ("project", "beneficiaries"), "受益对象"),
        ("overview", ("project", "background"), "立项背景"),
        ("overview", ("funds", "payments"), "资金支付情况"),
        ("overview", ("funds", "as_of"), "支出数据截止日期"),
        ("goals", ("goals", "overall"), "总体目标"),
        ("steps", ("evaluation", "steps"), "自评步骤"),
        ("score", ("evaluation", "declared_score"), None),
        ("process", ("management", "organisation"), "组织分工"),
    ],
)
def test_a_missing_fact_is_named_where_it_belongs(pack_section, field, title):
    tree = copy.deepcopy(TREE)
    del tree[field[0]][field[1]]
    plan = make_plan(facts_from_tree(tree), PACKS["national"])
    section = next(one for one in plan.sections if one.id == pack_section)
    text = compose(section).text
    if title is None:  # the sum of the scores is a declared formula: it stands in for the declared total
        assert "自评得分96.27分" in text
    else:
        assert f"【待补充：{title}】" in text
        assert any(path.startswith(".".join(field)) for path in section.missing)
