"""The unit's own templates: derived, corrected, kept, listed, removed, by who may."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from assistant.drafting.composer import compose
from assistant.drafting.pipeline import titled
from assistant.drafting.plan import make_plan
from assistant.errors import DocumentError, InputError, NotAllowed, NotThere
from assistant.export.docx import docx_bytes
from assistant.export.paper import Paper, PaperSection
from assistant.export.template.filling import fill
from assistant.outline.kinds import Kind
from assistant.outline.pack import patterns_of
from assistant.outline.packs import load_pack, pack_names, template_of
from assistant.workspace import templates as kept
from tests.export.template import templates
from tests.samples import full_facts
from tests.workspace.team import Team, make_team


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path))
    return make_team(tmp_path)


def derived(team: Team, make=templates.cover_table) -> kept.Derived:
    return kept.derive(team.workspace, team.admin, "云山县模板.docx", make().content)


def saved(team: Team, title: str = "云山县模板") -> str:
    return kept.save(team.workspace, team.admin, derived(team), title, {})


@pytest.mark.parametrize("make", templates.ALL, ids=lambda make: make.__name__)
def test_every_look_gives_the_same_outline(team: Team, make) -> None:
    draft = derived(team, make).draft
    assert [(one.section.heading, one.level) for one in draft.pack.placed()] == [
        (words, level) for _, words, level in templates.OUTLINE
    ]
    assert [one.told for one in draft.sections] == [
        at in templates.TOLD for at in range(len(templates.OUTLINE))
    ]
    assert all(one.sure for one in draft.sections)


def test_a_saved_template_is_a_pack_with_its_file(team: Team) -> None:
    made = derived(team)
    id = kept.save(team.workspace, team.admin, made, "云山县模板", {})
    assert id in pack_names() and load_pack(id).title == "云山县模板"
    file = template_of(id)
    assert file is not None and file.read_bytes() == made.content
    assert [(one.id, one.title, one.fault) for one in kept.templates(team.workspace, team.admin)] == [
        (id, "云山县模板", "")
    ]


def test_a_persons_kinds_are_kept(team: Team) -> None:
    made = derived(team)
    id = kept.save(team.workspace, team.admin, made, "云山县模板", {"5": ["application"], "3": []})
    sections = {one.section.heading: one.section for one in load_pack(id).placed()}
    assert sections["其他需要说明的问题"].kinds == (Kind.APPLICATION,)
    assert sections["自评结论"].patterns == ()
    with pytest.raises(InputError, match="章节类型"):
        kept.corrected(made, "某", {"5": ["nonsense"]})


def test_titles_and_ids_do_not_clash(team: Team) -> None:
    assert saved(team) != saved(team, "另一个")
    with pytest.raises(InputError, match="已有名为"):
        saved(team)
    with pytest.raises(InputError, match="名称"):
        saved(team, "  ")
    with pytest.raises(InputError, match="自带"):
        kept.check_id("national")
    with pytest.raises(InputError, match="编号"):
        kept.check_id("../x")


def test_a_template_that_projects_use_stays(team: Team) -> None:
    id = saved(team)
    project = team.project()
    team.workspace.projects.change_pack(team.drafter, project.id, id)
    with pytest.raises(InputError, match="1个项目"):
        kept.remove(team.workspace, team.admin, id)
    team.workspace.projects.change_pack(team.drafter, project.id, "national")
    kept.remove(team.workspace, team.admin, id)
    assert id not in pack_names() and kept.templates(team.workspace, team.admin) == []
    with pytest.raises(NotThere):
        kept.remove(team.workspace, team.admin, id)
    with pytest.raises(NotThere):
        kept.remove(team.workspace, team.admin, "../packs")


def test_a_broken_one_is_listed_with_its_fault(team: Team) -> None:
    id = saved(team)
    (team.workspace.settings.home / "packs" / id / "pack.yaml").write_text("title: 坏了\n", encoding="utf-8")
    assert "sections" in kept.templates(team.workspace, team.admin)[0].fault


@pytest.mark.parametrize("name", ["national", "guangdong-county", "guangdong-project", "yunnan"])
def test_our_own_report_is_a_template_of_its_pack(team: Team, name: str) -> None:
    """Its kinds come back as far as its headings say them, and every section finds its own place again."""
    pack, facts = load_pack(name), full_facts()
    sections = [(one, compose(one).text) for one in make_plan(facts, pack).sections]
    paper = Paper(
        title=titled(pack.report_title, facts),
        sections=tuple(PaperSection(one.heading, one.level, text, one.id) for one, text in sections),
    )
    content = docx_bytes(paper)
    made = kept.derive(team.workspace, team.admin, "上年报告.docx", content)
    assert "像是写好的报告" in made.draft.notes[0]
    found = {one.heading: one.section for one in made.draft.pack.placed()}
    told = [one for one in pack.placed() if patterns_of(one.section)]
    same = [one for one in told if set(found[one.heading].kinds) == set(one.section.kinds)]
    assert len(same) / len(told) >= 0.75
    assert fill(content, paper).added == ()


def test_only_administrators_may(team: Team) -> None:
    made = derived(team)
    for act in (
        lambda: kept.derive(team.workspace, team.drafter, "模板.docx", made.content),
        lambda: kept.save(team.workspace, team.drafter, made, "某", {}),
        lambda: kept.remove(team.workspace, team.reviewer, "own"),
        lambda: kept.templates(team.workspace, team.drafter),
    ):
        with pytest.raises(NotAllowed, match="管理员"):
            act()


def test_a_file_without_headings_is_refused(team: Team) -> None:
    document = Document()
    document.add_paragraph("关于召开会议的通知，请各单位准时参加。")
    with pytest.raises(InputError, match="没有找到标题"):
        kept.derive(team.workspace, team.admin, "通知.docx", templates.saved(document))
    with pytest.raises(DocumentError):
        kept.derive(team.workspace, team.admin, "空.docx", b"")
