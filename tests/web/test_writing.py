from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import docx
import pytest

from assistant.drafting.draft import ExemplarRef, SectionDraft
from assistant.drafting.events import SectionDone, SectionStarted, Started
from assistant.drafting.exemplars import Exemplar, NoExemplars
from assistant.errors import LibraryError, ModelRefused
from assistant.library.identities.masking import MaskedText
from assistant.review.leakage import Foreign
from assistant.web import writing
from assistant.web.desk import Desk
from assistant.web.kept import KeptExemplars
from assistant.web.writing import Order, Screen, drafting
from tests.web.fragments import read

OFFLINE = Order("national", "offline")


class Found:
    """The same two passages for every section."""

    def for_sections(self, sections, facts):
        return [[_exemplar("old.md", "投入〔金额1〕<b>")] for _ in sections]


class Broken:
    def for_sections(self, sections, facts):
        raise LibraryError("索引损坏", hint="请重建。")


def _exemplar(document: str, masked: str) -> Exemplar:
    reference = ExemplarRef(document=document, heading="一、旧", score=0.5)
    return Exemplar(
        "项目概况", reference, MaskedText(masked), Foreign(document, "一、旧", "投入9.9万元", ("某局",))
    )


def _run(desk: Desk, settings, source=None, order: Order = OFFLINE, **kept) -> list[Screen]:
    return list(drafting(desk, order, settings, KeptExemplars(source or NoExemplars(), **kept)))


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    real = writing.batched
    monkeypatch.setattr(writing, "batched", lambda events, stop: real(events, stop, 0.001))


def test_an_offline_draft_ends_with_text_findings_and_files(desk, facts, settings):
    desk.facts = facts
    first, *_, last = _run(desk, settings)
    assert (first.running, first.files, last.running) == (True, None, False)
    paper = read(last.sheet)
    assert "岚川县雷达站改造项目2024年度支出绩效自评报告" in paper.all("h1")[0].text
    assert {span.text for span in paper.all("span", "state")} == {"完成"}
    assert any(span.attributes["title"] == "出处：年初预算数" for span in paper.all("span", "figure"))
    assert paper.all("mark", "gap")
    assert last.flaws == len(read(last.findings).all("tr")) - len(read(last.findings).all("table")) > 0
    assert last.files is not None
    assert [path.name for path in last.files] == [
        f"岚川县雷达站改造项目2024年度支出绩效自评报告{e}" for e in (".docx", ".md")
    ]
    assert any("岚川县气象台" in p.text for p in docx.Document(str(last.files[0])).paragraphs)


def test_without_facts_it_says_what_to_do(desk, settings):
    (only,) = _run(desk, settings)
    assert "还没有选择事实" in read(only.status).text
    assert not only.running


def test_exemplars_are_shown_masked_and_escaped(desk, facts, settings):
    desk.facts = facts
    found = read(_run(desk, settings, Found())[-1].exemplars)
    assert "〔金额1〕" in {span.text for span in found.all("span", "slot")}
    assert "投入〔金额1〕<b>" in found.text
    assert "old.md" in found.text
    for hidden in ("9.9", "某局"):
        assert hidden not in found.text


def test_a_broken_library_costs_the_exemplars_not_the_draft(desk, facts, settings):
    desk.facts = facts
    last = _run(desk, settings, Broken())[-1]
    assert last.files is not None
    assert "索引损坏" in read(last.exemplars).text


def test_a_library_that_is_being_filled_is_not_waited_for(desk, facts, settings):
    desk.facts = facts
    last = _run(desk, settings, Broken(), excuse="正在建立")[-1]
    assert last.files is not None
    assert "正在建立" in read(last.exemplars).text


def _section(id: str) -> SectionDraft:
    return SectionDraft(id=id, heading="一、甲", level=1, kinds=[], text="写好的正文。")


