"""`assistant word compare`: two drafts as one Word file with tracked changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli_word import app
from assistant.drafting.pipeline import Job, draft
from assistant.outline.packs import load_pack
from tests.export.resolving import W, accepted, rejected, shown, xml
from tests.samples import full_facts


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A draft, and the same with one figure, one section and the title changed."""
    *_, finished = draft(Job(full_facts(), load_pack("national")))
    made = json.loads(finished.draft.model_dump_json())
    folder = tmp_path_factory.mktemp("drafts")
    old, new = folder / "旧.json", folder / "新.json"
    old.write_text(json.dumps(made), encoding="utf-8")
    overview = next(one for one in made["sections"] if one["id"] == "overview")
    assert "8间" in overview["text"]
    overview["text"] = overview["text"].replace("8间", "9间", 1)
    made["sections"] = [one for one in made["sections"] if one["id"] != "other"]
    made["title"] += "（修订）"
    new.write_text(json.dumps(made), encoding="utf-8")
    return old, new


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_accepted_it_is_the_new_draft_and_rejected_the_old(drafts: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = drafts
    target = tmp_path / "对照.docx"
    ran = run("compare", old, new, "-o", target, "--author", "李填报", "--json")
    assert ran.exit_code == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert [one["id"] for one in told["changed"]] == ["overview", "other"]
    assert told["notes"] == ["题目与旧稿不同，按新稿，未作标记。"]
    content = target.read_bytes()
    for path, way in ((new, accepted), (old, rejected)):
        sections = json.loads(path.read_text())["sections"]
        wanted = [
            line for one in sections for line in (one["heading"], *one["text"].split("\n")) if line.strip()
        ]
        assert [
            text for style, text in shown(way(content)) if style.startswith(("Heading", "Body"))
        ] == wanted
    changes = list(xml(content).iter(f"{W}ins", f"{W}del"))
    assert changes and {one.get(f"{W}author") for one in changes} == {"李填报"}
    assert all(one.get(f"{W}date") for one in changes)


def test_refusals(drafts: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = drafts
    ran = run("compare", old, new, "-o", tmp_path / "对照.txt")
    assert ran.exit_code == 2 and ".docx" in ran.stderr
    ran = run("compare", old, tmp_path / "没有.json", "-o", tmp_path / "对照.docx", "--json")
    assert ran.exit_code == 2 and "找不到文件" in json.loads(ran.stdout)["error"]["message"]
    assert not (tmp_path / "对照.docx").exists()


def test_the_same_draft_twice_is_said_to_be_the_same(drafts: tuple[Path, Path], tmp_path: Path) -> None:
    ran = run("compare", drafts[0], drafts[0], "-o", tmp_path / "对照.docx")
    assert ran.exit_code == 0 and "正文相同" in ran.stderr
