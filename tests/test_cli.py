"""The command line end to end, as a contract: exit codes, one JSON document on stdout, Chinese reasons on stderr."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import pytest
import yaml

from assistant.drafting.answer import bare_heading
from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.outline.packs import load_pack, pack_names
from tests.commands import assistant, assistant_process
from tests.drafting.facts import TREE, small_project
from tests.fakes.openai_server import FakeServer, cut, reset, serving, status

PAST = """# 砚洲县水务局2022年泵站改造项目绩效自评报告

一、项目支出基本情况

（一）资金安排情况。根据砚洲县财政局文件，砚洲县水务局2022年泵站改造项目安排资金88.6万元，资金于2022年4月1日到位。

（二）资金使用情况

截至2022年12月31日，共支付砚洲县宏远水利工程有限公司工程款88.6万元，执行率100%。

二、自评发现的问题及整改措施

项目进度较慢，原因是汛期停工。今后将按月调度进度，落实责任。
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "泵站.yaml"
    path.write_text(yaml.safe_dump(TREE, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture
def past(tmp_path: Path) -> Path:
    path = tmp_path / "往年" / "2022砚洲泵站.txt"
    path.parent.mkdir()
    path.write_text(PAST, encoding="utf-8")
    return path


def test_help_is_chinese_and_lists_the_commands(home):
    ran = assistant_process("--help", home=home)
    assert ran.code == 0
    for command in ("ingest", "search", "outline", "draft", "review", "serve"):
        assert command in ran.out
    assert "绩效自评报告" in ran.out


@pytest.mark.parametrize("pack", pack_names())
def test_draft_to_word(pack, home, facts, tmp_path):
    out = tmp_path / "新文件夹" / "自评报告.docx"
    ran = assistant("draft", facts, "-o", out, "--pack", pack, home=home)
    assert ran.code == 0, ran.err
    assert ran.out == ""
    read = {paragraph.text: paragraph.style.name for paragraph in docx.Document(str(out)).paragraphs}
    for placed in load_pack(pack).placed():
        assert read.get(placed.heading) == f"Heading {placed.level}"


def test_draft_json_has_the_contract_shape(home, facts, tmp_path):
    out = tmp_path / "d.json"
    ran = assistant("draft", facts, "-o", out, "--json", home=home)
    document = ran.json
    assert document == json.loads(out.read_text(encoding="utf-8"))
    assert {"project", "pack", "writer", "sections", "findings", "timings"} <= set(document)
    for section in document["sections"]:
        assert {
            "id",
            "heading",
            "level",
            "kinds",
            "text",
            "mentions",
            "exemplars",
            "missing",
            "usage",
        } <= set(section)
        for mention in section["mentions"]:
            assert section["text"][mention["start"] : mention["end"]] == mention["text"]
            assert mention["fact"]


def test_markdown_is_written(home, facts, tmp_path):
    out = tmp_path / "d.md"
    assert assistant("draft", facts, "-o", out, home=home).code == 0
    assert "## 一、基本情况" in out.read_text(encoding="utf-8")


def test_bad_facts_give_every_fault_and_code_2(home, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        "report: {year: 24, unit: 甲局}\nproject: {nmae: 项目}\nfunds: {initial_budget: 三百}\n",
        encoding="utf-8",
    )
    ran = assistant_process("draft", bad, "-o", tmp_path / "x.docx", "--json", home=home)
    assert ran.code == 2
    paths = [problem["path"] for problem in ran.json["error"]["problems"]]
    assert paths == ["report.year", "project.nmae", "funds.initial_budget"]
    assert "评价年度" in ran.err and "是否想写 name" in ran.err
    assert not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["draft", "没有.yaml", "-o", "x.docx"], "找不到事实文件"),
        (["draft", "FACTS", "-o", "x.pdf"], "请用 .docx、.md 或 .json 结尾"),
        (["draft", "FACTS", "-o", "x.docx", "--pack", "火星"], "没有名为“火星”的地方模板"),
        (["draft", "FACTS", "-o", "x.docx", "--writer", "model"], "ASSISTANT_BASE_URL"),
        (["ingest"], "没有给出文件"),
        (["ingest", "没有这个文件.pdf"], "没有这个文件.pdf"),
        (["outline", "没有这个文件.pdf"], "没有这个文件.pdf"),
        (["review", "没有.json", "--facts", "FACTS"], "找不到文件"),
    ],
)
def test_bad_input_is_code_2_with_the_reason_in_chinese(arguments, said, home, facts):
    ran = assistant(*[facts if one == "FACTS" else one for one in arguments], home=home)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_ingest_search_outline(home, past):
    first = assistant_process("ingest", past.parent, "--json", home=home)
    assert first.code == 0, first.err
    assert [(one["file"], one["status"]) for one in first.json["documents"]] == [
        ("2022砚洲泵站.txt", "added")
    ]
    again = assistant_process("ingest", past, "--json", home=home)
    assert [one["status"] for one in again.json["documents"]] == ["unchanged"]

    hits = assistant_process("search", "资金支付和执行率", "--kind", "funds_used", "--json", home=home).json[
        "hits"
    ]
    assert hits[0]["document"] == "2022砚洲泵站.txt"
    assert hits[0]["kind"] == "funds_used"
    assert "宏远" in hits[0]["text"]
    assert "宏远" not in hits[0]["masked"] and "88.6" not in hits[0]["masked"]

    outline = assistant_process("outline", past, "--json", home=home).json
    kinds = [(one["heading"], one["level"], one["kinds"]) for one in outline["sections"]]
    assert outline["unit"] == "砚洲县水务局" and outline["year"] == 2022
    assert kinds == [
        ("一、项目支出基本情况", 1, ["overview"]),
        ("（一）资金安排情况", 2, ["funds_arranged"]),
        ("（二）资金使用情况", 2, ["funds_used"]),
        ("二、自评发现的问题及整改措施", 1, ["problems", "measures"]),
    ]


