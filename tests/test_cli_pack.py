"""`assistant pack`: a template in, a pack out, and what is wrong told in Chinese with code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli_pack import app
from tests.export.template import templates


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path))
    return tmp_path


def run(*arguments: object):
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_derive_check_and_list(home: Path) -> None:
    file = home / "云山县模板.docx"
    file.write_bytes(templates.styles_only().content)
    made = run("derive", file, "--id", "yun-shan", "-o", home / "packs", "--json")
    assert made.exit_code == 0, made.output
    told = json.loads(made.stdout)
    assert [one["heading"] for one in told["sections"]] == [words for _, words, _ in templates.OUTLINE]
    assert run("check", home / "packs" / "yun-shan").exit_code == 0
    listed = json.loads(run("list", "--json").stdout)
    assert listed["packs"][-1]["id"] == "yun-shan" and listed["packs"][-1]["template"].endswith(
        "template.docx"
    )
    again = run("derive", file, "--id", "yun-shan", "-o", home / "packs")
    assert again.exit_code == 2 and "没有覆盖" in again.output


def test_what_cannot_be_used(home: Path) -> None:
    file = home / "空.docx"
    file.write_bytes(b"")
    assert "空的" in (empty := run("derive", file)).output and empty.exit_code == 2
    assert "编号" in (bad := run("derive", file, "--id", "../x")).output and bad.exit_code == 2
    assert run("check", "nowhere").exit_code == 2


def test_a_broken_pack_is_listed_with_its_reason(home: Path) -> None:
    folder = home / "packs" / "bad"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("title: 无提纲\n", encoding="utf-8")
    broken = json.loads(run("list", "--json").stdout)["broken"]
    assert [one["id"] for one in broken] == ["bad"] and "sections" in broken[0]["reason"]
