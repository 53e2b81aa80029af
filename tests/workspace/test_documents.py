"""A report to take away: what stands in the way of its final copy, and which state of it the file is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import DocumentError, InputError, NotThere
from assistant.files import office
from assistant.workspace.documents import report_file, written_report
from assistant.workspace.finishing import obstacles
from assistant.workspace.word import paper, word_file
from tests.workspace.team import Team, make_team

GAP, DOUBT = "【待补充：项目负责人】", "【待核实：到位率】"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


def test_a_finished_report_has_nothing_in_its_way(team: Team) -> None:
    draft = team.draft(team.project(), {"a": "甲。", "b": "乙。"})
    assert obstacles(written_report(team.workspace, team.drafter, draft)).count == 0
    final = report_file(team.workspace, team.drafter, draft, ".docx", final=True)
    assert final.name.endswith(".docx") and "word/comments.xml" not in _parts(final.content)


def test_every_mark_and_every_missing_section_is_in_the_way(team: Team) -> None:
    draft = team.draft(team.project(), {"a": f"负责人为{GAP}，{DOUBT}。", "b": "乙。"})
    headings = [["a", "标题a", 1], ["b", "标题b", 1], ["c", "标题c", 1]]
    team.workspace.drafts.set(team.drafter, draft, head={"sections": headings})
    found = obstacles(written_report(team.workspace, team.drafter, draft))
    assert [(one.section, one.kind, one.words) for one in found.todos] == [
        ("a", "supply", "项目负责人"),
        ("a", "verify", "到位率"),
    ]
    assert found.unwritten == (("c", "标题c"),) and found.count == 3
    with pytest.raises(InputError, match=r"还有3处.*“标题c”还没有写.*“标题a”：到位率"):
        report_file(team.workspace, team.drafter, draft, ".docx", final=True)
    working = report_file(team.workspace, team.drafter, draft, ".docx")
    assert "word/comments.xml" in _parts(working.content)


def test_a_mark_on_the_cover_is_in_the_way_too(team: Team) -> None:
    draft = team.draft(team.project(typed={"report.filled_by": GAP}), {"a": "甲。"})
    found = obstacles(written_report(team.workspace, team.drafter, draft))
    assert [mark for _, mark in found.elsewhere] == [GAP] and not found.todos
    with pytest.raises(InputError, match="封面"):
        report_file(team.workspace, team.drafter, draft, ".docx", final=True)


def test_the_file_says_which_state_of_the_draft_it_is(team: Team) -> None:
    draft = team.draft(team.project(), {"a": "甲。", "b": "乙。"})
    newest = team.revise(draft, "a", "丙。")
    report = written_report(team.workspace, team.drafter, draft)
    assert paper(report).version == f"{draft}.{newest}"
    assert f"{draft}.{newest}" in _parts(word_file(report).content)["docProps/custom.xml"]


def test_the_same_state_is_the_same_file(team: Team) -> None:
    draft = team.draft(team.project(), {"a": "甲。"})
    first, second = (word_file(written_report(team.workspace, team.drafter, draft)).content for _ in range(2))
    assert first == second
    team.revise(draft, "a", "乙。")
    assert word_file(written_report(team.workspace, team.drafter, draft)).content != first


@pytest.mark.parametrize("ending", [".md", ".json"])
def test_plain_texts(team: Team, ending: str) -> None:
    draft = team.draft(team.project(), {"a": "预算320万元。"})
    made = report_file(team.workspace, team.drafter, draft, ending)
    assert "预算320万元。" in made.content.decode() and made.name.endswith(ending)


def test_pdf_where_it_cannot_be_made(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = team.draft(team.project(), {"a": "甲。"})
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(DocumentError, match="没有安装 LibreOffice"):
        report_file(team.workspace, team.drafter, draft, ".pdf")


def test_what_cannot_be_had(team: Team) -> None:
    draft = team.draft(team.project(), {"a": "甲。"})
    with pytest.raises(InputError, match=r"不能导出为 \.exe"):
        report_file(team.workspace, team.drafter, draft, ".exe")
    with pytest.raises(NotThere):
        report_file(team.workspace, team.other, draft, ".docx")
    empty = team.draft(team.project(), {})
    with pytest.raises(NotThere, match="还没有草稿"):
        report_file(team.workspace, team.drafter, empty, ".docx")


def _parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
