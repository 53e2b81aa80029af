"""How the facts stand: what is missing and for what, what a reviewer says, and what can be put right at once."""

from __future__ import annotations

from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.workspace.filling import fill, open_form
from assistant.workspace.filling_changes import Fill
from assistant.workspace.filling_checks import fix_for, standing
from assistant.workspace.workspace import Workspace


def test_what_the_report_needs_is_named_with_its_sections(
    workspace: Workspace, anna: Person, project: Project
) -> None:
    now = standing(open_form(workspace, anna, project.id))
    wants = {one.path: one for one in now.wants}
    assert "project.background" not in wants
    assert wants["goals.overall"].title == "总体目标"
    assert any("绩效目标" in heading for heading in wants["goals.overall"].sections)
    assert 0 < now.share < 100
    assert now.missing["绩效目标"] == sum(path.startswith("goals") for path in wants)
    assert now.filled["填报信息"] == 3


def test_a_filled_field_is_wanted_no_more(workspace: Workspace, anna: Person, project: Project) -> None:
    form = open_form(workspace, anna, project.id)
    before = standing(form)
    made = fill(workspace, anna, project.id, form.revision, [Fill("goals.overall", "改造雷达站")])
    after = standing(made.form)
    assert {one.path for one in before.wants} - {one.path for one in after.wants} == {"goals.overall"}
    assert after.share > before.share


def test_a_row_without_its_amount_is_wanted(workspace: Workspace, anna: Person, project: Project) -> None:
    form = open_form(workspace, anna, project.id)
    made = fill(workspace, anna, project.id, form.revision, [Fill("funds.payments[2].payee", "某公司")])
    titles = {one.path: one.title for one in standing(made.form).wants}
    assert titles["funds.payments[2].amount"] == "第3项支付金额"


def test_a_wrong_sum_is_told_with_its_fix(workspace: Workspace, anna: Person, project: Project) -> None:
    form = open_form(workspace, anna, project.id)
    changes = [
        Fill("execution_score.weight", "10"),
        Fill("execution_score.score", "8"),
        Fill("evaluation.declared_score", "30"),
    ]
    made = fill(workspace, anna, project.id, form.revision, changes)
    found = next(one for one in standing(made.form).objections if one.rule == "score_sum")
    assert (found.path, found.title, found.severity) == ("evaluation.declared_score", "自评总分", "error")
    assert found.fix is not None
    assert (found.fix.path, found.fix.text) == ("evaluation.declared_score", "28")
    fixed = fill(
        workspace, anna, project.id, made.form.revision, [Fill(found.fix.path, found.fix.text, "30")]
    )
    assert fix_for(fixed.form, "score_sum", "evaluation.declared_score") is None
    assert all(one.rule != "score_sum" for one in standing(fixed.form).objections)


def test_what_needs_judgement_has_no_fix(workspace: Workspace, anna: Person, project: Project) -> None:
    form = open_form(workspace, anna, project.id)
    made = fill(workspace, anna, project.id, form.revision, [Fill("funds.payments[0].amount", "900")])
    found = next(one for one in standing(made.form).objections if one.rule == "money_order")
    assert found.fix is None