def test_a_model_error_is_told_and_what_was_written_stays(desk, facts, settings, monkeypatch):
    def failing(*args, **kwargs) -> Iterator:
        yield Started((("a", "一、甲"), ("b", "二、乙")))
        yield SectionDone(_section("a"), key="k")
        yield SectionStarted("b")
        raise ModelRefused("模型服务拒绝了访问", hint="请检查密钥。")

    monkeypatch.setattr(writing, "make_draft", failing)
    desk.facts = facts
    last = _run(desk, settings, order=Order("national", "model"))[-1]
    told = read(last.status).text
    assert "模型服务拒绝了访问" in told
    assert "已写好的1节已保存" in told
    assert "写好的正文。" in read(last.sheet).text
    assert [state.text for state in read(last.sheet).all("span", "state")] == ["完成", "未写完"]
    assert (last.files, last.running) == (None, False)


def test_an_unforeseen_fault_shows_no_trace_and_logs_no_text(desk, facts, settings, monkeypatch, caplog):
    def failing(*args, **kwargs) -> Iterator:
        yield Started((("a", "一、甲"),))
        raise RuntimeError("secret 120.5")

    monkeypatch.setattr(writing, "make_draft", failing)
    desk.facts = facts
    with caplog.at_level(logging.DEBUG):
        last = _run(desk, settings)[-1]
    told = read(last.status).text
    assert "程序内部出错" in told
    assert "secret" not in told + caplog.text
    assert "RuntimeError" in caplog.text
    assert told.split("编号")[1][:8] in caplog.text


def test_a_stop_ends_the_run_at_once_and_keeps_what_is_done(desk, facts, settings, monkeypatch):
    silent = threading.Event()

    def slow(*args, **kwargs) -> Iterator:
        yield Started((("a", "一、甲"), ("b", "二、乙")))
        yield SectionDone(_section("a"), key="k")
        yield SectionStarted("b")
        silent.wait(20)

    monkeypatch.setattr(writing, "make_draft", slow)
    desk.facts = facts
    screens = []
    for screen in drafting(desk, OFFLINE, settings, KeptExemplars(NoExemplars())):
        screens.append(screen)
        if "写好的正文" in screen.sheet:
            desk.stop.set()
    assert "已停止" in read(screens[-1].status).text
    assert "写好1节" in read(screens[-1].status).text
    assert not desk.busy.locked()
    silent.set()


def test_a_reader_who_leaves_stops_the_job(desk, facts, settings, monkeypatch):
    jobs = []

    def slow(*args, job, **kwargs) -> Iterator:
        jobs.append(job)
        yield Started((("a", "一、甲"),))
        job.stop.wait(20)

    monkeypatch.setattr(writing, "make_draft", slow)
    desk.facts = facts
    screens = drafting(desk, OFFLINE, settings, KeptExemplars(NoExemplars()))
    while not jobs:
        next(screens)
    screens.close()
    assert jobs[0].stop.is_set()
    assert not desk.busy.locked()


def test_a_desk_runs_one_draft_at_a_time(desk, facts, settings):
    desk.facts = facts
    first = drafting(desk, OFFLINE, settings, KeptExemplars(NoExemplars()))
    next(first)
    assert _run(desk, settings) == []
    first.close()
    assert _run(desk, settings)


def test_two_desks_do_not_mix(tmp_path, facts, settings):
    other = facts.model_copy(update={"report": facts.report.model_copy(update={"unit": "墨竹县教育局"})})
    desks = [Desk(tmp_path, facts), Desk(tmp_path, other)]
    runs = [drafting(desk, OFFLINE, settings, KeptExemplars(NoExemplars())) for desk in desks]
    for run in runs:
        next(run)
    ends = [list(run)[-1] for run in runs]
    assert "墨竹县教育局" not in ends[0].sheet
    assert "岚川县气象台" not in ends[1].sheet
    assert ends[0].files and ends[1].files
    assert ends[0].files[0].parent != ends[1].files[0].parent
