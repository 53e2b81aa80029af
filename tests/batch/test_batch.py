"""A batch from end to end: the command in this process, drafts in worker processes."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from assistant.batch import run as running
from assistant.batch.crew import attempt
from assistant.batch.drafted import Drafted
from assistant.batch.journal import STATE, Journal
from assistant.batch.task import Failure, Order, Task
from assistant.batch.work import Bench
from assistant.cli_batch import run_batch
from assistant.drafting.plan import make_plan
from assistant.errors import InputError
from assistant.facts.load import load_facts
from assistant.library.storage.locks import FileLock
from assistant.models.chat import Message
from assistant.outline.packs import load_pack
from assistant.settings import Settings
from tests.batch.projects import save, tree
from tests.batch.test_gathering import workbook
from tests.commands import assistant, assistant_process
from tests.drafting.echoing import Echo
from tests.fakes.openai_server import serving


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts in this process: a worker of its own costs a second for its imports, and most laws are not about workers."""

    def drafted(order: Order, tasks: list[Task], workers: int) -> Iterator[tuple[Task, Drafted | Failure]]:
        bench = Bench(order)
        for task in tasks:
            yield task, attempt(bench, task)

    monkeypatch.setattr(running, "_drafted", drafted)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    return save(
        tmp_path / "事实", tree("泵站改造"), tree("河道清淤", 80, (70,)), tree("水库加固", 300, (310,))
    )


def drafts(out: Path) -> list[str]:
    return sorted(path.stem for path in out.glob("*.docx") if not path.stem.startswith("单位自评报告"))


def statuses(document: dict[str, Any]) -> dict[str, str]:
    return {one["file"]: one["status"] for one in document["projects"]}


def test_a_folder_becomes_drafts_a_summary_and_a_report(three: Path, tmp_path: Path) -> None:
    (three / "说明.txt").write_text("不是事实", encoding="utf-8")
    (three / "坏的.yaml").write_text("report: {year: 二零二四}\nproject: {}\n", encoding="utf-8")
    (three / "乱码.json").write_bytes(b"\xff\xfe{")
    out = tmp_path / "新" / "报告"
    document = run_batch(three, out, workers=2)
    assert statuses(document) == {
        "乱码.json": "failed",
        "坏的.yaml": "failed",
        "水库加固.yaml": "done",
        "河道清淤.yaml": "done",
        "泵站改造.yaml": "done",
    }
    assert drafts(out) == ["水库加固", "河道清淤", "泵站改造"]
    for one in document["projects"]:
        assert set(one) == {"file", "project", "status", "output", "findings", "reason"}
        assert set(one["findings"]) == {"error", "warning", "info"}
        if one["status"] == "failed":
            assert one["output"] is None and one["reason"]
        else:
            drafted = json.loads(Path(one["output"]).with_suffix(".json").read_text(encoding="utf-8"))
            assert drafted["project"] == one["project"]
            assert docx.Document(one["output"]).paragraphs
            found = Counter(finding["severity"] for finding in drafted["findings"])
            assert {name: found[name] for name in one["findings"]} == one["findings"]
    reasons = {one["file"]: one["reason"] for one in document["projects"]}
    assert "评价年度" in reasons["坏的.yaml"] and "UTF-8" in reasons["乱码.json"]
    assert Path(document["summary"]).is_file()
    assert Path(document["report"]).name == "单位自评报告.docx"
    assert [one["unit"] for one in document["reports"]] == ["岚桥县水务局"]
    # Nothing half-written is left anywhere.
    assert {path.name for path in (out / STATE).iterdir()} <= {"journal.jsonl", "lock", "lock-gate"}
    assert not list(out.glob(".*.tmp"))


