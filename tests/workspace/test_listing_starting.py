"""New projects: from nothing, from files, from last year's, from samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import DocumentError, FactsError, InputError, NotThere, PackError
from assistant.export.table_file import write_table
from assistant.facts.form import make_form
from assistant.facts.load import facts_from_tree, load_facts
from assistant.facts.offline_form.write import write_offline_form
from assistant.facts.tree import tree_of
from assistant.outline.packs import load_pack
from assistant.settings import Settings
from assistant.workspace.samples import samples
from assistant.workspace.starting import (
    begin_blank,
    begin_from_file,
    begin_from_last,
    begin_sample,
    plain_tree,
    read_file,
    seed_samples,
)
from assistant.workspace.workspace import open_workspace
from tests.workspace.team import Team, make_team

SAMPLE = next(iter(samples().values()))


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


def test_a_blank_project_says_what_is_lacking_field_by_field(team: Team) -> None:
    with pytest.raises(FactsError) as caught:
        begin_blank(team.workspace, team.drafter, "national", {"report.year": "2024", "report.unit": " "})
    assert [(one.path, one.title) for one in caught.value.problems] == [
        ("report.unit", "单位全称"),
        ("project.name", "项目名称"),
    ]
    with pytest.raises(FactsError) as caught:
        team.project(typed={"report.year": "明年"})
    assert [one.path for one in caught.value.problems] == ["report.year"]
    with pytest.raises(PackError):
        begin_blank(team.workspace, team.drafter, "没有", {"report.year": "2024"})
    assert team.workspace.projects.list(team.drafter) == []


def test_a_blank_project_keeps_its_type(team: Team) -> None:
    project = team.project(typed={"project.type": "service"})
    tree = team.workspace.projects.facts(team.drafter, project.id).tree
    assert tree["project"] == {"name": "急诊楼改造项目", "type": "service"} and project.origin == "blank"


def test_a_facts_file_comes_in_exactly_and_is_kept(team: Team) -> None:
    made = begin_from_file(team.workspace, team.drafter, "national", SAMPLE, "事实.yaml", {})
    stored = team.workspace.projects.facts(team.drafter, made.project.id)
    assert facts_from_tree(stored.tree) == load_facts(SAMPLE)
    assert made.facts > 50 and made.project.origin == "file"
    (upload,) = team.workspace.material.uploads(team.drafter, made.project.id)
    assert team.workspace.material.open(team.drafter, upload.id) == ("事实.yaml", SAMPLE.read_bytes())


def test_the_offline_form_comes_in(team: Team, tmp_path: Path) -> None:
    facts, path = load_facts(SAMPLE), tmp_path / "填报.xlsx"
    write_offline_form(make_form(), path, tree_of(facts), {})
    made = begin_from_file(team.workspace, team.drafter, "national", path, path.name, {})
    assert facts_from_tree(team.workspace.projects.facts(team.drafter, made.project.id).tree) == facts


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_a_self_evaluation_table_comes_in(team: Team, tmp_path: Path, ending: str) -> None:
    facts, path = load_facts(SAMPLE), tmp_path / f"自评表{ending}"
    write_table(facts, load_pack("national").table, path)
    found = read_file(path)
    assert found.head()["project.name"] == facts.project.name and found.facts > 20
    lacking = {"report.year": str(facts.report.year), "report.unit": facts.report.unit}
    made = begin_from_file(team.workspace, team.drafter, "national", path, path.name, lacking)
    stored = facts_from_tree(team.workspace.projects.facts(team.drafter, made.project.id).tree)
    assert stored.project.name == facts.project.name and len(stored.indicators) == len(facts.indicators)


def test_a_file_that_is_none_makes_no_project(team: Team, tmp_path: Path) -> None:
    bad = {"病毒.exe": b"MZ", "空.xlsx": b"PK\x03\x04", "坏.yaml": b"report: [", "不是.docx": b"text"}
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises((InputError, DocumentError)):
            begin_from_file(team.workspace, team.drafter, "national", tmp_path / name, name, {})
    assert team.workspace.projects.list(team.drafter) == []


def test_next_year_begins_with_names_and_asks_for_figures(team: Team) -> None:
    before = begin_sample(team.workspace, team.drafter, "national", next(iter(samples()))).project
    made = begin_from_last(team.workspace, team.drafter, "yunnan", before.id)
    project = made.project
    assert (project.year, project.unit, project.last, project.origin) == (
        before.year + 1,
        before.unit,
        before.id,
        "last",
    )
    assert project.name == before.name.replace(str(before.year), str(before.year + 1))
    assert made.facts and made.renewed
    tree = team.workspace.projects.facts(team.drafter, project.id).tree
    assert "payments" not in tree.get("funds", {})
    assert all("actual" not in one for one in tree.get("indicators", []))
    named = begin_from_last(team.workspace, team.drafter, "yunnan", before.id, {"project.name": "二期"})
    assert named.project.name == "二期"


def test_a_strangers_project_is_not_carried_over(team: Team) -> None:
    theirs = team.project(team.other)
    with pytest.raises(NotThere):
        begin_from_last(team.workspace, team.drafter, "national", theirs.id)


def test_samples_are_marked_and_seeded_once_for_a_single_user(team: Team, tmp_path: Path) -> None:
    assert seed_samples(team.workspace) == []  # people log in here
    with pytest.raises(InputError):
        begin_sample(team.workspace, team.drafter, "national", "../../etc/passwd")
    alone = open_workspace(Settings(home=tmp_path / "alone"))
    seeded = seed_samples(alone)
    assert len(seeded) == 3 and {one.origin for one in seeded} == {"sample"}
    for one in seeded:
        alone.projects.archive(alone.people.local(), one.id)
    assert seed_samples(alone) == []  # put away is not asked for again
    alone.close()


def test_figures_are_kept_as_text() -> None:
    facts = load_facts(SAMPLE)
    kept = plain_tree(tree_of(facts))
    assert facts_from_tree(kept) == facts
    assert "Decimal" not in repr(kept) and "datetime" not in repr(kept)
