"""Filling in the form: what is valid is saved, what is wrong stays as it was typed, two people lose nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.errors import InputError, NotAllowed, NotThere
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.workspace.filling import FilledForm, fill, open_form
from assistant.workspace.filling_changes import Fill, InsertRow, MoveRow, RemoveRow, Settle
from assistant.workspace.workspace import Workspace


@pytest.fixture
def form(workspace: Workspace, anna: Person, project: Project) -> FilledForm:
    return open_form(workspace, anna, project.id)


def test_a_form_shows_the_facts(form: FilledForm) -> None:
    assert form.cell("funds.payments[1].amount").text == "40"
    assert form.cell("project.type").text == "construction"
    assert form.cell("project.background").text == "雷达站建于2009年，雨季停机11次"
    assert (form.wrong, form.rivals, form.locked) == ({}, {}, "")


def test_what_is_typed_is_saved_as_the_facts_spell_it(
    workspace: Workspace, anna: Person, form: FilledForm
) -> None:
    changes = [
        Fill("funds.adjusted_budget", "１,234.50万元"),
        Fill("funds.as_of", "2024年12月31日"),
        Fill("project.content", " 更换天线 \n\n调试\n"),
    ]
    made = fill(workspace, anna, form.project.id, form.revision, changes)
    assert made.form.facts.funds.adjusted_budget == Decimal("1234.5")
    assert made.form.cell("funds.adjusted_budget").text == "1234.5"
    assert made.form.cell("funds.as_of").text == "2024-12-31"
    assert made.form.facts.project.content == ("更换天线", "调试")
    assert (made.joined, made.form.revision > form.revision) == (False, True)
    assert workspace.projects.facts(anna, form.project.id).tree["funds"]["adjusted_budget"] == "1234.5"


def test_a_wrong_value_stays_as_typed_and_the_rest_is_saved(
    workspace: Workspace, anna: Person, form: FilledForm
) -> None:
    changes = [Fill("funds.initial_budget", "12O.5", "120.5"), Fill("report.region", "岚川县")]
    fill(workspace, anna, form.project.id, form.revision, changes)
    again = open_form(workspace, anna, form.project.id)
    assert again.cell("funds.initial_budget").text == "12O.5"
    assert again.wrong == {"funds.initial_budget": "应为数字，不带单位和逗号"}
    assert again.facts.funds.initial_budget is None
    assert again.facts.report.region == "岚川县"
    right = fill(workspace, anna, form.project.id, again.revision, [Fill("funds.initial_budget", "121")])
    assert (right.form.wrong, right.form.facts.funds.initial_budget) == ({}, Decimal(121))
    assert open_form(workspace, anna, form.project.id).wrong == {}


def test_a_required_fact_cannot_be_emptied(workspace: Workspace, anna: Person, form: FilledForm) -> None:
    made = fill(workspace, anna, form.project.id, form.revision, [Fill("report.unit", "")])
    assert made.form.wrong == {"report.unit": "必须填写"}
    assert made.form.facts.report.unit == "岚川县气象台"


def test_a_value_that_another_makes_wrong_comes_back_with_it(
    workspace: Workspace, anna: Person, form: FilledForm
) -> None:
    less = fill(workspace, anna, form.project.id, form.revision, [Fill("indicators[0].weight", "10")])
    assert less.form.wrong == {"indicators[0].score": "得分不能高于分值（10分）"}
    assert less.form.cell("indicators[0].score").text == "20"
    back = fill(workspace, anna, form.project.id, less.form.revision, [Fill("indicators[0].weight", "20")])
    assert (back.form.wrong, back.form.facts.indicators[0].score) == ({}, Decimal(20))


def test_of_two_indicators_with_one_id_the_second_is_wrong(
    workspace: Workspace, anna: Person, form: FilledForm
) -> None:
    changes = [Fill("indicators[1].name", "停机次数"), Fill("indicators[1].id", "n1")]
    made = fill(workspace, anna, form.project.id, form.revision, changes)
    assert made.form.wrong == {"indicators[1].id": "指标编号重复：n1"}
    assert made.form.facts.indicators[1].name == "停机次数"


def test_rows_are_added_moved_and_removed(workspace: Workspace, anna: Person, form: FilledForm) -> None:
    id_ = form.project.id
    made = fill(workspace, anna, id_, form.revision, [Fill("funds.payments[2].amount", "5")])
    made = fill(workspace, anna, id_, made.form.revision, [MoveRow("funds.payments[2]", -1)])
    assert [one.amount for one in made.form.facts.funds.payments] == [Decimal("60.25"), 5, 40]
    made = fill(workspace, anna, id_, made.form.revision, [RemoveRow("funds.payments[0]")])
    made = fill(
        workspace, anna, id_, made.form.revision, [InsertRow("funds.payments[0]", (("amount", "7"),))]
    )
    assert [one.amount for one in made.form.facts.funds.payments] == [7, 5, 40]


def test_a_row_that_is_emptied_is_gone(workspace: Workspace, anna: Person, form: FilledForm) -> None:
    names = {"payee": "泽岭电子有限公司", "amount": "60.25", "purpose": "天线款", "date": "2024-06-03"}
    changes = [Fill(f"funds.payments[0].{name}", "", text) for name, text in names.items()]
    made = fill(workspace, anna, form.project.id, form.revision, changes)
    assert made.moved
    assert [one.amount for one in made.form.facts.funds.payments] == [40]
    blank = fill(workspace, anna, form.project.id, made.form.revision, [InsertRow("funds.payments[0]")])
    assert len(blank.form.facts.funds.payments) == 1


def test_a_wrong_value_moves_with_its_row(workspace: Workspace, anna: Person, form: FilledForm) -> None:
    id_ = form.project.id
    made = fill(workspace, anna, id_, form.revision, [Fill("funds.payments[1].amount", "四十")])
    fill(workspace, anna, id_, made.form.revision, [RemoveRow("funds.payments[0]")])
    again = open_form(workspace, anna, id_)
    assert again.cell("funds.payments[0].amount").text == "四十"
    assert list(again.wrong) == ["funds.payments[0].amount"]


def test_two_people_who_change_different_fields_both_have_their_way(
    workspace: Workspace, anna: Person, boris: Person, form: FilledForm
) -> None:
    id_ = form.project.id
    workspace.projects.share(anna, id_, boris, "editor")
    fill(workspace, boris, id_, form.revision, [Fill("report.region", "岚川县")])
    made = fill(workspace, anna, id_, form.revision, [Fill("report.filled_by", "安")])
    assert made.joined
    assert (made.form.facts.report.region, made.form.facts.report.filled_by) == ("岚川县", "安")
    assert made.form.rivals == {}


def test_what_both_changed_is_kept_twice_until_somebody_chooses(
    workspace: Workspace, anna: Person, boris: Person, form: FilledForm
) -> None:
    id_, path = form.project.id, "funds.initial_budget"
    workspace.projects.share(anna, id_, boris, "editor")
    fill(workspace, boris, id_, form.revision, [Fill(path, "130", "120.5")])
    fill(workspace, anna, id_, form.revision, [Fill(path, "140", "120.5")])
    again = open_form(workspace, boris, id_)
    assert again.facts.funds.initial_budget == 130
    assert (again.cell(path).rival, again.cell(path).author) == ("140", "安娜")
    chosen = fill(workspace, boris, id_, again.revision, [Fill(path, "140", "130")])
    assert (chosen.form.rivals, chosen.form.facts.funds.initial_budget) == ({}, Decimal(140))


def test_the_saved_one_of_two_values_may_stay(workspace: Workspace, anna: Person, form: FilledForm) -> None:
    id_, path = form.project.id, "report.region"
    fill(workspace, anna, id_, form.revision, [Fill(path, "甲县")])
    made = fill(workspace, anna, id_, form.revision, [Fill(path, "乙县")])
    settled = fill(workspace, anna, id_, made.form.revision, [Settle(path)])
    assert (settled.form.rivals, settled.form.cell(path).text) == ({}, "甲县")
    assert open_form(workspace, anna, id_).rivals == {}


def test_a_row_that_another_person_moved_is_still_the_same_row(
    workspace: Workspace, anna: Person, form: FilledForm
) -> None:
    id_ = form.project.id
    fill(workspace, anna, id_, form.revision, [RemoveRow("funds.payments[0]")])
    changes = [Fill("funds.payments[1].purpose", "调试费", "安装费")]
    made = fill(workspace, anna, id_, form.revision, changes)
    assert [(one.amount, one.purpose) for one in made.form.facts.funds.payments] == [(40, "调试费")]


def test_a_wrong_value_can_be_put_right_after_somebody_else_saved(
    workspace: Workspace, anna: Person, form: FilledForm
) -> None:
    id_, path = form.project.id, "funds.initial_budget"
    wrong = fill(workspace, anna, id_, form.revision, [Fill(path, "12x", "120.5")])
    fill(workspace, anna, id_, wrong.form.revision, [Fill("report.region", "岚川县")])
    made = fill(workspace, anna, id_, wrong.form.revision, [Fill(path, "125", "12x")])
    assert (made.form.wrong, made.form.rivals) == ({}, {})
    assert made.form.facts.funds.initial_budget == 125


@pytest.mark.parametrize(
    "path", ["", "funds", "funds.nothing", "funds.payments", "funds.payments[0]", "a[0].b"]
)
def test_what_is_no_field_is_refused(workspace: Workspace, anna: Person, form: FilledForm, path: str) -> None:
    with pytest.raises(InputError):
        fill(workspace, anna, form.project.id, form.revision, [Fill(path, "1")])


@pytest.mark.parametrize("row", ["funds.payments", "report[0]", "funds.payments[99999]"])
def test_what_is_no_row_is_refused(workspace: Workspace, anna: Person, form: FilledForm, row: str) -> None:
    with pytest.raises(InputError):
        fill(workspace, anna, form.project.id, form.revision, [RemoveRow(row)])


def test_a_table_has_a_limit(workspace: Workspace, anna: Person, form: FilledForm) -> None:
    with pytest.raises(InputError, match="500行"):
        fill(workspace, anna, form.project.id, form.revision, [Fill("funds.payments[500].amount", "1")])


def test_a_submitted_project_is_shown_and_cannot_be_changed(
    workspace: Workspace, anna: Person, form: FilledForm
) -> None:
    workspace.projects.move(anna, form.project.id, "submitted")
    locked = open_form(workspace, anna, form.project.id)
    assert "待审核" in locked.locked
    with pytest.raises(NotAllowed):
        fill(workspace, anna, form.project.id, locked.revision, [Fill("report.region", "岚川县")])
    assert open_form(workspace, anna, form.project.id).cell("report.region").text == ""


def test_another_persons_project_is_not_there(workspace: Workspace, boris: Person, form: FilledForm) -> None:
    with pytest.raises(NotThere):
        open_form(workspace, boris, form.project.id)
    with pytest.raises(NotThere):
        fill(workspace, boris, form.project.id, form.revision, [Fill("report.region", "岚川县")])
