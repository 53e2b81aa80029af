"""A person's choice put into the facts: what stands there stays, whatever is proposed."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import FactsError, InputError
from assistant.facts.load import facts_from_tree
from assistant.facts.paths import leaves
from assistant.proposals.acceptance import accept
from assistant.proposals.choosing import choose, confident
from assistant.proposals.proposal import Conflict, Proposal, Proposals, Quote, proposals_from_json
from tests.samples import full_tree

QUOTE = Quote("报告.md", "资金", 0, 2, "原文")


def proposal(path: str, value: str, confidence: float = 0.9) -> Proposal:
    return Proposal(path, path, value, (QUOTE,), confidence, "规则")


def test_what_is_blank_is_filled_with_typed_values() -> None:
    made = accept(
        {"report": {"unit": "岚桥县水务局", "region": None}},
        [proposal("report.region", "岚桥县"), proposal("funds.initial_budget", "160")],
    )
    assert made.tree["report"] == {"unit": "岚桥县水务局", "region": "岚桥县"}
    assert made.tree["funds"]["initial_budget"] == 160
    assert [one.path for one in made.taken] == ["report.region", "funds.initial_budget"]


def test_a_typed_value_is_never_overwritten_and_the_clash_is_told() -> None:
    made = accept({"funds": {"initial_budget": "155"}}, [proposal("funds.initial_budget", "160")])
    assert made.tree == {"funds": {"initial_budget": "155"}}
    assert [(one.path, one.present, one.proposal.value) for one in made.clashes] == [
        ("funds.initial_budget", "155", "160")
    ]


def test_the_same_value_otherwise_written_is_no_clash() -> None:
    made = accept({"funds": {"initial_budget": "160.00"}}, [proposal("funds.initial_budget", "160")])
    assert (len(made.same), made.clashes, made.taken) == (1, (), ())


def test_rows_join_the_same_row_or_stand_at_the_end() -> None:
    tree = {"funds": {"payments": [{"payee": "甲公司", "amount": 10}]}}
    rows = [
        proposal("funds.payments[0].payee", "乙公司"),
        proposal("funds.payments[0].amount", "10"),
        proposal("funds.payments[1].payee", "甲公司"),
        proposal("funds.payments[1].amount", "10"),
        proposal("funds.payments[1].purpose", "工程款"),
    ]
    made = accept(tree, rows)
    assert [row["payee"] for row in made.tree["funds"]["payments"]] == ["甲公司", "乙公司"]
    assert made.tree["funds"]["payments"][0]["purpose"] == "工程款"
    assert {one.path for one in made.taken} == {
        "funds.payments[1].payee", "funds.payments[1].amount", "funds.payments[0].purpose",
    }  # fmt: skip


def test_accepting_twice_adds_nothing() -> None:
    rows = [
        proposal("funds.payments[0].amount", "10"),
        proposal("experience[0]", "分段施工"),
        proposal("problems[0].title", "工期推迟"),
        proposal("problems[0].measures[0]", "按周调度"),
    ]
    once = accept({}, rows)
    twice = accept(once.tree, rows)
    assert twice.tree == once.tree
    assert (len(twice.same), twice.taken) == (4, ())


def test_what_the_rules_of_the_facts_refuse_is_not_taken() -> None:
    tree = {"project": {"period": {"planned_start": "2024-05-01"}}}
    made = accept(
        tree, [proposal("project.period.planned_end", "2024-03-01"), proposal("report.region", "岚桥县")]
    )
    assert "planned_end" not in made.tree["project"]["period"]
    assert made.tree["report"] == {"region": "岚桥县"}
    assert "不应早于" in made.clashes[0].reason


def test_faulty_facts_are_told_before_anything_is_added() -> None:
    with pytest.raises(FactsError, match="金额"):
        accept({"funds": {"initial_budget": "-5"}}, [proposal("report.region", "岚桥县")])


_PATHS = [
    "report.region",
    "funds.initial_budget",
    "evaluation.team.size",
    "funds.payments[0].amount",
    "funds.payments[3].payee",
    "problems[0].title",
    "experience[0]",
    "project.period.actual_end",
    "evaluation.grade",
]


@given(
    st.lists(
        st.tuples(st.sampled_from(_PATHS), st.sampled_from(["7", "2024-08-01", "优", "某单位"])), max_size=8
    )
)
def test_nothing_that_was_filled_in_changes(offered: list[tuple[str, str]]) -> None:
    before = full_tree()
    kept = copy.deepcopy(before)
    made = accept(before, [proposal(path, value) for path, value in dict(offered).items()])
    assert before == kept
    old, new = dict(leaves(facts_from_tree(before))), dict(leaves(facts_from_tree(made.tree)))
    assert {path: new.get(path) for path in old} == old


def offered() -> Proposals:
    one, other = proposal("report.unit", "岚桥县水务局"), proposal("report.unit", "岚桥水务局")
    rows = (proposal("funds.payments[0].amount", "10"), proposal("funds.payments[0].payee", "甲公司", 0.6))
    return Proposals(
        (proposal("report.region", "岚桥县"), *rows), (Conflict("report.unit", "单位全称", (one, other)),)
    )


@pytest.mark.parametrize(
    ("wanted", "paths"),
    [
        (None, ["report.region", "funds.payments[0].amount", "funds.payments[0].payee"]),
        (["funds"], ["funds.payments[0].amount", "funds.payments[0].payee"]),
        (["funds.payments[0].payee"], ["funds.payments[0].payee"]),
        (["report.unit#2"], ["report.unit"]),
    ],
)
def test_fields_groups_and_candidates_are_chosen_by_path(wanted: list[str] | None, paths: list[str]) -> None:
    assert [one.path for one in choose(offered(), wanted)] == paths


def test_a_conflict_is_never_chosen_by_itself() -> None:
    assert not [one for one in choose(offered(), None) if one.path == "report.unit"]
    with pytest.raises(InputError, match="几个不同的值"):
        choose(offered(), ["report.unit"])
    assert choose(offered(), ["report.unit#2"])[0].value == "岚桥水务局"


@pytest.mark.parametrize("wanted", ["report.unit#3", "report.unit#0", "report.unit#x", "report.nothing", ""])
def test_an_unknown_choice_is_refused(wanted: str) -> None:
    with pytest.raises(InputError):
        choose(offered(), [wanted])


def test_a_row_that_lost_its_essential_column_is_left_out_whole() -> None:
    row = (proposal("indicators[0].name", "更换水泵", 0.7), proposal("indicators[0].target", "6", 0.9))
    assert confident((*row, proposal("report.region", "岚桥县")), 0.8) == (
        proposal("report.region", "岚桥县"),
    )


def test_proposals_survive_their_file() -> None:
    import json

    assert proposals_from_json(json.dumps(offered().as_json()), "p.json") == offered()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"proposals": [1], "conflicts": [], "notes": []}', "null", '{"proposals": NaN}']
)
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="提取事实"):
        proposals_from_json(text, "p.json")