def test_one_bad_document_fails_and_the_others_go_in(home, past):
    folder = past.parent
    (folder / "空.txt").write_text("", encoding="utf-8")
    (folder / "假.docx").write_bytes(b"%PDF-1.7 this is no Word file")
    (folder / "断.docx").write_bytes(b"PK\x03\x04truncated")
    ran = assistant("ingest", folder, "--json", home=home)
    assert ran.code == 2
    result = {one["file"]: one for one in ran.json["documents"]}
    assert result["2022砚洲泵站.txt"]["status"] == "added"
    for name in ("空.txt", "假.docx", "断.docx"):
        assert result[name]["status"] == "failed"
        assert re.search(r"[\u4e00-\u9fff]", result[name]["reason"])


def test_review_of_an_own_draft_finds_nothing_false(home, facts, tmp_path):
    out = tmp_path / "d.docx"
    assistant("draft", facts, "-o", out, home=home)
    ran = assistant("review", out, "--facts", facts, "--json", "--fail-on", "error", home=home)
    assert ran.code == 0, ran.err
    assert ran.json["untraced"] == 0 and ran.json["traced"] > 50


def test_review_finds_a_planted_figure_and_name(home, facts, tmp_path):
    text = tmp_path / "r.txt"
    text.write_text(
        "一、资金使用情况\n项目累计支出241.56万元，全部支付给砚洲县宏远水利工程有限公司。\n", encoding="utf-8"
    )
    ran = assistant_process("review", text, "--facts", facts, "--json", "--fail-on", "error", home=home)
    assert ran.code == 1
    found = {(one["rule"], one["text"]) for one in ran.json["findings"] if one["severity"] == "error"}
    assert ("contradicted", "241.56万元") in found
    assert any(rule == "untraced_name" and "宏远" in name for rule, name in found)


PLAN = make_plan(small_project(), load_pack("national"))


def faithful(messages: list[dict[str, str]]) -> str:
    asked = messages[-1]["content"]
    section = next(one for one in PLAN.sections if one.points and f"“{bare_heading(one.heading)}”" in asked)
    return compose(section).text


def model_settings(server: FakeServer, **more: str) -> dict[str, str]:
    return {
        "base_url": server.base_url,
        "model": "fake-model",
        "api_key": "sk-secret-0001",
        "retries": "0",
        **more,
    }


def test_a_model_draft_through_a_real_server(home, facts, past, tmp_path):
    assistant("ingest", past, home=home)
    with serving(faithful) as server:
        ran = assistant(
            "draft",
            facts,
            "-o",
            tmp_path / "m.json",
            "--writer",
            "model",
            "--json",
            home=home,
            **model_settings(server),
        )
    assert ran.code == 0, ran.err
    document = ran.json
    assert document["writer"] == "model"
    assert not [one for one in document["findings"] if one["severity"] == "error"]
    asked = "\n".join(
        message["content"] for request in server.requests for message in request.body["messages"]
    )
    assert "砚洲" not in asked and "宏远" not in asked
    assert {section["usage"]["outcome"] for section in document["sections"]} <= {"model", "offline"}
    assert sum(section["usage"]["prompt_tokens"] for section in document["sections"]) > 0


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (status(401), "ASSISTANT_API_KEY"),
        (status(404), "ASSISTANT_MODEL"),
        (status(429, {"Retry-After": "0"}), "429"),
        (status(500), "500"),
        (reset(), "ASSISTANT_BASE_URL"),
        (cut("项目总体目标是"), "没有写完"),
    ],
    ids=["401", "404", "429", "500", "reset", "cut"],
)
def test_a_failing_model_is_a_clear_error_and_finished_sections_are_kept(fault, said, home, facts, tmp_path):
    out = tmp_path / "m.docx"
    command = ("draft", facts, "-o", out, "--writer", "model")
    with serving(faithful) as server:
        calls = 0

        def then_fail(messages):
            nonlocal calls
            calls += 1
            if calls == 3:
                server.plan.extend([fault] * 20)
            return faithful(messages)

        server.respond = then_fail
        failed = assistant(*command, home=home, **model_settings(server, concurrency="1"))
        assert failed.code == 2
        assert said in failed.err and "--resume" in failed.err
        assert "sk-secret" not in failed.err + failed.out
        assert not out.exists()
        server.plan.clear()
        server.respond = faithful
        before = len(server.requests)
        resumed = assistant(*command, "--resume", home=home, **model_settings(server, concurrency="1"))
        assert resumed.code == 0, resumed.err
        total = len([one for one in PLAN.sections if one.points])
        assert 0 < len(server.requests) - before <= total - 3


def test_a_dead_endpoint_is_a_clear_error(home, facts, tmp_path):
    ran = assistant(
        "draft", facts, "-o", tmp_path / "m.docx", "--writer", "model", home=home,
        base_url="http://127.0.0.1:9/v1", model="m", retries="0",
    )  # fmt: skip
    assert ran.code == 2
    assert "连不上" in ran.err or "无法连接" in ran.err
    assert "Traceback" not in ran.err
