"""Packs, preferences, variables, data: what is shown, what is never shown, and who may choose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import InputError, NotAllowed
from assistant.outline.packs import DEFAULT_PACK, pack_names
from assistant.settings import Settings
from assistant.workspace.installation import installed, model_variables
from assistant.workspace.packs_known import known_packs
from assistant.workspace.preferences import default_pack, set_default_pack
from assistant.workspace.workspace import Workspace
from tests.workspace.problems import opened


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = opened(tmp_path)
    yield made
    made.close()


def test_all_packs_are_known(workspace):
    assert [one.id for one in known_packs()] == pack_names()
    assert all(one.pack and one.title == one.pack.title for one in known_packs())


def test_the_default_pack_is_kept(workspace):
    me = workspace.people.local()
    assert default_pack(workspace) == DEFAULT_PACK
    set_default_pack(workspace, me, "yunnan")
    assert default_pack(workspace) == "yunnan"
    with pytest.raises(InputError):
        set_default_pack(workspace, me, "../secrets")
    assert default_pack(workspace) == "yunnan"


@pytest.mark.parametrize("kept", ["", "[]", '{"pack": "gone"}', '{"pack": 3}', "\x00"])
def test_a_spoilt_preference_is_none(workspace, kept):
    workspace.settings.home.mkdir(exist_ok=True)
    (workspace.settings.home / "preferences.json").write_text(kept, encoding="utf-8")
    assert default_pack(workspace) == DEFAULT_PACK


def test_a_drafter_chooses_for_nobody(workspace):
    admin = workspace.people.first("主管", "主管", "correct horse")
    drafter = workspace.people.add(admin, "小李", "小李", "correct horse", "drafter")
    with pytest.raises(NotAllowed):
        set_default_pack(workspace, drafter, "yunnan")
    with pytest.raises(NotAllowed):
        installed(workspace, drafter)
    assert default_pack(workspace) == DEFAULT_PACK


def test_variables_say_who_set_them_and_hide_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_MODEL", "qwen")
    monkeypatch.setenv("ASSISTANT_API_KEY", "sk-hidden")
    shown = {one.name: one for one in model_variables(Settings(home=tmp_path))}
    assert shown["ASSISTANT_MODEL"].value == "qwen" and shown["ASSISTANT_MODEL"].given
    assert shown["ASSISTANT_API_KEY"].value == "已设置（不显示）"
    assert shown["ASSISTANT_EMBEDDING_KEY"].value == "" and not shown["ASSISTANT_RETRIES"].given
    assert "sk-hidden" not in repr(shown)


def test_the_data_are_measured(workspace):
    me = workspace.people.local()
    (workspace.settings.home / "uploads").mkdir()
    (workspace.settings.home / "uploads" / "a").write_bytes(b"x" * 1234)
    found = installed(workspace, me)
    sizes = {one.title: one.size for one in found.folders}
    assert sizes["上传的文件"] == 1234 and (sizes["项目、草稿、用户和记录"] or 0) > 0
    assert found.free > 0 and dict(found.versions)["本程序"]


def test_a_database_elsewhere_is_named_without_its_address(tmp_path):
    made = opened(tmp_path, database_url="postgresql+psycopg://user:geheim@db/base")
    me = opened(tmp_path).people.local()
    first = installed(made, me).folders[0]
    assert first.size is None and "geheim" not in first.place and "ASSISTANT_DATABASE_URL" in first.place