@pytest.mark.usefixtures("here")
def test_what_is_finished_is_not_done_again(three: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    run_batch(three, out, workers=1)
    before = {path.name: path.read_bytes() for path in out.glob("*.json")}
    save(three, tree("河道清淤", 85, (70,)))
    (out / "水库加固.docx").unlink()
    again = run_batch(three, out, workers=1)
    assert statuses(again) == {"泵站改造.yaml": "unchanged", "河道清淤.yaml": "done", "水库加固.yaml": "done"}
    assert (out / "泵站改造.json").read_bytes() == before["泵站改造.json"]
    assert "85" in (out / "河道清淤.json").read_text(encoding="utf-8")
    third = run_batch(three, out, workers=1)
    assert set(statuses(third).values()) == {"unchanged"}
    # What is told of projects that were not drafted again is the same.
    assert [one["findings"] for one in third["projects"]] == [one["findings"] for one in again["projects"]]


@pytest.mark.usefixtures("here")
def test_another_pack_is_another_draft(three: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    run_batch(three, out, workers=1)
    again = run_batch(three, out, "yunnan", workers=1)
    assert set(statuses(again).values()) == {"done"}


def test_a_run_cut_short_goes_on(three: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    order = Order(Settings(), "national", "offline", out)
    events = running.run(order, three, workers=1)
    first = next(event for event in events if isinstance(event, running.Finished))
    events.close()
    # A line torn by a kill, and a file that was being written.
    with (out / STATE / "journal.jsonl").open("ab") as journal:
        journal.write(b'\n{"done": "ab')
    (out / STATE / "0123456789ab.docx").write_bytes(b"PK half")
    again = run_batch(three, out, workers=1)
    told = statuses(again)
    assert told[first.result.file] == "unchanged"
    assert sorted(told.values()) == ["done", "done", "unchanged"]
    assert not (out / STATE / "0123456789ab.docx").exists()


@pytest.mark.usefixtures("here")
def test_a_second_run_at_the_same_time_is_refused(three: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    (out / STATE).mkdir(parents=True)
    with (
        FileLock(out / STATE / "lock").exclusive(0),
        pytest.raises(InputError, match="正在被另一次批量起草使用"),
    ):
        run_batch(three, out)
    assert drafts(out) == []
    assert set(statuses(run_batch(three, out, workers=1)).values()) == {"done"}


@pytest.mark.usefixtures("here")
def test_a_word_file_that_a_person_changed_is_kept(three: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    run_batch(three, out, workers=1)
    edited = docx.Document(str(out / "河道清淤.docx"))
    edited.add_paragraph("人工补充的一句。")
    edited.save(str(out / "河道清淤.docx"))
    assert statuses(run_batch(three, out, workers=1))["河道清淤.yaml"] == "unchanged"
    save(three, tree("河道清淤", 85, (70,)))
    run_batch(three, out, workers=1)
    kept = docx.Document(str(out / "河道清淤（修改过的1）.docx"))
    assert kept.paragraphs[-1].text == "人工补充的一句。"
    assert "人工补充的一句。" not in [
        one.text for one in docx.Document(str(out / "河道清淤.docx")).paragraphs
    ]
    # The program's own earlier version is replaced without a copy.
    save(three, tree("泵站改造", 130))
    run_batch(three, out, workers=1)
    assert not list(out.glob("泵站改造（*"))


@pytest.mark.usefixtures("here")
def test_a_unit_report_that_a_person_changed_is_kept(three: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    run_batch(three, out, workers=1)
    edited = docx.Document(str(out / "单位自评报告.docx"))
    edited.add_paragraph("人工补充的一句。")
    edited.save(str(out / "单位自评报告.docx"))
    # Nothing has changed: the file stays as it is.
    run_batch(three, out, workers=1)
    assert docx.Document(str(out / "单位自评报告.docx")).paragraphs[-1].text == "人工补充的一句。"
    save(three, tree("河道清淤", 85, (70,)))
    run_batch(three, out, workers=1)
    kept = docx.Document(str(out / "单位自评报告（修改过的1）.docx"))
    assert kept.paragraphs[-1].text == "人工补充的一句。"
    assert "全年预算合计505万元" in (out / "单位自评报告.json").read_text(encoding="utf-8")
    assert not list(out.glob("汇总（*"))


@pytest.mark.usefixtures("here")
def test_a_facts_file_in_the_way_is_not_overwritten(three: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    out.mkdir()
    (out / "泵站改造.json").write_text('{"report": "别人的文件"}', encoding="utf-8")
    run_batch(three, out, workers=1)
    assert "别人的文件" in (out / "泵站改造（修改过的1）.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["没有的文件夹", "泵站改造.yaml"])
def test_a_source_that_is_no_folder(name: str, three: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"找不到|要给出文件夹或工作簿"):
        run_batch(three / name, tmp_path / "报告")


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "空" / "说明.txt").write_text("无", encoding="utf-8")
    with pytest.raises(InputError, match="没有事实文件"):
        run_batch(tmp_path / "空", tmp_path / "报告")
    assert not (tmp_path / "报告").exists()


def test_drafts_do_not_go_among_the_facts(three: Path) -> None:
    with pytest.raises(InputError, match="不能就是放事实文件的文件夹"):
        run_batch(three, three)


@pytest.mark.usefixtures("here")
def test_folders_below_only_when_asked(three: Path) -> None:
    save(three / "二级", tree("渠道衬砌"))
    out = three / "报告"
    assert len(run_batch(three, out, workers=1)["projects"]) == 3
    # The drafts of the first run lie below too, and are no facts.
    below = run_batch(three, out, below=True, workers=1)
    assert statuses(below)["二级/渠道衬砌.yaml"] == "done"
    assert len(below["projects"]) == 4


@pytest.mark.usefixtures("here")
def test_the_command_ends_with_two_where_one_failed(three: Path, home: Path) -> None:
    (three / "坏的.yaml").write_text("[", encoding="utf-8")
    ran = assistant("draft", "--batch", three, "-o", home / "报告", "--json", home=home)
    assert ran.code == 2
    assert [one["status"] for one in ran.json["projects"]] == ["failed", "done", "done", "done"]
    assert "失败　坏的.yaml" in ran.err and "合计：已写成3个，失败1个" in ran.err


def test_the_command_tells_what_cannot_be_used(home: Path) -> None:
    ran = assistant("draft", "--batch", home / "没有", "-o", home / "报告", "--json", home=home)
    assert ran.code == 2
    assert "找不到" in ran.json["error"]["message"]


def test_every_project_of_a_workbook(home: Path) -> None:
    """From the command line and in a process of its own, as an installed program runs."""
    book = workbook(
        home / "自评表.xlsx", tree("泵站/改造"), tree("河道清淤", 80, (70,)), tree("水库加固", 300, (310,))
    )
    out = home / "报告"
    ran = assistant_process("draft", "--batch", book, "-o", out, "--json", home=home)
    assert ran.code == 0, ran.err
    assert drafts(out) == ["水库加固", "河道清淤", "泵站_改造"]
    assert [one["project"] for one in ran.json["projects"]] == ["泵站/改造", "河道清淤", "水库加固"]
    report = json.loads((out / "单位自评报告.json").read_text(encoding="utf-8"))
    totals = {one["name"]: one["text"] for one in report["totals"]}
    assert (totals["unit.budget_total"], totals["unit.paid_total"]) == ("500万元", "470.5万元")
    sheet = openpyxl.load_workbook(out / "汇总.xlsx")["汇总"]
    assert [cell.value for cell in sheet[5]][1:7] == [
        "岚桥县水务局（2024年度）合计",
        None,
        None,
        500,
        470.5,
        94.1,
    ]


def test_a_batch_written_by_a_model(three: Path, home: Path) -> None:
    plans = [make_plan(load_facts(path), load_pack("national")) for path in three.glob("*.yaml")]
    echoes = [Echo(plan) for plan in plans]

    def answered(messages: list[dict[str, str]]) -> str:
        asked = [Message("user", one["content"]) for one in messages]
        for echo in echoes:
            with suppress(LookupError):
                return echo(asked)
        raise AssertionError("no plan asks this")

    out = home / "报告"
    with serving(answered) as server:
        told = {
            "base_url": server.base_url,
            "model": "fake-model",
            "api_key": "sk-secret-0001",
            "concurrency": "3",
        }
        ran = assistant(
            "draft", "--batch", three, "-o", out, "--writer", "model", "--json", home=home, **told
        )
        assert ran.code == 0, ran.err
        asked = len(server.requests)
        assert asked > 10 and server.busiest <= 3
        again = assistant(
            "draft", "--batch", three, "-o", out, "--writer", "model", "--json", home=home, **told
        )
    assert len(server.requests) == asked
    assert set(statuses(again.json).values()) == {"unchanged"}
    drafted = json.loads((out / "泵站改造.json").read_text(encoding="utf-8"))
    assert drafted["writer"] == "model"
    assert "sk-secret" not in "".join(path.read_text("utf-8") for path in (out / STATE).glob("*.jsonl"))


def test_a_pack_that_is_not_there_stops_before_anything_is_written(three: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有名为"):
        run_batch(three, tmp_path / "报告", "没有")
    assert not (tmp_path / "报告").exists()


@pytest.mark.usefixtures("here")
def test_an_interrupted_run_says_how_to_go_on(three: Path, tmp_path: Path, capsys, monkeypatch) -> None:
    drafted = running._drafted

    def interrupted(order, tasks, workers):
        for number, one in enumerate(drafted(order, tasks, workers)):
            if number:
                raise KeyboardInterrupt
            yield one

    monkeypatch.setattr(running, "_drafted", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_batch(three, tmp_path / "报告", workers=1)
    assert "已写成1个项目，还有2个。再运行同一条命令即可接着做" in capsys.readouterr().err
    monkeypatch.setattr(running, "_drafted", drafted)
    told = statuses(run_batch(three, tmp_path / "报告", workers=1))
    # The second was in its place before it could be told.
    assert sorted(told.values()) == ["done", "unchanged", "unchanged"]


@pytest.mark.usefixtures("here")
def test_every_word_file_is_whole(three: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    run_batch(three, out, workers=2)
    for path in out.glob("*.docx"):
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
    assert Journal.open(out).is_own(out / "泵站改造.docx")
    shutil.copy(out / "泵站改造.docx", out / "抄.docx")
    (out / "抄.docx").write_bytes((out / "抄.docx").read_bytes() + b" ")
    assert not Journal.open(out).is_own(out / "抄.docx")
