"""The unit's own templates on the settings page, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.outline.kinds import Kind
from assistant.outline.packs import load_pack, pack_names
from assistant.store.people import Person
from assistant.web.options.template_handlers import TemplateHandlers
from assistant.web.options.template_layout import lay_out_templates
from assistant.web.options.views import templates as views
from assistant.workspace.templates import OwnTemplate
from tests.export.template import templates
from tests.web.fragments import read
from tests.workspace.team import Team, make_team


class Asking:
    """Visits of persons that the test names: a request is the person."""

    def person(self, request: Any) -> Person:
        return request


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path))
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


@pytest.fixture
def do(team: Team) -> TemplateHandlers:
    with gr.Blocks():
        return TemplateHandlers(lay_out_templates(), team.workspace, Asking())  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "云山县模板.docx"
    path.write_bytes(templates.numbers_only().content)
    return str(path)


def clicked(**data: str) -> Any:
    return SimpleNamespace(_data=data)


def text(update: Any) -> str:
    return read(update).text


def test_who_may_not_keep_templates_is_sent_nothing(do: TemplateHandlers, team: Team) -> None:
    assert do.enter(team.drafter) == gr.skip()
    shown = do.enter(team.admin)
    assert "还没有本单位模板" in text(shown[do.at.own])


def test_from_upload_to_pack_and_away(do: TemplateHandlers, team: Team, file: str) -> None:
    at = do.at
    shown = do.take(file, team.admin)
    assert shown[at.name] == "云山县模板" and "认出7个标题" in text(shown[at.found])
    assert not Path(file).exists()
    chosen = do.act(shown[at.made], clicked(do="kind", place="5", slot="0", value="application"), team.admin)
    chosen = do.act(chosen[at.made], clicked(do="kind", place="5", slot="1", value="other"), team.admin)
    kept = do.save(chosen[at.made], "云山县2024年模板", team.admin)
    assert "云山县2024年模板" in text(kept[at.own]) and "已保存" in text(kept[at.note])
    assert kept[at.made] is None
    id = pack_names()[-1]
    last = load_pack(id).placed()[-1].section
    assert last.kinds == (Kind.APPLICATION, Kind.OTHER)
    asked = do.act(None, clicked(do="ask", template=id), team.admin)
    assert "确定删除" in text(asked[at.own])
    gone = do.act(None, clicked(do="remove", template=id), team.admin)
    assert "还没有本单位模板" in text(gone[at.own]) and id not in pack_names()


@pytest.mark.parametrize(
    "data",
    [
        {"do": "kind", "place": "99", "slot": "0", "value": "score"},
        {"do": "kind", "place": "5", "slot": "7", "value": "score"},
        {"do": "kind", "place": "5", "slot": "0", "value": "nonsense"},
        {"do": "remove", "template": "../packs"},
    ],
)
def test_what_no_page_would_send_is_refused(do: TemplateHandlers, team: Team, file: str, data: dict) -> None:
    made = do.take(file, team.admin)[do.at.made]
    said = do.act(made, clicked(**data), team.admin)
    assert set(said) == {do.at.note} and "trouble" in said[do.at.note]


def test_a_bad_file_is_told_on_the_page_and_not_kept(
    do: TemplateHandlers, team: Team, tmp_path: Path
) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"PK broken")
    assert "损坏" in text(do.take(str(path), team.admin)[do.at.note])
    assert not path.exists()


def test_only_administrators_take_save_and_remove(do: TemplateHandlers, team: Team, file: str) -> None:
    assert "管理员" in text(do.take(file, team.drafter)[do.at.note])
    assert "管理员" in text(do.act(None, clicked(do="remove", template="own"), team.drafter)[do.at.note])


def test_names_from_files_are_text() -> None:
    shown = views.kept([OwnTemplate("own", "<b>某</b>", "<script>", 3, 0, "")])
    assert "<script>" not in shown and "<b>某</b>" not in shown
