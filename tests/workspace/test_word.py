"""Which form a report's Word file has: the unit's own template where there is one, told where it does not fit."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from assistant.errors import InputError, StoreError
from assistant.export import word_file as printing
from assistant.workspace.documents import written_report
from assistant.workspace.report import Report
from assistant.workspace.word import word_file
from tests.workspace.team import Team, make_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A template that has a place for one of the two sections."""
    made, path = Document(), tmp_path / "template.docx"
    made.add_paragraph("本单位固定的说明文字，请勿改动。")
    made.add_heading("标题a", 1)
    made.add_paragraph("（请填写）")
    made.save(str(path))
    monkeypatch.setattr(printing, "template_of", lambda pack: path if pack == "national" else None)
    return path


def _report(team: Team, text: str) -> Report:
    draft = team.draft(team.project(), {"a": text, "b": "乙。"})
    return written_report(team.workspace, team.drafter, draft)


def _texts(content: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(content)).paragraphs]


def test_the_units_own_template_is_filled_and_what_it_lacks_is_told(team: Team, template: Path) -> None:
    made = word_file(_report(team, "甲甲。"))
    texts = _texts(made.content)
    assert "本单位固定的说明文字，请勿改动。" in texts and "甲甲。" in texts and "乙。" in texts
    assert any("已加在正文末尾：" in one and "标题b" in one for one in made.notes)
    assert word_file(_report(team, "甲甲。")).notes == made.notes


def test_a_final_copy_in_a_template_has_no_marks_either(team: Team, template: Path) -> None:
    with pytest.raises(InputError, match="1处待补充或待核实"):
        word_file(_report(team, "甲【待核实：到位率】。"), final=True)


def test_a_template_that_cannot_be_read_is_told(team: Team, template: Path) -> None:
    template.unlink()
    with pytest.raises(StoreError, match="读不了单位模板"):
        word_file(_report(team, "甲。"))


def test_without_a_template_the_standards_form(team: Team) -> None:
    made = word_file(_report(team, "甲甲。"))
    assert made.notes == () and "甲甲。" in _texts(made.content)
