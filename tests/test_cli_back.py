"""`assistant word back`: what was changed in Word is told as proposals; the draft changes only with `--accept`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from assistant.cli_back import back
from eval.returned.base import base
from eval.returned.word import Word, replace

FIGURE, OTHER = "305.554万元", "306.554万元"


def run(*arguments: object) -> Result:
    app = typer.Typer()
    app.command()(back)
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.json"
    path.write_text(base().draft.model_dump_json(), encoding="utf-8")
    return path


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    word = Word(base().content)
    line = next(one for one in base().text("overview").split("\n") if FIGURE in one)
    replace(word.find(line), FIGURE, OTHER)
    word.comment(word.find(line.replace(FIGURE, OTHER)), OTHER, "请核对支出数", "张三")
    path = tmp_path / "改过.docx"
    path.write_bytes(word.bytes())
    return path


def texts(path: Path) -> dict[str, str]:
    return {one["id"]: one["text"] for one in json.loads(path.read_text("utf-8"))["sections"]}


def test_nothing_is_written_until_it_is_accepted(draft: Path, edited: Path, tmp_path: Path) -> None:
    before = draft.read_bytes()
    ran = run(draft, edited, "--json")
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.stdout)
    (proposal,) = told["proposals"]
    assert [one["section"] for one in proposal["hunks"]] == ["overview"]
    assert proposal["changes"][0]["after"] == OTHER
    assert [one["author"] for one in told["comments"]] == ["张三"] and told["written"] is None
    assert draft.read_bytes() == before

    out = tmp_path / "新草稿.json"
    ran = run(draft, edited, "-o", out, "--accept", "--json")
    assert ran.exit_code == 0 and json.loads(ran.stdout)["written"] == str(out)
    assert OTHER in texts(out)["overview"] and draft.read_bytes() == before
    ran = run(draft, edited, "--accept")
    assert ran.exit_code == 0 and texts(draft) == texts(out)


def test_people_are_told_in_words(draft: Path, edited: Path) -> None:
    ran = run(draft, edited)
    assert (
        "{+306.554万元+}" in ran.output and "张三：请核对支出数" in ran.output and "加 --accept" in ran.output
    )


def test_a_file_without_changes(draft: Path, tmp_path: Path) -> None:
    path = tmp_path / "原样.docx"
    path.write_bytes(base().content)
    ran = run(draft, path)
    assert ran.exit_code == 0 and ran.output.strip() == "Word 文件里没有对正文的改动。"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("改过.docx", b"x", "不是有效的"),
        ("没有.docx", None, "找不到文件"),
        ("表.xlsx", b"PK", "不是 Word 文件"),
    ],
)
def test_bad_files_end_with_the_reason(
    draft: Path, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ran = run(draft, tmp_path / name)
    assert ran.exit_code == 2 and said in ran.output


def test_only_a_draft_can_be_written(draft: Path, edited: Path, tmp_path: Path) -> None:
    ran = run(draft, edited, "--accept", "-o", tmp_path / "新.docx")
    assert ran.exit_code == 2 and ".json" in ran.output
