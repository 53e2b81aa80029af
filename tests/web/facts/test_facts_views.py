"""The facts page's HTML: every field labelled, everything typed escaped, locked pages without acts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.facts.form import make_form
from assistant.settings import Settings
from assistant.web.facts.views.offer import offered
from assistant.web.facts.views.sheets import sheet, sheet_list
from assistant.web.facts.views.side import side
from assistant.workspace.filling import FilledForm, fill, open_form
from assistant.workspace.filling_changes import Fill
from assistant.workspace.filling_checks import form_of, standing
from assistant.workspace.importing import offer, proposed
from assistant.workspace.workspace import Workspace, open_workspace

EVIL = '"><script>alert(1)</script>'
TREE = {
    "report": {"year": 2024, "unit": "岚川县气象台"},
    "project": {"name": EVIL},
    "funds": {"payments": [{"payee": EVIL, "amount": "3"}]},
    "indicators": [{"name": EVIL}],
    "problems": [{"title": EVIL}],
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(Settings(home=tmp_path / "home"))


@pytest.fixture
def form(workspace: Workspace) -> FilledForm:
    me = workspace.people.local()
    made = workspace.projects.create(me, TREE, "national")
    return open_form(workspace, me, made.id)


def test_every_field_of_the_form_has_its_place_and_name(form: FilledForm) -> None:
    pages = "".join(sheet(make_form(), form, number) for number in range(len(make_form().sheets)))
    for entry in make_form().entries():
        path = entry.path.replace("[]", "[0]")
        found = re.search(rf'<(?:input|textarea|select)[^>]*data-path="{re.escape(path)}"[^>]*>', pages)
        assert found, path
        assert "aria-label=" in found[0] or f'for="f-{path}"' in pages


def test_what_is_typed_is_escaped(form: FilledForm) -> None:
    now = standing(form)
    drawn = "".join(sheet(make_form(), form, number) for number in range(len(make_form().sheets)))
    drawn += side(form, now) + sheet_list(form_of("national"), now, {}, "0", locked=False)
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_locked_page_has_no_acts_and_says_why(form: FilledForm) -> None:
    drawn = sheet(make_form(), replace(form, locked="项目待审核，不能修改。"), 2)
    assert "项目待审核，不能修改。" in drawn
    assert "data-op" not in drawn
    assert all(" disabled" in one for one in re.findall(r"<(?:input|textarea|select)[^>]*>", drawn))


def test_a_table_ends_with_an_empty_row(form: FilledForm) -> None:
    drawn = sheet(make_form(), form, 2)
    assert 'data-path="funds.payments[1].amount"' in drawn
    assert 'data-path="funds.payments[2].amount"' not in drawn


def test_a_wrong_value_and_a_contested_one_are_told_at_their_fields(
    workspace: Workspace, form: FilledForm
) -> None:
    me, id_ = workspace.people.local(), form.project.id
    fill(workspace, me, id_, form.revision, [Fill("report.region", "甲县")])
    fill(workspace, me, id_, form.revision, [Fill("report.region", EVIL), Fill("report.filled_on", "昨天")])
    now = open_form(workspace, me, id_)
    drawn = sheet(make_form(), now, 0)
    note = drawn.partition('data-region="note:report.filled_on"')[2].partition("</div>")[0]
    assert "应为日期" in note
    assert 'value="昨天"' in drawn
    rival = drawn.partition('data-region="note:report.region"')[2]
    assert 'data-op="settle" data-at="report.region"' in rival
    assert "<script>" not in drawn
    assert "2处" in side(now, standing(now))


def test_acts_have_no_data_that_gradio_takes_for_a_file(form: FilledForm) -> None:
    now = standing(form)
    drawn = side(form, now) + sheet_list(form_of("national"), now, {}, "0", locked=False)
    acts = re.findall(r"<[^>]*data-do=[^>]*>", drawn)
    assert acts
    assert not [one for one in acts if "data-path" in one]


def test_an_offer_shows_both_values_and_its_words(workspace: Workspace, form: FilledForm) -> None:
    me = workspace.people.local()
    file = f"report: {{year: 2024, unit: 云坪县局, region: '{EVIL}'}}\nproject: {{name: 甲}}".encode()
    made = offer(workspace, me, form.project.id, "a.yaml", file)
    drawn = offered(made, proposed(made, form), 0)
    assert "<script>" not in drawn
    assert "与已填不同" in drawn
    assert "请先核对是不是选错了文件" in drawn
    assert "采用有把握的" not in drawn
