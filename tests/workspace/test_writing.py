from __future__ import annotations

import pytest

from assistant.errors import InputError, NotThere
from assistant.settings import Settings
from assistant.workspace.report import open_report
from assistant.workspace.workspace import open_workspace
from assistant.workspace.writing import Writing
from tests.fakes.openai_server import MODEL, serving
from tests.workspace.conftest import finished, until


def _with_model(workspace, server, **more):
    settings = Settings(
        home=workspace.settings.home, base_url=server.base_url, model=MODEL, api_key="k", retries=0, **more
    )
    return open_workspace(settings)


def test_a_draft_stands_section_by_section(workspace, anna, project, draft):
    report = open_report(workspace, anna, project.id)
    assert report is not None
    assert report.entry.state == "done"
    assert report.complete
    assert "岚川县雷达站改造项目" in report.part("overview").text
    assert all(one.revision.origin == "composer" for one in report.parts if one.revision)
    # The review is made upon the texts as they stand: every figure of the composer has its source.
    assert [
        m.text for one in report.parts for m in one.mentions if m.fact is None and m.type == "number"
    ] == []
    made = report.draft()
    assert any(one.mentions for one in made.sections)
    assert made.title.startswith("岚川县")


def test_another_user_sees_nothing(workspace, boris, project, draft, writing):
    for attempt in (
        lambda: open_report(workspace, boris, project.id),
        lambda: writing.start(boris, project.id, "national", "offline"),
        lambda: writing.resume(boris, draft),
        lambda: writing.stop(boris, draft),
    ):
        with pytest.raises(NotThere):
            attempt()


def test_without_a_model_there_is_no_model_draft(writing, anna, project):
    with pytest.raises(InputError, match="没有配置语言模型"):
        writing.start(anna, project.id, "national", "model")


def test_a_stopped_draft_goes_on_without_paying_again(workspace, anna, project):
    gate = {"open": 3}

    def answer(messages):
        gate["open"] -= 1
        return messages[-1]["content"].split("<资料")[-1]

    with serving(answer) as server:
        modelled = _with_model(workspace, server, concurrency=1)
        writing = Writing(modelled)
        entry = writing.start(anna, project.id, "national", "model")
        until(lambda: len(modelled.drafts.sections(anna, entry.id)) >= 2)
        writing.stop(anna, entry.id)
        finished(writing, entry.id)
        assert modelled.drafts.get(anna, entry.id).state == "stopped"
        kept = {id: one.id for id, one in modelled.drafts.sections(anna, entry.id).items()}
        first = next(iter(kept))
        edited = modelled.drafts.revise(anna, entry.id, first, "我改过的话。", "human", kept[first])

        # As after a restart of the server: nothing but the store remembers.
        again = Writing(modelled)
        again.resume(anna, entry.id)
        finished(again, entry.id)
        after = modelled.drafts.sections(anna, entry.id)
        assert modelled.drafts.get(anna, entry.id).state == "done"
        assert after[first].id == edited.id
        assert {id: after[id].id for id in kept if id != first} == {
            id: one for id, one in kept.items() if id != first
        }
        asked = [one.body["messages"][1:] for one in server.requests]
        once = [m for m in asked if len(m) == 1]
        # Only what was being written at the stop is asked for again.
        assert len(once) - len({str(m) for m in once}) <= 1, "a finished section was asked for again"


def test_an_endpoint_that_dies_keeps_what_is_finished(workspace, anna, project):
    with serving(lambda messages: "正文。") as server:
        modelled = _with_model(workspace, server, concurrency=1)
        writing = Writing(modelled)
        entry = writing.start(anna, project.id, "national", "model")
        until(lambda: len(modelled.drafts.sections(anna, entry.id)) >= 2)
        server.closing.set()
        from tests.fakes.openai_server import reset

        server.plan.extend(reset() for _ in range(200))
        finished(writing, entry.id)
    run = writing.run(entry.id)
    assert run is not None and run.fault is not None
    assert modelled.drafts.get(anna, entry.id).state == "failed"
    assert len(modelled.drafts.sections(anna, entry.id)) >= 2


def test_only_one_run_at_a_time(writing, anna, project, draft):
    run = writing.run(draft)
    run.ended.clear()
    try:
        with pytest.raises(InputError, match="正在起草"):
            writing.start(anna, project.id, "national", "offline")
    finally:
        run.ended.set()


def test_a_library_out_of_order_costs_the_examples_not_the_draft(workspace, anna, project, monkeypatch):
    from assistant.errors import LibraryError

    def broken(settings, pack):
        raise LibraryError("索引由别的模型建立")

    monkeypatch.setattr("assistant.workspace.writing.exemplars_of", broken)
    writing = Writing(workspace)
    entry = writing.start(anna, project.id, "national", "offline")
    finished(writing, entry.id)
    run = writing.run(entry.id)
    assert run is not None and run.fault is None
    assert workspace.drafts.get(anna, entry.id).state == "done"
    assert run.examples is not None and "参考资料库不能用" in run.examples.fault


def test_nobody_waits_for_a_library_that_is_being_filled(workspace, anna, project, monkeypatch):
    monkeypatch.setattr("assistant.workspace.writing.exemplars_of", lambda *_: pytest.fail("it was asked"))
    writing = Writing(workspace, lambda: "参考资料库正在建立")
    entry = writing.start(anna, project.id, "national", "offline")
    finished(writing, entry.id)
    assert workspace.drafts.get(anna, entry.id).state == "done"
